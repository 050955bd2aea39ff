"""How contacts, assessments, help in need and protection are told."""

from holdfast.query.life.telling import KEEPING, EventTelling, visit_tellings
from holdfast.record.assessment import AssessmentFactors, Assessments
from holdfast.record.contact import Contacts, Referrals
from holdfast.record.early_help import EarlyHelpEpisodes, EarlyHelpReviews, EarlyHelpVisits
from holdfast.record.need import NeedPlans, NeedReviews, NeedVisits
from holdfast.record.protection import (
    Conferences,
    CoreGroups,
    Enquiries,
    ProtectionPlans,
    ProtectionReviews,
    ProtectionVisits,
    StrategyDiscussions,
)

BEFORE_CARE = (
    # The front door.
    # Its referral is told.
    EventTelling(
        Contacts.received,
        "Contact",
        (Contacts.source,),
        Contacts.outcome.among("referral"),
        "contact that became a referral;contacts that became referrals",
    ),
    EventTelling(Contacts.received, "Contact", (Contacts.source, Contacts.outcome)),
    EventTelling(Contacts.decided, "Contact decided", fold=KEEPING),
    EventTelling(
        Referrals.received,
        "Referral, no further action",
        (Referrals.source, Referrals.primary_need),
        Referrals.no_further_action.yes,
    ),
    EventTelling(Referrals.received, "Referral", (Referrals.source, Referrals.primary_need)),
    EventTelling(Referrals.decided, "Referral decided", fold=KEEPING),
    EventTelling(
        Referrals.closed,
        "Referral closed",
        where=Referrals.no_further_action.yes,
        fold=KEEPING,
    ),
    EventTelling(Referrals.closed, "Case closed", (Referrals.close_reason,)),
    # Early help.
    EventTelling(EarlyHelpEpisodes.started, "Early help began"),
    EventTelling(EarlyHelpEpisodes.ended, "Early help ended"),
    *visit_tellings(EarlyHelpVisits, " by early help"),
    EventTelling(
        EarlyHelpReviews.held,
        "Plan of early help reviewed",
        fold="review of early help;reviews of early help",
    ),
    # Assessment.
    EventTelling(
        Assessments.started,
        "Assessment began",
        (Assessments.kind,),
        fold="assessment begun;assessments begun",
    ),
    EventTelling(
        Assessments.authorised,
        "Assessment signed off",
        (Assessments.support_needed,),
        Assessments.kind.not_among("initial", "core", "first_step"),
        listing=AssessmentFactors.factor,
        by=AssessmentFactors.assessment,
    ),
    EventTelling(
        Assessments.authorised,
        "Assessment signed off",
        (Assessments.kind, Assessments.support_needed),
        listing=AssessmentFactors.factor,
        by=AssessmentFactors.assessment,
    ),
    # In need.
    EventTelling(NeedPlans.started, "Child in need plan began"),
    EventTelling(NeedPlans.ended, "Child in need plan ended"),
    *visit_tellings(NeedVisits, ""),
    EventTelling(NeedVisits.recorded, "Visit written up", fold=KEEPING),
    EventTelling(
        NeedReviews.held, "Child in need plan reviewed", fold="need plan review;need plan reviews"
    ),
    # Protection.
    EventTelling(
        StrategyDiscussions.concern_identified,
        "Significant harm suspected",
        fold=KEEPING,
    ),
    EventTelling(StrategyDiscussions.held, "Strategy discussion held"),
    EventTelling(
        StrategyDiscussions.safety_planned,
        "Safety plan recorded",
        fold="safety plan;safety plans",
    ),
    EventTelling(Enquiries.started, "Enquiry (section 47) began"),
    EventTelling(
        Enquiries.ended,
        "Enquiry ended",
        (Enquiries.no_further_action, Enquiries.conference_needed),
    ),
    EventTelling(
        Conferences.held,
        "Transfer-in conference held",
        (Conferences.plan_made,),
        Conferences.transfer_in.yes,
    ),
    EventTelling(Conferences.held, "Initial conference held", (Conferences.plan_made,)),
    EventTelling(Conferences.transfer_notified, "Another council told of the child moving in"),
    EventTelling(Conferences.target, "Target day of the conference", fold=KEEPING),
    EventTelling(
        ProtectionPlans.started, "Protection plan began", (ProtectionPlans.initial_category,)
    ),
    EventTelling(
        ProtectionPlans.ended, "Protection plan ended", (ProtectionPlans.latest_category,)
    ),
    *visit_tellings(ProtectionVisits, ""),
    EventTelling(ProtectionVisits.recorded, "Visit written up", fold=KEEPING),
    EventTelling(
        ProtectionReviews.held,
        "Review conference held",
        fold="review conference;review conferences",
    ),
    EventTelling(ProtectionReviews.due, "Target day of the review conference", fold=KEEPING),
    EventTelling(CoreGroups.held, "Core group met", fold="core group;core groups"),
)
