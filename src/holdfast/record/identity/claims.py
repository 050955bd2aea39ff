"""What the council's mapping says of the children of an import: old numbers and new ones.

Followed where the birth dates do not speak against it. Two old numbers of one new number are a
merge; an old number that is itself a child of the import, and is mapped to no other, is a part of
that merge.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from holdfast.record.identity.births import Agreement, BirthsCompared, compared
from holdfast.record.identity.entries import KnownNumber, Register, holder, turn
from holdfast.record.identity.evidence import ChildEvidence
from holdfast.record.identity.numbers import KINDS, MatchOutcome

MAPPED = "the mapping says so"
BIRTHS_DIFFER = "the mapping says so, but the birth date is another"

_NEAREST = {Agreement.SAME: 0, Agreement.CORRECTED: 1, Agreement.NOT_RECORDED: 2}


@dataclass(frozen=True)
class Claimed:
    """What a mapping makes of a child; ``merged`` are further uids that give way to the child's.

    Each of these with its number.
    """

    met: MatchOutcome
    merged: tuple[tuple[str, str], ...] = ()
    why: str = MAPPED


def claimed_by(
    register: Register, source: str, snapshot: str, children: Mapping[str, ChildEvidence]
) -> dict[str, Claimed]:
    """What the mapping makes of each child whose number it names as new."""
    rows = register.declared.rows
    olds = {old for old, _ in rows}
    by_new: dict[str, set[str]] = {}
    for old, new in rows:
        if new in children:
            by_new.setdefault(new, set()).add(old)
    if not by_new:
        return {}
    known = _Known(register, source, snapshot)
    found: dict[str, Claimed] = {}
    for new, numbers in sorted(by_new.items()):
        claimants = known.claimants(numbers)
        if new not in olds and (own := known.seen_last(new, children[new])):
            claimants[register.live(own.uid)] = own
        if claimants:
            found[new] = _claimed(claimants, new, children[new], source)
    return found


class _Known:
    """The entries that a mapping may name: a source's own before those of another."""

    def __init__(self, register: Register, source: str, snapshot: str) -> None:
        self._register, self._source, self._snapshot = register, source, snapshot
        self._held: dict[str, list[KnownNumber]] = {}
        for one in sorted(register.entries, key=lambda one: turn(one.first_seen)):
            self._held.setdefault(one.number, []).append(one)
        self._latest = register.latest_import(source)

    def claimants(self, numbers: Collection[str]) -> dict[str, KnownNumber]:
        """The uids that the numbers stand for, each with its entry."""
        found = (self._of(one) for one in sorted(numbers))
        return {self._register.live(one.uid): one for one in found if one}

    def seen_last(self, number: str, child: ChildEvidence) -> KnownNumber | None:
        """The child whom the last import held by this number, if it is the one of this import."""
        one = self._of(number)
        if one is None or (one.source, one.last_seen) != (self._source, self._latest):
            return None
        return one if _agreement(one, child) is Agreement.SAME else None

    def _of(self, number: str) -> KnownNumber | None:
        entries = self._held.get(number, [])
        own = [one for one in entries if one.source == self._source]
        return holder(own or entries, self._snapshot) if entries else None


def _claimed(
    claimants: Mapping[str, KnownNumber], new: str, child: ChildEvidence, source: str
) -> Claimed:
    good = {uid: one for uid, one in claimants.items() if _agreement(one, child) in _NEAREST}
    bad = sorted(
        (uid, one.number, BIRTHS_DIFFER) for uid, one in claimants.items() if uid not in good
    )
    if not good:
        return Claimed(MatchOutcome("undecided", perhaps=tuple(bad), waits=True))
    # Who keeps the id of several that were merged: whose number stays, or the eldest.
    uid, entry = min(
        good.items(),
        key=lambda pair: (
            pair[1].number != new,
            pair[1].uid != pair[0],
            turn(pair[1].first_seen),
            pair[1].number,
            pair[0],
        ),
    )
    merged = tuple(sorted((one, other.number) for one, other in good.items() if one != uid))
    goes_on = entry.number == new and entry.source == source
    birth = _birth(entry, child)
    met = MatchOutcome(
        KINDS[birth.agreement] if goes_on else "renumbered",
        uid,
        entry if goes_on else None,
        entry.number,
        birth.why if goes_on else "; ".join(one for one in (MAPPED, birth.why) if one),
        tuple(bad),
        bool(bad),
        (0, _NEAREST[birth.agreement], entry.number != new),
    )
    return Claimed(met, merged)


def _agreement(entry: KnownNumber, child: ChildEvidence) -> Agreement:
    return _birth(entry, child).agreement


def _birth(entry: KnownNumber, child: ChildEvidence) -> BirthsCompared:
    return compared((entry.born, entry.expected), (child.born, child.expected))
