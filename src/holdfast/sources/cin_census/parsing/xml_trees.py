"""Parts of a census file as trees of elements, or in words why they are none."""

import re
from collections.abc import Callable

from lxml import etree

from holdfast.sources.cin_census.parsing.head import CLOSES, NEW_LINE
from holdfast.sources.cin_census.parsing.strip_comments import MARK

Lines = Callable[[etree._Element], int]

# From here on the parser's own count of lines is not to be trusted.
MOST_LINES = 65_000
_START_TAG = re.compile(rb"""<[^/](?:[^<>"']|"[^"]*"|'[^']*')*>""")


class NoXml(Exception):
    """A text is no XML: what is wrong, what to do about it, and in which of its lines.

    ``what`` has a place for the words that say where the text stands.
    """

    def __init__(self, what: str, next_step: str, line: int) -> None:
        super().__init__(what)
        self.what, self.next_step, self.line = what, next_step, line


def tree(opens: bytes, text: bytes) -> etree._Element:
    """The tree of a text that stands below an element. Raises NoXml."""
    return parsed(b"".join((opens, text, CLOSES)))


def parsed(text: bytes) -> etree._Element:
    """The tree of a text. Raises NoXml."""
    if mark := MARK.search(text):
        # Closed ones were taken out. A parser would look for an end in another child.
        raise NoXml(*_UNCLOSED[mark.group()], 1 + text.count(NEW_LINE, 0, mark.start()))
    try:
        return etree.fromstring(text, _parser())
    except etree.XMLSyntaxError as error:
        line = (error.position or (1, 0))[0]
        raise NoXml(*_WORDS.get(error.code or 0, _OTHERWISE), line) from None


def recovered(text: bytes) -> etree._Element | None:
    """What a parser makes of a text that is no XML, if anything."""
    return etree.fromstring(text, _parser(recover=True))


def _parser(recover: bool = False) -> etree.XMLParser:
    # Nothing is fetched and nothing expanded, and no limit of the parser's own is lifted.
    return etree.XMLParser(resolve_entities=False, no_network=True, recover=recover)


def lines(text: bytes, tree: etree._Element) -> Lines:
    """Tells the line of the text in which an element of its tree begins."""
    if text.count(NEW_LINE) < MOST_LINES:
        return lambda element: int(element.sourceline)
    # Every start tag is an element, and in the same order; the first is what was put around.
    met, at, found = 1, 0, {tree: 1}
    tags = _START_TAG.finditer(text)
    for element, tag in zip(tree.iterdescendants(), tags, strict=True):
        met, at = met + text.count(NEW_LINE, at, tag.end()), tag.end()
        found[element] = met
    return found.__getitem__


_CORRECTION = "Correct it in the case system or in the file, and check again; the rest was read."
_ESCAPE = "Write &amp; for & and &lt; for < there."
_MARK = "Close it, or take it out."
_UNCLOSED = {
    b"<!--": ("A comment is opened and not closed {}", _MARK),
    b"<![CDATA[": ("A CDATA section is opened and not closed {}", _MARK),
    b"<?": ("An instruction to programs (<?) is opened and not closed {}", _MARK),
}
_TAGS = ("An element is not closed, or closed out of turn, {}", _CORRECTION)
_OTHERWISE = ("What stands {} is not XML", _CORRECTION)
_WORDS = {
    etree.ErrorTypes.ERR_TAG_NAME_MISMATCH: _TAGS,
    etree.ErrorTypes.ERR_TAG_NOT_FINISHED: _TAGS,
    etree.ErrorTypes.ERR_GT_REQUIRED: _TAGS,
    etree.ErrorTypes.ERR_LTSLASH_REQUIRED: _TAGS,
    etree.ErrorTypes.ERR_DOCUMENT_END: _TAGS,
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
