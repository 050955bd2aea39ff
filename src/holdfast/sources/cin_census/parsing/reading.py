"""Reads a census file: its header at once, its children some thousands at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from holdfast.limits import CENSUS_CHILDREN, CENSUS_ODD, CENSUS_ROWS
from holdfast.sources.cin_census.census import CHILD
from holdfast.sources.cin_census.header import FoundHeader, Header, read_header
from holdfast.sources.cin_census.parsing.decoding import Met, utf8
from holdfast.sources.cin_census.parsing.numbering import ChildBatch, Numbering
from holdfast.sources.cin_census.parsing.parsed_rows import Refused
from holdfast.sources.cin_census.parsing.slices import stretches, too_much
from holdfast.sources.cin_census.parsing.slicing import SLICE, Cut
from holdfast.sources.cin_census.parsing.strip_comments import tags_only

__all__ = ["CensusReading", "ChildBatch", "Header", "read_blocks", "read_census"]

BATCH = 20_000


@dataclass
class CensusReading:
    """A file being read. All but the header is whole once every batch was taken.

    ``closed`` tells whether the file went on to its proper end, ``refused`` what could not be
    read (its text is in the batches), ``children`` how many children there are beside those.
    """

    _found: FoundHeader
    _cut: Cut
    refused: list[Refused] = field(default_factory=list)
    closed: bool = False
    children: int = 0
    _rows: int = 0
    _odd: int = 0

    @property
    def header(self) -> Header:
        """What the head of the file says; nothing where there is no header."""
        return self._found.header or Header()

    @property
    def has_header(self) -> bool:
        """Whether there is a header."""
        return self._found.header is not None

    def batches(self, size: int = BATCH) -> Iterator[ChildBatch]:
        """All children in the order of the file, about ``size`` at a time. To be taken once.

        Raises CannotRead where there are more of anything than are read.
        """
        numbering = Numbering(self._found.unreadable, self._found.refused)
        for parsed in stretches(self._cut):
            self._rows += sum(map(len, parsed.rows.values()))
            self._odd += len(parsed.oddments)
            waiting = numbering.children + len(parsed.rows.get(CHILD.name, ()))
            for limit, count in (
                (CENSUS_CHILDREN, self.children + waiting),
                (CENSUS_ROWS, self._rows),
                (CENSUS_ODD, self._odd),
            ):
                if count > limit.most:
                    raise too_much(limit)
            numbering.add(parsed)
            if numbering.children >= size:
                yield self._noted(numbering.batch())
        yield self._noted(numbering.batch())
        self.closed = self._cut.closed

    def notes(self) -> Iterator[str]:
        """What is to be said of the file as a whole, once every batch was taken."""
        if not self.has_header:
            yield "The file has no header: what needs its reference date was not run."
        if not self.closed:
            yield "The file stops before its end: children may be missing. Export it again."
        if not self._cut.head.held:
            yield "The children stand in no element called Children. They were read all the same."
        if not self.children:
            yield "There is no child in the file that could be read."

    def _noted(self, batch: ChildBatch) -> ChildBatch:
        self._odd += len(batch.unreadable)
        self.children += batch.tables["Child"].num_rows
        # Their text would be held to the end: of a file of which nothing can be read, all of it.
        self.refused += [replace(one, kept=b"") for one in batch.refused]
        return batch


def read_census(path: Path, met: Met | None = None) -> CensusReading:
    """Open a census file. ``met`` is told how many bytes of the file each block holds.

    Raises CannotRead for what is no census at all: an empty file, another format, a DOCTYPE,
    no children.
    """
    return read_blocks(utf8(path, met))


def read_blocks(blocks: Iterable[bytes], size: int = SLICE) -> CensusReading:
    """The same of a text in UTF-8, in blocks of any length, read about ``size`` at a time."""
    cut = Cut(tags_only(blocks), size)
    return CensusReading(read_header(cut.head), cut)
