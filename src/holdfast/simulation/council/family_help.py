"""The parameters of Family Help: early help and section 17 as one service, led by practitioners.

See ``council``, of which these are a part. The county of 2018 has none of it. No figure of a
council's Family Help is published yet: what stands here is set so that each step occurs, and
fitted to nothing.
"""

from dataclasses import dataclass

from holdfast.simulation.council import quantity as kind


@dataclass(frozen=True)
class FamilyHelp:
    """Family Help since a day, and who does its work. Hours are a worker's; a task's, not a week's.

    A council that has begun it has always written down what its early help does; others write
    only that it began, was assessed and ended.
    """

    # So many days before the last day it began; 0: it has not, and nothing else here counts.
    began_ago: kind.Days = 0
    # Posts made on that day in the whole county. Family support workers lead cases, and so do lead
    # practitioners, of whom the record does not say whether they are social workers.
    support_posts: kind.People = 30
    practitioner_posts: kind.People = 10
    # Social workers of the multi-agency child protection team, each beside a family's lead.
    protection_posts: kind.People = 14
    joining_hours: kind.Hours = 0.5
    # The first of two steps of an assessment: its share of the hours, the working days after the
    # referral from which it can be written and by which it should be, and of families who are not
    # found in need, those for whom the work ends with it.
    first_step_hours: kind.Share = 0.35
    first_step_can_be_written: kind.WorkingDaySpan = (2, 9)
    first_step_written_by: kind.WorkingDays = 9
    ends_with_first_step: kind.Share = 0.45
    # Of second steps, those that begin on the day the first is signed, not on the next.
    second_on_same_day: kind.Share = 0.15
    # Of need plans that end well, those after which early help goes on with the family.
    goes_on_as_early_help: kind.Share = 0.3
    # Early help as it is done: whom to ask, the plan, visits and reviews.
    lead_named_hours: kind.Hours = 0.5
    plan_hours: kind.Hours = 4.0
    visit_hours: kind.Hours = 3.6
    not_at_home: kind.Share = 0.1
    review_hours: kind.Hours = 2.5
