"""What was told outside, kept for good in the data folder: what comes later is decided by it.

    told/0001.json    what was told first: of which quarter, from which snapshot, every figure
         0002.json    what was told next; a figure told again takes the place of the former
         0003.json    what charts were told to say of a quarter: never told again

What is told of made-up children is kept apart from what is told of a council's own. A file is
written before anybody is shown what is in it.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from holdfast.errors import Busy, Damaged
from holdfast.evidence.withholding.bands import HowTold, ToldFigure
from holdfast.record.store.atomic_files import disk_errors_in_words, hold_alone, replace_text

FOLDER = "told"
ToldVerdict = tuple[str, str]


@dataclass(frozen=True)
class AllTold:
    """Every figure that was told, by its key, as it was told last, and of which snapshot.

    ``year_end`` is the month in which years end: that of the first quarter of which anything was
    told; None where nothing was. ``verdicts`` are what charts were told to say of a quarter, by its
    last day and the measure: of the last year, and of the last two.
    """

    figures: Mapping[str, ToldFigure] = field(default_factory=dict)
    snapshots: Mapping[str, str] = field(default_factory=dict)
    year_end: int | None = None
    verdicts: Mapping[date, Mapping[str, ToldVerdict]] = field(default_factory=dict)


@dataclass(frozen=True)
class NewlyTold:
    """What is to be told of a quarter, and from which snapshot; ``verdicts`` None: of no chart."""

    quarter: date
    snapshot: str
    figures: Mapping[str, ToldFigure] = field(default_factory=dict)
    verdicts: Mapping[str, ToldVerdict] | None = None

    def as_json(self, made_up: bool) -> str:
        """As a file of the folder holds it."""
        held = {
            "quarter": self.quarter.isoformat(),
            "snapshot": self.snapshot,
            "made_up": made_up,
            "figures": {
                key: [one.of, one.count, one.kept.value] for key, one in self.figures.items()
            },
        }
        if self.verdicts is not None:
            held["verdicts"] = {key: list(said) for key, said in self.verdicts.items()}
        return json.dumps(held, indent=0, sort_keys=True) + "\n"


Keep = Callable[[NewlyTold], AllTold]


def told_so_far(home: Path, made_up: bool) -> AllTold:
    """What was told of made-up children, or of a council's own. Raises Damaged.

    Without all of it nobody could say what more would give away.
    """
    figures: dict[str, ToldFigure] = {}
    snapshots: dict[str, str] = {}
    year_end: int | None = None
    verdicts: dict[date, dict[str, ToldVerdict]] = {}
    paths = sorted((home / FOLDER).glob("*.json"))
    for number, path in enumerate(paths, 1):
        try:
            if int(path.stem) != number:
                raise ValueError("one before it is missing")
            held = json.loads(path.read_text(encoding="utf-8"))
            if held["made_up"] != made_up:
                continue
            own = {
                key: ToldFigure(of, count, HowTold(kept))
                for key, (of, count, kept) in held["figures"].items()
            }
            quarter = date.fromisoformat(held["quarter"])
            year_end = year_end or quarter.month
            if "verdicts" in held:
                said = {key: (year, two) for key, (year, two) in held["verdicts"].items()}
                verdicts.setdefault(quarter, said)
            figures |= own
            snapshots |= dict.fromkeys(own, held["snapshot"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise Damaged(
                f"What was told outside cannot be read in {FOLDER}/{path.name}: without it nobody "
                "can say what more would give away.",
                f"Restore the folder {FOLDER} of the data folder from a backup.",
            ) from error
    return AllTold(figures, snapshots, year_end, verdicts)


@contextmanager
def keeping_told(home: Path, made_up: bool) -> Iterator[tuple[AllTold, Keep]]:
    """What was told, and the way to keep more of it, for this process alone.

    To keep takes what is new, and gives all that is told then.
    Raises Busy where another process keeps something, CannotWrite where the disk refuses, Damaged.
    """
    busy = Busy(
        "Figures for members are being put together by another process.",
        "Ask again: it takes a second.",
    )

    def keep(new: NewlyTold) -> AllTold:
        if new.figures or new.verdicts is not None:
            number = len(list((home / FOLDER).glob("*.json"))) + 1
            replace_text(home / FOLDER / f"{number:04}.json", new.as_json(made_up))
        return told_so_far(home, made_up)

    with disk_errors_in_words(home, "What is told outside"), hold_alone(home / FOLDER, busy):
        yield told_so_far(home, made_up), keep
