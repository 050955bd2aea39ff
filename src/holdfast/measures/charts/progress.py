"""The twelve measures by which a council sees whether it gets better.

In the order of the way through the service, then people: never by how they do.
"""

CHILDREN = (
    *("seen_due_met", "assessment_due_met", "conference_due_met", "protection_visit_due_met"),
    *("core_group_due_met", "protection_review_due_met", "allocation_due_met"),
    *("supervision_due_met", "supervisions_challenged"),
)
PEOPLE = ("not_held", "agency_hours", "social_workers_left")
TWELVE = (*CHILDREN, *PEOPLE)
