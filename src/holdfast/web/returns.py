"""A return as pages see it: what the record would send, and the answers given to its queries.

Nothing of a child is put into an address: a handle stands for a finding as one does for a child.
"""

import hmac
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from threading import Lock

from django.conf import settings

from holdfast.errors import NotFound
from holdfast.query.children import children_by_number
from holdfast.query.need_to_know import NeedToKnow
from holdfast.query.outlook import Outlook
from holdfast.returns.answers import GivenAnswer
from holdfast.returns.assignees import Assignee, assignees
from holdfast.returns.form import Form
from holdfast.returns.record_check import RecordCheck
from holdfast.returns.register import RETURNS, Return
from holdfast.returns.worklist import Worklist, worklist
from holdfast.web import data
from holdfast.web.answers.given import given

HANDLE_LENGTH = 20

# Two who ask for the same check at the same moment wait for one.
_CHECKING = Lock()


@dataclass(frozen=True)
class Checked:
    """The return that the record would send on its day, checked, and its findings as a list."""

    record: RecordCheck
    worklist: Worklist


def ends_in(day: date) -> int:
    """The year in which the return's year of a day ends: it runs from April to March."""
    return day.year + (day.month >= 4)


def years(form: Form, as_at: date) -> tuple[int, ...]:
    """The years that had begun by a day and whose rules are known, the latest first."""
    return tuple(year for year in reversed(form.years) if year <= ends_in(as_at))


def checked(seen: Outlook, which: Return, year: int) -> Checked:
    """The return of a year from the outlook's snapshot, checked once and kept with it.

    Its findings are of the children of whom whoever is looking may know.
    """
    found = _kept(seen.everybody, which, year)
    listed = found.worklist.with_answers(answers(which.form))
    if seen.may_know is None:
        return replace(found, worklist=listed)
    return replace(found, worklist=listed.about(_numbers_known(seen, seen.may_know)))


def _numbers_known(seen: Outlook, may_know: NeedToKnow) -> Container[str]:
    """The numbers of a return's children of whom somebody may know.

    All but those of children who are withheld, where nobody else is: a return may have a child
    under a number that no row of persons has.
    """
    if may_know.children is not None:
        return known(seen)
    every = known(seen.everybody)
    withheld = (number for number, child in every.items() if child in may_know.without)
    return NeedToKnow(None, frozenset(withheld))


def warm(seen: Outlook) -> None:
    """Check each return that is shown when no year is asked for, before anyone asks."""
    for which in RETURNS.values():
        for year in years(which.form, seen.day)[:1]:
            _kept(seen, which, year)  # without the answers: they are asked for with each page


def answers(form: Form) -> Mapping[tuple[str, str], GivenAnswer]:
    """The latest reason given to each query of a return, as it is now."""
    return given(form.name)


def known(seen: Outlook) -> Mapping[str, str]:
    """The record's children by every number that a return may give them."""
    numbers = ("numbers of children", lambda: children_by_number(seen))
    found: Mapping[str, str] = data.remember(seen, *numbers)
    return found


def held_by(seen: Outlook) -> Mapping[str, Assignee]:
    """Who holds each child of the record, by every number that a return may give the child."""
    found: Mapping[str, Assignee] = data.remember(
        seen, "assignees", lambda: assignees(seen.snapshot)
    )
    return found


def handle(code: str, mark: str) -> str:
    """The part of an address that names a query: its key, signed, so that none can be guessed."""
    secret = settings.SECRET_KEY.encode()
    return hmac.digest(secret, f"query/{code}/{mark}".encode(), sha256).hex()[:HANDLE_LENGTH]


def query_of(held: Worklist, given: str) -> tuple[str, str]:
    """The code and mark of the query for which a handle stands. Raises NotFound."""
    found = next((one for one in held.queries() if handle(*one) == given), None)
    if found is None:
        raise NotFound(
            "The query at this address is not among the findings any more.",
            "It may have been corrected, or its row was changed since: see the list of findings.",
        )
    return found


def _kept(seen: Outlook, which: Return, year: int) -> Checked:
    key = ("return", which.form.name, year)
    with _CHECKING:
        found: Checked = data.remember(seen, key, lambda: _checked(seen, which, year))
    return found


def _checked(seen: Outlook, which: Return, year: int) -> Checked:
    found = which.check_record(seen.snapshot, year)
    return Checked(found, worklist(found.outcome, held_by(seen), {}))
