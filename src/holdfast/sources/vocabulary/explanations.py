"""What may stand behind an answer or a code without changing it.

Behind a yes or a no, and behind the words by which something is met, stopped or excused, only
what is known to be harmless is believed: "Yes - step down" is a yes, "Yes - attempted, nobody in"
is not. No list of the words that take an answer back would ever be whole; what is not known to be
harmless is for the council to say, in its own vocabulary.
"""

import re
from collections.abc import Iterable, Mapping

from holdfast.record.assessment import Assessments
from holdfast.record.care import CareEpisodes, CarePlans, LegalStatuses, Placements
from holdfast.record.care_health import HealthChecks
from holdfast.record.missing import MissingEpisodes
from holdfast.record.schema.table import Column
from holdfast.record.workforce import Involvements

_STEP_DOWN = (
    r"step(?:ped|ping)?[ -]?down"
    r"(?: to (?:an? )?(?:child in need|cin|early help|section 17|s\.? ?17|universal services)"
    r"(?: plan)?)?"
)
_SEEN = r"(?:child |young person )?seen(?: alone)?(?: at (?:home|school|placement))?"
_SECTION = r"(?:section|s)\.? ?17"
_NO_ACTION = r"no further action|nfa"
_BEHIND_YES = re.compile(f"{_STEP_DOWN}|{_SEEN}|{_SECTION}|{_NO_ACTION}")
_BEHIND_NO = re.compile(f"(?:child |young person )?not seen|{_NO_ACTION}")

# The columns whose words meet, stop or excuse something, and what is harmless behind them.
STRICT: Mapping[Column, re.Pattern[str] | None] = {
    Involvements.role: None,
    Assessments.kind: None,
    HealthChecks.kind: re.compile(r"initial|review|annual|six[ -]month(?:ly)?"),
    HealthChecks.status: None,
    CareEpisodes.legal_status: None,
    LegalStatuses.status: None,
    Placements.kind: None,
    Placements.regulation: None,
    CarePlans.permanence_plan: None,
    MissingEpisodes.kind: None,
}

# What says how a thing stands, where a code and its description say what it is.
_STANDS = re.compile(
    r"\b(?:end(?:ed|ing|s)?|clos(?:ed|ing|es)|cancell?ed|pending|planned|proposed|awaiting|awaited"
    r"|abandoned|aborted|attempted|missed|dna|wnb|discharged|expired|revoked|withdrawn|lapsed|refused"
    r"|declined|error|no longer|not yet|not in force)\b"
)


def harmless(answer: bool, tail: str) -> bool:
    """Whether these words behind a yes or a no leave it what it is."""
    return (_BEHIND_YES if answer else _BEHIND_NO).fullmatch(tail) is not None


def harmless_code(column: Column, tail: str) -> bool:
    """Whether these words behind a code of a strict column leave it what it is."""
    known = STRICT[column]
    return known is not None and known.fullmatch(tail) is not None


def says_more(words: str, descriptions: Iterable[str]) -> bool:
    """Whether words say how a thing stands, and no description of the code says the same."""
    own = {one for description in descriptions for one in _STANDS.findall(description)}
    return bool(set(_STANDS.findall(words)) - own)
