"""List 4: statutory assessments of the last six months, those still open included.

The list does not say which referral led to an assessment, and nothing is guessed: the clock
from the referral cannot tell, and the one from the assessment's own start answers. Nor does
it say whether an assessment of a bygone kind was an initial or a core one.
"""

from holdfast.record.assessment import Assessments
from holdfast.sources.annex_a.family import BIRTHS, CHILD, DISABILITY, DISABLED, PERSON, WHO
from holdfast.sources.annex_a.layout import AnnexList, day_heading, heading
from holdfast.sources.annex_a.workforce import STAFF, TEAM, TEAM_ID, WORKER, WORKER_ID
from holdfast.sources.intake.mapping import Cell, Digest, Projection

STARTED = day_heading(
    "Continuous Assessment Start Date", "Assessment Start Date", "Continuous Assessment Start"
)
SEEN = heading("Child Seen During Continuous Assessment", "Continuous Assessment Child Seen")
AUTHORISED = day_heading(
    "Continuous Assessment Date of Authorisation", "Continuous Assessment Auth Date"
)
SUPPORT = heading(
    "Was the child assessed as requiring LA children’s social care support",
    "Was the child assessed as being in need at assessment?",
    "CSC Support Required",
)

ASSESSMENTS = AnnexList(
    4,
    "Assessments",
    ("assessment",),
    (*WHO, DISABLED, STARTED, SEEN, AUTHORISED, SUPPORT, TEAM, WORKER),
    BIRTHS,
    Projection(
        Assessments,
        {
            Assessments.assessment: Digest("assessment", CHILD.name, STARTED.name, AUTHORISED.name),
            Assessments.child: Cell(CHILD.name),
            Assessments.started: Cell(STARTED.name),
            Assessments.child_seen: Cell(SEEN.name),
            Assessments.authorised: Cell(AUTHORISED.name),
            Assessments.support_needed: Cell(SUPPORT.name),
            Assessments.team: TEAM_ID,
            Assessments.worker: WORKER_ID,
        },
        merge=True,
    ),
    (PERSON, DISABILITY, *STAFF),
)
