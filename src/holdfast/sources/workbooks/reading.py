"""The sheets of a workbook, read by a process of its own."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from holdfast.errors import CannotRead
from holdfast.limits import CHILD_SECONDS, WORKBOOK_BYTES
from holdfast.ordinary_file import refuse_odd_file
from holdfast.sources.confining import Ended, Message, messages

# A cell range of a sheet, as (first row, first column), (last row, last column), from 0.
Range = tuple[tuple[int, int], tuple[int, int]]

_MODULE = "holdfast.sources.workbooks.parsing"
_STEP = (
    "Open the workbook in Excel, copy the list's own rows and columns into a new sheet, save it "
    "and import again."
)
# A workbook in which more sheets end their reader is given up.
_MOST_ENDED = 3


@dataclass(frozen=True)
class ReadSheet:
    """A sheet as it stands: all its rows from the first, and the ranges of merged cells.

    ``from_1904``: its days, where they stand as bare numbers, count from 1904.
    """

    name: str
    rows: list[list[object]]
    merged: tuple[Range, ...]
    hidden: bool
    from_1904: bool


@dataclass(frozen=True)
class BrokenSheet:
    """A sheet that cannot be read, in words for people."""

    name: str
    what: str
    next_step: str


def read_workbook(path: Path) -> Iterator[ReadSheet | BrokenSheet]:
    """Each sheet of a workbook. A sheet that ends its reader is broken, and the rest is read.

    Raises CannotRead for the whole file, OSError where it cannot be opened.
    """
    refuse_odd_file(path, WORKBOOK_BYTES)
    ends = time.monotonic() + CHILD_SECONDS.most
    done = 0
    for _ in range(_MOST_ENDED):
        begun = ""
        try:
            for message in messages(_MODULE, path, (str(done),), ends):
                if message[0] == "begun":
                    done, begun = done + 1, message[1]
                else:
                    yield _sheet(path.name, message)
            return
        except Ended as ended:
            if not begun:
                raise CannotRead(
                    f"{path.name} cannot be read: its reader {ended.why}.", _STEP
                ) from None
            yield BrokenSheet(begun, f"The sheet cannot be read: its reader {ended.why}.", _STEP)
    what = f"{path.name} was given up: its sheets ended their reader {_MOST_ENDED} times."
    raise CannotRead(what, _STEP)


def _sheet(file: str, message: Message) -> ReadSheet | BrokenSheet:
    kind, *told = message
    if kind == "sheet":
        return ReadSheet(*told)
    if kind == "broken":
        return BrokenSheet(*told)
    what, next_step = told
    raise CannotRead(f"{file}{what.removeprefix('It')}", next_step)
