"""Care proceedings, reckoned apart from the measures of them.

Source: Children Act 1989, section 32(1)(a): within 26 weeks of the day on which the application was
issued.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.measures_apart.record import Dated, Record, Standing, Thing, open_on

LIMIT = timedelta(weeks=26, days=-1)  # the day of issue is the first of them


def proceedings_issued(record: Record) -> Iterator[Thing]:
    """Each child before the court, on the day of issue (ours)."""
    for row in record.rows("proceedings"):
        if row["issued"]:
            yield Thing(row["child"], row["issued"], 1)


def proceedings_26_weeks(record: Record) -> Iterator[Thing]:
    """Of proceedings concluded, those within 26 weeks of issue (ours: for each child).

    Where the day of issue is not recorded, or is after the conclusion, it cannot be determined.
    """
    for row in record.rows("proceedings"):
        issued, concluded = row["issued"], row["concluded"]
        if concluded:
            known = issued is not None and issued <= concluded
            yield Thing(row["child"], concluded, concluded - issued <= LIMIT if known else None)


def proceedings_open(record: Record, day: date) -> Iterator[Thing]:
    """Children whose proceedings were issued and are not concluded, once each (ours)."""
    rows = record.rows("proceedings")
    for child in {row["child"] for row in rows if open_on(row, day, "issued", "concluded")}:
        yield Thing(child, day, 1)


DATED: dict[str, Dated] = {
    "proceedings_issued": proceedings_issued,
    "proceedings_26_weeks": proceedings_26_weeks,
}
STANDING: dict[str, Standing] = {"proceedings_open": proceedings_open}
