"""The chain for those who scrutinise the service and may recognise no child: elected members.

One table a quarter, of the whole council, as at the quarter's last day: neither a day nor a team
can be chosen, so that no two tables differ by a child or two. Numbers of 1 to 5, and those whose
remainder is, are withheld as the Department for Education withholds them, and all others rounded
to the nearest five, so that what a late entry changed gives nobody away either.

    passed 412, in time 371     410 and 90%
    passed 412, in time 408     410, and no share: the four late ones would be known
    passed 4                    withheld, and the share with it
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from holdfast.measures.chain import Measured
from holdfast.query.fairness.withholding import GroupCount, Withheld, withheld

NEAREST = 5


@dataclass(frozen=True)
class ScrutinyRow:
    """One link: whom it passed in twelve months, the share in time, open and overdue on the day.

    Numbers are rounded to the nearest five, ``share`` and ``share_overdue`` to a whole per cent.
    None where it is withheld or cannot be determined; ``withheld`` says that something is withheld.
    """

    key: str
    title: str
    why: str
    passed: int | None
    share: int | None
    open: int | None
    share_overdue: int | None
    withheld: bool


def quarter_end(day: date) -> date:
    """The last day of the latest quarter that is over on a day, the day itself among them.

    >>> quarter_end(date(2018, 1, 31)), quarter_end(date(2018, 3, 31))
    (datetime.date(2017, 12, 31), datetime.date(2018, 3, 31))
    """
    after = day + timedelta(days=1)
    return date(after.year, 3 * ((after.month - 1) // 3) + 1, 1) - timedelta(days=1)


def scrutiny_rows(links: Iterable[Measured]) -> tuple[ScrutinyRow, ...]:
    """The links as they may be told to anybody."""
    return tuple(_row(one) for one in links)


def _row(one: Measured) -> ScrutinyRow:
    passed, share, hides = _told(one.passed, one.in_time)
    still, overdue, hides_too = _told(one.open, one.overdue)
    link = one.link
    return ScrutinyRow(
        link.key, link.title, link.why, passed, share, still, overdue, hides or hides_too
    )


def _told(of: int | None, count: int | None) -> tuple[int | None, int | None, bool]:
    """A number and the share of it that a count is, as they may be told; whether any is hidden."""
    if of is None or count is None:
        return None, None, False
    _, hidden = withheld([GroupCount(of, count, of, count)])
    if hidden is Withheld.BOTH:
        return None, None, True
    share = round(100 * count / of) if of and hidden is Withheld.NOTHING else None
    return NEAREST * round(of / NEAREST), share, hidden is not Withheld.NOTHING
