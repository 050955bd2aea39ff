"""Cuts a census file into its head and slices of whole children.

A file of any size is read in bounded memory, and what breaks one child cannot break another:
each slice is parsed by itself. Where a slice does not parse, it is cut again, child by child.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from holdfast.errors import CannotRead

# About a hundred children: small enough to keep the line numbers that libxml2 counts.
SLICE = 1 << 18
# Nobody's header is longer; without an end to it, the file is no census.
LONGEST_HEAD = 1 << 20

_ROOT = re.compile(rb"<(?![?!])[^<>]+>")
_CHILDREN = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?)Children(?:\s[^<>]*)?(/?)>")
_MESSAGE = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?Message(?=[\s>/])")
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)


class Slice(NamedTuple):
    """Some text of the file and the number of its first line."""

    text: bytes
    line: int


@dataclass(frozen=True)
class Head:
    """All that comes before the first child.

    ``text`` is everything up to the element that holds the children, ``opens`` the start tags
    that stay open around them on one line, ``closes`` their ends, ``prefix`` what the names of
    the children begin with.
    """

    text: bytes
    opens: bytes
    closes: bytes
    prefix: bytes


class Cut:
    """A file cut up: its ``head`` at once, its slices as they are asked for.

    After the last slice ``closed`` tells whether the element around the children was closed.
    Raises CannotRead for what is no census at all.
    """

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = iter(blocks)
        self.closed = False
        self.head, self._held, self._line = self._head()
        self._end = re.compile(rb"</" + re.escape(self.head.prefix) + rb"Child\s*>")
        self.starts = re.compile(rb"<" + re.escape(self.head.prefix) + rb"Child(?=[\s>/])")

    def slices(self) -> Iterator[Slice]:
        """Whole children, some at a time; the last slice may hold a broken end."""
        held = self._held
        for block in self._blocks:
            held += block
            if len(held) >= SLICE:
                yield from self._whole(held)
                held = self._held
        yield from self._whole(held)
        yield from self._last(self._held)

    def _whole(self, text: bytes) -> Iterator[Slice]:
        """All that ends with the end of a child, in slices; the rest is held."""
        at = 0
        while (end := self._cut(text, at)) > at:
            yield self._slice(text[at:end])
            at = end
        self._held = text[at:]

    def _cut(self, text: bytes, at: int) -> int:
        """Where the first slice from ``at`` ends: after the last child that fits, or the first."""
        name = b"</" + self.head.prefix + b"Child"
        end = min(at + SLICE, len(text))
        while (found := text.rfind(name, at, end)) >= 0:
            if whole := self._end.match(text, found):
                return whole.end()
            end = found
        later = self._end.search(text, min(at + SLICE, len(text)))
        return later.end() if later else at

    def _last(self, text: bytes) -> Iterator[Slice]:
        closing = text.rfind(b"</" + self.head.prefix + b"Children")
        self.closed = closing >= 0
        rest = text[:closing] if self.closed else text
        if rest.strip():
            yield self._slice(rest)

    def _slice(self, text: bytes) -> Slice:
        line, self._line = self._line, self._line + text.count(b"\n")
        return Slice(text, line)

    def _head(self) -> tuple[Head, bytes, int]:
        text = b""
        for block in self._blocks:
            text += block
            if (found := _CHILDREN.search(text)) or len(text) > LONGEST_HEAD:
                break
        else:
            found = None
        if not text.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            raise _not_xml()
        if found is None:
            raise self._no_children(text)
        head = self._made(text, found)
        empty = bool(found.group(2))
        self.closed = empty
        return head, b"" if empty else text[found.end() :], 1 + text[: found.end()].count(b"\n")

    def _made(self, text: bytes, found: re.Match[bytes]) -> Head:
        before = text[: found.start()]
        if _DOCTYPE.search(before):
            raise CannotRead(
                "The file has a DOCTYPE, which no census needs and which can hide harm.",
                "Export the census again without it.",
            )
        root = _ROOT.search(before)
        if root is None or not _MESSAGE.match(root.group()):
            raise _no_message()
        opens = b" ".join((root.group() + found.group().replace(b"/>", b">")).split())
        outer = re.split(rb"[\s/>]", root.group()[1:])[0]
        closes = b"</" + found.group(1) + b"Children></" + outer + b">"
        return Head(before, opens, closes, found.group(1))

    def _no_children(self, text: bytes) -> CannotRead:
        root = _ROOT.search(text)
        if _DOCTYPE.search(text[:LONGEST_HEAD]):
            return CannotRead(
                "The file has a DOCTYPE, which no census needs and which can hide harm.",
                "Export the census again without it.",
            )
        if root is None or not _MESSAGE.match(root.group()):
            return _no_message()
        return CannotRead(
            "There is no element called Children in the file, so there is nothing to check.",
            "Export the census again; if it stops short, the export was cut off.",
        )


def _not_xml() -> CannotRead:
    return CannotRead(
        "This is not XML: the file does not begin with an element.",
        "Choose the XML file that the case system made for the census.",
    )


def _no_message() -> CannotRead:
    return CannotRead(
        "This is not a census file: its outermost element is not called Message.",
        "Choose the XML file that the case system made for the children in need census.",
    )
