"""List 9: care leavers, with the 13 columns of 2019 or the 17 of the later layout."""

from holdfast.record.leaving_care import CareLeavers, LeavingCareContacts, PathwayReviews
from holdfast.sources.annex_a.family import (
    BIRTHS,
    CHILD,
    DISABILITY,
    DISABLED,
    PERSON,
    UNACCOMPANIED,
    UNACCOMPANIED_STATUS,
    WHO,
)
from holdfast.sources.annex_a.layout import AnnexList, day_heading, heading
from holdfast.sources.annex_a.workforce import (
    ADVISER,
    ADVISES,
    ADVISING,
    HOLDS,
    NAMED_ADVISER,
    NAMED_WORKER,
    STAFF,
    TEAM,
    TEAM_ID,
    WORKER,
    WORKER_ID,
    holding,
    worker_of,
)
from holdfast.sources.intake.mapping import Cell, Digest, Projection

ELIGIBILITY = heading("Eligibility Category")
PATHWAY_REVIEWED = day_heading("Latest Pathway Plan Review Date", "Latest Pathway Plan")
IN_TOUCH = heading("LA In Touch")
CONTACTED = day_heading("Latest Date of Contact", "Latest Contact")
ACCOMMODATION = heading("Type of Accommodation")
SUITABILITY = heading("Suitability of Accommodation")
ACTIVITY = heading("Activity Status")

STANDING = Projection(
    CareLeavers,
    {
        CareLeavers.care_leaver_row: Digest("care-leaver", CHILD.name),
        CareLeavers.child: Cell(CHILD.name),
        CareLeavers.eligibility: Cell(ELIGIBILITY.name),
        CareLeavers.in_touch: Cell(IN_TOUCH.name),
        CareLeavers.latest_contact: Cell(CONTACTED.name),
        CareLeavers.accommodation: Cell(ACCOMMODATION.name),
        CareLeavers.accommodation_suitable: Cell(SUITABILITY.name),
        CareLeavers.activity: Cell(ACTIVITY.name),
        CareLeavers.pathway_reviewed: Cell(PATHWAY_REVIEWED.name),
        CareLeavers.adviser: worker_of(ADVISER),
        CareLeavers.team: TEAM_ID,
        CareLeavers.worker: WORKER_ID,
    },
    reach="latest",
    merge=True,
)

REVIEW = Projection(
    PathwayReviews,
    {
        PathwayReviews.review: Digest("pathway-review", CHILD.name, PATHWAY_REVIEWED.name),
        PathwayReviews.child: Cell(CHILD.name),
        PathwayReviews.held: Cell(PATHWAY_REVIEWED.name),
    },
    reach="latest",
    merge=True,
)

CONTACT = Projection(
    LeavingCareContacts,
    {
        LeavingCareContacts.contact: Digest("care-leaver-contact", CHILD.name, CONTACTED.name),
        LeavingCareContacts.child: Cell(CHILD.name),
        LeavingCareContacts.made: Cell(CONTACTED.name),
    },
    reach="latest",
    merge=True,
)

CARE_LEAVERS = AnnexList(
    9,
    "Care leavers",
    ("leaver", "leaving care"),
    (
        *WHO,
        UNACCOMPANIED,
        DISABLED,
        TEAM,
        WORKER,
        ADVISER,
        ELIGIBILITY,
        PATHWAY_REVIEWED,
        IN_TOUCH,
        CONTACTED,
        ACCOMMODATION,
        SUITABILITY,
        ACTIVITY,
    ),
    (*BIRTHS, NAMED_WORKER, NAMED_ADVISER, holding()),
    STANDING,
    (
        REVIEW,
        CONTACT,
        PERSON,
        DISABILITY,
        UNACCOMPANIED_STATUS,
        HOLDS,
        ADVISES,
        ADVISING,
        *STAFF,
    ),
)
