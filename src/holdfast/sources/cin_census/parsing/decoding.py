"""A census file as blocks of UTF-8, however it was written."""

import codecs
import re
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from holdfast.errors import CannotRead
from holdfast.limits import CENSUS_BYTES
from holdfast.ordinary_file import refuse_odd_file

BLOCK = 1 << 20

Met = Callable[[int], None]

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# The first character of every XML file is "<"; in UTF-16 without a mark it takes two bytes.
_UNMARKED = {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
# A declaration that could be read byte by byte was not written in an encoding of wider units:
# some tools say UTF-16 and write UTF-8.
_AS_IT_IS = re.compile(r"utf-(8|16|32)|ascii")
# Windows writes its own characters where Latin-1 has only controls, and calls it Latin-1.
_INSTEAD = {"iso8859-1": "cp1252"}
_OF_BYTES = re.compile(r"iso8859-\d+|cp\d+|mac-\w+|koi8-\w")
_BAD = "\udcff"


def utf8(path: Path, met: Met | None = None, size: int = BLOCK) -> Iterator[bytes]:
    """The file's text in UTF-8, ``size`` bytes of the file at a time; ``met`` is told how many.

    What the encoding does not know stays no UTF-8: it is met where it lies. Raises CannotRead
    where the file cannot be opened or names an encoding that is not read.
    """
    try:
        refuse_odd_file(path, CENSUS_BYTES, called="The file")
        with path.open("rb") as file:
            first = file.read(size)
            mark, encoding = encoding_of(first)
            rest = _told(iter(lambda: file.read(size), b""), met, len(first))
            blocks = chain((first[mark:],), rest)
            if not encoding:
                # What is no UTF-8 is met where it lies: the child around it is refused, with its
                # line.
                yield from blocks
                return
            decoder = codecs.getincrementaldecoder(encoding)(errors="holdfast-no-utf8")
            for block in blocks:
                yield decoder.decode(block).encode("utf-8", errors="surrogateescape")
            yield decoder.decode(b"", final=True).encode("utf-8", errors="surrogateescape")
    except OSError as error:
        raise CannotRead(
            f"The file cannot be opened: {error.strerror}.", "Check its name and who may read it."
        ) from None


def encoding_of(first: bytes) -> tuple[int, str]:
    """How long the mark at the head of a file is, and its encoding; "" for UTF-8.

    Raises CannotRead where the file names an encoding that is not read.
    """
    for mark, name in _MARKS.items():
        if first.startswith(mark):
            return len(mark), "" if name == "utf-8" else name
    if first[:2] in _UNMARKED:
        return 0, _UNMARKED[first[:2]]
    declared = _DECLARED.match(first)
    return 0, _known(declared[1].decode("ascii")) if declared else ""


def _known(named: str) -> str:
    try:
        name = codecs.lookup(named).name
    except (LookupError, ValueError):
        name = ""
    if _AS_IT_IS.match(name):
        return ""
    if not _OF_BYTES.fullmatch(name):
        raise CannotRead(
            f"The first line of the file says that it is written in {named}, which is not read.",
            "Export the census again as UTF-8.",
        )
    return _INSTEAD.get(name, name)


def _told(blocks: Iterator[bytes], met: Met | None, first: int) -> Iterator[bytes]:
    if met is None:
        yield from blocks
        return
    met(first)
    for block in blocks:
        met(len(block))
        yield block


def _no_utf8(error: UnicodeError) -> tuple[str, int]:
    """What cannot be decoded becomes a byte that no UTF-8 holds, and is refused like one."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _BAD, error.end


codecs.register_error("holdfast-no-utf8", _no_utf8)
