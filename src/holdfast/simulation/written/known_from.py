"""What can be known only from a certain day on, and which days lie ahead by right.

The stages tell stories to their end. For a child whose assessment will be signed off after
the last day, its outcome must not stand in the record yet: ``HINDSIGHT`` names, for such a
column, the day of the same row from which it is known.
"""

from holdfast.record import (
    assessment,
    care,
    contact,
    early_help,
    family,
    missing,
    oversight,
    permanence,
    protection,
    workforce,
)
from holdfast.record.schema.table import Table


def _from(day: str, *columns: str) -> dict[str, str]:
    return dict.fromkeys(columns, day)


HINDSIGHT: dict[type[Table], dict[str, str]] = {
    contact.Contacts: _from("decided", "outcome", "team", "worker"),
    contact.Referrals: _from("decided", "no_further_action") | _from("closed", "close_reason"),
    early_help.EarlyHelpEpisodes: _from("ended", "end_reason"),
    assessment.Assessments: _from(
        "authorised", "no_further_action", "support_needed", "late_reason"
    ),
    protection.StrategyDiscussions: _from("held", "enquiry"),
    protection.Enquiries: _from("ended", "no_further_action", "conference_needed"),
    protection.Conferences: _from("held", "plan", "plan_made", "late_reason"),
    protection.ProtectionReviews: _from("held", "plan_continues", "quorate", "participation"),
    care.CareEpisodes: _from("ended", "end_reason"),
    care.Placements: _from("ended", "change_reason"),
    care.CareReviews: _from("held", "participation", "late_reason"),
    missing.MissingEpisodes: _from("ended", "interview_offered", "interview_accepted"),
    permanence.PreProceedings: _from("outcome_agreed", "outcome", "gateway_outcome"),
    permanence.Permanence: _from("ordered", "order_type", "adopted_by_carer")
    | _from("matched", "adopters", "adopter_sex", "adopter_status", "provider_urn")
    | _from("reversed_on", "reversed_reason"),
}

PLANNED: dict[type[Table], frozenset[str]] = {
    family.Persons: frozenset({"expected"}),
    protection.Conferences: frozenset({"target"}),
    protection.ProtectionReviews: frozenset({"due"}),
    care.CareReviews: frozenset({"due"}),
    oversight.Actions: frozenset({"due"}),
    workforce.Recruits: frozenset({"starts"}),
}
