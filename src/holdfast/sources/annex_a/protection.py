"""Lists 5 and 7: section 47 enquiries of six months; each child's latest protection plan.

List 5 gives the day of the strategy discussion that began the enquiry: that is the enquiry's
start. It does not give the day the concern arose, so nothing is said of how long the
discussion took; nor the day the enquiry ended, so nothing is said of how long it lasted.
"""

import re
from datetime import date

from holdfast.record.protection import (
    Conferences,
    Enquiries,
    ProtectionPlans,
    ProtectionReviews,
    ProtectionVisits,
)
from holdfast.sources.annex_a.family import BIRTHS, CHILD, DISABILITY, DISABLED, PERSON, WHO
from holdfast.sources.annex_a.layout import AnnexList, Cells, DerivedColumn, day_heading, heading
from holdfast.sources.annex_a.workforce import (
    HOLDS,
    NAMED_WORKER,
    STAFF,
    TEAM,
    TEAM_ID,
    WORKER,
    WORKER_ID,
    holding,
)
from holdfast.sources.intake.mapping import Cell, Digest, Fixed, Projection
from holdfast.sources.vocabulary.vocabulary import answer_in

STRATEGY = day_heading(
    "Strategy discussion initiating Section 47 Enquiry Start Date", "Strat Discussion Date"
)
UNNECESSARY = heading(
    "Was an Initial Child Protection Conference deemed unnecessary?",
    "Initial CP Conf Unnecessary",
)
CONFERENCE = day_heading("Date of Initial Child Protection Conference", "Initial CP Conf Date")
RESULT = heading(
    "Did the Initial Child Protection Conference Result in a Child Protection Plan",
    "CP Conf Result in CP Plan",
)

# A conference with a result was held, be its day left blank.
MET = f"{CONFERENCE.name} or its result"

NEEDED = f"{UNNECESSARY.name} (turned round)"

# What leaves an answer to this question as it stands: why there was to be none, or that one is to
# come. "No - held" is another matter, where the day of the conference is blank.
_HARMLESS = re.compile(
    r"threshold not met|(?:conference )?(?:to be held|booked|arranged)|date to follow"
)


def _yes_or_no(text: str) -> bool | None:
    """A plain answer; None for whatever else is written."""
    return answer_in(text, _HARMLESS)


def _needed(cells: Cells, day: date) -> str | None:
    """Whether a conference was needed. One that was held was, where nobody answered."""
    unnecessary, held = cells
    if unnecessary is None:
        return "Yes" if held else None
    answer = _yes_or_no(unnecessary)
    return unnecessary if answer is None else "No" if answer else "Yes"


def _met(cells: Cells, day: date) -> str | None:
    return next(filter(None, cells), None)


def _plainly(text: str) -> str:
    """Yes or no. What else is written here ("Not required", "N/A", "Awaiting") may be either.

    Such words answer in one council that there was no conference, and in another that there is
    no answer. Only the council can say.
    """
    if _yes_or_no(text) is None:
        raise ValueError("It is neither yes nor no.")
    return text


# The conference stands in the enquiry's own row; both name the enquiry by the same digest.
ENQUIRY_ID = Digest("enquiry", CHILD.name, STRATEGY.name)

ENQUIRY = Projection(
    Enquiries,
    {
        Enquiries.enquiry: ENQUIRY_ID,
        Enquiries.child: Cell(CHILD.name),
        Enquiries.started: Cell(STRATEGY.name),
        Enquiries.conference_needed: Cell(NEEDED, through=_plainly, asked=True),
        Enquiries.team: TEAM_ID,
        Enquiries.worker: WORKER_ID,
    },
    merge=True,
)

INITIAL_CONFERENCE = Projection(
    Conferences,
    {
        Conferences.conference: Digest("conference", CHILD.name, STRATEGY.name, CONFERENCE.name),
        Conferences.child: Cell(CHILD.name),
        Conferences.enquiry: ENQUIRY_ID,
        Conferences.held: Cell(CONFERENCE.name, asked_if=(Conferences.plan_made.recorded,)),
        Conferences.plan_made: Cell(RESULT.name),
        Conferences.team: TEAM_ID,
        Conferences.worker: WORKER_ID,
    },
    merge=True,
    holding=(MET,),
)

ENQUIRIES = AnnexList(
    5,
    "Section 47 enquiries",
    ("section 47", "s47"),
    (
        *WHO,
        DISABLED,
        STRATEGY,
        UNNECESSARY,
        CONFERENCE,
        RESULT,
        heading("Number of Section 47 Enquiries in the last 12 months", "Number S47s 12m"),
        heading("Number of ICPCs in the last 12 months", "Number ICPCs 12m"),
        TEAM,
        WORKER,
    ),
    (
        *BIRTHS,
        DerivedColumn(MET, (CONFERENCE.name, RESULT.name), _met, needs=CONFERENCE.name),
        DerivedColumn(NEEDED, (UNNECESSARY.name, CONFERENCE.name), _needed, needs=UNNECESSARY.name),
    ),
    ENQUIRY,
    (INITIAL_CONFERENCE, PERSON, DISABILITY, *STAFF),
)

PLAN_STARTED = day_heading("Child Protection Plan Start Date")
FIRST_CATEGORY = heading("Initial Category of Abuse")
CATEGORY = heading("Latest Category of Abuse")
VISITED = day_heading("Date of the Last Statutory Visit", "Date of Last Statutory Visit")
SEEN_ALONE = heading("Was the Child Seen Alone?", "Child Seen Alone")
REVIEWED = day_heading("Date of latest review conference", "Date of Latest Review Conf")
PLAN_ENDED = day_heading("Child Protection Plan End Date")

PLAN_ID = Digest("protection-plan", CHILD.name, PLAN_STARTED.name)

PLAN = Projection(
    ProtectionPlans,
    {
        ProtectionPlans.plan: PLAN_ID,
        ProtectionPlans.child: Cell(CHILD.name),
        ProtectionPlans.started: Cell(PLAN_STARTED.name),
        ProtectionPlans.ended: Cell(PLAN_ENDED.name),
        ProtectionPlans.initial_category: Cell(FIRST_CATEGORY.name),
        ProtectionPlans.latest_category: Cell(CATEGORY.name),
    },
    reach="latest",
    merge=True,
)

# A statutory visit is one at which the child is seen: that is what the list asks for, and
# its next column asks only whether the child was seen alone.
VISIT = Projection(
    ProtectionVisits,
    {
        ProtectionVisits.visit: Digest("protection-visit", CHILD.name, VISITED.name),
        ProtectionVisits.child: Cell(CHILD.name),
        ProtectionVisits.visited: Cell(VISITED.name, asked_if=(ProtectionVisits.seen_alone.yes,)),
        ProtectionVisits.seen: Fixed("Yes"),
        ProtectionVisits.seen_alone: Cell(SEEN_ALONE.name),
    },
    reach="latest",
    merge=True,
)

REVIEW = Projection(
    ProtectionReviews,
    {
        ProtectionReviews.review: Digest("protection-review", CHILD.name, REVIEWED.name),
        ProtectionReviews.child: Cell(CHILD.name),
        ProtectionReviews.held: Cell(REVIEWED.name),
    },
    reach="latest",
    merge=True,
    holding=(REVIEWED.name,),
)

CHILD_PROTECTION = AnnexList(
    7,
    "Child protection",
    ("protection", "cp"),
    (
        *WHO,
        DISABLED,
        PLAN_STARTED,
        FIRST_CATEGORY,
        CATEGORY,
        VISITED,
        SEEN_ALONE,
        REVIEWED,
        PLAN_ENDED,
        heading(
            "Subject to Emergency Protection Order or Protected Under Police Powers "
            "in Last Six Months (Y/N)",
            "Protection Last Six Months",
        ),
        heading("Number of Previous Child Protection Plans"),
        TEAM,
        WORKER,
    ),
    (*BIRTHS, NAMED_WORKER, holding(PLAN_ENDED.name)),
    PLAN,
    (VISIT, REVIEW, PERSON, DISABILITY, HOLDS, *STAFF),
)
