"""Slices of a census file as rows, and what no parser could read.

Where a slice is not well-formed XML, the records of its children are parsed one by one, so that
an invalid record is refused and no other.
"""

import re
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from holdfast.errors import CannotRead
from holdfast.limits import CENSUS_REFUSALS, ReadLimit
from holdfast.sources.cin_census.parsing.fast_parser import plain
from holdfast.sources.cin_census.parsing.head import NEW_LINE
from holdfast.sources.cin_census.parsing.parsed_rows import ParsedRows, Refused
from holdfast.sources.cin_census.parsing.slicing import LONGEST, Cut, Slice
from holdfast.sources.cin_census.parsing.xml_rows import Walk, is_child
from holdfast.sources.cin_census.parsing.xml_trees import NoXml, lines, tree

# So many slices are read ahead, on the other core, while the rows of others are looked at.
AHEAD = 4

_CHILD_ENDS = re.compile(rb"</(?:[\w.-]+:)?Child\s*>")
# What XML calls white space; Python knows more of it.
_SPACE = b" \t\r\n"
_NO_CHILD = NoXml(
    "Something that is not a child's record stands {}", "Look at these lines; the rest was read.", 1
)
_TOO_LONG = (f"More than {LONGEST >> 20} MB stand {{}}", "Look whether a child was never closed.")


def stretches(cut: Cut) -> Iterator[ParsedRows]:
    """All that stands in the file, in order."""
    with ThreadPoolExecutor(1) as other:
        waiting: deque[Future[list[ParsedRows]]] = deque()
        for one in cut.slices():
            waiting.append(other.submit(_read, cut, one))
            if len(waiting) > AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def too_much(limit: ReadLimit) -> CannotRead:
    """The file holds more of something than is read."""
    return CannotRead(
        f"The file has more than {limit}, the most that are read ({limit.what}).",
        "Look whether it is the whole census and nothing else; correct what is wrong in every "
        "child first, and export it again.",
    )


def refused(part: Slice, error: NoXml, where: str, child: bool = False) -> Refused:
    """A part of the file that is no XML; ``where`` it stands, in words."""
    first = part.line + _line_ends(part.text[: len(part.text) - len(part.text.lstrip(_SPACE))])
    last = part.line + _line_ends(part.text.rstrip(_SPACE))
    line = min(max(part.line + error.line - 1, first), last)
    what, next_step = error.what, error.next_step
    if len(part.text) >= LONGEST:
        what, next_step = _TOO_LONG
    return Refused(first, last, f"{what.format(where)} (line {line}).", next_step, part.text, child)


def _read(cut: Cut, part: Slice) -> list[ParsedRows]:
    found = plain(part.text, part.line, cut.head.prefix)
    if found:
        return [found]
    try:
        walk = _walked(cut, part)
        if walk.children == len(part.begins()) and not walk.outside:
            return [walk.stretch()]
    except NoXml:
        pass  # said of the child in which it lies
    return list(_by_child(cut, part))


def _by_child(cut: Cut, part: Slice) -> Iterator[ParsedRows]:
    """The children that are whole, as many together as follow one another; and the others."""
    whole: list[Slice] = []
    for one in part.pieces():
        if cut.refused > CENSUS_REFUSALS.most:
            raise too_much(CENSUS_REFUSALS)
        if fault := _fault(cut, one):
            yield from _together(cut, whole)
            cut.refused += 1
            yield from _broken(cut, one, fault)
            whole = []
        else:
            whole.append(one)
    yield from _together(cut, whole)


def _fault(cut: Cut, part: Slice) -> NoXml | None:
    """Why a part is not the record of one child and nothing else; None where it is."""
    try:
        root = tree(cut.head.opens, part.text)
    except NoXml as error:
        return error
    beside = f"{root.text or ''}{''.join(one.tail or '' for one in root)}"
    whole = len(root) == 1 and is_child(root[0]) and not beside.strip(_SPACE.decode())
    return None if whole else _NO_CHILD


def _together(cut: Cut, whole: list[Slice]) -> Iterator[ParsedRows]:
    if whole:
        part = Slice(b"".join(one.text for one in whole), whole[0].line)
        found = plain(part.text, part.line, cut.head.prefix)
        yield found or _walked(cut, part).stretch()


def _broken(cut: Cut, part: Slice, fault: NoXml) -> Iterator[ParsedRows]:
    """A child and what follows it, either of which may be what cannot be read."""
    end = _CHILD_ENDS.search(part.text)
    child, rest = part.cut(end.end() if end else len(part.text))
    if not part.begins():
        child, rest = part.cut(0)
    elif not rest.text.strip(_SPACE):
        yield _refusal(child, fault, "in this child's part of the file", child=True)
    elif inside := _fault(cut, child):
        yield _refusal(child, inside, "in this child's part of the file", child=True)
    else:
        yield from _together(cut, [child])
    if rest.text.strip(_SPACE):
        yield _refusal(rest, _fault(cut, rest) or _NO_CHILD, "outside every child")


def _refusal(part: Slice, fault: NoXml, where: str, child: bool = False) -> ParsedRows:
    return ParsedRows({}, refused=(refused(part, fault, where, child),))


def _walked(cut: Cut, part: Slice) -> Walk:
    root = tree(cut.head.opens, part.text)
    return Walk(root, lines(part.text, root), part.line - 1)


def _line_ends(text: bytes) -> int:
    return text.count(NEW_LINE)
