"""The children in need census as pages see it: what the record would send, and the answers given.

Nothing of a child is put into an address: a handle stands for a finding as one does for a child.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from threading import Lock

from django.conf import settings

from holdfast.errors import NotFound
from holdfast.measures.outlook import Outlook
from holdfast.returns.cin_census.answers import Answer, Answers
from holdfast.returns.cin_census.checking import Check, Lacking
from holdfast.returns.cin_census.hands import Hand, hands
from holdfast.returns.cin_census.projecting import LeftOut, project
from holdfast.returns.cin_census.register import YEARS
from holdfast.returns.cin_census.worklist import Worklist, worklist
from holdfast.settings import HOME
from holdfast.sources.cin_census import Batch
from holdfast.web import data

HANDLE_LENGTH = 20

# Two who ask for the same check at the same moment wait for one.
_CHECKING = Lock()


@dataclass(frozen=True)
class Projected:
    """The census that the record would send on its day, checked.

    ``lacking`` says of fields (module, name) why the record cannot give them, ``left_out`` for
    which rows the census has no place, ``cautions`` what of the whole must be borne in mind.
    """

    year: int
    worklist: Worklist
    lacking: Lacking
    left_out: tuple[LeftOut, ...] = ()
    cautions: tuple[str, ...] = ()


def ends_in(day: date) -> int:
    """The year in which the census year of a day ends: it runs from April to March."""
    return day.year + (day.month >= 4)


def years(as_at: date) -> tuple[int, ...]:
    """The censuses whose year had begun by a day and whose rules are known, the latest first."""
    return tuple(year for year in reversed(YEARS) if year <= ends_in(as_at))


def projected(seen: Outlook, year: int) -> Projected:
    """The census of a year from the outlook's snapshot, checked once and kept with it."""
    with _CHECKING:
        found: Projected = data.remember(seen, ("census", year), lambda: _checked(seen, year))
    return replace(found, worklist=found.worklist.with_answers(answers()))


def warm(seen: Outlook) -> None:
    """Check the census that is shown when no year is asked for, before anyone asks."""
    for year in years(seen.day)[:1]:
        projected(seen, year)


def answers() -> Mapping[tuple[str, str], Answer]:
    """The latest reason given to each query. Raises CannotRead."""
    return Answers(HOME.path()).all()


def known(seen: Outlook) -> Mapping[str, str]:
    """The record's children by every number that a census may give them."""
    found: Mapping[str, str] = data.remember(seen, "census numbers", lambda: _known(seen))
    return found


def held_by(seen: Outlook) -> Mapping[str, Hand]:
    """Who holds each child of the record, by every number that a census may give the child."""
    found: Mapping[str, Hand] = data.remember(seen, "census hands", lambda: hands(seen.snapshot))
    return found


def handle(code: str, mark: str) -> str:
    """What stands for a query in an address: its mark, made so that nobody can try children."""
    secret = settings.SECRET_KEY.encode()
    return hmac.digest(secret, f"query/{code}/{mark}".encode(), sha256).hex()[:HANDLE_LENGTH]


def query_of(held: Worklist, given: str) -> tuple[str, str]:
    """The code and mark of the query for which a handle stands. Raises NotFound."""
    found = next((one for one in held.queries() if handle(*one) == given), None)
    if found is None:
        raise NotFound(
            "The query at this address is not among the findings any more.",
            "It may have been mended, or its row was changed since: see the list of findings.",
        )
    return found


def _checked(seen: Outlook, year: int) -> Projected:
    given = project(seen.snapshot, year)
    check = Check(year, given.header, given.lacking)
    check.take(Batch(given.tables))
    found = worklist(check.finish(), held_by(seen), {})
    return Projected(year, found, given.lacking, given.left_out, given.cautions)


def _known(seen: Outlook) -> dict[str, str]:
    rows = seen.rows("select child, system_number from persons")
    by_system = {row["system_number"]: row["child"] for row in rows if row["system_number"]}
    return by_system | {row["child"]: row["child"] for row in rows}
