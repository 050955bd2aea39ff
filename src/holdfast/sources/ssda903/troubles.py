"""What is wrong with the files of a return: cells, rows, columns and whole files."""

from dataclasses import dataclass
from enum import StrEnum

# So many cells of one column are told one by one; of the rest their number is.
TOLD = 500


class CellTrouble(StrEnum):
    """What is wrong with a cell."""

    NO_DAY = "no day"
    NO_NUMBER = "no number"
    OTHER_FORM = "a day written in another form"
    FORMULA = "a formula"
    TOO_LONG = "too long"


@dataclass(frozen=True)
class CellTroubles:
    """Cells of one column with the same trouble: the rows of the table, at most ``TOLD``.

    ``rows`` are numbers of rows of the table, ``count`` how many cells there are in all.
    """

    file: str
    table: str
    column: str
    trouble: CellTrouble
    rows: tuple[int, ...]
    count: int


@dataclass(frozen=True)
class RefusedRows:
    """Rows of a file, or a file, that could not be read: ``first`` to ``last``, and why."""

    first: int
    last: int
    what: str
    next_step: str
