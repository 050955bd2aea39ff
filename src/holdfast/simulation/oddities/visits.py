"""Oddities of visits: written up late or back-dated, lost, on a wrong child, before the birth."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from holdfast.record.care import CareVisits
from holdfast.record.family import Persons
from holdfast.record.need import NeedPlans, NeedVisits
from holdfast.record.protection import ProtectionPlans, ProtectionVisits
from holdfast.record.schema.table import Table
from holdfast.simulation.chance import Length
from holdfast.simulation.oddities.ground import Ground
from holdfast.simulation.oddities.kind import ANY, Meaning, OddityKind, Shows
from holdfast.simulation.oddities.pages import Values
from holdfast.simulation.oddities.retelling import (
    Matches,
    Retelling,
    about,
    give,
    hide,
    on,
    put,
    redate,
    write_up,
)
from holdfast.simulation.oddities.spans import cases_of
from holdfast.simulation.written.diary import add_working_days, as_date, number
from holdfast.simulation.written.happenings import Happening


@dataclass(frozen=True)
class Visits:
    """A table of visits, and how the chronicle tells of them."""

    table: type[Table]
    seen: Happening
    unclear: Happening
    visited: Happening

    def found(self, row: Values) -> Matches | None:
        """What is told of how the child was found; None where nobody was seen."""
        if row["seen"] is False:
            return None
        return on(row["visited"], self.seen if row["seen"] else self.unclear)

    def recording(self, row: Values) -> Matches:
        """What is told of its writing up."""
        return about(row["visit"], self.visited, Happening.VISIT_WRITTEN_UP)

    def lost(self, row: Values) -> Iterator[Retelling]:
        """The record holds nothing of the visit."""
        if found := self.found(row):
            yield hide(found, once=True)
        yield hide(self.recording(row))

    def moved(self, row: Values, day: int) -> Iterator[Retelling]:
        """The record puts the visit on another day; the day of writing up stays."""
        if found := self.found(row):
            yield redate(found, day, once=True)
        yield redate(about(row["visit"], self.visited), day)


ON_PLAN = Visits(
    ProtectionVisits,
    Happening.SEEN_ON_PLAN,
    Happening.UNCLEAR_ON_PLAN,
    Happening.VISITED_ON_PLAN,
)
AT_HOME = Visits(
    NeedVisits, Happening.SEEN_AT_HOME, Happening.UNCLEAR_AT_HOME, Happening.VISITED_AT_HOME
)
IN_CARE = Visits(
    CareVisits, Happening.SEEN_IN_CARE, Happening.UNCLEAR_IN_CARE, Happening.VISITED_IN_CARE
)
ALL = (ON_PLAN, AT_HOME, IN_CARE)
_TABLES = (ProtectionVisits, NeedVisits, CareVisits)

LATE = OddityKind(
    "late_recording",
    "A visit is written up weeks or months after it was made; some are not written up yet.",
    _TABLES,
    Meaning.AS_TRUTH,
    "The visit counts from the day on which it was made. Only the clock that watches writing up "
    "shows it late. One that is not in the record yet is of the kind `not_yet_recorded`.",
    "visits that are written up",
    0.01,
)
BACK_DATED = OddityKind(
    "back_dated",
    "A visit is entered with an earlier day than that on which it was made, often the day on "
    "which it was due.",
    (ProtectionVisits, NeedVisits),
    Meaning.OTHERWISE,
    "The clock answers by the day in the record: met where it was late. Only the time between "
    "the visit and its writing up gives it away.",
    "visits to children at home",
    0.005,
    ANY,
)
NO_VISITS = OddityKind(
    "plan_without_visits",
    "Not one visit of a whole plan is in the record: they lie in another system, or in nobody's.",
    (ProtectionPlans, NeedPlans),
    Meaning.NOT_RECORDED,
    "Every visit of the plan is overdue by the record, until the plan ends.",
    "plans of more than four weeks with visits",
    0.02,
    frozenset({Shows.LESS, Shows.ONLY_TRUTH, Shows.DOUBT}),
)
ORPHAN = OddityKind(
    "orphan_row",
    "A visit is entered under the number of a child who is not in the record at all.",
    _TABLES,
    Meaning.NOT_RECORDED,
    "The child who was visited is overdue by the record; of the number that nobody has only the "
    "writing up is timed.",
    "visits",
    0.002,
    frozenset({Shows.LESS, Shows.ONLY_TRUTH, Shows.ONLY_RECORD, Shows.DOUBT}),
)
BEFORE_BIRTH = OddityKind(
    "before_birth",
    "The year of a visit is mistyped, so that it was made before the child was born.",
    (ProtectionVisits, NeedVisits),
    Meaning.NOT_RECORDED,
    "A visit to an unborn child counts for nothing: the visit that was made is overdue by the "
    "record, and its writing up took years.",
    "visits to children at home",
    0.002,
    frozenset({Shows.LESS, Shows.ONLY_TRUTH, Shows.ONLY_RECORD, Shows.DOUBT}),
)

_LATE = Length(median=60, spread=0.7)
_FOUR_WEEKS = 28
# Before this year the calendars begin.
_EARLIEST = number(date(1996, 1, 1))


def late(ground: Ground) -> None:
    """Visits written up late, and those that would be but for the last day."""
    chance = ground.chance(LATE)
    for one in ALL:
        recorded = ground.pages.read(one.table, "recorded")[0]
        places = (place for place, day in enumerate(recorded) if day is not None)
        for place, row in ground.pick(LATE, one.table, places):
            _late(ground, one, place, row, row["recorded"] + chance.length(_LATE))


def _late(ground: Ground, one: Visits, place: int, row: Values, day: int) -> None:
    happened = ground.happened[row["child"]]
    if found := one.found(row):
        happened.append(write_up(found, day, once=True))
    happened.append(write_up(about(row["visit"], one.visited), day))
    happened.append(put(day, about(row["visit"], Happening.VISIT_WRITTEN_UP)))
    if day > ground.last:
        # Found again by ``found``, with all else that the last day cuts off.
        ground.pages.strike(one.table, place)
        ground.touched.add(row["child"])
    else:
        ground.pages.change(one.table, place, recorded=day)
        before = f"recorded {as_date(row['recorded'])}"
        ground.plant(LATE, one.table, row, row["visited"], before)


def back_dated(ground: Ground) -> None:
    """Visits on a plan or at home, entered some working days too early."""
    chance = ground.chance(BACK_DATED)
    born, cases = _births(ground), cases_of(ground)
    begun = dict(zip(*ground.pages.read(ProtectionPlans, "plan", "started"), strict=True))
    for visits in (ON_PLAN, AT_HOME):
        for place, row in ground.pick(BACK_DATED, visits.table, _all(ground, visits)):
            child, plan, visited = row["child"], row.get("plan"), row["visited"]
            day = add_working_days(visited - chance.between(7, 35), 1)
            # Nobody sees at once that the day is wrong: the case was open, the child was born, and
            # the plan had begun.
            opened = any(day < case.received <= visited for case in cases.get(child, ()))
            alive = day >= born.get(child, day + 1)
            if day < visited and not opened and alive and (plan is None or begun[plan] <= day):
                _move(ground, BACK_DATED, visits, place, row, day)


def before_birth(ground: Ground) -> None:
    """Visits on a plan or at home, in a year before the child was born."""
    born = _births(ground)
    for visits in (ON_PLAN, AT_HOME):
        for place, row in ground.pick(BEFORE_BIRTH, visits.table, _all(ground, visits)):
            birth, visited = born.get(row["child"]), as_date(row["visited"])
            # One that names its plan would be outside it besides.
            if birth is None or row.get("plan") is not None:
                continue
            year = min(visited.year, as_date(birth).year) - 1
            day = number(date(year, visited.month, min(visited.day, 28)))
            if day >= _EARLIEST:
                _move(ground, BEFORE_BIRTH, visits, place, row, day)


def _move(ground: Ground, kind: OddityKind, one: Visits, place: int, row: Values, day: int) -> None:
    ground.pages.change(one.table, place, visited=day)
    ground.written[row["child"]] += one.moved(row, day)
    ground.plant(kind, one.table, row, day, f"visited {as_date(row['visited'])}")


def orphans(ground: Ground) -> None:
    """Visits under a number that no child has."""
    for visits in ALL:
        for place, row in ground.pick(ORPHAN, visits.table, _all(ground, visits)):
            if row.get("plan") is None:
                # No made-up child's number has a letter after the first two.
                nobody = f"MU-X{len(ground.planted):06d}"
                ground.pages.change(visits.table, place, child=nobody)
                written = ground.written[row["child"]]
                if found := visits.found(row):
                    written.append(give(found, nobody, once=True))
                written.append(give(visits.recording(row), nobody))
                before = "the child's own number"
                ground.plant(ORPHAN, visits.table, row, row["visited"], before, child=nobody)


def without_visits(ground: Ground) -> None:
    """Plans of which every visit is missing."""
    for plans, one in ((ProtectionPlans, ON_PLAN), (NeedPlans, AT_HOME)):
        started, ended = ground.pages.read(plans, "started", "ended")
        ends = [ground.last if day is None else day for day in ended]
        long = (n for n, day in enumerate(started) if ends[n] - day > _FOUR_WEEKS)
        chosen = list(ground.pick(NO_VISITS, plans, long))
        visits = ground.pages.about({row["child"] for _, row in chosen}, one.table)
        for place, row in chosen:
            rows = [
                (visit, ground.pages.row(one.table, visit)) for _, visit in visits[row["child"]]
            ]
            during = [
                (visit, other)
                for visit, other in rows
                if row["started"] <= other["visited"] <= ends[place]
                and ground.pages.untouched(one.table, visit)
            ]
            for visit, other in during:
                ground.pages.strike(one.table, visit)
                ground.written[row["child"]] += one.lost(other)
            if during:
                ground.plant(NO_VISITS, plans, row, row["started"], f"{len(during)} visits")


def _all(ground: Ground, one: Visits) -> range:
    return range(ground.pages.rows(one.table))


def _births(ground: Ground) -> dict[str, int]:
    child, born = ground.pages.read(Persons, "child", "born")
    return {one: day for one, day in zip(child, born, strict=True) if day is not None}
