"""What was read of a stretch of the file: rows of text by module, and what no row can hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

# A row that lies in no episode, or inside no other.
NONE = -1


class Oddment(NamedTuple):
    """Something of a child that no row can hold: an element nobody knows, or one too many.

    ``kept`` is what it holds, as it stands in the file. The row that it lies in is one of
    ``module`` and begins on ``row_line``.
    """

    kind: str
    child: int
    line: int
    element: str
    kept: str = ""
    module: str = ""
    row_line: int = NONE


UNKNOWN, REPEATED, NESTED = "unknown element", "given twice", "holds elements"
STRAY = "text between elements"


@dataclass(frozen=True)
class Refused:
    """A part of the file that could not be read: its lines, and why.

    ``kept`` is its text; ``child`` tells whether a child begins with it.
    """

    first: int
    last: int
    what: str
    next_step: str
    kept: bytes = b""
    child: bool = True


@dataclass(frozen=True)
class ModuleRows:
    """Rows of one module, in the order of the file, counted from 0 within the stretch.

    ``child``, ``episode`` and ``inside`` are numbers of rows around each, NONE where there is
    none; ``line`` is the line of the file. ``texts`` holds for each field that stands in some
    row the rows it stands in, in order, and its text there.
    """

    child: Numbers
    episode: Numbers
    inside: Numbers
    line: Numbers
    texts: Mapping[str, tuple[Numbers, pa.Array]]

    def __len__(self) -> int:
        return len(self.line)


@dataclass(frozen=True)
class ParsedRows:
    """Rows by module; oddments, their children counted within the stretch; what was refused."""

    rows: Mapping[str, ModuleRows]
    oddments: tuple[Oddment, ...] = ()
    refused: tuple[Refused, ...] = ()
