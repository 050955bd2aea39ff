"""How a measure's rows are declared, so that any month, team or group can be counted in one pass.

A declaration is a query of the record with four columns, one row for each thing that is counted:

``child``    whose it is (of staff: the worker's number)
``day``      the day to which it belongs
``counted``  1 or 0, whether it is counted; None: it cannot be determined
``among``    1 or 0, whether it is among those out of which the measure counts

The query may read the tables of the record, what journeys lay down, ``standing``, and the two
calendars of ``calendar.py``; it computes no date (decision 2), and its value ``$day`` is the day
asked about, after which nothing is known.
"""

from dataclasses import dataclass
from enum import StrEnum

from holdfast.query.outlook import Outlook

# Looks back over all that ever was: what a source does not hold from before it begins is needed.
EVER = 1200


class CaseKind(StrEnum):
    """Which rows belong to a period."""

    IN_PERIOD = "those dated in the period"
    ON_LAST_DAY = "those that stand on its last day"


@dataclass(frozen=True)
class Cases:
    """The rows of a measure: the query, which of them a period has, and what it needs.

    ``needs`` are columns of the record, as ``referrals.received``, without which the source cannot
    answer. ``now_only``: the record holds how things stand and not how they stood. ``staff``: the
    rows are of workers, and ``team`` is a fifth column. ``of_links`` names the query of
    ``links.py`` that finds the same of every link at once. ``window`` is over how many months each
    month looks back: of more than one, months overlap and are not charted with limits.
    ``waits``: the rows are duties that were not done on a day, or their days.
    ``of`` says in words of whom the rows are, where a source may tell of them alone.
    ``looks_back`` is how many months before each row's day the record must tell of too (``EVER``:
    all of them); of what stands on a day, that day is in the last of these months.
    """

    sql: str
    kind: CaseKind
    needs: tuple[str, ...]
    now_only: bool = False
    staff: bool = False
    of_links: str = ""
    window: int = 1
    looks_back: int = 0
    waits: bool = False
    of: str = ""

    def lacks(self, outlook: Outlook) -> tuple[str, ...]:
        """What the source does not carry of what is needed."""
        feeds = outlook.overlay.feeds
        tables = (need.partition(".") for need in self.needs)
        return tuple(
            f"{table}.{column}"
            for table, _, column in tables
            if table not in feeds or column not in feeds[table].columns
        )

    def told_of(self, outlook: Outlook) -> dict[str, str]:
        """Of whom alone the source tells, by the tables needed of which it does."""
        feeds = outlook.overlay.feeds
        tables = {need.partition(".")[0] for need in self.needs}
        return {table: feeds[table].of for table in sorted(tables) if feeds[table].of}
