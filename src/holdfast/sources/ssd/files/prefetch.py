"""Tables in turn, the next read from its file while one is taken into the record."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from itertools import zip_longest

from holdfast.sources.ssd.files.part import RowBatch, SourcePart

# Gives the rows of a part, waiting for them if need be. Raises CannotRead when it breaks off.
Rows = Callable[[], list[RowBatch]]


def in_turn(parts: Sequence[SourcePart]) -> Iterator[tuple[SourcePart, Rows]]:
    """Each part with what gives its rows, asked for or not. Two tables are held at most."""
    with ThreadPoolExecutor(1) as reader:
        coming: Rows | None = None
        for part, following in zip_longest(parts, parts[1:]):
            rows = coming or _begin(reader, part)
            coming = _begin(reader, following) if following else None
            yield part, rows


def _begin(reader: Executor, part: SourcePart) -> Rows:
    def read() -> list[RowBatch]:
        return list(part.batches())

    return reader.submit(read).result if part.alongside else read
