"""How care, going missing, permanence and leaving care are told."""

from holdfast.query.life.telling import KEEPING, EventTelling, visit_tellings
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
    EventTelling(
        CareEpisodes.started,
        "Came into care",
        (CareEpisodes.legal_status, CareEpisodes.primary_need),
        CareEpisodes.start_reason.among("S"),
    ),
    EventTelling(
        CareEpisodes.started,
        "Episode of care began",
        (CareEpisodes.start_reason,),
        fold=KEEPING,
    ),
    EventTelling(
        CareEpisodes.ended,
        "Episode of care ended",
        where=CareEpisodes.end_reason.among("X1"),
        fold=KEEPING,
    ),
    EventTelling(CareEpisodes.ended, "Left care", (CareEpisodes.end_reason,)),
    EventTelling(
        CareEpisodes.entered_care,
        "Day of coming into care",
        fold=KEEPING,
    ),
    EventTelling(
        CareEpisodes.last_reviewing_officer_contact,
        "Last contact of the reviewing officer",
        fold=KEEPING,
    ),
    EventTelling(
        Placements.started,
        "Placed",
        (Placements.kind, Placements.distance, Placements.change_reason),
    ),
    EventTelling(
        Placements.ended,
        "Placement ended",
        (Placements.kind,),
        fold=KEEPING,
    ),
    EventTelling(
        Placements.plan_agreed,
        "Placement plan agreed",
        fold="placement plan agreed;placement plans agreed",
    ),
    EventTelling(
        CareReviews.held,
        "Review in care cancelled",
        where=CareReviews.cancelled.yes,
    ),
    EventTelling(CareReviews.held, "Review in care", fold="review in care;reviews in care"),
    EventTelling(CareReviews.due, "Target day of the review in care", fold=KEEPING),
    *visit_tellings(CareVisits, ""),
    EventTelling(CareVisits.recorded, "Visit written up", fold=KEEPING),
    EventTelling(LegalStatuses.started, "Legal status", (LegalStatuses.status,)),
    EventTelling(
        LegalStatuses.ended,
        "Legal status ended",
        (LegalStatuses.status,),
        fold=KEEPING,
    ),
    EventTelling(
        CarePlans.started, "Care plan", (CarePlans.permanence_plan,), fold="care plan;care plans"
    ),
    EventTelling(CarePlans.ended, "Care plan ended", fold=KEEPING),
    EventTelling(
        EducationPlans.initiated,
        "Education plan begun",
        fold=KEEPING,
    ),
    EventTelling(
        EducationPlans.completed, "Education plan completed", fold="education plan;education plans"
    ),
    EventTelling(ShortBreaks.started, "Short breaks began"),
    EventTelling(ShortBreaks.ended, "Short breaks ended"),
    EventTelling(PrivateFostering.notified, "Private fostering notified"),
    EventTelling(PrivateFostering.ended, "Private fostering ended"),
    *visit_tellings(PrivateFosteringVisits, " in private fostering"),
    EventTelling(
        HealthChecks.held,
        "Health check refused",
        (HealthChecks.kind,),
        HealthChecks.status.among("refused"),
    ),
    EventTelling(
        HealthChecks.held,
        "Health check",
        (HealthChecks.kind, HealthChecks.status),
        fold="health or dental check;health or dental checks",
    ),
    EventTelling(
        Immunisations.checked,
        "Immunisations checked",
        (Immunisations.up_to_date,),
        fold="check of immunisations;checks of immunisations",
    ),
    EventTelling(
        StrengthsQuestionnaires.completed,
        "Strengths and difficulties questionnaire",
        fold="questionnaire;questionnaires",
    ),
    # Missing and exploitation.
    EventTelling(
        MissingEpisodes.started,
        "Went missing, interview held after it",
        (MissingEpisodes.kind,),
        MissingEpisodes.interviewed.recorded,
        until=MissingEpisodes.ended,
    ),
    EventTelling(
        MissingEpisodes.started,
        "Went missing, no interview recorded",
        (
            MissingEpisodes.kind,
            MissingEpisodes.interview_offered,
            MissingEpisodes.interview_accepted,
        ),
        until=MissingEpisodes.ended,
    ),
    EventTelling(
        MissingEpisodes.ended,
        "Returned or found",
        fold=KEEPING,
    ),
    EventTelling(
        MissingEpisodes.interviewed,
        "Return home interview held",
        fold="return home interview;return home interviews",
    ),
    EventTelling(
        ExploitationConcerns.identified, "Concern about exploitation", (ExploitationConcerns.kind,)
    ),
    EventTelling(
        ExploitationConcerns.ended,
        "Concern about exploitation ended",
        (ExploitationConcerns.kind,),
    ),
    EventTelling(
        ExploitationAssessments.completed,
        "Risk of exploitation assessed",
        fold="assessment of the risk of exploitation;assessments of the risk of exploitation",
    ),
    # Permanence.
    EventTelling(Permanence.decided, "Decided that the child should be adopted"),
    EventTelling(Permanence.placement_order, "Placement order made"),
    EventTelling(Permanence.matched, "Matched to adopters"),
    EventTelling(Permanence.placed, "Placed for adoption"),
    EventTelling(Permanence.ordered, "Order made"),
    EventTelling(
        Permanence.reversed_on, "Decision for adoption reversed", (Permanence.reversed_reason,)
    ),
    EventTelling(PreProceedings.decided, "Pre-proceedings decided on"),
    EventTelling(PreProceedings.letter_sent, "Letter before proceedings sent"),
    EventTelling(PreProceedings.outcome_agreed, "Pre-proceedings ended", (PreProceedings.outcome,)),
    EventTelling(PreProceedings.application_made, "Application made to the court"),
    EventTelling(Proceedings.issued, "Care proceedings issued"),
    EventTelling(Proceedings.concluded, "Care proceedings concluded"),
    EventTelling(
        LegalPlanningMeetings.requested,
        "Legal planning meeting asked for",
        fold=KEEPING,
    ),
    EventTelling(LegalPlanningMeetings.held, "Legal planning meeting held"),
    # Leaving care.
    EventTelling(PathwayNeeds.eligible_from, "Became eligible for leaving-care support"),
    EventTelling(
        PathwayNeeds.needs_assessed, "Needs assessed", fold="needs assessment;needs assessments"
    ),
    EventTelling(PathwayNeeds.plan_agreed, "Pathway plan agreed"),
    EventTelling(PathwayNeeds.ended, "Leaving-care support ended"),
    EventTelling(
        PathwayReviews.held,
        "Pathway plan reviewed",
        fold="review of the pathway plan;reviews of the pathway plan",
    ),
    EventTelling(LeavingCareStays.started, "Began to live somewhere else"),
    EventTelling(LeavingCareStays.ended, "Moved on", fold=KEEPING),
    EventTelling(
        AdviserVisits.visited,
        "Visit by the personal adviser",
        fold="visit by the adviser;visits by the adviser",
    ),
    EventTelling(LeavingCareContacts.made, "In touch", fold="contact kept;contacts kept"),
    EventTelling(CareLeavers.latest_contact, "Latest contact", fold=KEEPING),
    EventTelling(
        CareLeavers.pathway_reviewed,
        "Pathway plan last reviewed",
        fold=KEEPING,
    ),
)
