"""What the dataset keeps as JSON: outcomes as flags, factors as a list, the permanence plan.

Two spellings of a flag's name are about: that of the dataset's script (``NFA_FLAG``), and that of
its first versions and of the Eclipse builds (``OUTCOME_NFA_FLAG``). Older loads hold JSON that is
broken off, and some builds write words where JSON was meant. What cannot be read, and what is
said without answering the question asked, is unreadable: it is never taken for nothing.
"""

import json
import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from holdfast.sources.intake.json_cells import TooLarge, pieces_within, refuse_too_large
from holdfast.sources.intake.mapping import Through
from holdfast.sources.text import as_text, clean

_YES = ("y", "yes", "1", "true", "t")
_NO = ("n", "no", "0", "false", "f")
# A flag that says so is neither set nor answered: what the flag asked for would say is not known.
_NOT_KNOWN = ("u", "unknown", "not known")
_BLANK = ("", "null", "not recorded", "n/a", *_NOT_KNOWN)
# A cell that holds one of these in place of an object says nothing; "none" might be an outcome.
_NOTHING = ("", "null", "(null)", "nan", "nat", "<na>", "ssd_ph", "n/a", "na", "-", "not recorded")
_PREFIX = "OUTCOME_"
_LONGEST_NOTHING = 20
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

# Both are kept: to make one costs more than to read a cell.
_PLAIN = json.JSONDecoder()
_IN_PAIRS = json.JSONDecoder(object_pairs_hook=tuple)

_NEITHER = "A flag in it is neither yes nor no."


def first_yes(text: str) -> str | None:
    """The first flag that is set, in the order of the object; a plain text as it stands."""
    if not _is_json(text):
        return text
    for flag, said in _flags(text).items():
        answer = _answer(said)
        if flag in _NO_FLAGS or not answer:
            continue
        if answer is not True:
            raise ValueError(_NEITHER)
        return flag
    return None


def yes_or_no(yes: str, no: str) -> Through:
    """Yes where the flag ``yes`` is set, no where it is answered with no or ``no`` is set.

    Nothing where no flag is set at all. Unreadable where both are, or only others.
    """

    def read(text: str) -> str | None:
        if len(text) < _LONGEST_NOTHING and clean(text) in _NOTHING:
            return None
        flags = _flags(text)
        wanted, unwanted = _answer(flags.get(yes)), _answer(flags.get(no))
        if "odd" in (wanted, unwanted):
            raise ValueError(_NEITHER)
        if wanted is True and unwanted is True:
            raise ValueError("Two flags in it contradict one another.")
        if wanted is True:
            return "Yes"
        if wanted is False or unwanted is True:
            return "No"
        return _nothing_if_silent(flags, asked=(yes, no))

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
        match _answer(flags.get(flag)):
            case bool(said):
                return "Yes" if said else "No"
            case None:
                return _nothing_if_silent(flags, beside, (flag,))
        raise ValueError(_NEITHER)

    return read


def says_yes(text: str, flag: str) -> bool:
    """Whether a JSON object sets a flag; no other text does."""
    try:
        return _is_json(text) and _answer(_flags(text).get(flag)) is True
    except ValueError:
        return False


def asked_where(mark: str, why: str, through: Through) -> Through:
    """``through``, for a cell that may hold ``mark`` in place of an answer which is missing."""

    def read(text: str) -> str | None:
        if text == mark:
            raise ValueError(why)
        return through(text)

    return read


def factors(text: str) -> list[str]:
    """The factors of an assessment: a list since version 1.3.9, before that key and value.

    One piece, the whole text, where it is too large to be taken apart.
    """
    try:
        return pieces_within(_factors(text))
    except TooLarge:
        return [text]


def _factors(text: str) -> list[str]:
    held = _loaded(text)
    if isinstance(held, dict):
        # ``{"1A": "Y"}`` and ``{"1A": "its words"}`` say 1A; so does ``{"factor": "1A"}``.
        found = []
        for key, said in held.items():
            answer = _answer(said)
            if answer is not False and answer is not None:
                by_key = answer is True or _FACTOR.fullmatch(key.strip())
                found.append(key if by_key else as_text(said))
        return [factor for factor in found if factor]
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
    return next(iter(pieces_within(_factors(text))), None)


def _is_json(text: str) -> bool:
    return text.lstrip().startswith(("{", "["))


def _is_broken_off(text: str) -> bool:
    """Whether it begins as an object, or as a list whose last piece is cut, and does not end."""
    bare = text.strip()
    if _loaded(bare) is not None or not _is_json(bare):
        return False
    return bare[0] == "{" or (bare[-1] not in "]\"'" and '"' in bare)


def _nothing_if_silent(
    flags: Mapping[str, object],
    beside: frozenset[str] = frozenset(),
    asked: Collection[str] = (),
) -> str | None:
    """Nothing. Raises ValueError where a flag is set that is none of those ``beside``.

    And where one of those ``asked`` says that it is not known.
    """
    if any(clean(as_text(flags.get(one)) or "") in _NOT_KNOWN for one in asked):
        raise ValueError("A flag in it says that it is not known.")
    if any(_answer(flags[one]) for one in flags.keys() - beside - _NO_FLAGS):
        raise ValueError("It says something else, and not what is asked.")
    return None


def _flags(text: str) -> dict[str, object]:
    """What is said of each flag, by its name as the dataset's script writes it now.

    Raises ValueError where the text is no JSON object, or says two things of one flag.
    """
    pairs = _pairs(text)
    flags = {_flag(written): said for written, said in pairs}
    if len(flags) < len(pairs) and any(flags[_flag(one)] != said for one, said in pairs):
        raise ValueError("It says two things of one flag.")
    return flags


@lru_cache(maxsize=256)
def _flag(written: str) -> str:
    """The name of a flag as the dataset's script writes it now."""
    return written.strip().upper().removeprefix(_PREFIX)


def _answer(said: object) -> bool | str | None:
    """Yes, no, nothing, or ``"odd"``."""
    return said if isinstance(said, bool) else _meant(as_text(said) or "")


@lru_cache(maxsize=256)
def _meant(said: str) -> bool | str | None:
    words = clean(said)
    if words in _BLANK:
        return None
    if words in _YES or words in _NO:
        return words in _YES
    return "odd"


def _pairs(text: str) -> tuple[tuple[str, object], ...]:
    """The keys and values of a JSON object, also of one that is alone in a list."""
    held = _loaded(text, _IN_PAIRS)
    if isinstance(held, list) and len(held) < 2:
        held = held[0] if held else ()
    if not isinstance(held, tuple):
        raise ValueError("It is not a JSON object.")
    return held


def _loaded(text: str, decoder: json.JSONDecoder = _PLAIN) -> object:
    refuse_too_large(text)
    try:
        return decoder.decode(text)
    except ValueError:
        return None
