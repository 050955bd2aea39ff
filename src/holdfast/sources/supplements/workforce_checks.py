"""What cannot be in a file of the workforce though every cell can be read: refused row by row.

Unknown words, hours that nobody can work, a last day before the first, two posts at once, and one
person under two numbers. Of two rows that exclude one another the later in the file is refused.
"""

import math
from collections.abc import Iterator
from datetime import date

from holdfast.record.codes.oversight import ABSENCE, EXPERIENCE
from holdfast.record.codes.oversight import ROLE as ROLES
from holdfast.record.schema.table import CodeSet
from holdfast.record.workforce import (
    Absences,
    DeclaredExperience,
    Employments,
    Involvements,
    Professionals,
)
from holdfast.sources.supplements.kind import PartRows, Why

FULL_TIME, REGISTRATION, ROLE, KIND, ABOUT = (
    "full_time", "registration", "role", "kind", "about",
)  # fmt: skip
_AGAIN = "add the file again."
_HOURS = f"Write the share of full time, such as 1 or 0.6; {_AGAIN}"
_DAYS = f"Correct the earlier or the later day; {_AGAIN}"

Found = Iterator[tuple[int, Why]]


def check_posts(rows: PartRows) -> Found:
    """Times in post: hours, days, two at once, and who has two numbers or two names."""
    yield from check_hours(rows)
    yield from _twice(rows)
    yield from _overlapping(rows)


def check_allocations(rows: PartRows) -> Found:
    """Parts for children: a part that nobody knows, and days."""
    yield from _unknown(rows, ROLE, Involvements.role.name, ROLES)
    yield from _backwards(rows)


def check_absences(rows: PartRows) -> Found:
    """Absences: a kind that nobody knows, and days."""
    yield from _unknown(rows, KIND, Absences.kind.name, ABSENCE)
    yield from _backwards(rows)


def check_experience(rows: PartRows) -> Found:
    """Declarations: what nobody knows, and what is left blank."""
    yield from _unknown(rows, ABOUT, DeclaredExperience.about.name, EXPERIENCE, needed=True)


def check_hours(rows: PartRows) -> Found:
    """Hours that nobody can work, and days."""
    for place, hours in enumerate(rows.values(FULL_TIME, Employments.full_time_equivalent)):
        if hours is not None and not (math.isfinite(hours) and 0 < hours <= 1):
            said = "negative" if hours < 0 else "none" if hours == 0 else "more than full time"
            yield place, (f"{FULL_TIME}: the hours are {said}.", _HOURS)
    yield from _backwards(rows)


def _unknown(
    rows: PartRows, heading: str, column: str, codes: CodeSet, needed: bool = False
) -> Found:
    column_of = next(one for one in rows.part.main.cells if one.name == column)
    for place, word in enumerate(rows.values(heading, column_of)):
        if (word is None and needed) or (word is not None and word not in codes.codes):
            what = f"{heading}: it is none of {', '.join(codes.codes)}."
            step = "Write one of these, or declare the word in the vocabulary"
            yield place, (what, f"{step}; {_AGAIN}")


def _backwards(rows: PartRows) -> Found:
    for place, (first, last) in enumerate(_days(rows)):
        if first and last and last < first:
            yield place, ("ended: the last day is before the first.", _DAYS)


def _overlapping(rows: PartRows) -> Found:
    """Times in post of one worker that share more than a day."""
    times: dict[str, list[tuple[date, date, int]]] = {}
    workers = rows.values("worker", Employments.worker)
    for place, (worker, (first, last)) in enumerate(zip(workers, _days(rows), strict=True)):
        if worker is None or first is None:
            continue
        end = last or date.max
        other = next((line for a, b, line in times.get(worker, ()) if first < b and a < end), None)
        if other is not None:
            what = f"started: the worker is in post already by line {other}."
            yield place, (what, f"Give the earlier post its last day, or leave one out; {_AGAIN}")
        else:
            times.setdefault(worker, []).append((first, end, rows.lines[place]))


def _twice(rows: PartRows) -> Found:
    """One registration number under two workers' numbers, and one worker's under two names."""
    whose: dict[str, tuple[str, int]] = {}
    named: dict[str, tuple[str, int]] = {}
    workers = rows.values("worker", Employments.worker)
    registered = rows.values(REGISTRATION, Professionals.registration)
    names = rows.values("worker_name", Professionals.full_name)
    for place, (worker, number, name) in enumerate(zip(workers, registered, names, strict=True)):
        if worker is None:
            continue
        line = rows.lines[place]
        other, first = whose.setdefault(number, (worker, line)) if number else (worker, line)
        if other != worker:
            what = f"{REGISTRATION}: line {first} gives it to another worker."
            yield place, (what, f"Give one person one number; {_AGAIN}")
        plain = " ".join((name or "").split()).casefold()
        called, first = named.setdefault(worker, (plain, line)) if plain else ("", line)
        if called != plain:
            what = f"worker_name: line {first} gives this worker's number another name."
            yield place, (what, f"Give one person one number and one name; {_AGAIN}")


def _days(rows: PartRows) -> list[tuple[date | None, date | None]]:
    starts = rows.values("started", Employments.started)
    ends = rows.values("ended", Employments.ended)
    return list(zip(starts, ends, strict=True))
