"""How the text of a file is encoded: what its first bytes say, and then whether that holds."""

import codecs
from pathlib import Path

from holdfast.errors import CannotRead

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PIECE = 1 << 20


def encoding_of(path: Path) -> str:
    """The codec that reads the whole file. Raises CannotRead when none of ours does."""
    with path.open("rb") as file:
        start = file.read(4096)
    for mark, codec in _MARKS:
        if start.startswith(mark):
            return _first_that_reads(path, codec)
    if b"\0" in start:
        # Latin letters in UTF-16 have a nought beside them: before it, or behind it.
        big = start[::2].count(0) > start[1::2].count(0)
        return _first_that_reads(path, "utf-16-be" if big else "utf-16-le")
    return _first_that_reads(path, "utf-8", "cp1252")


def _first_that_reads(path: Path, *names: str) -> str:
    for codec in names:
        decoder = codecs.getincrementaldecoder(codec)()
        try:
            with path.open("rb") as file:
                while piece := file.read(_PIECE):
                    decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeError:
            continue
        return codec
    raise CannotRead(
        f"{path.name} is not text in any encoding that is known here.",
        "Export it again as CSV in UTF-8.",
    )
