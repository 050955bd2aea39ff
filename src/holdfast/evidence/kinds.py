"""The four packs: who each is for, what it holds, and what it may be asked with."""

from dataclasses import dataclass, field
from enum import StrEnum

from holdfast.errors import BadSetting
from holdfast.evidence.documents.locked import refuse_weak

MOST_CASES, USUAL_CASES = 200, 20


class PackKind(StrEnum):
    """The packs, by whom they are for."""

    INSPECTION = "inspection"
    SCRUTINY = "scrutiny"
    BOARD = "board"
    CONTINGENCY = "contingency"

    @property
    def heading(self) -> str:
        """As people call it."""
        return _TITLES[self][0]

    @property
    def holds(self) -> str:
        """What is in it, in a sentence."""
        return _TITLES[self][1]

    @property
    def names_children(self) -> bool:
        """Whether children stand in it one by one."""
        return self in (PackKind.INSPECTION, PackKind.CONTINGENCY)


_TITLES = {
    PackKind.INSPECTION: (
        "Inspection pack",
        "Annex A, lists 1 to 11, in both layouts; the self-evaluation by the inspectors’ three "
        "questions; a sample of cases drawn by chance, with the seed that draws it again.",
    ),
    PackKind.SCRUTINY: (
        "Scrutiny pack",
        "How children are served, for elected members and the public: totals alone, small numbers "
        "withheld.",
    ),
    PackKind.BOARD: (
        "Board pack",
        "Figures for the improvement board, small numbers among them; no child is named.",
    ),
    PackKind.CONTINGENCY: (
        "Contingency pack",
        "Who holds whom, on which plan, with what warnings and what is next, for the day on which "
        "the systems are down: one encrypted file that opens in a browser, without Holdfast.",
    ),
}


@dataclass(frozen=True)
class PackWanted:
    """Which pack, and what it is made with.

    ``seed`` and ``cases`` are of the case sample of an inspection pack; an empty seed is the day
    and the snapshot, so that nobody chooses it. ``team`` narrows a contingency pack to a team and
    those below it; ``passphrase`` locks it. Raises BadSetting for what cannot be.
    """

    kind: PackKind
    seed: str = ""
    cases: int = USUAL_CASES
    team: str = ""
    passphrase: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if not 1 <= self.cases <= MOST_CASES:
            raise BadSetting(
                f"A sample has from 1 to {MOST_CASES} cases.", "Choose another number."
            )
        if not self.seed.isprintable() or len(self.seed) > 60:
            raise BadSetting("The seed must be text of 60 characters or fewer.", "Shorten it.")
        if self.kind is PackKind.CONTINGENCY:
            refuse_weak(self.passphrase)

    @property
    def options(self) -> dict[str, str | int]:
        """What it is made with, to be kept with it: never the passphrase."""
        if self.kind is PackKind.INSPECTION:
            return {"seed": self.seed, "cases": self.cases}
        if self.kind is PackKind.CONTINGENCY:
            return {"team": self.team}
        return {}
