"""What oddities do to a county's duties: how each stands in the record, beside how it went.

Reckoned from the telling alone, without a clock: ``truth_agreement`` holds the clocks to it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from holdfast.simulation import County
from holdfast.simulation.oddities import BY_KEY, PlantedOddity, Shows
from holdfast.simulation.truth import Owed, reckon
from holdfast.simulation.truth.calendar import number
from holdfast.simulation.written.chronicle import Told

Key = tuple[str, str, int]
Pair = tuple[Owed | None, Owed | None]
SEVERAL = "several on one child"
_NEVER = 1_000_000


@dataclass
class Touched:
    """The duties that stand otherwise in the record than they went, by the oddity.

    ``falsely_overdue``: of those, how many the record shows overdue on the last day, though they
    are not. ``unexplained``: those that no oddity of the child's lets stand so.
    """

    same: int = 0
    planted: Counter[str] = field(default_factory=Counter)
    shows: dict[str, Counter[Shows]] = field(default_factory=lambda: defaultdict(Counter))
    falsely_overdue: Counter[str] = field(default_factory=Counter)
    unexplained: list[str] = field(default_factory=list)

    def add(self, other: "Touched") -> None:
        """Take in what another county showed."""
        self.same += other.same
        self.planted += other.planted
        self.falsely_overdue += other.falsely_overdue
        self.unexplained += other.unexplained
        for kind, counts in other.shows.items():
            self.shows[kind] += counts

    def table(self) -> str:
        """A line for each kind: how many of it, and how duties stand in the record for it."""
        heads = ["oddity", "planted", *(one.value for one in Shows), "falsely overdue at the end"]
        lines = [heads] + [
            [
                kind,
                str(self.planted[kind]),
                *(str(self.shows[kind][one]) for one in Shows),
                str(self.falsely_overdue[kind]),
            ]
            for kind in [*BY_KEY, SEVERAL]
        ]
        widths = [max(len(line[n]) for line in lines) for n in range(len(heads))]
        told = ("  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) for line in lines)
        return "\n".join([*told, f"{self.same} duties stand in the record as they went"])


class Reckons(Protocol):
    """Reckons duties, or concerns, from what was told."""

    def __call__(
        self, told: Iterable[Told], last: date, as_written: bool = False
    ) -> Iterator[Owed]:
        """All that had begun by the last day."""


def touched(county: County, reckons: Reckons = reckon) -> Touched:
    """Hold what the record tells of a county against what happened in it."""
    found, oddities = Touched(), list(county.oddities())
    found.planted = Counter(one.kind for one in oddities)
    kinds = _kinds(oddities)
    last = number(county.as_at)
    for real, written in _pairs(county, oddities, reckons):
        shows = how(real, written)
        if shows is None:
            found.same += 1
            continue
        whom = (real or written).whom  # type: ignore[union-attr]
        able = sorted(kind for kind in kinds[whom] if shows in BY_KEY[kind].shows)
        if not able:
            found.unexplained.append(f"{shows}: {real}, {written}, {sorted(kinds[whom])}")
        kind = able[0] if len(able) == 1 else SEVERAL
        found.shows[kind][shows] += 1
        if written and written.outcome(last) == "overdue":
            found.falsely_overdue[kind] += real is None or real.outcome(last) != "overdue"
    return found


def how(real: Owed | None, written: Owed | None) -> Shows | None:
    """How a duty in the record differs from the same as it went; None: not at all."""
    if real is None:
        return Shows.ONLY_RECORD
    if written is None:
        return Shows.ONLY_TRUTH
    if real[3:] == written[3:]:
        return None
    if written.unsure is not None and real.unsure is None:
        return Shows.DOUBT
    if _end(written) > _end(real) or (real.done is not None and written.done is None):
        return Shows.LESS
    if real.unsure is not None and (written.unsure is None or written.unsure > real.unsure):
        return Shows.LESS
    return Shows.MORE if _end(written) < _end(real) else Shows.OTHER


def _end(one: Owed) -> int:
    days = [day for day in (one.done, one.over) if day is not None]
    return min(days, default=_NEVER)


def _kinds(oddities: Sequence[PlantedOddity]) -> Mapping[str, set[str]]:
    kinds: dict[str, set[str]] = defaultdict(set)
    for one in oddities:
        kinds[one.child].add(one.kind)
        kinds[one.really].add(one.kind)
    return kinds


def _pairs(county: County, oddities: Sequence[PlantedOddity], reckons: Reckons) -> Iterator[Pair]:
    """Each duty as it went with the same in the record, under whatever number it lies there."""
    real = _by_key(reckons(county.chronicle.told, county.as_at), {})
    numbers = {one.child: one for one in oddities if one.child != one.really}
    written = _by_key(reckons(county.in_record(), county.as_at, as_written=True), numbers)
    for key in sorted(real.keys() | written.keys()):
        ones, others = real.get(key, []), written.get(key, [])
        for place in range(max(len(ones), len(others))):
            one = ones[place] if place < len(ones) else None
            yield one, others[place] if place < len(others) else None


def _by_key(owed: Iterator[Owed], numbers: Mapping[str, PlantedOddity]) -> dict[Key, list[Owed]]:
    found: dict[Key, list[Owed]] = defaultdict(list)
    for one in owed:
        odd = numbers.get(one.whom)
        if odd and (odd.kind != "reused_id" or (odd.day or 0) <= one.started):
            one = one._replace(whom=odd.really)
        found[one.clock, one.whom, one.started].append(one)
    for alike in found.values():
        # What is still to be done is the last of those that began on one day.
        alike.sort(key=lambda one: tuple(_NEVER if day is None else day for day in one[3:7]))
    return found
