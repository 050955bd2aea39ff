"""Care leavers as the record holds them now, reckoned apart from the measures of them.

Source: Department for Education, guide to the looked-after return: the codes of being in touch, of
suitable accommodation and of education, employment or training (F full time, P part time).
"""

from collections.abc import Callable, Iterator
from datetime import date

from tests.measures_apart.record import Record, Standing, Thing


def _now(column: str, good: Callable[[str], bool]) -> Standing:
    """Of care leavers, those of whom the last record says so, out of those it tells of (ours)."""

    def so(record: Record, day: date) -> Iterator[Thing]:
        if day == record.last:
            for row in record.rows("care_leavers"):
                said = row[column]
                yield Thing(row["child"], day, None if said is None else good(said))

    return so


STANDING: dict[str, Standing] = {
    "care_leavers_in_touch": _now("in_touch", lambda said: said == "YES"),
    "care_leavers_suitable_home": _now("accommodation_suitable", lambda said: said == "1"),
    # Full or part time in higher education, other education, or training and employment.
    "care_leavers_occupied": _now(
        "activity", lambda said: said[0] in "FP" and said[1:] in ("1", "2", "4", "5")
    ),
}
