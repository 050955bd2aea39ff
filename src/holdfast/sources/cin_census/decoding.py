"""A census file as a stream of UTF-8 without comments, however it was written."""

import codecs
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from holdfast.errors import CannotRead

BLOCK = 1 << 20

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# The first character of every XML file is "<"; in UTF-16 without a mark it takes two bytes.
_UNMARKED = {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
_AS_IT_IS = {"utf-8", "ascii"}
_OPENS, _CLOSES = b"<!--", b"-->"


def utf8(path: Path) -> Iterator[bytes]:
    """The file's text in UTF-8, a block at a time, each comment given as its line ends.

    Bytes that the declared encoding does not know are kept as marks of replacement. Raises
    CannotRead where the file cannot be opened, is empty, or names an encoding nobody knows.
    """
    try:
        with path.open("rb") as file:
            first = file.read(BLOCK)
            if not first.strip():
                raise CannotRead("The file is empty.", "Export the census again.")
            blocks = _blocks(first, iter(lambda: file.read(BLOCK), b""))
            yield from _without_comments(_decoded(blocks, encoding_of(first)))
    except OSError as error:
        raise CannotRead(
            f"The file cannot be opened: {error.strerror}.", "Check its name and who may read it."
        ) from None


def encoding_of(first: bytes) -> str:
    """The encoding of a file by its first bytes. Raises CannotRead for one that is not known."""
    for mark, name in _MARKS.items():
        if first.startswith(mark):
            return "utf-8-sig" if name == "utf-8" else name
    if first[:2] in _UNMARKED:
        return _UNMARKED[first[:2]]
    declared = _DECLARED.match(first)
    named = declared.group(1).decode("ascii") if declared else "utf-8"
    try:
        return codecs.lookup(named).name
    except LookupError:
        raise CannotRead(
            "The first line of the file names an encoding that does not exist.",
            "Export the census again as UTF-8.",
        ) from None


def _blocks(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _decoded(blocks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    if encoding in _AS_IT_IS:
        # What is no UTF-8 is met where it lies: the child around it is refused, with its line.
        yield from blocks
        return
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    for block in blocks:
        yield decoder.decode(block).encode("utf-8", errors="replace")
    yield decoder.decode(b"", final=True).encode("utf-8", errors="replace")


def _without_comments(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Each block without comments: a child that someone commented out is none."""
    held, inside = b"", False
    for block in blocks:
        text, held = held + block, b""
        if not inside and _OPENS not in text:
            # A mark may be cut by the end of the block.
            keep = len(text) - (len(_OPENS) - 1)
            text, held = text[: max(keep, 0)], text[max(keep, 0) :]
            yield text
            continue
        kept, held, inside = _strip(text, inside)
        yield kept
    yield held if not inside else b""


def _strip(text: bytes, inside: bool) -> tuple[bytes, bytes, bool]:
    """What lies outside comments, what must wait for the next block, and where it ends."""
    kept = bytearray()
    at = 0
    while True:
        mark = _CLOSES if inside else _OPENS
        found = text.find(mark, at)
        end = found if found >= 0 else max(len(text) - len(mark) + 1, at)
        piece = text[at:end]
        kept += b"\n" * piece.count(b"\n") if inside else piece
        if found < 0:
            return bytes(kept), text[end:], inside
        at, inside = found + len(mark), not inside
