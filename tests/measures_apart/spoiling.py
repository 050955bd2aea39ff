"""A county with the edges of real records: cells unread, days on a boundary, numbers shared.

Of a made-up county's rows some are changed, by chance and yet the same at every run: a cell is
emptied; a day moves to the last or the first of a year, to a leap day, to the same day of another
year, or onto another day of its row; a row stands twice with another number; brothers and sisters
share the number of a referral or of an enquiry; a child is born so that a birthday falls in the
years counted, or dies while a case is open.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from tests.measures_apart.record import months_on

Cells = dict[str, Any]
Tables = Mapping[str, Sequence[Mapping[str, Any]]]

# Whose a row is, and what its number is, is left as it stands: without them nothing is counted.
_KEPT = {
    *("child", "worker", "team", "parent", "referral", "enquiry", "plan", "concern"),
    *("system_number", "health_number", "link", "is_mother", "expected"),
}
_BOUNDARIES = (date(2015, 3, 31), date(2016, 2, 29), date(2016, 4, 1), date(2017, 3, 31))
EMPTIED, MOVED, TWICE = 0.03, 0.05, 0.03
MANY = 150  # rows; of a smaller table so few would be changed that nothing is shown
# What the measures count, of which a row may stand twice, and the column of its number.
_NUMBERED = {
    "referrals": "referral",
    "assessments": "assessment",
    "enquiries": "enquiry",
    "conferences": "conference",
    "protection_plans": "plan",
    "protection_reviews": "review",
    "care_episodes": "episode",
    "placements": "placement",
    "health_checks": "health_check",
    "strengths_questionnaires": "questionnaire",
    "missing_episodes": "episode",
    "exploitation_concerns": "concern",
    "proceedings": "court_case",
    "supervisions": "supervision",
    "actions": "action",
    "involvements": "involvement",
    "absences": "absence",
    "contacts": "contact",
}


def spoilt(tables: Tables, last: date, seed: int) -> dict[str, list[Cells]]:
    """The rows with their edges, all dated by the last day as those of an extract are."""
    luck = random.Random(seed)
    found = {
        name: [
            cells
            for row in rows
            for cells in _rows(name, row, luck, last, 1 if len(rows) > MANY else 4)
        ]
        for name, rows in tables.items()
    }
    _share_numbers(found, luck)
    for person in found["persons"]:
        _turn(person, luck, last)
    return found


def _rows(
    name: str, row: Mapping[str, Any], luck: random.Random, last: date, often: int
) -> Iterator[Cells]:
    days = [value for value in row.values() if isinstance(value, date)]
    if name in ("persons", "teams"):
        yield dict(row)
        return
    changed = {key: _cell(key, value, days, luck, last, often) for key, value in row.items()}
    if name == "involvements" and luck.random() < EMPTIED:
        changed["role"] = luck.choice(("LP", "FSL", "LCPP"))
    yield changed
    if name in _NUMBERED and luck.random() < TWICE:
        number = _NUMBERED[name]
        again = {key: _cell(key, value, days, luck, last, 4) for key, value in row.items()}
        yield again | {number: f"{row[number]}-again"}


def _cell(
    key: str, value: Any, days: Sequence[date], luck: random.Random, last: date, times: int = 1
) -> Any:
    if key in _KEPT or value is None:
        return value
    if luck.random() < EMPTIED * times:
        return None
    if isinstance(value, date) and luck.random() < MOVED * times:
        moved = luck.choice(
            [
                *_BOUNDARIES,
                months_on(value, 12),
                months_on(value, -12),
                months_on(value, 3),
                months_on(value, -24),
                value + timedelta(days=1),
                value - timedelta(days=1),
                date(value.year, 3, 31),
                date(value.year, 4, 1),
                luck.choice(days),
            ]
        )
        return min(moved, last)
    return value


def _share_numbers(found: dict[str, list[Cells]], luck: random.Random) -> None:
    """Brothers and sisters under one referral, and one enquiry, each with rows of their own."""
    for name, number, others in (
        ("referrals", "referral", ("assessments",)),
        ("enquiries", "enquiry", ("conferences",)),
    ):
        rows = found[name]
        for place in range(0, len(rows) - 1, 9):
            one, other = rows[place], rows[place + 1]
            if one["child"] == other["child"] or luck.random() < 0.5:
                continue
            before, other[number] = other[number], one[number]
            for table in others:
                for row in found[table]:
                    if row[number] == before and row["child"] == other["child"]:
                        row[number] = one[number]


def _turn(person: Cells, luck: random.Random, last: date) -> None:
    """A birthday in the years counted, a leap-day birth, a birth not recorded, or a death."""
    chance = luck.random()
    if chance < 0.04:
        # 18 within the years counted, sometimes on a 31 March or a 1 April.
        turns = luck.choice([date(2016, 3, 31), date(2017, 4, 1), date(2016, 2, 28), None])
        person["born"] = months_on(turns or last - timedelta(days=luck.randrange(900)), -216)
    elif chance < 0.06:
        person["born"] = date(2000, 2, 29)
    elif chance < 0.08:
        person["born"] = None
    elif chance < 0.10:
        person["died"] = last - timedelta(days=luck.randrange(900))
    elif chance < 0.13:
        person["ethnicity"] = person["sex"] = None
