"""How contacts, assessments, help in need and protection are told."""

from holdfast.query.life.telling import KEEPING, Telling, visit_tellings
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
    Telling(
        Contacts.received,
        "Contact",
        (Contacts.source,),
        Contacts.outcome.among("referral"),
        "contact that became a referral;contacts that became referrals",
    ),
    Telling(Contacts.received, "Contact", (Contacts.source, Contacts.outcome)),
    Telling(Contacts.decided, "Contact decided", fold=KEEPING),
    Telling(
        Referrals.received,
        "Referral, no further action",
        (Referrals.source, Referrals.primary_need),
        Referrals.no_further_action.yes,
    ),
    Telling(Referrals.received, "Referral", (Referrals.source, Referrals.primary_need)),
    Telling(Referrals.decided, "Referral decided", fold=KEEPING),
    Telling(
        Referrals.closed,
        "Referral closed",
        where=Referrals.no_further_action.yes,
        fold=KEEPING,
    ),
    Telling(Referrals.closed, "Case closed", (Referrals.close_reason,)),
    # Early help.
    Telling(EarlyHelpEpisodes.started, "Early help began"),
    Telling(EarlyHelpEpisodes.ended, "Early help ended"),
    *visit_tellings(EarlyHelpVisits, " by early help"),
    Telling(
        EarlyHelpReviews.held,
        "Plan of early help reviewed",
        fold="review of early help;reviews of early help",
    ),
    # Assessment.
    Telling(
        Assessments.started,
        "Assessment began",
        (Assessments.kind,),
        fold="assessment begun;assessments begun",
    ),
    Telling(
        Assessments.authorised,
        "Assessment signed off",
        (Assessments.support_needed,),
        Assessments.kind.not_among("initial", "core", "first_step"),
        listing=AssessmentFactors.factor,
        by=AssessmentFactors.assessment,
    ),
    Telling(
        Assessments.authorised,
        "Assessment signed off",
        (Assessments.kind, Assessments.support_needed),
        listing=AssessmentFactors.factor,
        by=AssessmentFactors.assessment,
    ),
    # In need.
    Telling(NeedPlans.started, "Child in need plan began"),
    Telling(NeedPlans.ended, "Child in need plan ended"),
    *visit_tellings(NeedVisits, ""),
    Telling(NeedVisits.recorded, "Visit written up", fold=KEEPING),
    Telling(
        NeedReviews.held, "Child in need plan reviewed", fold="need plan review;need plan reviews"
    ),
    # Protection.
    Telling(
        StrategyDiscussions.concern_identified,
        "Significant harm suspected",
        fold=KEEPING,
    ),
    Telling(StrategyDiscussions.held, "Strategy discussion held"),
    Telling(
        StrategyDiscussions.safety_planned,
        "Safety plan recorded",
        fold="safety plan;safety plans",
    ),
    Telling(Enquiries.started, "Enquiry (section 47) began"),
    Telling(
        Enquiries.ended,
        "Enquiry ended",
        (Enquiries.no_further_action, Enquiries.conference_needed),
    ),
    Telling(
        Conferences.held,
        "Transfer-in conference held",
        (Conferences.plan_made,),
        Conferences.transfer_in.yes,
    ),
    Telling(Conferences.held, "Initial conference held", (Conferences.plan_made,)),
    Telling(Conferences.transfer_notified, "Another council told of the child moving in"),
    Telling(Conferences.target, "Target day of the conference", fold=KEEPING),
    Telling(ProtectionPlans.started, "Protection plan began", (ProtectionPlans.initial_category,)),
    Telling(ProtectionPlans.ended, "Protection plan ended", (ProtectionPlans.latest_category,)),
    *visit_tellings(ProtectionVisits, ""),
    Telling(ProtectionVisits.recorded, "Visit written up", fold=KEEPING),
    Telling(
        ProtectionReviews.held,
        "Review conference held",
        fold="review conference;review conferences",
    ),
    Telling(ProtectionReviews.due, "Target day of the review conference", fold=KEEPING),
    Telling(CoreGroups.held, "Core group met", fold="core group;core groups"),
)
