"""Slices of a census file as trees of elements, and what no parser could read."""

import re
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from holdfast.sources.cin_census.slicing import Cut, Slice

# So many slices are parsed ahead, on the other core, while one is walked.
AHEAD = 4


@dataclass(frozen=True)
class Refused:
    """A stretch of the file that is not XML: its lines, and why. ``kept`` is the stretch."""

    first: int
    last: int
    what: str
    next_step: str
    kept: bytes


@dataclass(frozen=True)
class Parsed:
    """Elements that hold children, each with the number to add to their lines, and refusals."""

    trees: tuple[tuple[etree._Element, int], ...]
    refused: tuple[Refused, ...] = ()


def parsed(cut: Cut) -> Iterator[Parsed]:
    """Every slice, parsed; the next ones are parsed meanwhile (libxml2 needs no Python)."""
    with ThreadPoolExecutor(1) as other:
        waiting: deque[Future[Parsed]] = deque()
        for one in cut.slices():
            waiting.append(other.submit(_parse, cut, one))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        for future in waiting:
            yield future.result()


def header(cut: Cut) -> etree._Element | None:
    """The outermost element with all but the children; None where the head is broken."""
    closes = cut.head.closes.split(b">", 1)[1]
    try:
        return etree.fromstring(cut.head.text.lstrip() + closes, _parser())
    except etree.XMLSyntaxError:
        return None


def _parse(cut: Cut, part: Slice) -> Parsed:
    try:
        return Parsed(((_tree(cut, part), part.line - 1),))
    except etree.XMLSyntaxError:
        return _child_by_child(cut, part)


def _tree(cut: Cut, part: Slice) -> etree._Element:
    text = b"".join((cut.head.opens, part.text, cut.head.closes))
    return etree.fromstring(text, _parser())[0]


def _parser() -> etree.XMLParser:
    # Nothing is fetched and nothing expanded; a slice is small, so no limit is lifted.
    return etree.XMLParser(resolve_entities=False, no_network=True, remove_pis=True)


def _child_by_child(cut: Cut, part: Slice) -> Parsed:
    trees, refused = [], []
    for one in _children(cut.starts, part):
        try:
            trees.append((_tree(cut, one), one.line - 1))
        except etree.XMLSyntaxError as error:
            refused.append(_refused(one, error))
    return Parsed(tuple(trees), tuple(refused))


def _children(starts: re.Pattern[bytes], part: Slice) -> Iterator[Slice]:
    """The slice cut before each start of a child."""
    places = [found.start() for found in starts.finditer(part.text)]
    line, bounds = part.line, sorted({0, *places, len(part.text)})
    for first, last in pairwise(bounds):
        text = part.text[first:last]
        if text.strip():
            yield Slice(text, line)
        line += text.count(b"\n")


def _refused(part: Slice, error: etree.XMLSyntaxError) -> Refused:
    code = error.code if isinstance(error.code, int) else 0
    at = (error.position or (1, 0))[0]
    last = part.line + part.text.rstrip().count(b"\n")
    line = min(max(part.line + at - 1, part.line), last)
    what, next_step = _WORDS.get(code, _OTHERWISE)
    return Refused(part.line, last, f"{what} (line {line}).", next_step, part.text)


_MEND = "Mend it in the case system or in the file, and check again; the rest was read."
_TAGS = ("An element of this child is not closed, or closed out of turn", _MEND)
_OTHERWISE = ("This child's part of the file is not XML", _MEND)
_WORDS = {
    etree.ErrorTypes.ERR_TAG_NAME_MISMATCH: _TAGS,
    etree.ErrorTypes.ERR_TAG_NOT_FINISHED: _TAGS,
    etree.ErrorTypes.ERR_GT_REQUIRED: _TAGS,
    etree.ErrorTypes.ERR_LTSLASH_REQUIRED: _TAGS,
    etree.ErrorTypes.ERR_DOCUMENT_END: _TAGS,
    etree.ErrorTypes.ERR_INVALID_CHAR: (
        "A character that no XML may hold stands in this child's part of the file",
        "Find where it comes from in the case system, and take it out.",
    ),
    etree.ErrorTypes.ERR_INVALID_ENCODING: (
        "Bytes of another encoding stand in this child's part of the file",
        "Export the census as UTF-8, or name its encoding in the first line.",
    ),
    etree.ErrorTypes.ERR_UNDECLARED_ENTITY: (
        "This child's part of the file uses an abbreviation (&...;) that nothing explains",
        "Write the character itself in place of the abbreviation.",
    ),
    etree.ErrorTypes.ERR_ENTITYREF_SEMICOL_MISSING: (
        "A bare & stands in this child's part of the file",
        "Write &amp; in its place.",
    ),
    etree.ErrorTypes.ERR_NAME_REQUIRED: (
        "A bare & or < stands in this child's part of the file",
        "Write &amp; or &lt; in its place.",
    ),
}
