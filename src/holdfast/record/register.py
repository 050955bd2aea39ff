"""Every table of the record, in the order of the areas."""

from holdfast.errors import NotFound
from holdfast.record import (
    assessment,
    care,
    care_health,
    contact,
    early_help,
    family,
    leaving_care,
    missing,
    need,
    oversight,
    permanence,
    protection,
    workforce,
)
from holdfast.record.schema.table import Table

TABLES: tuple[type[Table], ...] = (
    family.Persons,
    family.FamilyLinks,
    family.Mothers,
    family.Addresses,
    family.Disabilities,
    family.ImmigrationStatuses,
    family.LinkedIdentifiers,
    contact.Contacts,
    contact.Referrals,
    early_help.EarlyHelpEpisodes,
    early_help.EarlyHelpVisits,
    early_help.EarlyHelpReviews,
    assessment.Assessments,
    assessment.AssessmentFactors,
    need.NeedPlans,
    need.NeedVisits,
    need.NeedReviews,
    protection.StrategyDiscussions,
    protection.Enquiries,
    protection.Conferences,
    protection.ProtectionPlans,
    protection.ProtectionVisits,
    protection.ProtectionReviews,
    protection.CoreGroups,
    care.CareEpisodes,
    care.Placements,
    care.CareReviews,
    care.CareVisits,
    care.LegalStatuses,
    care.CarePlans,
    care.EducationPlans,
    care.PreviousPermanence,
    care.ShortBreaks,
    care.PrivateFostering,
    care.PrivateFosteringVisits,
    care_health.HealthChecks,
    care_health.Immunisations,
    care_health.SubstanceMisuse,
    care_health.Convictions,
    care_health.StrengthsQuestionnaires,
    missing.MissingEpisodes,
    missing.ExploitationConcerns,
    missing.ExploitationAssessments,
    permanence.Permanence,
    permanence.PreProceedings,
    permanence.Proceedings,
    permanence.LegalPlanningMeetings,
    leaving_care.CareLeavers,
    leaving_care.PathwayNeeds,
    leaving_care.PathwayReviews,
    leaving_care.LeavingCareStays,
    leaving_care.AdviserVisits,
    leaving_care.LeavingCareContacts,
    workforce.Professionals,
    workforce.Teams,
    workforce.Involvements,
    workforce.Employments,
    workforce.WorkerSupervisions,
    workforce.Posts,
    workforce.Absences,
    workforce.Recruits,
    workforce.DeclaredExperience,
    oversight.Supervisions,
    oversight.OversightEntries,
    oversight.Actions,
    oversight.Disputes,
    oversight.Chronologies,
    oversight.SeriousIncidents,
    oversight.Allegations,
    oversight.AgreedIntervals,
)

_BY_NAME = {each.name: each for each in TABLES}
_BY_SSD = {each.ssd: each for each in TABLES if each.ssd}


def table(name: str) -> type[Table]:
    """The table called ``name``, such as ``need_plans``. Raises NotFound for any other name."""
    if name not in _BY_NAME:
        raise NotFound(
            f"The record has no table called {name}.",
            f"Use one of: {', '.join(_BY_NAME)}.",
        )
    return _BY_NAME[name]


def by_ssd(ssd_name: str) -> type[Table] | None:
    """The table that holds an SSD table, such as ``ssd_person``; None where we keep none."""
    return _BY_SSD.get(ssd_name)
