"""Random lives of numbers: children whom a source renumbers, merges, splits and mixes up.

A world knows who each child truly is; an import shows numbers and what stands beside them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count

from hypothesis import strategies as st

from holdfast.record.identity.entries import Declared, Register
from holdfast.record.identity.evidence import Child, Import
from holdfast.record.identity.matching import match
from holdfast.record.identity.relating import uids_of

FIRST, SECOND, THIRD = "2024-01-05-0001", "2024-01-12-0002", "2024-01-12-0003"
SOURCE = "ssd"
_EPOCH = date(2010, 1, 1)


@dataclass(frozen=True)
class World:
    """Who truly stands behind each number of two imports, and what was declared between them.

    ``merged`` are old numbers whose child's rows were moved to another number.
    """

    before: Mapping[str, Child]
    now: Mapping[str, Child]
    was: Mapping[str, int]
    is_now: Mapping[str, int]
    declared: Declared
    merged: Mapping[str, str]


def uids() -> Iterator[str]:
    """Ids in order, so that two matchings of one thing are equal."""
    return (f"{n:020x}" for n in count(1))


def taken_in(
    children: Mapping[str, Child], register: Register | None = None, snapshot: str = FIRST,
    before: Mapping[str, Child] | None = None, ids: Iterator[str] | None = None,
) -> Register:  # fmt: skip
    """The register with an import in it."""
    given = Import(snapshot, SOURCE, children, before or {}, SOURCE if before else "")
    return match(register or Register(), given, ids or uids())


def uid_of(register: Register, number: str, snapshot: str) -> str:
    """The live id of a number at an import."""
    return uids_of(register, SOURCE, snapshot, [number])[number]


@st.composite
def people(draw: st.DrawFn) -> list[Child]:
    """A few children, some of them twins, some with little recorded."""
    found: list[Child] = []
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
            Child(
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


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Two imports, and between them whatever may become of a number."""
    first = draw(people())
    before = {one.number: one for one in first}
    now: dict[str, Child] = {}
    is_now: dict[str, int] = {}
    merged: dict[str, str] = {}
    rows: list[tuple[str, str]] = []
    spare = [f"{n}" for n in range(1, 31)]
    mapped = draw(st.booleans())
    strangers = count(100)
    for who, child in enumerate(first):
        what = draw(st.sampled_from(
            ["stays", "stays", "gone", "renumbered", "reused", "merged", "split", "corrected"]
        ))  # fmt: skip
        free = [one for one in spare if one not in now]
        if what == "gone" or (what != "renumbered" and child.number in now):
            continue
        if what == "merged" and now:
            target = draw(st.sampled_from(sorted(now)))
            merged[child.number] = target
            if mapped:
                rows.append((child.number, target))
            continue
        number = draw(st.sampled_from(free)) if what == "renumbered" else child.number
        now[number], is_now[number] = replace(child, number=number), who
        if what == "renumbered" and mapped:
            rows.append((child.number, number))
        if what == "reused":
            other = draw(people())[0]
            now[number], is_now[number] = replace(other, number=number), next(strangers)
        if what == "corrected" and child.born and child.born.day <= 12:
            swapped = child.born.replace(month=child.born.day, day=child.born.month)
            now[number] = replace(now[number], born=swapped)
        if what == "split" and (free := [one for one in spare if one not in now]):
            part = draw(st.sampled_from(free))
            now[part], is_now[part] = replace(child, number=part), who
            if mapped:
                rows += [(child.number, number), (child.number, part)]
    by_matching = draw(st.booleans()) and not mapped
    was = {one.number: who for who, one in enumerate(first)}
    return World(before, now, was, is_now, Declared(tuple(sorted(set(rows))), by_matching), merged)
