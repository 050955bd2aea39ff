"""Takes out of a text what is neither a tag nor a value, so that every < left begins a tag."""

import re
from collections.abc import Iterable, Iterator

# A longer comment is taken as never closed, so that it cannot hide the rest of the file.
LONGEST = 1 << 24

MARK = re.compile(rb"<!--|<!\[CDATA\[|<\?(?=[A-Za-z_:\x80-\xff])")
_CLOSES = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
# What nobody writes within a mark, though XML has no rule against all of it. ``<!-->`` opens a
# comment, even where another is open: so two letters of the end are looked at too.
_NEVER_IN = {b"<!--": b"<!--", b"<![CDATA[": b"<![CDATA[", b"<?": b"</"}
_LONGEST_MARK = len(b"<![CDATA[")


def tags_only(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The text with CDATA written out, and of comments and instructions only their line ends.

    A record within a comment is not read. What is opened and not closed stays as it is,
    and the child around it is refused.
    """
    held = b""
    for block in blocks:
        done, held = _resolved(held + block)
        yield done
    yield _resolved(held, last=True)[0]


def _resolved(text: bytes, last: bool = False) -> tuple[bytes, bytes]:
    """The text without marks as far as it is certain, and what must wait for the next block."""
    done: list[bytes] = []
    at, ahead = 0, _Ahead(text)
    while found := MARK.search(text, at):
        mark, inside = found.group(), found.end()
        end = ahead.find(_CLOSES[mark], inside)
        if end < 0 and not last and len(text) - inside < LONGEST + _LONGEST_MARK:
            return b"".join((*done, text[at : found.start()])), text[found.start() :]
        never = ahead.find(_NEVER_IN[mark], inside)
        if not 0 <= end - inside <= LONGEST or 0 <= never <= end + 2 - len(_NEVER_IN[mark]):
            # It was never closed, and what seems to be its end is another's.
            done.append(text[at:inside])
            at = inside
        else:
            done += (text[at : found.start()], _said(mark, text[inside:end]))
            at = end + len(_CLOSES[mark])
    # A mark may be cut by the end of the block.
    cut = text.rfind(b"<", max(at, len(text) - _LONGEST_MARK))
    cut = len(text) if last or cut < 0 else cut
    return b"".join((*done, text[at:cut])), text[cut:]


class _Ahead:
    """Where words come next in a text. Asked of places further and further on, it searches once.

    A file of a million marks that are not closed would be searched to its end for each.
    """

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._next: dict[bytes, int] = {}

    def find(self, word: bytes, start: int) -> int:
        """The first place of a word from ``start`` on; -1 where there is none."""
        found = self._next.get(word)
        if found is None or 0 <= found < start:
            found = self._next[word] = self._text.find(word, start)
        return found


def _said(mark: bytes, inside: bytes) -> bytes:
    if mark == b"<![CDATA[":
        return inside.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    return b"\n" * inside.count(b"\n")
