"""Cuts a census file into its head and slices, each the whole records of some children.

A file of any size is read in bounded memory, and one invalid child record spoils no other. A
child begins at its start tag and reaches to the next child's, whatever the cut: so where the
blocks and the slices end changes nothing of what is read.
"""

import re
from collections.abc import Generator, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from holdfast.sources.cin_census.parsing.head import CHILD_BEGINS, read_head

# Some hundreds of children.
SLICE = 1 << 20
# 16 MiB: more than any child's record. A longer stretch is cut there, and is told as unreadable.
LONGEST = 1 << 24

_TAIL = re.compile(
    rb"(?:</(?:[\w.-]+:)?Children\s*>\s*)?(?P<closed></(?:[\w.-]+:)?Message\s*>\s*)?\Z"
)


class Slice(NamedTuple):
    """Some text of the file and the number of its first line."""

    text: bytes
    line: int

    def cut(self, at: int) -> tuple["Slice", "Slice"]:
        """The two parts on either side of a place."""
        first, rest = self.text[:at], self.text[at:]
        return Slice(first, self.line), Slice(rest, self.line + first.count(b"\n"))

    def begins(self) -> list[int]:
        """Where children begin."""
        return [found.start() for found in CHILD_BEGINS.finditer(self.text)]

    def pieces(self) -> Iterator["Slice"]:
        """What stands before the first child, then each child with all up to the next."""
        line = self.line
        for first, after in pairwise((0, *self.begins(), len(self.text))):
            text = self.text[first:after]
            yield Slice(text, line)
            line += text.count(b"\n")


class Cut:
    """A file cut up: its ``head`` at once, its slices of about ``size`` as they are asked for.

    After the last slice ``closed`` tells whether the outermost element was closed. Raises
    CannotRead for what is no census at all.
    """

    def __init__(self, blocks: Iterable[bytes], size: int = SLICE) -> None:
        self._blocks = iter(blocks)
        self._size = size
        self.closed = False
        self.refused = 0  # how many of its parts are no XML so far
        self.head, self._held = read_head(self._blocks)

    def slices(self) -> Iterator[Slice]:
        """The children, some at a time; what lies between them is in the slices too."""
        held = Slice(self._held, self.head.line)
        for block in self._blocks:
            held = Slice(held.text + block, held.line)
            held = yield from self._full(held)
        tail = _TAIL.search(held.text)
        if tail:
            self.closed = tail["closed"] is not None
            held = held.cut(tail.start())[0]
        held = yield from self._full(held)
        yield held

    def _full(self, held: Slice) -> Generator[Slice, None, Slice]:
        """Every slice that is whole; what is left must wait for more."""
        while end := self._end(held.text):
            done, held = held.cut(end)
            yield done
        return held

    def _end(self, text: bytes) -> int:
        """Where the first slice ends: before a child; 0 where that is not known yet."""
        found = CHILD_BEGINS.search(text, self._size)
        end = found.start() if found else len(text)
        if end <= LONGEST:
            return end if found else 0
        # Before the last child that began; one that is too long stands alone, and is cut.
        begun = [0, *(one.start() for one in CHILD_BEGINS.finditer(text, 1, end))]
        long = (at for at, after in pairwise((*begun, end)) if after - at > LONGEST)
        return next(long, begun[-1]) or LONGEST
