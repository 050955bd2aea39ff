"""Random lives of numbers: children whom a source renumbers, merges, splits and mixes up.

A world knows who each child truly is; an import shows numbers and what stands beside them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count

from hypothesis import strategies as st

from holdfast.record.identity.entries import DeclaredNumbers, Register
from holdfast.record.identity.evidence import ChildEvidence, Import
from holdfast.record.identity.matching import match
from holdfast.record.identity.relating import uids_of

FIRST, SECOND, THIRD = "2024-01-05-0001", "2024-01-12-0002", "2024-01-12-0003"
SOURCE = "ssd"
_EPOCH = date(2010, 1, 1)


@dataclass(frozen=True)
class World:
    """Who truly stands behind each number of two imports, and what was declared between them."""

    before: Mapping[str, ChildEvidence]
    now: Mapping[str, ChildEvidence]
    was: Mapping[str, int]
    is_now: Mapping[str, int]
    declared: DeclaredNumbers


def uids() -> Iterator[str]:
    """Ids in order, so that two matchings of one thing are equal."""
    return (f"{n:020x}" for n in count(1))


def taken_in(
    children: Mapping[str, ChildEvidence], register: Register | None = None, snapshot: str = FIRST,
    before: Mapping[str, ChildEvidence] | None = None, ids: Iterator[str] | None = None,
) -> Register:  # fmt: skip
    """The register with an import in it."""
    given = Import(snapshot, SOURCE, children, before or {}, SOURCE if before else "")
    return match(register or Register(), given, ids or uids())


def uid_of(register: Register, number: str, snapshot: str) -> str:
    """The live id of a number at an import."""
    return uids_of(register, SOURCE, snapshot, [number])[number]


@st.composite
def people(draw: st.DrawFn) -> list[ChildEvidence]:
    """A few children, some of them twins, some with little recorded."""
    found: list[ChildEvidence] = []
    for n in range(draw(st.integers(1, 9))):
        born = _EPOCH + timedelta(draw(st.integers(0, 4000)))
        if found and draw(st.integers(0, 4)) == 0:
            born = found[-1].born or born  # a twin, or born on one day by chance
        said = draw(st.integers(0, 9))
        days = frozenset(
            ("referrals", _EPOCH + timedelta(4000 + draw(st.integers(0, 30))))
            for _ in range(draw(st.integers(0, 2)))
        )
        found.append(
            ChildEvidence(
                f"{n + 1}",
                born if said else None,
                None if said else born,
                draw(st.sampled_from(["", "M", "F"])),
                f"NHS{n}" if draw(st.booleans()) else "",
                f"UPN{n}" if draw(st.booleans()) else "",
                "",
                days,
            )
        )
    return found


FATES = (
    "stays", "stays", "gone", "renumbered", "reused", "merged", "split", "corrected", "doubled",
)  # fmt: skip


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Two imports, and between them whatever may become of a number."""
    first, mapped = draw(people()), draw(st.booleans())
    between = Between(draw)
    for who, child in enumerate(first):
        between.befalls(draw(st.sampled_from(FATES)), who, child)
    rows = tuple(sorted(set(between.rows))) if mapped else ()
    return World(
        {one.number: one for one in first},
        between.now,
        {one.number: who for who, one in enumerate(first)},
        between.is_now,
        DeclaredNumbers(rows, not mapped and draw(st.booleans())),
    )


class Between:
    """What becomes of children between two imports, and the mapping that would say so."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.now: dict[str, ChildEvidence] = {}
        self.is_now: dict[str, int] = {}
        self.rows: list[tuple[str, str]] = []
        self.strangers = count(100)

    def befalls(self, what: str, who: int, child: ChildEvidence) -> None:
        """One child's fate. A number that another has taken meanwhile is gone."""
        if what in ("renumbered", "doubled"):
            for _ in range(1 + (what == "doubled")):
                self._has(self._free(), who, child)
        elif what == "gone" or child.number in self.now:
            return
        elif what == "merged" and self.now:
            self.rows.append((child.number, self.draw(st.sampled_from(sorted(self.now)))))
        elif what == "reused":
            other = self.draw(people())[0]
            self.now[child.number] = replace(other, number=child.number)
            self.is_now[child.number] = next(self.strangers)
        else:
            self._has(child.number, who, self._corrected(child) if what == "corrected" else child)
            if what == "split":
                self._has(self._free(), who, child)

    def _has(self, number: str, who: int, child: ChildEvidence) -> None:
        self.rows.append((child.number, number))
        self.now[number], self.is_now[number] = replace(child, number=number), who

    def _free(self) -> str:
        return self.draw(st.sampled_from([f"{n}" for n in range(1, 31) if f"{n}" not in self.now]))

    def _corrected(self, child: ChildEvidence) -> ChildEvidence:
        if child.born is None or child.born.day > 12:
            return child
        swapped = child.born.replace(month=child.born.day, day=child.born.month)
        return replace(child, born=swapped)
