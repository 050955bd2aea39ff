"""Every figure without months is by group what plain Python reckons apart, and so is its sum."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from holdfast.measures.cases.counting import cases_behind
from holdfast.measures.cases.groups import By
from holdfast.measures.figure_groups import GroupFigure
from holdfast.measures.population import FILE
from holdfast.measures.register import MEASURES, measure
from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY
from tests.measures_apart import actions, chain, rates, workforce
from tests.measures_apart.chain import median_wait
from tests.measures_apart.conftest import Seen
from tests.measures_apart.groups import NO_TEAM, Groups
from tests.measures_apart.record import Record, Thing, months_on, next_day

GROUPED = tuple(one.key for one in MEASURES if one.groups)
OF_DUTIES = tuple(key for key in GROUPED if key.endswith(("_in_time", "_wait")))
Timed = tuple[Thing, int]


# One of every way in which the children behind a figure are found.
WITH_CHILDREN = ("seen_in_time", "seen_wait", "actions_wait", "referral_rate", "in_care_rate")


@pytest.fixture(scope="module")
def grouped(lived: Seen, edged: Seen) -> list[tuple[Outlook, Record, Groups]]:
    """Both counties, with the groups of each, which remember who is in which."""
    return [(outlook, record, Groups(record)) for outlook, record in (lived, edged)]


class Told(NamedTuple):
    """A group: the value, what it counts, out of what, and what is open of it."""

    value: float | None
    counted: float
    of: float
    unclear: int
    open: int
    overdue: int
    longest: int | None


def asked(key: str, outlook: Outlook, by: By) -> list[GroupFigure]:
    groups = measure(key).groups
    assert groups
    return groups.ask(outlook, 12, by, EVERYBODY)


def _as_told(found: Iterable[GroupFigure]) -> dict[str, Told]:
    return {
        one.group: Told(
            one.value,
            one.counted or 0,
            one.of or 0,
            one.cannot_tell or 0,
            one.open or 0,
            one.overdue or 0,
            one.longest_days,
        )
        for one in found
    }


def _things(key: str, record: Record) -> tuple[list[Timed], list[Timed]]:
    """What a measure of duties or actions counts, and what is open of it; both with their days."""
    if key == "actions_wait":
        return list(actions.set_things(record)), list(actions.open_things(record))
    step = key.removesuffix("_in_time").removesuffix("_wait")
    open_ = list(chain.open_things(step, record))
    if key.endswith("_wait"):
        return list(chain.begun_things(step, record)), open_
    return [(one, 0) for one in chain.done_things(step, record)], open_


def _parted(found: list[Timed], by: By, groups: Groups) -> Mapping[str, list[Timed]]:
    parted: dict[str, list[Timed]] = defaultdict(list)
    for thing, days in found:
        parted[groups.of(by.value, thing, staff=False)].append((thing, days))
    return parted


def _apart(key: str, record: Record, groups: Groups, by: By) -> dict[str, Told]:
    every, stock = (_parted(each, by, groups) for each in _things(key, record))
    told = {}
    for group in {*every, *stock}:
        known = [(one, days) for one, days in every.get(group, []) if one.counted is not None]
        counted, of = sum(bool(one.counted) for one, _ in known), len(known)
        if key.endswith("_in_time"):
            value = counted / of if of else None
        else:
            # Of one to five no median is told: it would be that of a child or two.
            waits = [(days, bool(one.counted)) for one, days in known]
            value = median_wait(waits) if of > 5 else None
        open_ = stock.get(group, [])
        told[group] = Told(
            value,
            counted,
            of,
            len(every.get(group, [])) - of,
            len(open_),
            sum(bool(one.counted) for one, _ in open_),
            max((days for _, days in open_), default=None),
        )
    return told


@pytest.mark.parametrize("key", OF_DUTIES)
def test_of_duties_and_actions(key: str, grouped: list[tuple[Outlook, Record, Groups]]) -> None:
    seen = 0.0
    for outlook, record, groups in grouped:
        whole = measure(key).figure(outlook, 12)
        for by in By:
            if by is By.EVERYBODY:
                continue
            found, own = _as_told(asked(key, outlook, by)), _apart(key, record, groups, by)
            assert found == {group: pytest.approx(one) for group, one in own.items()}, by
            seen += sum(one.of for one in own.values())
            assert sum(one.of for one in found.values()) == whole.of, by
            assert sum(one.counted for one in found.values()) == whole.counted, by
    assert seen


@pytest.mark.parametrize("key", workforce.OF_STAFF)
def test_of_staff(key: str, grouped: list[tuple[Outlook, Record, Groups]]) -> None:
    """A service has the people of all its teams, and a team its own alone."""
    reckon = workforce.OF_STAFF[key]
    # A caseload asks for spells of no clock, which an outlook of bare rows has not.
    for outlook, record, groups in grouped[:1] if key == "caseload_rate" else grouped:
        teams = {row["team"] for name in ("employments", "posts") for row in record.rows(name)}
        for by in (By.TEAM, By.SERVICE):
            parts: dict[str, set[str]] = defaultdict(set)
            for team in {*teams, *groups.parents} - {None}:
                thing = Thing("", record.last, 1, 1, team)
                parts[groups.of(by.value, thing, staff=True)].add(team)
            own = {group: reckon(record, part) for group, part in parts.items()}
            told = [one for one in asked(key, outlook, by) if one.group != NO_TEAM]
            unknown = {one.group for one in told if one.counted is None}
            assert all(one.why for one in told if one.group in unknown)
            found = {one.group: (one.counted, one.of) for one in told if one.group not in unknown}
            wanted = {
                group: pytest.approx(tuple(one), abs=0.02)
                for group, one in own.items()
                if any(round(part, 2) for part in one) and group not in {NO_TEAM, *unknown}
            }
            assert found == wanted, by
            assert len(wanted) > len(unknown), by


STATED = {
    By.AGE: ("under 1", "1 to 4", "5 to 9", "10 to 15", "16 or 17"),
    By.SEX: ("female", "male"),
    By.ETHNICITY: ("White", "Mixed", "Asian", "Black", "other"),
}


@pytest.mark.parametrize("key", rates.RATES)
def test_of_rates(
    key: str,
    grouped: list[tuple[Outlook, Record, Groups]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A group's count out of the children of the group; without a number of them no rate."""
    children = {
        group: 1_000 * (2 + place) for own in STATED.values() for place, group in enumerate(own)
    }
    lines = ["[children_under_18]", "2018 = 20_000", 'source = "A test"']
    # Those of each way are made to add up: the last has the rest.
    for by, own in STATED.items():
        children[own[-1]] = 20_000 - sum(children[group] for group in own[:-1])
        lines += [f"[children_by_{by}.2018]", *(f'"{group}" = {children[group]}' for group in own)]
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path))
    for outlook, record, groups in grouped:
        for by in STATED:
            (tmp_path / FILE).write_text("\n".join(lines), encoding="utf-8")
            counted: dict[str, int] = defaultdict(int)
            for thing in rates.things(key, record):
                counted[groups.of(by.value, thing, staff=False)] += 1
            wanted = {
                group: (
                    round(counted[group] * 10_000 / children[group], 1)
                    if group in STATED[by]
                    else None,
                    counted[group],
                )
                for group in {*counted, *STATED[by]}
            }
            found = asked(key, outlook, by)
            assert {one.group: (one.value, one.counted) for one in found} == wanted, by
            (tmp_path / FILE).unlink()
            without = asked(key, outlook, by)
            assert {one.value for one in without} <= {None}
            assert without
            assert all(f"[children_by_{by}.2018]" in one.why for one in without)


@pytest.mark.parametrize("key", WITH_CHILDREN)
def test_the_children_behind_a_group_are_those_it_counts(key: str, lived: Seen) -> None:
    outlook, record = lived
    first = next_day(months_on(record.last, -12))
    for by in measure(key).groups.ways:  # type: ignore[union-attr]
        for one in asked(key, outlook, by):
            behind = cases_behind(
                outlook, measure(key), first, record.last, EVERYBODY, by, one.group
            )
            assert sum(row.counted is True for row in behind) == one.counted, (by, one.group)
            assert sum(row.counted is None for row in behind) == (one.cannot_tell or 0)


def test_every_figure_has_groups_or_months() -> None:
    """Ratchet: a new figure is told by group, with its calculation in this file."""
    assert [one.key for one in MEASURES if one.cases is None and one.groups is None] == []
    assert {*OF_DUTIES, *workforce.OF_STAFF, *rates.RATES} == set(GROUPED)
