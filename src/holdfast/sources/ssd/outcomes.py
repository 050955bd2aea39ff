"""What the dataset keeps as JSON: outcomes as flags, factors as a list, the permanence plan.

Two spellings of a flag's name are about: that of the dataset's script (``NFA_FLAG``), and that of
its first versions and of the Eclipse builds (``OUTCOME_NFA_FLAG``). Older loads hold JSON that is
broken off, and some builds write words where JSON was meant. What cannot be read, and what is
said without answering the question asked, is unreadable: it is never taken for nothing.
"""

import json
import re
from collections.abc import Callable, Iterable

from holdfast.sources.mapping import Through
from holdfast.sources.text import as_text, clean

_YES = ("y", "yes", "1", "true", "t")
_NO = ("n", "no", "0", "false", "f")
_BLANK = ("", "null", "u", "unknown", "not known", "not recorded", "n/a")
_PREFIX = "OUTCOME_"
# What stands beside the flags and is none.
_NO_FLAGS = {"COMMENTS", "TOTAL_NO_OF_OUTCOMES", "TOTAL_NUMBER_OF_OUTCOMES"}
_FACTOR = re.compile(r"\d{1,2}[A-Ca-c]?")

# Steps that a referral, an assessment or an enquiry led to: further action of some kind.
ACTIONS = frozenset(
    {
        "SINGLE_ASSESSMENT_FLAG",
        "STRATEGY_DISCUSSION_FLAG",
        "CLA_REQUEST_FLAG",
        "NON_AGENCY_ADOPTION_FLAG",
        "PRIVATE_FOSTERING_FLAG",
        "CP_TRANSFER_IN_FLAG",
        "CP_CONFERENCE_FLAG",
        "CARE_LEAVER_FLAG",
        "LEGAL_ACTION_FLAG",
        "PROV_OF_SERVICES_FLAG",
        "PROV_OF_SB_CARE_FLAG",
        "SPECIALIST_ASSESSMENT_FLAG",
        "NFA_CONTINUE_SINGLE_FLAG",
        "OTHER_ACTIONS_FLAG",
    }
)

_NEITHER = "A flag in it is neither yes nor no."
_NOT_SAID = "It says something else, and not what is asked."


def first_yes(text: str) -> str | None:
    """The first flag that is set, in the order of the object; a plain text as it stands."""
    if not _is_json(text):
        return text
    flags = _flags(text)
    found = next((flag for flag, said in flags.items() if said is not False), None)
    if found and flags[found] is not True:
        raise ValueError(_NEITHER)
    return found


def yes_or_no(yes: str, no: str) -> Through:
    """Yes where the flag ``yes`` is set, no where it is answered with no or ``no`` is set.

    Nothing where no flag is set at all. Unreadable where both are, or only others.
    """

    def read(text: str) -> str | None:
        flags = _flags(text)
        wanted, unwanted = flags.get(yes), flags.get(no)
        if "odd" in (wanted, unwanted):
            raise ValueError(_NEITHER)
        if wanted is True and unwanted is True:
            raise ValueError("Two flags in it contradict one another.")
        if wanted is True:
            return "Yes"
        if wanted is False or unwanted is True:
            return "No"
        _refuse_where(said is not False for said in flags.values())
        return None

    return read


def or_flag(flag: str, beside: frozenset[str] = frozenset()) -> Through:
    """A plain yes or no as it stands; of an object, what it says of ``flag``.

    Where it says nothing of that, and another flag is set that is none of those ``beside``, the
    cell is unreadable.
    """

    def read(text: str) -> str | None:
        if not _is_json(text):
            return text
        flags = _flags(text)
        match flags.pop(flag, None):
            case "odd":
                raise ValueError(_NEITHER)
            case bool(said):
                return "Yes" if said else "No"
        _refuse_where(said is not False for one, said in flags.items() if one not in beside)
        return None

    return read


def asked_where(mark: str, why: str, through: Through) -> Through:
    """``through``, for a cell that may hold ``mark`` in place of an answer which is missing."""

    def read(text: str) -> str | None:
        if text == mark:
            raise ValueError(why)
        return through(text)

    return read


def factors(text: str) -> list[str]:
    """The factors of an assessment: a list since version 1.3.9, before that key and value."""
    held = _loaded(text)
    if isinstance(held, dict):
        return [factor for key, said in held.items() if (factor := _factor(key, said))]
    if isinstance(held, list):
        pieces = [as_text(one) or "" for one in held]
    elif _is_broken_off(text):
        return [text]
    else:
        pieces = re.split(r"[,;]", text)
    return [bare for piece in pieces if (bare := piece.strip(" []\"'\t\r\n"))]


def first_factor(text: str) -> str | None:
    """The first factor of a list, which shows that it has one; a single factor as it stands."""
    if _is_broken_off(text):
        raise ValueError("It breaks off.")
    return next(iter(factors(text)), None)


def _factor(key: str, said: object) -> str | None:
    """``{"1A": "Y"}`` and ``{"1A": "its words"}`` say 1A; so does ``{"factor": "1A"}``."""
    answer = _answer(said)
    if answer is False or answer is None:
        return None
    if _FACTOR.fullmatch(key.strip()) or answer is True:
        return key
    return as_text(said)


def _is_json(text: str) -> bool:
    return text.lstrip().startswith(("{", "["))


def _is_broken_off(text: str) -> bool:
    """Whether it begins as an object, or as a list whose last piece is cut, and does not end."""
    bare = text.strip()
    if _loaded(bare) is not None or not _is_json(bare):
        return False
    return bare[0] == "{" or (bare[-1] not in "]\"'" and '"' in bare)


def _refuse_where(others: Iterable[bool]) -> None:
    """Raise ValueError where something is said, and not what is asked."""
    if any(others):
        raise ValueError(_NOT_SAID)


def _flags(text: str) -> dict[str, bool | str]:
    """The flags that say something: True, False, or ``"odd"`` where it is neither.

    Raises ValueError where the text is no JSON object, or says two things of one flag.
    """
    found: dict[str, bool | str] = {}
    for written, said in _pairs(text):
        flag = written.strip().upper().removeprefix(_PREFIX)
        answer = _answer(said)
        if flag in _NO_FLAGS or answer is None:
            continue
        if found.setdefault(flag, answer) != answer:
            raise ValueError("It says two things of one flag.")
    return found


def _answer(said: object) -> bool | str | None:
    """Yes, no, nothing, or ``"odd"``."""
    if isinstance(said, bool):
        return said
    words = clean(as_text(said) or "")
    if words in _BLANK:
        return None
    if words in _YES or words in _NO:
        return words in _YES
    return "odd"


def _pairs(text: str) -> list[tuple[str, object]]:
    """The keys and values of a JSON object, also of one that is alone in a list."""
    held = _loaded(text, tuple)
    if isinstance(held, list) and len(held) < 2:
        held = held[0] if held else ()
    if not isinstance(held, tuple):
        raise ValueError("It is not a JSON object.")
    return list(held)


def _loaded(text: str, pairs: Callable[[list[tuple[str, object]]], object] = dict) -> object:
    try:
        return json.loads(text, object_pairs_hook=pairs)
    except ValueError:
        return None
