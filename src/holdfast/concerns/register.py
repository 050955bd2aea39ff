"""The register: every concern, and the clocks of their strands."""

from pathlib import Path

from holdfast.clocks.clock import Clock
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import LOCAL_RULES, Book, council_book, read_book
from holdfast.concerns import contact, missing, need, oversight, protection, workforce
from holdfast.concerns.concern import Concern
from holdfast.errors import NotFound

_AREAS = (workforce, contact, protection, missing, need, oversight)

CONCERNS: tuple[Concern, ...] = tuple(concern for area in _AREAS for concern in area.CONCERNS)

# A strand may be read from a clock that runs anyway. The others run for concerns alone.
STRAND_CLOCKS: tuple[Clock, ...] = tuple(
    dict.fromkeys(
        strand.clock
        for concern in CONCERNS
        for strand in concern.strands
        if strand.clock not in CLOCKS
    )
)


def find_concern(key: str) -> Concern:
    """The concern of that key. Raises NotFound."""
    found = next((concern for concern in CONCERNS if concern.key == key), None)
    if found is None:
        keys = ", ".join(concern.key for concern in CONCERNS)
        raise NotFound("There is no concern of that key.", f"Use one of: {keys}.")
    return found


def duty_book(home: Path) -> Book:
    """The rule book of a data folder: every clock under the council's own limits.

    Raises BadRules with the line and the reason, CannotRead when a file cannot be opened.
    """
    return council_book(CLOCKS, home, others=STRAND_CLOCKS)


def concern_book(home: Path) -> Book:
    """The limits of the strands in one council, which stand in the same file as its clocks'.

    Raises as ``duty_book`` does.
    """
    own = home / LOCAL_RULES
    return read_book(STRAND_CLOCKS, own if own.exists() else None, others=CLOCKS)
