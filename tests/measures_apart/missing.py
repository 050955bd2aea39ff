"""Children who went missing or may be exploited, reckoned apart from the measures of them.

Sources: Department for Education, *Statutory guidance on children who run away or go missing*
(2014: missing, and not away with the place known) and *Children looked after in England*.
"""

from collections.abc import Iterator
from datetime import date

from tests.measures_apart.care import in_care_on
from tests.measures_apart.record import Dated, Record, Standing, Thing, months_on, open_on


def missing(record: Record) -> Iterator[Thing]:
    """Each time that a child went missing, on the day it began (ours)."""
    for row in record.rows("missing_episodes"):
        if row["kind"] == "missing" and row["started"]:
            yield Thing(row["child"], row["started"], 1)


def returns_talked_over(record: Record) -> Iterator[Thing]:
    """Of returns, those after which an interview was held by the last day (ours)."""
    for row in record.rows("missing_episodes"):
        if row["kind"] == "missing" and row["ended"]:
            held = row["interviewed"]
            done = held is not None and row["ended"] <= held <= record.last
            yield Thing(row["child"], row["ended"], done)


def care_missing(record: Record, day: date) -> Iterator[Thing]:
    """Of children in care on the day, those who went missing in the twelve months to it (ours)."""
    first = months_on(day, -12)
    gone = [one for one in missing(record) if first < one.day <= day]
    children = {one.whose for one in gone}
    for child in in_care_on(record, day):
        yield Thing(child, day, child in children)


def exploitation_assessed(record: Record, day: date) -> Iterator[Thing]:
    """Of children for whom exploitation is feared, those assessed in the three months (ours)."""
    feared = {
        row["child"]
        for row in record.rows("exploitation_concerns")
        if open_on(row, day, "identified")
    }
    for child in feared:
        days = [row["completed"] for row in record.own("exploitation_assessments", child)]
        so_far = [one for one in days if one is not None and one <= day]
        yield Thing(child, day, any(day <= months_on(one, 3) for one in so_far))


DATED: dict[str, Dated] = {"missing": missing, "returns_talked_over": returns_talked_over}
STANDING: dict[str, Standing] = {
    "care_missing": care_missing,
    "exploitation_assessed": exploitation_assessed,
}
