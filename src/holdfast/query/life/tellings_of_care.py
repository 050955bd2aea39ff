"""How care, going missing, permanence and leaving care are told."""

from holdfast.query.life.telling import KEEPING, Telling, visit_tellings
from holdfast.record.care import (
    CareEpisodes,
    CarePlans,
    CareReviews,
    CareVisits,
    EducationPlans,
    LegalStatuses,
    Placements,
    PrivateFostering,
    PrivateFosteringVisits,
    ShortBreaks,
)
from holdfast.record.care_health import HealthChecks, Immunisations, StrengthsQuestionnaires
from holdfast.record.leaving_care import (
    AdviserVisits,
    CareLeavers,
    LeavingCareContacts,
    LeavingCareStays,
    PathwayNeeds,
    PathwayReviews,
)
from holdfast.record.missing import ExploitationAssessments, ExploitationConcerns, MissingEpisodes
from holdfast.record.permanence import (
    LegalPlanningMeetings,
    Permanence,
    PreProceedings,
    Proceedings,
)

OF_CARE = (  # Care.
    Telling(
        CareEpisodes.started,
        "Came into care",
        (CareEpisodes.legal_status, CareEpisodes.primary_need),
        CareEpisodes.start_reason.among("S"),
    ),
    Telling(
        CareEpisodes.started,
        "Episode of care began",
        (CareEpisodes.start_reason,),
        fold=KEEPING,
    ),
    Telling(
        CareEpisodes.ended,
        "Episode of care ended",
        where=CareEpisodes.end_reason.among("X1"),
        fold=KEEPING,
    ),
    Telling(CareEpisodes.ended, "Left care", (CareEpisodes.end_reason,)),
    Telling(
        CareEpisodes.entered_care,
        "Day of coming into care",
        fold=KEEPING,
    ),
    Telling(
        CareEpisodes.last_reviewing_officer_contact,
        "Last contact of the reviewing officer",
        fold=KEEPING,
    ),
    Telling(
        Placements.started,
        "Placed",
        (Placements.kind, Placements.distance, Placements.change_reason),
    ),
    Telling(
        Placements.ended,
        "Placement ended",
        (Placements.kind,),
        fold=KEEPING,
    ),
    Telling(
        Placements.plan_agreed,
        "Placement plan agreed",
        fold="placement plan agreed;placement plans agreed",
    ),
    Telling(
        CareReviews.held,
        "Review in care cancelled",
        where=CareReviews.cancelled.yes,
    ),
    Telling(CareReviews.held, "Review in care", fold="review in care;reviews in care"),
    Telling(CareReviews.due, "Target day of the review in care", fold=KEEPING),
    *visit_tellings(CareVisits, ""),
    Telling(CareVisits.recorded, "Visit written up", fold=KEEPING),
    Telling(LegalStatuses.started, "Legal status", (LegalStatuses.status,)),
    Telling(
        LegalStatuses.ended,
        "Legal status ended",
        (LegalStatuses.status,),
        fold=KEEPING,
    ),
    Telling(
        CarePlans.started, "Care plan", (CarePlans.permanence_plan,), fold="care plan;care plans"
    ),
    Telling(CarePlans.ended, "Care plan ended", fold=KEEPING),
    Telling(
        EducationPlans.initiated,
        "Education plan begun",
        fold=KEEPING,
    ),
    Telling(
        EducationPlans.completed, "Education plan completed", fold="education plan;education plans"
    ),
    Telling(ShortBreaks.started, "Short breaks began"),
    Telling(ShortBreaks.ended, "Short breaks ended"),
    Telling(PrivateFostering.notified, "Private fostering notified"),
    Telling(PrivateFostering.ended, "Private fostering ended"),
    *visit_tellings(PrivateFosteringVisits, " in private fostering"),
    Telling(
        HealthChecks.held,
        "Health check refused",
        (HealthChecks.kind,),
        HealthChecks.status.among("refused"),
    ),
    Telling(
        HealthChecks.held,
        "Health check",
        (HealthChecks.kind, HealthChecks.status),
        fold="health or dental check;health or dental checks",
    ),
    Telling(
        Immunisations.checked,
        "Immunisations checked",
        (Immunisations.up_to_date,),
        fold="check of immunisations;checks of immunisations",
    ),
    Telling(
        StrengthsQuestionnaires.completed,
        "Strengths and difficulties questionnaire",
        fold="questionnaire;questionnaires",
    ),
    # Missing and exploitation.
    Telling(
        MissingEpisodes.started,
        "Went missing, interview held after it",
        (MissingEpisodes.kind,),
        MissingEpisodes.interviewed.recorded,
        until=MissingEpisodes.ended,
    ),
    Telling(
        MissingEpisodes.started,
        "Went missing, no interview recorded",
        (
            MissingEpisodes.kind,
            MissingEpisodes.interview_offered,
            MissingEpisodes.interview_accepted,
        ),
        until=MissingEpisodes.ended,
    ),
    Telling(
        MissingEpisodes.ended,
        "Returned or found",
        fold=KEEPING,
    ),
    Telling(
        MissingEpisodes.interviewed,
        "Return home interview held",
        fold="return home interview;return home interviews",
    ),
    Telling(
        ExploitationConcerns.identified, "Concern about exploitation", (ExploitationConcerns.kind,)
    ),
    Telling(
        ExploitationConcerns.ended,
        "Concern about exploitation ended",
        (ExploitationConcerns.kind,),
    ),
    Telling(
        ExploitationAssessments.completed,
        "Risk of exploitation assessed",
        fold="assessment of the risk of exploitation;assessments of the risk of exploitation",
    ),
    # Permanence.
    Telling(Permanence.decided, "Decided that the child should be adopted"),
    Telling(Permanence.placement_order, "Placement order made"),
    Telling(Permanence.matched, "Matched to adopters"),
    Telling(Permanence.placed, "Placed for adoption"),
    Telling(Permanence.ordered, "Order made"),
    Telling(
        Permanence.reversed_on, "Decision for adoption reversed", (Permanence.reversed_reason,)
    ),
    Telling(PreProceedings.decided, "Pre-proceedings decided on"),
    Telling(PreProceedings.letter_sent, "Letter before proceedings sent"),
    Telling(PreProceedings.outcome_agreed, "Pre-proceedings ended", (PreProceedings.outcome,)),
    Telling(PreProceedings.application_made, "Application made to the court"),
    Telling(Proceedings.issued, "Care proceedings issued"),
    Telling(Proceedings.concluded, "Care proceedings concluded"),
    Telling(
        LegalPlanningMeetings.requested,
        "Legal planning meeting asked for",
        fold=KEEPING,
    ),
    Telling(LegalPlanningMeetings.held, "Legal planning meeting held"),
    # Leaving care.
    Telling(PathwayNeeds.eligible_from, "Became eligible for leaving-care support"),
    Telling(
        PathwayNeeds.needs_assessed, "Needs assessed", fold="needs assessment;needs assessments"
    ),
    Telling(PathwayNeeds.plan_agreed, "Pathway plan agreed"),
    Telling(PathwayNeeds.ended, "Leaving-care support ended"),
    Telling(
        PathwayReviews.held,
        "Pathway plan reviewed",
        fold="review of the pathway plan;reviews of the pathway plan",
    ),
    Telling(LeavingCareStays.started, "Began to live somewhere else"),
    Telling(LeavingCareStays.ended, "Moved on", fold=KEEPING),
    Telling(
        AdviserVisits.visited,
        "Visit by the personal adviser",
        fold="visit by the adviser;visits by the adviser",
    ),
    Telling(LeavingCareContacts.made, "In touch", fold="contact kept;contacts kept"),
    Telling(CareLeavers.latest_contact, "Latest contact", fold=KEEPING),
    Telling(
        CareLeavers.pathway_reviewed,
        "Pathway plan last reviewed",
        fold=KEEPING,
    ),
)
