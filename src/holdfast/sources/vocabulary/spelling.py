"""The ways to take a coded cell apart: the whole of it, and a code with its explanation.

A cell may hold a code or the words for one, with Ofsted's letter before it, in quotation marks or
brackets, or followed by an explanation: "a) Yes", "[WBRI]", "CW - Allocated worker", "RC9: closed
after assessment", "N1 Abuse or neglect". What is here only takes apart; whether a part may be
believed is for ``vocabulary``.
"""

import re
from dataclasses import dataclass

from holdfast.sources.text import clean

_LETTER = re.compile(r"^(?:\((?:zz|[a-z]\d?)\)|(?:zz|[a-z]\d?)\))\s*|^[a-z]\.\s+(?=\w{2})")
_PAIRS = {'"': '"', "'": "'", "[": "]", "(": ")", "{": "}", "`": "`"}
_WHOLE_WITH_FRACTION = re.compile(r"(\d+)\.0+")
# What parts a code from what explains it. A hyphen between two letters may belong to a word.
_PARTED = re.compile(r"^(.+?)(?:\s*[–—:(\[]\s*|\s+-\s*|-\s+)(.*)$")
_TIGHT = re.compile(r"^([^\s-]+)-(.+)$")
_COMMA = re.compile(r"^([^\s,;]+)\s*[,;]\s*(.+)$")

_ALTERNATIVES = re.compile(r"\s*(?:[/;]|\bor\b|\band\b)\s*")
_PIECES = re.compile(r"\s*(?:[/,;()\[\]–—:]|\s-\s|\bor\b|\band\b)\s*")

# A cell longer than this is a text, and no code with an explanation.
LONGEST = 200

# What turns the sense of the words that it follows: "completed - did not attend".
_NEGATIVE = re.compile(
    r"\b(?:not|no|non|never|nobody|none|without|declined|refused|cancelled|failed|un\w+ed"
    r"|didn't|former|formerly|previous|previously|ex)\b"
)


@dataclass(frozen=True, slots=True)
class CodeAndWords:
    """A head and what explains it; ``loose`` where a space, a comma or a hyphen parts them."""

    head: str
    tail: str
    loose: str = ""


def wholes(text: str) -> list[str]:
    """The cell as one spelling, folded: as it stands, then bare of letter, brackets and ".0"."""
    whole = clean(text)
    bare = _bare(whole)
    found = [whole, bare]
    if figures := _WHOLE_WITH_FRACTION.fullmatch(bare):
        found.append(figures.group(1))
    if "_" in bare:
        found.append(clean(bare.replace("_", " ")))
    return list(dict.fromkeys(found))


def parts(text: str) -> list[CodeAndWords]:
    """The cell as a head and an explanation, in each way that it can be parted."""
    if len(text) > LONGEST:
        return []
    bare = _bare(clean(text))
    found = []
    if strong := _PARTED.match(bare):
        found.append(CodeAndWords(*_trimmed(strong)))
    if tight := _TIGHT.match(bare):
        found.append(CodeAndWords(*_trimmed(tight), loose="-"))
    if comma := _COMMA.match(bare):
        found.append(CodeAndWords(*_trimmed(comma), loose=","))
    first, _, rest = bare.partition(" ")
    if rest:
        found.append(CodeAndWords(first, rest, loose=" "))
    return found


def answers_in(text: str) -> list[str]:
    """The pieces of an explanation that stand by themselves: "see below / no" holds "no"."""
    pieces = [*_ALTERNATIVES.split(text), *_PIECES.split(text)]
    return [bare for piece in pieces if (bare := piece.strip(" .!?-()[]"))]


def is_negative(text: str) -> bool:
    """Whether words say that something is not, or is no longer, so."""
    return _NEGATIVE.search(text) is not None


def has_figure(text: str) -> bool:
    """Whether a spelling holds a figure, as codes do and words hardly ever."""
    return any(letter.isdigit() for letter in text)


def _trimmed(match: re.Match[str]) -> tuple[str, str]:
    return match.group(1).strip(), match.group(2).strip(" )]}.")


def _bare(folded: str) -> str:
    bare = folded
    for _ in range(3):
        before = bare
        bare = _LETTER.sub("", bare).strip()
        if len(bare) > 1 and _PAIRS.get(bare[0]) == bare[-1]:
            bare = bare[1:-1].strip()
        bare = bare.rstrip(" .,;:!")
        if bare == before:
            break
    return bare
