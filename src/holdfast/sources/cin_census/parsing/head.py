"""The head of a census file: all that comes before its first child."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from holdfast.errors import CannotRead

# Nobody's head is longer; without an end to it, the file is no census.
LONGEST_HEAD = 1 << 20
CLOSES = b"</Children>"
NEW_LINE = b"\n"

_PREFIX = rb"(?:[A-Za-z_][\w.-]*:)?"
CHILD_BEGINS = re.compile(rb"<(?P<prefix>" + _PREFIX + rb")Child(?=[\s/>])")
_CHILDREN_BEGIN = re.compile(
    rb"<(?P<prefix>" + _PREFIX + rb")Children(?:\s(?:[^<>\"']|\"[^<\"]*\"|'[^<']*')*)?/?>"
)
_ROOT = re.compile(rb"<(?![!?/])((?:[^\s<>/:]*:)?([^\s<>/]+))")
_NAMESPACE = re.compile(rb"""\s(xmlns(?::[\w.-]+)?)\s*=\s*("[^<"]*"|'[^<']*')""")
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)

# How files begin that are often taken for the census.
_OTHERS = {
    b"PK": "This is a workbook or a zip archive, not XML.",
    b"%PDF": "This is a PDF document, not XML.",
    b"\xd0\xcf\x11\xe0": "This is an old workbook or a protected document, not XML.",
    b"\x1f\x8b": "This is a compressed archive, not XML.",
}
_CHOOSE = "Choose the XML file that the case system made for the children in need census."


@dataclass(frozen=True)
class CensusHead:
    """What comes before the children.

    ``text`` is everything up to the element that holds them, and ``closes`` the end of the
    outermost element. ``opens`` is a start tag, on one
    line, by which a part of them can be read by itself (CLOSES ends it). The names of children
    begin with ``prefix``. ``line`` is the one in which the children begin. ``held`` tells
    whether an element holds them at all, and ``empty`` whether it is closed at once.
    """

    text: bytes
    closes: bytes
    opens: bytes
    prefix: bytes
    line: int
    held: bool
    empty: bool


def read_head(blocks: Iterator[bytes]) -> tuple[CensusHead, bytes]:
    """The head, and what was read beyond it. Raises CannotRead for what is no census."""
    text, found = b"", None
    for block in blocks:
        text += block
        found = _children(text)
        if found or len(text) > LONGEST_HEAD or _is_no_element(text):
            break
    if found and found.start() > LONGEST_HEAD:
        found = None
    _refuse_others(text[: found.end()] if found else text)
    if found is None:
        raise CannotRead(
            "There is no element called Children in the file, which ends in line "
            f"{1 + text.rstrip().count(NEW_LINE)}, so there is nothing to check.",
            "Export the census again; if it stops short, the export was cut off.",
        )
    head = _head(text, found)
    return head, text[found.end() if head.held else found.start() :]


def _children(text: bytes) -> re.Match[bytes] | None:
    """Where the children begin: at the element that holds them or, for want of it, the first."""
    found = [one.search(text) for one in (_CHILDREN_BEGIN, CHILD_BEGINS)]
    return min((one for one in found if one), key=lambda one: one.start(), default=None)


def _head(text: bytes, found: re.Match[bytes]) -> CensusHead:
    held = found.re is _CHILDREN_BEGIN
    before = text[: found.end() if held else found.start()]
    root = _ROOT.search(before)
    return CensusHead(
        text[: found.start()],
        b"</" + (root[1] if root else b"") + b">",
        _opens(before, found["prefix"]),
        found["prefix"],
        1 + before.count(b"\n"),
        held,
        held and found.group().endswith(b"/>"),
    )


def _opens(before: bytes, prefix: bytes) -> bytes:
    """A start tag that makes known every prefix that the head does, and that of the children."""
    named = {b"xmlns:" + prefix[:-1]: b'"children"'} if prefix else {}
    named |= dict(_NAMESPACE.findall(before))
    opens = b" ".join([b"<Children", *(b"=".join(one) for one in named.items())]) + b">"
    try:
        etree.fromstring(opens.replace(b"\n", b" ") + CLOSES)
    except etree.XMLSyntaxError:
        return b"<Children>"
    return opens.replace(b"\n", b" ")


def _is_no_element(text: bytes) -> bool:
    return not text.lstrip().startswith(b"<") and bool(text.strip())


def _refuse_others(text: bytes) -> None:
    if not text.strip():
        raise CannotRead("The file is empty: no element stands in it.", "Export the census again.")
    if _is_no_element(text):
        what = "This is not XML: the file does not begin with an element."
        raise CannotRead(next((w for m, w in _OTHERS.items() if text.startswith(m)), what), _CHOOSE)
    if found := _DOCTYPE.search(text):
        raise CannotRead(
            f"The file has a DOCTYPE in {_line(text, found)}, which no census needs and which can "
            "hide harm.",
            "Export the census again without it.",
        )
    root = _ROOT.search(text)
    if root is None or root[2] != b"Message":
        where = f", in {_line(text, root)}," if root else ""
        raise CannotRead(
            f"This is no census file: its outermost element{where} is not called Message.",
            _CHOOSE,
        )


def _line(text: bytes, found: re.Match[bytes]) -> str:
    return f"line {1 + text.count(NEW_LINE, 0, found.start())}"
