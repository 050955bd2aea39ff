"""Slices of a census file as rows, and what no parser could read.

What breaks a slice is looked for by halves, down to the one child in which it stands.
"""

import re
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from holdfast.sources.cin_census.head import NEW_LINE
from holdfast.sources.cin_census.plain import plain
from holdfast.sources.cin_census.slicing import LONGEST, Cut, Slice
from holdfast.sources.cin_census.stretch import Refused, Stretch
from holdfast.sources.cin_census.trees import NoXml, lines, tree
from holdfast.sources.cin_census.walking import Walk

# So many slices are read ahead, on the other core, while the rows of others are looked at.
AHEAD = 4

_CHILD_ENDS = re.compile(rb"</(?:[\w.-]+:)?Child\s*>")
_NO_CHILD = NoXml(
    "Something that is no child stands {}", "Look at these lines; the rest was read.", 1
)
_TOO_LONG = (f"More than {LONGEST >> 20} MB stand {{}}", "Look whether a child was never closed.")


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


def refused(part: Slice, error: NoXml, where: str, child: bool = False) -> Refused:
    """A part of the file that is no XML; ``where`` it stands, in words."""
    first = part.line + _line_ends(part.text[: len(part.text) - len(part.text.lstrip())])
    last = part.line + _line_ends(part.text.rstrip())
    line = min(max(part.line + error.line - 1, first), last)
    what, next_step = error.what, error.next_step
    if len(part.text) >= LONGEST:
        what, next_step = _TOO_LONG
    return Refused(first, last, f"{what.format(where)} (line {line}).", next_step, part.text, child)


def _read(cut: Cut, part: Slice) -> list[Stretch]:
    found = plain(part.text, part.line, cut.head.prefix)
    if found:
        return [found]
    begins = part.begins()
    error = _NO_CHILD
    try:
        walk = _walked(cut, part)
        if walk.children == len(begins) and not walk.outside:
            return [walk.stretch()]
    except NoXml as met:
        error = met
    if not begins:
        return [Stretch({}, refused=(refused(part, error, "outside every child"),))]
    # What stands before the first child is a part of its own.
    places = [at for at in begins if at]
    if places:
        halves = part.cut(places[len(places) // 2])
        return [one for half in halves for one in _read(cut, half)]
    return _broken(cut, part)


def _broken(cut: Cut, part: Slice) -> list[Stretch]:
    """One child and what follows it: either may be what cannot be read."""
    end = _CHILD_ENDS.search(part.text)
    child, rest = part.cut(end.end() if end else len(part.text))
    try:
        found = _walked(cut, child).stretch()
    except NoXml as error:
        where = "in this child's part of the file"
        found = Stretch({}, refused=(refused(child, error, where, child=True),))
    return [found, *(_read(cut, rest) if rest.text.strip() else [])]


def _walked(cut: Cut, part: Slice) -> Walk:
    root = tree(cut.head.opens, part.text)
    return Walk(root, lines(part.text, root), part.line - 1)


def _line_ends(text: bytes) -> int:
    return text.count(NEW_LINE)
