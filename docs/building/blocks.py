"""A page with blocks in it that are written by a program.

A block stands between an opening mark, an HTML comment with the word ``made`` and the block's
name, and a closing mark with the word ``end``. Where a line ends after the opening mark, the block
is lines of its own, such as a table; otherwise it lies within the sentence or the cell around it.
"""

import re
from collections.abc import Callable, Collection, Mapping

Maker = Callable[[], str]

_OPENING, _CLOSING = "<!-- made: ", "<!-- end -->"
# No block lies within another: one that is not closed must not swallow the next.
_BLOCK = re.compile(
    rf"(?P<opening>{_OPENING}(?P<name>[^\n]+?) -->(?P<lines>\n?))"
    rf"(?P<text>(?:(?!{_OPENING}).)*?){_CLOSING}",
    re.DOTALL,
)


class BadPage(ValueError):
    """A page names a block that nothing makes, or its marks do not pair."""


def renewed(page: str, makers: Mapping[str, Maker], kept: Collection[str] = ()) -> str:
    """The page with every block written anew, except those whose name is among ``kept``.

    Raises BadPage.
    """

    def block(found: re.Match[str]) -> str:
        name = found["name"]
        if name in kept:
            return found[0]
        if name not in makers:
            raise BadPage(f"Nothing makes a block called {name!r}.")
        text = makers[name]().strip("\n")
        return found["opening"] + text + found["lines"] + _CLOSING

    _refuse_odd_marks(page)
    return _BLOCK.sub(block, page)


def block_names(page: str) -> list[str]:
    """The name of every block of a page, in order."""
    return [found["name"] for found in _BLOCK.finditer(page)]


def block_text(page: str, name: str) -> str:
    """What stands in the block of that name; empty where the page has none."""
    return next((found["text"] for found in _BLOCK.finditer(page) if found["name"] == name), "")


def _refuse_odd_marks(page: str) -> None:
    pairs = len(block_names(page))
    if not pairs == page.count(_OPENING) == page.count(_CLOSING):
        raise BadPage("A mark of a block stands alone: each opening mark needs one that closes it.")
