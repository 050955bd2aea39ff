# The defaults are calls, of classes whose values cannot be changed.
# ruff: noqa: RUF009
"""The parameters of a simulated council's people: its staff, and those who oversee them.

See ``council``, of which these are a part.
"""

from dataclasses import dataclass, field

from holdfast.simulation.chance import Course, Pace, Shares
from holdfast.simulation.council import quantity as kind


@dataclass(frozen=True)
class Staffing:
    """Posts, the people who fill them, their hours, and how families pass between them."""

    # Posts in the whole county, by kind of team.
    posts: dict[str, kind.People] = field(
        default_factory=lambda: {
            "front_door": 24,
            "assessment": 86.5,
            "safeguarding": 128,
            "care": 48,
            "disabled": 16,
            "leaving_care": 16,
            "early_help": 24,
            # They find and look after carers, and hold no children.
            "fostering": 40,
            "reviewing": 20,
        }
    )
    team_size: kind.People = 9
    # Posts added at the end of the story: their share of a team, and how long before the end.
    posts_added: kind.Share = 0.07
    added_ago: kind.Days = 270
    held_at_first: kind.Share = 0.93
    # Of people in post, those who leave in a year; of vacant posts, how often one is filled.
    leaving: kind.YearlyByYear = Course((0.11, 0.11, 0.11, 0.11, 0.10, 0.19, 0.22))
    recruiting: kind.YearlyByYear = Course((2.2, 2.2, 2.2, 2.2, 2.2, 0.26, 0.02))
    # For managers, reviewing officers and advisers the market is another.
    others_leaving: kind.Yearly = 0.11
    others_recruiting: kind.Yearly = 2.2
    full_time: kind.Share = 0.95
    newly_qualified: kind.Share = 0.3
    # How often a vacant post is covered by an agency, in a year, and how often that person goes.
    agency_finding: kind.YearlyByYear = Course((2.5, 2.5, 2.5, 3.0, 5.0, 6.3, 9.0))
    agency_leaving: kind.Yearly = 0.9
    # Agency workers beyond the establishment, when times are hard: how readily they are taken.
    surge: kind.TimesByYear = Course((0.0, 0.0, 0.0, 0.0, 0.02, 0.1, 0.35))
    # One place to which hardly anyone comes.
    hard_to_staff: str = "safeguarding"
    hard_to_staff_draw: kind.Times = 0.68
    # Hours a day for work with families; what newly qualified and new people manage of them.
    hours: kind.HoursADay = 4.4
    # Of their hours, what reviewing officers had for conferences and reviews, by year: for a
    # while they were lent to other work.
    officers_hours: kind.TimesByYear = Course((1.0, 1.0, 1.0, 0.93, 0.79, 0.73, 1.13))
    newly_qualified_pace: kind.Times = 0.75
    newcomer_pace: kind.Times = 0.88
    manager_hours: kind.HoursADay = 5.5
    covered_hours: kind.HoursADay = 3.0
    # For each worker in a team beyond its usual size.
    deputy_hours: kind.Hours = 0.5
    absent_yearly: kind.Yearly = 4.6
    sickness: kind.Share = 0.3
    away: dict[str, Shares[kind.Days]] = field(
        default_factory=lambda: {
            "sickness": Shares({1: 30, 2: 20, 4: 20, 9: 18, 29: 9, 89: 3}),
            "leave": Shares({0: 20, 4: 30, 6: 30, 13: 20}),
        }
    )
    most_children: kind.Children = 22.0
    # Of teams, those in whose records an inbox holds the families who wait; in others nobody.
    keeps_inbox: kind.Share = 0.6
    leaver_still_named: kind.Share = 0.06
    # Of families for whom nobody in post is named for a week: the manager of the team is named.
    manager_named: kind.Share = 0.15


@dataclass(frozen=True)
class Overseeing:
    """Supervision, management oversight, challenge. Calendar days."""

    # A worker is to be supervised so often; hours of the manager, and for each family.
    supervision_days: kind.DaysAgain = 28
    supervision_hours: kind.Hours = 1.2
    supervision_hours_a_family: kind.Hours = 0.12
    # A manager's own comes so long after the last, as the head of service finds the time.
    managers_supervised_after: kind.DaySpan = (21, 40)
    # Families discussed, of those a worker holds.
    discussed: kind.Share = 0.8
    # Managers differ: of them, how many challenge, and how often those and the others do.
    challengers: kind.Share = 0.22
    challenge: tuple[kind.Share, kind.Share] = (0.02, 0.35)
    challenge_not_recorded: kind.Share = 0.25
    sets_actions: kind.Share = 0.5
    action_written_apart: kind.Share = 0.35
    action_due: kind.DaySpan = (7, 42)
    action_hours: kind.Hours = 0.8
    action_never_evidenced: kind.Share = 0.22
    entry_at: dict[str, kind.Share] = field(
        default_factory=lambda: {
            "allocation": 0.6,
            "mid_assessment": 0.3,
            "enquiry": 0.55,
            "conference": 0.4,
            "closure": 0.7,
        }
    )
    # Of children with a need plan: somebody keeps a chronology. On other plans, always.
    chronology_kept: kind.Share = 0.5
    chronology_hours: kind.Hours = 1.5
    dispute: kind.Share = 0.06
    dispute_settled: kind.InWorkingDays = Pace(in_time=0.55, soonest=2, limit=14, latest=90)
    # Of children whose case is open, and of children in care.
    serious_incident: kind.Share = 0.0006
    allegation: kind.Share = 0.012
    # How long after a visit or a supervision it is written up.
    recorded: kind.InWorkingDays = Pace(in_time=0.8, soonest=0, limit=2, latest=40)
    not_recorded_when: kind.Share = 0.08
