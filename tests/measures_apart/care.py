"""Children in care, reckoned apart from the measures of them.

Sources: Department for Education, *Children looked after in England* and the guide to the
looked-after return (short breaks under V3 and V4 left out; a child is looked after until 18;
health checks of children looked after for twelve months, from 1 April to 31 March; of a child under
five both of two health assessments; a score of 17 or more is a cause for concern).
"""

from collections.abc import Callable, Iterator
from datetime import date

from tests.measures_apart.contact import held_by_three
from tests.measures_apart.record import (
    FAR,
    Dated,
    Record,
    Row,
    Standing,
    Thing,
    born,
    months_on,
    next_day,
    open_on,
    stretches,
)

SHORT_BREAKS = ("V3", "V4")
CONCERN = 17


def periods(record: Record, child: str) -> list[tuple[date, date]]:
    """A child's periods of care, first day and last: episodes that touch are one.

    A period ends on the eighteenth birthday or the day of death at the latest.
    """
    rows = [
        row for row in record.own("care_episodes", child) if row["legal_status"] not in SHORT_BREAKS
    ]
    return stretches(record, child, rows, touching=True)


def in_care_on(record: Record, day: date, since: date | None = None) -> list[str]:
    """The children in care at the end of a day, in order; without a break ``since`` a day."""
    children = sorted({row["child"] for row in record.rows("care_episodes")})
    begun_by = day if since is None else since
    return [
        child
        for child in children
        if any(begun <= begun_by and day < ended for begun, ended in periods(record, child))
    ]


def in_care(record: Record, day: date) -> Iterator[Thing]:
    """Children looked after on the day, those in a series of short breaks left out (the DfE's)."""
    for child in in_care_on(record, day):
        yield Thing(child, day, 1)


def came_into_care(record: Record) -> Iterator[Thing]:
    """Periods of care, on their first day (ours)."""
    for child in {row["child"] for row in record.rows("care_episodes")}:
        yield from (Thing(child, begun, 1) for begun, _ in periods(record, child))


def left_care(record: Record) -> Iterator[Thing]:
    """Periods of care, on their last day (ours)."""
    for child in {row["child"] for row in record.rows("care_episodes")}:
        yield from (Thing(child, ended, 1) for _, ended in periods(record, child) if ended != FAR)


def care_three_placements(record: Record, day: date) -> Iterator[Thing]:
    """Of children in care, those in three or more placements in the twelve months (ours)."""
    first = months_on(day, -12)
    for child in in_care_on(record, day):
        own = [
            row
            for row in record.own("placements", child)
            if row["started"] and row["started"] <= day and (row["ended"] or FAR) > first
        ]
        yield Thing(child, day, len(own) >= 3)


def care_two_years_same_home(record: Record, day: date) -> Iterator[Thing]:
    """Of children in care for two and a half years, those in one placement for two years (ours)."""
    for child in in_care_on(record, day, months_on(day, -30)):
        own = record.own("placements", child)
        long = [row for row in own if open_on(row, day) and row["started"] <= months_on(day, -24)]
        yield Thing(child, day, bool(long))


def care_far_from_home(record: Record, day: date) -> Iterator[Thing]:
    """Of children in care, those whose placement is more than 20 miles from their home (ours)."""
    for child in in_care_on(record, day):
        rows = [row for row in record.own("placements", child) if open_on(row, day)]
        latest = max((row["started"] for row in rows), default=None)
        told = [row["distance"] for row in rows if row["started"] == latest]
        miles = max((one for one in told if one is not None), default=None)
        yield Thing(child, day, None if miles is None else miles > 20)


def care_reviews_late_explained(record: Record) -> Iterator[Thing]:
    """Of reviews held after they were due by the source, those with any reason in words (ours)."""
    for row in record.rows("care_reviews"):
        dated = row["held"] and row["due"] and row["cancelled"] is not True
        if dated and row["held"] > row["due"]:
            yield Thing(row["child"], row["held"], row["late_reason"] is not None)


def care_three_workers(record: Record, day: date) -> Iterator[Thing]:
    """Of children in care, those whom three or more workers held in twelve months (the DfE's)."""
    for child in in_care_on(record, day):
        yield Thing(child, day, held_by_three(record, child, day))


def _for_a_year(record: Record, day: date) -> list[str]:
    return in_care_on(record, day, next_day(months_on(day, -12)))


def _in_the_year(rows: list[Row], day: date, dated: str) -> list[Row]:
    first = months_on(day, -12)
    return [row for row in rows if row[dated] and first < row[dated] <= day]


def _asked_for(record: Record, child: str, day: date) -> set[int]:
    """How many health assessments a year: two under five, and either where no birth is recorded."""
    birth = born(record, child)
    return {1, 2} if birth is None else {2} if months_on(birth, 60) > day else {1}


def _checked(kind: str, asked: Callable[[Record, str, date], set[int]]) -> Standing:
    def checked(record: Record, day: date) -> Iterator[Thing]:
        for child in _for_a_year(record, day):
            rows = _in_the_year(record.own("health_checks", child), day, "held")
            of_kind = [row for row in rows if row["kind"] == kind]
            done = len({row["held"] for row in of_kind if row["status"] == "completed"})
            unclear = len({row["held"] for row in of_kind if row["status"] is None})
            # Whatever the unclear ones were, and however many are asked for: is it the same?
            may_be = {
                done + some >= wanted
                for wanted in asked(record, child, day)
                for some in (0, unclear)
            }
            yield Thing(child, day, may_be.pop() if len(may_be) == 1 else None)

    return checked


def _scores(record: Record, child: str, day: date) -> list[Row]:
    rows = _in_the_year(record.own("strengths_questionnaires", child), day, "completed")
    return [row for row in rows if row["score"] is not None]


def care_questionnaire(record: Record, day: date) -> Iterator[Thing]:
    """Of children in care for a year, those with a score in it (ours: children of every age)."""
    for child in _for_a_year(record, day):
        yield Thing(child, day, bool(_scores(record, child, day)))


def care_questionnaire_concern(record: Record, day: date) -> Iterator[Thing]:
    """Of those with a score in the year, the ones whose latest is 17 or more (ours)."""
    for child in _for_a_year(record, day):
        scores = [(row["completed"], row["score"]) for row in _scores(record, child, day)]
        if scores:
            yield Thing(child, day, max(scores)[1] >= CONCERN)


def care_immunised(record: Record, day: date) -> Iterator[Thing]:
    """Of children in care for a year on the last day, those recorded as up to date (the DfE's)."""
    if day != record.last:
        return
    for child in _for_a_year(record, day):
        said = [row["up_to_date"] for row in record.own("immunisations", child)] or [None]
        yield from (Thing(child, day, one) for one in said)


DATED: dict[str, Dated] = {
    "came_into_care": came_into_care,
    "left_care": left_care,
    "care_reviews_late_explained": care_reviews_late_explained,
}
STANDING: dict[str, Standing] = {
    "in_care": in_care,
    "care_three_placements": care_three_placements,
    "care_two_years_same_home": care_two_years_same_home,
    "care_three_workers": care_three_workers,
    "care_far_from_home": care_far_from_home,
    "care_health": _checked("health_assessment", _asked_for),
    "care_dental": _checked("dental", lambda *_: {1}),
    "care_questionnaire": care_questionnaire,
    "care_questionnaire_concern": care_questionnaire_concern,
    "care_immunised": care_immunised,
}
