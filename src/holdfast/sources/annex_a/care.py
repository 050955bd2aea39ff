"""List 8: children in care, one row a child: the latest period of care and its latest dates.

A plan for permanence has no day in the list, so no care plan is made of it. The counts of
times missing have no days either. Both are left out, and the notes of the import say so.

The template asks of every child for the legal status and the placement, and for since when.
Short breaks and placements for adoption are told by them from other care, which is visited and
reviewed at another pace: a blank is no answer, and these cells are ``asked``.
"""

import re
from datetime import date
from functools import lru_cache

from holdfast.record.care import (
    CareEpisodes,
    CareReviews,
    CareVisits,
    LegalStatuses,
    Placements,
)
from holdfast.record.care_health import HealthChecks
from holdfast.sources.annex_a.care_headings import (
    CEASED,
    CEASED_REASON,
    DENTAL,
    HEADINGS,
    HEALTH,
    IRO,
    LEGAL_STARTED,
    LEGAL_STATUS,
    NEED,
    PLACEMENT,
    PLACEMENT_STARTED,
    POSTCODE,
    PROVIDER,
    REVIEWED,
    STARTED,
    URN,
    VISITED,
)
from holdfast.sources.annex_a.family import (
    BIRTHS,
    CHILD,
    DISABILITY,
    PERSON,
    UNACCOMPANIED_STATUS,
)
from holdfast.sources.annex_a.layout import AnnexList, Cells, DerivedColumn, ListHeading
from holdfast.sources.annex_a.workforce import HOLDS, NAMED_WORKER, STAFF, holding
from holdfast.sources.intake.mapping import Cell, Digest, Fixed, Projection
from holdfast.sources.intake.reading import read_code
from holdfast.sources.text import NOTHING

LEGAL_FROM = f"{LEGAL_STARTED.name} (asked of every row)"
PLACED_ON = f"{PLACEMENT_STARTED.name} (other than in short breaks)"
_SHORT_BREAKS = ("V3", "V4")
# What stands in these columns where it cannot be determined whether there is such a placement, or
# when.
_STATUS_UNKNOWN, _BLANK = "(legal status not known)", "(left blank)"
_WHY = {
    _STATUS_UNKNOWN: "The legal status does not tell care from short breaks.",
    _BLANK: "It is left blank, and the source asks it of every row.",
}
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]{1,2}\d[A-Z\d]?", re.IGNORECASE)

# The reason for an end whose day is left blank ends the placement and the legal status as well.
_ENDED = Cell(CEASED.name, asked_if=(CEASED_REASON.name,))

PERIOD_ID = Digest("care", CHILD.name, STARTED.name)


def _ordinary(cells: Cells, day: date) -> str | None:
    """The start of a placement. Visits in short breaks follow regulation 48: theirs is none."""
    status, started = _status(cells[0]), cells[1]
    if status in _SHORT_BREAKS:
        return None
    return (started or _BLANK) if status else _STATUS_UNKNOWN


@lru_cache(maxsize=256)
def _status(text: str | None) -> str:
    """The code of a legal status; empty where there is none, or none that is known."""
    read = read_code(text, CareEpisodes.legal_status) if text else NOTHING
    return read.value if isinstance(read.value, str) and not read.unknown else ""


def _given(cells: Cells, day: date) -> str | None:
    return cells[0] or _BLANK


def _asked_day(text: str) -> str:
    if text in _WHY:
        raise ValueError(_WHY[text])
    return text


def _postcode(text: str) -> str:
    if not _POSTCODE.fullmatch(text.strip()):
        raise ValueError("It is not a postcode.")
    return text


# The whole period of care as one episode: its start and end, and the legal status now.
EPISODE = Projection(
    CareEpisodes,
    {
        CareEpisodes.episode: PERIOD_ID,
        CareEpisodes.child: Cell(CHILD.name),
        CareEpisodes.care_period: PERIOD_ID,
        CareEpisodes.started: Cell(STARTED.name),
        CareEpisodes.entered_care: Cell(STARTED.name),
        CareEpisodes.primary_need: Cell(NEED.name),
        CareEpisodes.ended: _ENDED,
        CareEpisodes.end_reason: Cell(CEASED_REASON.name),
        CareEpisodes.legal_status: Cell(LEGAL_STATUS.name, asked=True),
        CareEpisodes.last_reviewing_officer_contact: Cell(IRO.name),
    },
    reach="latest",
    merge=True,
)

LEGAL = Projection(
    LegalStatuses,
    {
        LegalStatuses.status_row: Digest("legal", CHILD.name, LEGAL_STARTED.name),
        LegalStatuses.child: Cell(CHILD.name),
        LegalStatuses.status: Cell(LEGAL_STATUS.name, asked=True),
        LegalStatuses.started: Cell(LEGAL_FROM, through=_asked_day),
        LegalStatuses.ended: _ENDED,
    },
    reach="latest",
    merge=True,
)

# The latest placement ends with the period of care, if not before; the list has no other end.
PLACED = Projection(
    Placements,
    {
        Placements.placement: Digest("placement", CHILD.name, PLACEMENT_STARTED.name),
        Placements.child: Cell(CHILD.name),
        Placements.care_period: PERIOD_ID,
        Placements.started: Cell(PLACED_ON, through=_asked_day),
        Placements.ended: _ENDED,
        Placements.kind: Cell(PLACEMENT.name, asked=True),
        Placements.provider: Cell(PROVIDER.name),
        Placements.postcode: Cell(POSTCODE.name, through=_postcode),
        Placements.urn: Cell(URN.name),
    },
    reach="latest",
    merge=True,
)

REVIEW = Projection(
    CareReviews,
    {
        CareReviews.review: Digest("care-review", CHILD.name, REVIEWED.name),
        CareReviews.child: Cell(CHILD.name),
        CareReviews.care_period: PERIOD_ID,
        CareReviews.held: Cell(REVIEWED.name),
    },
    reach="latest",
    merge=True,
    holding=(REVIEWED.name,),
)

# As in list 7: the visit that the list asks for is one to the child, who is then seen.
VISIT = Projection(
    CareVisits,
    {
        CareVisits.visit: Digest("care-visit", CHILD.name, VISITED.name),
        CareVisits.child: Cell(CHILD.name),
        CareVisits.care_period: PERIOD_ID,
        CareVisits.visited: Cell(VISITED.name),
        CareVisits.seen: Fixed("Yes"),
    },
    reach="latest",
    merge=True,
)


def _check(kind: str, held: ListHeading) -> Projection:
    return Projection(
        HealthChecks,
        {
            HealthChecks.health_check: Digest(kind, CHILD.name, held.name),
            HealthChecks.child: Cell(CHILD.name),
            HealthChecks.kind: Fixed(kind),
            HealthChecks.held: Cell(held.name),
            HealthChecks.status: Fixed("completed"),
        },
        reach="latest",
        merge=True,
        holding=(held.name,),
    )


CHILDREN_IN_CARE = AnnexList(
    8,
    "Children in care",
    ("in care", "looked after", "cla", "lac"),
    HEADINGS,
    (
        *BIRTHS,
        DerivedColumn(LEGAL_FROM, (LEGAL_STARTED.name,), _given),
        DerivedColumn(
            PLACED_ON,
            (LEGAL_STATUS.name, PLACEMENT_STARTED.name),
            _ordinary,
            needs=PLACEMENT_STARTED.name,
        ),
        NAMED_WORKER,
        holding(CEASED.name),
    ),
    EPISODE,
    (
        LEGAL,
        PLACED,
        REVIEW,
        VISIT,
        _check("health_assessment", HEALTH),
        _check("dental", DENTAL),
        PERSON,
        DISABILITY,
        UNACCOMPANIED_STATUS,
        HOLDS,
        *STAFF,
    ),
)
