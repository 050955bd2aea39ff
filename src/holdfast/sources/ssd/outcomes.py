"""What the dataset keeps as JSON: outcomes as flags, factors as a list, the permanence plan.

Older loads hold JSON that is broken off; such a cell is unreadable, and is told as that.
"""

import json
import re

from holdfast.sources.mapping import Through
from holdfast.sources.text import as_text, clean

_YES = ("y", "yes", "1", "true")
_NO = ("n", "no", "0", "false", "")
_FACTOR = re.compile(r"\d{1,2}[A-Ca-c]?")


def first_yes(text: str) -> str | None:
    """The first flag that is set, in the order of the object; a plain text as it stands."""
    if not text.lstrip().startswith(("{", "[")):
        return text
    return next((key for key, said in _object(text).items() if _is(said, _YES)), None)


def yes_or_no(yes: tuple[str, ...], no: tuple[str, ...]) -> Through:
    """Yes where one of the flags ``yes`` is set, no where one of ``no`` is, else not recorded.

    Where the first flag of ``yes`` is answered with no, that is a no as well.
    """

    def read(text: str) -> str | None:
        flags = _object(text)
        if any(_is(flags.get(key), _YES) for key in yes):
            return "Yes"
        answered = yes[0] in flags and _is(flags[yes[0]], _NO[:-1])
        return "No" if answered or any(_is(flags.get(key), _YES) for key in no) else None

    return read


def or_flag(key: str) -> Through:
    """A plain yes or no as it stands; of an object, what it says under ``key``."""

    def read(text: str) -> str | None:
        return as_text(_object(text).get(key)) if text.lstrip().startswith("{") else text

    return read


def factors(text: str) -> list[str]:
    """The factors of an assessment: a list since version 1.3.9, before that key and value."""
    held = _loaded(text)
    if isinstance(held, dict):
        return [factor for key, said in held.items() if (factor := _factor(key, said))]
    if isinstance(held, list):
        pieces = [as_text(one) or "" for one in held]
    else:
        pieces = re.split(r"[,;]", text)
    return [bare for piece in pieces if (bare := piece.strip(" []\"'\t\r\n"))]


def first_factor(text: str) -> str | None:
    """The first factor of a list, which shows that it has one; a single factor as it stands."""
    return next(iter(factors(text)), None)


def _factor(key: str, said: object) -> str | None:
    """``{"1A": "Y"}`` and ``{"1A": "its words"}`` say 1A; so does ``{"factor": "1A"}``."""
    if _is(said, _NO):
        return None
    if _FACTOR.fullmatch(key.strip()) or _is(said, _YES):
        return key
    return as_text(said)


def _is(said: object, words: tuple[str, ...]) -> bool:
    if isinstance(said, bool):
        return said is (words is _YES)
    return clean(as_text(said) or "") in words


def _object(text: str) -> dict[str, object]:
    held = _loaded(text)
    if not isinstance(held, dict):
        raise ValueError("It is not a JSON object.")
    return held


def _loaded(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None
