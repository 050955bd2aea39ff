"""Slices of a census file as rows, and what no parser could read.

What breaks a slice is looked for by halves, down to the one child in which it stands.
"""

import re
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from lxml import etree

from holdfast.sources.cin_census.head import CLOSES
from holdfast.sources.cin_census.plain import plain
from holdfast.sources.cin_census.slicing import LONGEST, Cut, Slice
from holdfast.sources.cin_census.stretch import Refused, Stretch
from holdfast.sources.cin_census.walking import Walk

# So many slices are read ahead, on the other core, while the rows of others are looked at.
AHEAD = 4

_CHILD_ENDS = re.compile(rb"</(?:[\w.-]+:)?Child\s*>")


def stretches(cut: Cut) -> Iterator[Stretch]:
    """All that stands in the file, in order."""
    with ThreadPoolExecutor(1) as other:
        waiting: deque[Future[list[Stretch]]] = deque()
        for one in cut.slices():
            waiting.append(other.submit(_read, cut, one))
            if len(waiting) > AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def parser(recover: bool = False) -> etree.XMLParser:
    """A parser that fetches nothing and expands nothing. No limit of its own is lifted."""
    return etree.XMLParser(resolve_entities=False, no_network=True, recover=recover)


def refused(
    part: Slice, error: etree.XMLSyntaxError | None, where: str, child: bool = False
) -> Refused:
    """A part of the file that a parser refused; with no error, one that is no child's."""
    first = part.line + _line_ends(part.text[: len(part.text) - len(part.text.lstrip())])
    last = part.line + _line_ends(part.text.rstrip())
    what, next_step = _NO_CHILD
    line = first
    if error:
        what, next_step = _WORDS.get(error.code or 0, _OTHERWISE)
        line = min(max(part.line + (error.position or (1, 0))[0] - 1, first), last)
    if len(part.text) >= LONGEST:
        what, next_step = _TOO_LONG
    said = f"{what.format(where)} (line {line})."
    return Refused(first, last, said, next_step, part.text, child)


def _read(cut: Cut, part: Slice) -> list[Stretch]:
    found = plain(part.text, part.line, cut.head.prefix)
    if found:
        return [found]
    begins = part.begins()
    error = None
    try:
        walk = _walked(cut, part)
        if walk.children == len(begins) and not walk.outside:
            return [walk.stretch()]
    except etree.XMLSyntaxError as met:
        error = met
    if not begins:
        return [Stretch({}, refused=(refused(part, error, "outside every child"),))]
    # What stands before the first child is a part of its own.
    places = [at for at in begins if at]
    if places:
        halves = part.cut(places[len(places) // 2])
        return [one for half in halves for one in _read(cut, half)]
    return _broken(cut, part)


def _walked(cut: Cut, part: Slice) -> Walk:
    text = b"".join((cut.head.opens, part.text, CLOSES))
    return Walk(etree.fromstring(text, parser()), part.line - 1)


def _broken(cut: Cut, part: Slice) -> list[Stretch]:
    """One child and what follows it: either may be what cannot be read."""
    end = _CHILD_ENDS.search(part.text)
    child, rest = part.cut(end.end() if end else len(part.text))
    try:
        found = _walked(cut, child).stretch()
    except etree.XMLSyntaxError as error:
        where = "in this child's part of the file"
        found = Stretch({}, refused=(refused(child, error, where, child=True),))
    return [found, *(_read(cut, rest) if rest.text.strip() else [])]


def _line_ends(text: bytes) -> int:
    return text.count(b"\n")


_MEND = "Mend it in the case system or in the file, and check again; the rest was read."
_ESCAPE = "Write &amp; for & and &lt; for < there."
_MARK = "Close it, or take it out."
_TAGS = ("An element is not closed, or closed out of turn, {}", _MEND)
_NO_CHILD = ("Something that is no child stands {}", "Look at these lines; the rest was read.")
_OTHERWISE = ("What stands {} is not XML", _MEND)
_TOO_LONG = (f"More than {LONGEST >> 20} MB stand {{}}", "Look whether a child was never closed.")
_WORDS = {
    etree.ErrorTypes.ERR_TAG_NAME_MISMATCH: _TAGS,
    etree.ErrorTypes.ERR_TAG_NOT_FINISHED: _TAGS,
    etree.ErrorTypes.ERR_GT_REQUIRED: _TAGS,
    etree.ErrorTypes.ERR_LTSLASH_REQUIRED: _TAGS,
    etree.ErrorTypes.ERR_DOCUMENT_END: _TAGS,
    etree.ErrorTypes.ERR_COMMENT_NOT_FINISHED: ("A comment is opened and not closed {}", _MARK),
    etree.ErrorTypes.ERR_CDATA_NOT_FINISHED: ("A CDATA section is not closed {}", _MARK),
    etree.ErrorTypes.ERR_INVALID_CHAR: (
        "A character that no XML may hold stands {}",
        "Find where it comes from in the case system, and take it out.",
    ),
    etree.ErrorTypes.ERR_INVALID_ENCODING: (
        "Bytes of another encoding than UTF-8 stand {}",
        "Export the census as UTF-8, or name its encoding in the first line.",
    ),
    etree.ErrorTypes.ERR_UNDECLARED_ENTITY: (
        "An abbreviation (&...;) that nothing explains stands {}",
        "Write the character itself in place of the abbreviation.",
    ),
    etree.ErrorTypes.ERR_ENTITYREF_SEMICOL_MISSING: ("A bare & stands {}", _ESCAPE),
    etree.ErrorTypes.ERR_NAME_REQUIRED: ("A bare & or < stands {}", _ESCAPE),
    etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE: (
        "A name with a prefix (as in xsi:nil) that nothing explains stands {}",
        "Explain the prefix in the first element of the file, or take it out.",
    ),
}
