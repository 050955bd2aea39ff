"""How the modules of the census become tables of the record.

The census has no identifiers but the child's: every other row is known by its child and the day
on which it began, so that the same row in the files of two years is one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from holdfast.record.assessment import AssessmentFactors, Assessments
from holdfast.record.contact import Referrals
from holdfast.record.family import Disabilities, Persons
from holdfast.record.need import NeedPlans
from holdfast.record.permanence import PreProceedings
from holdfast.record.protection import (
    Conferences,
    Enquiries,
    ProtectionPlans,
    ProtectionReviews,
)
from holdfast.record.schema.table import Column
from holdfast.sources.cin_census import census
from holdfast.sources.cin_census.module import Module
from holdfast.sources.intake.mapping import Cell, Digest, Fixed, Origin, Projection, opposite

CHILD = "LAchildID"
REFERRED = "CINreferralDate"
ASSESSED = "AssessmentActualStartDate"
ENQUIRED = "S47ActualStartDate"
PROTECTED = "CPPstartDate"
CONFERRED = "DateOfInitialCPC"
UNNEEDED = "ICPCnotRequired"
CLOSED = "CINclosureDate"
AUTHORISED = "AssessmentAuthorisationDate"
# Columns that are made beside the census's own: whether a row stands, or a later file or another
# row says it too; and whether the files hold all that is to be known of a row.
STANDS, WHOLE = "stands", "whole"
YES, NO = "yes", "no"
LATER = "rows that a later file holds too, taken from there"


def number(module: Module) -> str:
    """The column that tells apart the rows of a child that began on one day."""
    return f"{module.name} begun on one day"


@dataclass(frozen=True)
class ModuleMapping:
    """A module and what becomes of its rows; ``main`` decides which are refused.

    ``begins`` is the day without which a row is refused, and by which it is known with what
    else is in ``key``; ``told_by`` are columns by which a later file has told of it (the key
    where none are named). A row is over where a column of ``over`` holds something, or one of
    these texts; the first of them is the day of it. ``shows`` are columns that show a row to be
    over, whether that day is given or not. ``vital`` are the columns that must be readable where
    they hold anything: else a row would show as a step undone.
    """

    module: Module
    main: Projection
    others: tuple[Projection, ...] = ()
    key: tuple[str, ...] = (CHILD,)
    told_by: tuple[str, ...] = ()
    begins: str = ""
    over: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shows: tuple[str, ...] = ()
    vital: tuple[str, ...] = ()


ONLY = {STANDS: (YES,)}
# What a later file holds of a row need not hold what this one says beside it.
TOLD_ONCE = {STANDS: (YES, LATER)}

PERSON = Projection(
    Persons,
    {
        Persons.child: Cell(CHILD),
        Persons.upn: Cell("UPN"),
        Persons.upn_unknown: Cell("UPNunknown"),
        Persons.sex: Cell("Sex"),
        Persons.gender: Cell("GenderCurrent"),
        Persons.ethnicity: Cell("Ethnicity"),
        Persons.born: Cell("PersonBirthDate"),
        Persons.expected: Cell("ExpectedPersonBirthDate"),
        Persons.died: Cell("PersonDeathDate"),
    },
    merge=True,
)

DISABILITY = Projection(
    Disabilities,
    {
        Disabilities.disability: Digest("disability", CHILD, "Disability"),
        Disabilities.child: Cell(CHILD),
        Disabilities.kind: Cell("Disability"),
    },
    reach="latest",
    only=ONLY,
)

REFERRAL_ID = Digest("referral", CHILD, REFERRED, number(census.EPISODES))
_REFERRAL = {
    Referrals.child: Cell(CHILD),
    Referrals.received: Cell(REFERRED),
    Referrals.source: Cell("ReferralSource"),
    Referrals.primary_need: Cell("PrimaryNeedCode"),
    Referrals.no_further_action: Cell("ReferralNFA"),
    Referrals.closed: Cell(CLOSED),
    Referrals.close_reason: Cell("ReasonForClosure"),
}
REFERRAL = Projection(
    Referrals,
    {Referrals.referral: REFERRAL_ID, **_REFERRAL},
    only={**ONLY, WHOLE: (YES,)},
)
# Its assessment may lie in no file. Without its identifier no clock takes it for not assessed.
PART_OF_A_REFERRAL = Projection(Referrals, _REFERRAL, only={**ONLY, WHOLE: (NO,)})

TRANSFER_CONFERENCE = Projection(
    Conferences,
    {
        Conferences.conference: Digest("transfer", CHILD, REFERRED, CONFERRED),
        Conferences.child: Cell(CHILD),
        Conferences.referral: REFERRAL_ID,
        Conferences.transfer_in: Fixed("Yes"),
        Conferences.held: Cell(CONFERRED),
    },
    merge=True,
    only=TOLD_ONCE,
    holding=(CONFERRED,),
)

ASSESSMENT_ID = Digest("assessment", CHILD, ASSESSED, number(census.ASSESSMENTS))
ASSESSMENT = Projection(
    Assessments,
    {
        Assessments.assessment: ASSESSMENT_ID,
        Assessments.child: Cell(CHILD),
        Assessments.referral: REFERRAL_ID,
        Assessments.started: Cell(ASSESSED),
        Assessments.authorised: Cell(AUTHORISED),
    },
    only=ONLY,
)

FACTOR = Projection(
    AssessmentFactors,
    {
        AssessmentFactors.factor_row: Digest(
            "factor", CHILD, ASSESSED, number(census.ASSESSMENTS), "AssessmentFactors"
        ),
        AssessmentFactors.assessment: ASSESSMENT_ID,
        AssessmentFactors.child: Cell(CHILD),
        AssessmentFactors.factor: Cell("AssessmentFactors"),
    },
    only=ONLY,
)

NEED_PLAN = Projection(
    NeedPlans,
    {
        NeedPlans.plan: Digest("need-plan", CHILD, "CINPlanStartDate", number(census.NEED_PLANS)),
        NeedPlans.referral: REFERRAL_ID,
        NeedPlans.child: Cell(CHILD),
        NeedPlans.started: Cell("CINPlanStartDate"),
        NeedPlans.ended: Cell("CINPlanEndDate"),
    },
    only=ONLY,
)

ENQUIRY_ID = Digest("enquiry", CHILD, ENQUIRED, number(census.SECTION_47))
_ENQUIRY: dict[Column, Origin] = {
    Enquiries.referral: REFERRAL_ID,
    Enquiries.child: Cell(CHILD),
    Enquiries.started: Cell(ENQUIRED),
    Enquiries.conference_needed: Cell(UNNEEDED, through=opposite),
}
ENQUIRY = Projection(
    Enquiries,
    {Enquiries.enquiry: ENQUIRY_ID, **_ENQUIRY},
    only={**ONLY, WHOLE: (YES,)},
)
# Nobody wrote whether it needs a conference. Without its identifier no clock waits for one.
PART_OF_AN_ENQUIRY = Projection(Enquiries, _ENQUIRY, only={**ONLY, WHOLE: (NO,)})
CONFERENCE = Projection(
    Conferences,
    {
        Conferences.conference: Digest("conference", CHILD, ENQUIRED, number(census.SECTION_47)),
        Conferences.enquiry: ENQUIRY_ID,
        Conferences.child: Cell(CHILD),
        Conferences.referral: REFERRAL_ID,
        Conferences.target: Cell("InitialCPCtarget"),
        Conferences.held: Cell(CONFERRED),
    },
    only=ONLY,
    holding=(CONFERRED,),
)

PLAN_ID = Digest("protection-plan", CHILD, PROTECTED, number(census.PROTECTION_PLANS))
PLAN = Projection(
    ProtectionPlans,
    {
        ProtectionPlans.plan: PLAN_ID,
        ProtectionPlans.referral: REFERRAL_ID,
        ProtectionPlans.child: Cell(CHILD),
        ProtectionPlans.started: Cell(PROTECTED),
        ProtectionPlans.ended: Cell("CPPendDate"),
        ProtectionPlans.initial_category: Cell("InitialCategoryOfAbuse"),
        ProtectionPlans.latest_category: Cell("LatestCategoryOfAbuse"),
    },
    only=ONLY,
)
REVIEW = Projection(
    ProtectionReviews,
    {
        ProtectionReviews.review: Digest(
            "protection-review", CHILD, PROTECTED, number(census.PROTECTION_PLANS), "CPPreviewDate"
        ),
        ProtectionReviews.child: Cell(CHILD),
        ProtectionReviews.plan: PLAN_ID,
        ProtectionReviews.held: Cell("CPPreviewDate"),
    },
    only=ONLY,
)

PROCEEDINGS_AVOIDED = Projection(
    PreProceedings,
    {
        PreProceedings.pre_proceedings_row: Digest(
            "pre-proceedings", CHILD, "PPStartDate", "LBPSentDate", number(census.PRE_PROCEEDINGS)
        ),
        PreProceedings.child: Cell(CHILD),
        PreProceedings.decided: Cell("PPStartDate"),
        PreProceedings.letter_sent: Cell("LBPSentDate"),
        PreProceedings.family_meeting_offered: Cell("FGDMMeetingOffer"),
        PreProceedings.family_meeting_held: Cell("FGDMMeetingFac"),
        PreProceedings.first_meeting: Cell("InitialPPMeetingDate"),
        PreProceedings.review_meetings: Cell("ReviewMeetingsCount"),
        PreProceedings.outcome: Cell("PPOutcome"),
        PreProceedings.outcome_agreed: Cell("StepDecisionDate"),
        PreProceedings.application_made: Cell("CourtAppDate"),
        PreProceedings.proceedings_letter_sent: Cell("LetterInitCPDate"),
    },
    only=ONLY,
)

# From the outside in, as the modules lie in the file.
DECLARED = (
    # With the child's life ends all that is open.
    ModuleMapping(census.CHILD, PERSON, vital=("PersonDeathDate",)),
    # What a later file says of a child's disabilities is all that holds.
    ModuleMapping(census.DISABILITIES, DISABILITY, key=(CHILD, "Disability"), told_by=(CHILD,)),
    ModuleMapping(
        census.EPISODES,
        REFERRAL,
        (PART_OF_A_REFERRAL, TRANSFER_CONFERENCE),
        key=(CHILD, REFERRED),
        begins=REFERRED,
        over={CLOSED: (), "ReferralNFA": ("true",)},
        shows=("ReasonForClosure",),
        vital=(CLOSED, "ReferralNFA"),
    ),
    ModuleMapping(
        census.ASSESSMENTS,
        ASSESSMENT,
        key=(CHILD, ASSESSED),
        begins=ASSESSED,
        over={AUTHORISED: ()},
        vital=(AUTHORISED,),
    ),
    ModuleMapping(
        census.FACTORS,
        FACTOR,
        key=(CHILD, ASSESSED, number(census.ASSESSMENTS), "AssessmentFactors"),
    ),
    ModuleMapping(
        census.NEED_PLANS,
        NEED_PLAN,
        key=(CHILD, "CINPlanStartDate"),
        begins="CINPlanStartDate",
        over={"CINPlanEndDate": ()},
        vital=("CINPlanEndDate",),
    ),
    ModuleMapping(
        census.SECTION_47,
        ENQUIRY,
        (PART_OF_AN_ENQUIRY, CONFERENCE),
        key=(CHILD, ENQUIRED),
        begins=ENQUIRED,
        over={CONFERRED: (), UNNEEDED: ("true",)},
        vital=(CONFERRED, UNNEEDED),
    ),
    ModuleMapping(
        census.PROTECTION_PLANS,
        PLAN,
        key=(CHILD, PROTECTED),
        begins=PROTECTED,
        over={"CPPendDate": ()},
        vital=("CPPendDate",),
    ),
    ModuleMapping(
        census.REVIEWS,
        REVIEW,
        key=(CHILD, PROTECTED, number(census.PROTECTION_PLANS), "CPPreviewDate"),
        begins="CPPreviewDate",
    ),
    ModuleMapping(
        census.PRE_PROCEEDINGS,
        PROCEEDINGS_AVOIDED,
        key=(CHILD, "PPStartDate", "LBPSentDate"),
        over={"StepDecisionDate": ()},
        shows=("PPOutcome", "CourtAppDate", "LetterInitCPDate"),
        vital=("StepDecisionDate",),
    ),
)
