"""What an oddity of real data is, and how one that was planted is written down."""

from dataclasses import dataclass
from enum import StrEnum

from holdfast.record.schema.table import Table


class Meaning(StrEnum):
    """What an oddity means for the answers of a right clock."""

    AS_TRUTH = "nothing changes: every duty is answered as it went"
    NOT_RECORDED = "done, not recorded: the clock shows it open or done later, and is right to"
    CANNOT_TELL = "the record cannot tell, and the clock must say so"
    OTHERWISE = "the record says otherwise: the clock answers what the record says"


class Shows(StrEnum):
    """How a duty in the record differs from the same duty as it really went."""

    LESS = "less than was done"
    DOUBT = "cannot tell"
    MORE = "done sooner"
    ONLY_TRUTH = "in truth alone"
    ONLY_RECORD = "in record alone"
    OTHER = "otherwise"


ANY = frozenset(Shows)


@dataclass(frozen=True)
class OddityKind:
    """One kind of oddity.

    ``happens``: what a practitioner would say happens. ``share``: of what ``rate`` is the share,
    a number from 0 to 1; None where it comes of the story itself. ``shows``: all that may differ
    from the truth for a child with such an oddity; ``answer``: what a right clock says, in words.
    """

    key: str
    happens: str
    tables: tuple[type[Table], ...]
    means: Meaning
    answer: str
    share: str = ""
    rate: float | None = None
    shows: frozenset[Shows] = frozenset()


@dataclass(frozen=True, slots=True)
class PlantedOddity:
    """One oddity in a made-up county's record.

    ``row`` is the key of the row in ``table``, ``child`` whose row the record says it is and
    ``really`` whose it is. ``day`` is the day it is about, a whole number; None where it is about
    none. ``before`` says what the record would have held. ``column`` and ``literal``: the cell
    that holds a placeholder in the Standard Safeguarding Dataset, and what it holds.
    """

    kind: str
    table: str
    row: str
    child: str
    really: str
    day: int | None
    before: str
    column: str = ""
    literal: str = ""
