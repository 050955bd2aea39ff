# The defaults are calls, of classes whose values cannot be changed.
# ruff: noqa: RUF009
"""The parameters of a simulated council, in one place.

They are fitted to the published figures of one English county in the years to March 2018 (see
``published``): how often families are told of, how many people there are to do the work, how
long each piece of work takes. How late anything is, is not among them: that comes of the rest.
What the council waits for and does not do itself (courts, doctors, dentists, schools) is given
as a ``Pace``, in working days, or a ``Length``, in calendar days, unless the field says
otherwise. Shares are of one. A ``Course`` gives a value for each year, the last year last.
"""

from dataclasses import dataclass, field

from holdfast.simulation.chance import Course, Length, Pace, Shares


@dataclass(frozen=True)
class Families:
    """Who the children are."""

    size: Shares[int] = Shares({1: 50, 2: 28, 3: 14, 4: 6, 5: 2})
    # Age in years of the eldest at the family's first contact.
    eldest: Shares[int] = Shares({age: 8 if age in (0, 13, 14, 15) else 6 for age in range(18)})
    years_between_siblings: tuple[float, float] = (1.0, 4.5)
    unborn: float = 0.04
    unaccompanied: float = 0.004
    disabled: float = 0.06
    plan_for_special_needs: float = 0.06
    moves_yearly: float = 0.12
    # Of children referred, those who die while the case is open, of whatever cause.
    dies: float = 0.0012
    # Kinds of family: how often, in a year, life grows hard (0 to 1), then harmful (1 to 2),
    # and how often it eases, each without help; help makes it ease so many times sooner.
    kinds: Shares[str] = Shares({"brief": 58, "recurring": 26, "chronic": 16})
    worsens: dict[str, tuple[float, float]] = field(
        default_factory=lambda: {
            "brief": (0.10, 0.25),
            "recurring": (0.75, 0.55),
            "chronic": (1.60, 0.95),
        }
    )
    eases: dict[str, tuple[float, float]] = field(
        default_factory=lambda: {
            "brief": (2.6, 1.2),
            "recurring": (1.2, 0.75),
            "chronic": (0.55, 0.45),
        }
    )
    help_eases: float = 1.8
    # How the level of a family's life stood when somebody first told the council.
    level_at_first: Shares[int] = Shares({0: 46, 1: 42, 2: 12})
    # Contacts a year about a family, by the level of its life.
    told_yearly: tuple[float, float, float] = (0.35, 2.4, 4.5)
    # Of families told of in the years of the story, those the council knew before it.
    known_before: float = 0.19
    known_again: float = 1.1
    on_plan_before: dict[str, float] = field(
        default_factory=lambda: {"brief": 0.04, "recurring": 0.35, "chronic": 0.65}
    )


@dataclass(frozen=True)
class FrontDoor:
    """Contacts, and the referrals that some become. Hours are a worker's."""

    # How many families are told of first, by year, beside the last year's.
    demand: Course = Course((0.78, 0.80, 0.80, 0.80, 0.82, 0.86, 1.0))
    # By month from January, and by weekday from Monday.
    season: tuple[float, ...] = (1.0, 1.0, 1.1, 0.9, 1.1, 1.1, 1.0, 0.7, 1.0, 1.1, 1.1, 0.8)
    weekday: tuple[float, ...] = (1.15, 1.05, 1.0, 0.98, 0.92, 0.12, 0.08)
    triage_hours: float = 0.6
    # Of contacts about a family whose life stands at level 0, 1 and 2.
    referral: tuple[float, float, float] = (0.17, 0.52, 0.9)
    other_outcome: Shares[str] = Shares(
        {"no_further_action": 48, "advice": 30, "early_help": 16, "other": 6}
    )
    # Of later contacts about a family that was referred before: so much more often.
    referred_again: float = 1.25
    referral_hours: float = 0.3
    referral_not_needed: float = 0.056
    early_help: Length = Length(median=130, spread=0.5)
    early_help_assessed: Pace = Pace(in_time=0.7, soonest=5, limit=30, latest=70)
    # Of contacts with another outcome: a child turns out to be privately fostered.
    private_fostering: float = 0.08


@dataclass(frozen=True)
class Assessing:
    """Assessments of need. Hours are a worker's; for a family, and for each child in it."""

    begin_hours: float = 1.0
    visit_hours: float = 2.2
    # Working days before the limit by which a worker sets out to see the children.
    first_visit_lead: int = 4
    not_at_home: float = 0.14
    hours: float = 7.8
    hours_a_child: float = 3.9
    # Working days after the referral from which an assessment can be written: others answer late.
    can_be_written: tuple[int, int] = (8, 40)
    written_by: int = 43
    sign_off_hours: float = 0.8
    late_reason_recorded: float = 0.35
    # Of families whose life stands at level 0, 1 and 2.
    in_need: tuple[float, float, float] = (0.22, 0.62, 0.93)
    to_early_help: float = 0.35
    seen: float = 0.93
    seen_not_recorded: float = 0.03


@dataclass(frozen=True)
class Need:
    """Children in need. Hours are a worker's; ``every`` counts days between."""

    plan_hours: float = 3.0
    visit_hours: float = 2.0
    review_hours: float = 2.5
    review_months: int = 3
    # A review ends the plan: of families whose life stands at level 0, 1 and 2.
    ended_at_review: tuple[float, float, float] = (0.9, 0.58, 0.28)
    closure_hours: float = 1.2
    after_protection: float = 0.75
    harm_noticed: float = 0.15
    into_care: float = 0.012
    # Of children with a disability who have a plan.
    short_breaks: float = 0.35


@dataclass(frozen=True)
class Protecting:
    """Enquiries, conferences and child protection plans. Hours of workers, chairs, managers."""

    # Harm is suspected at referral: of families whose life stands at level 0, 1 and 2.
    suspected: tuple[float, float, float] = (0.02, 0.10, 0.42)
    # Of a family whose children were on a plan before, so much more often.
    suspected_again: float = 1.8
    suspected_at_once: float = 0.6
    # While a case is open, a new contact about a family at level 2 raises the concern.
    suspected_later: float = 0.05
    # How readily harm is suspected, and a conference asked for, by year, beside the last year's.
    alert: Course = Course((0.60, 0.60, 0.60, 0.62, 0.65, 0.73, 0.83))
    cautious: Course = Course((1.1, 1.1, 1.1, 1.1, 1.1, 0.72, 1.0))
    discussion_hours: float = 1.3
    safety_plan_hours: float = 0.7
    safety_plan_recorded: float = 0.7
    visit_hours: float = 2.4
    enquiry_hours: float = 6.0
    report_hours: float = 6.0
    conference_needed: tuple[float, float, float] = (0.06, 0.19, 0.39)
    # Working days of notice that a conference needs.
    notice: int = 6
    conference_hours: float = 6.0
    # Put off: agencies or parents cannot come, or too few do.
    put_off: float = 0.22
    review_put_off: float = 0.13
    conference_never_held: float = 0.006
    late_reason_recorded: float = 0.4
    plan_made: float = 0.88
    transfer_in: float = 0.02
    review_hours: float = 4.0
    # Days before a review falls due for which it can be booked.
    review_booked: int = 16
    # A review ends the plan: of families whose life stands at level 0, 1 and 2.
    ended_at_review: tuple[float, float, float] = (0.85, 0.5, 0.2)
    core_group_hours: float = 2.0
    # Some children are to be visited more often than the council's rule asks.
    visit_weekly: float = 0.06
    category: Shares[str] = Shares({"NEG": 46, "EMO": 36, "PHY": 8, "SAB": 5, "MUL": 5})
    category_changes: float = 0.07
    # A year on a plan, of families at level 2.
    into_care_yearly: float = 0.3
    sibling_too: float = 0.7
    pre_proceedings: float = 0.22


@dataclass(frozen=True)
class Caring:
    """Children in care."""

    # The same in the first year, before the years asked for: then as many come into care as
    # would have been there already.
    at_first: float = 0.145
    # Of referrals, children who come into care without a protection plan first.
    straight_into_care: float = 0.007
    status: Shares[str] = Shares({"V2": 48, "C1": 38, "L1": 7, "L2": 6, "J1": 1})
    first_placement: Length = Length(median=70, spread=1.0)
    placement: Length = Length(median=420, spread=0.9)
    placement_plan: Pace = Pace(in_time=0.7, soonest=0, limit=5, latest=25)
    care_plan: Pace = Pace(in_time=0.75, soonest=0, limit=10, latest=40)
    # How long a child stays who is not to grow up in care.
    home: Length = Length(median=260, spread=0.8)
    guardian: Length = Length(median=480, spread=0.4)
    adopted: Length = Length(median=700, spread=0.3)
    visit_hours: float = 3.0
    review_hours: float = 2.6
    # Days before a review falls due for which it can be booked.
    review_booked: int = 18
    put_off: float = 0.08
    late_reason_recorded: float = 0.4
    # A series of short breaks: to the first visit and review, then to each later one.
    short_break_first: Pace = Pace(in_time=0.8, soonest=20, limit=88, latest=150)
    short_break: Pace = Pace(in_time=0.8, soonest=120, limit=180, latest=300)
    long_term_agreed: float = 0.45
    health_first: Pace = Pace(in_time=0.5, soonest=8, limit=20, latest=90)
    # Calendar days around the due day.
    health: Pace = Pace(in_time=0.75, soonest=-40, limit=0, latest=120)
    refused: float = 0.05
    education_plan: Pace = Pace(in_time=0.7, soonest=2, limit=10, latest=40)
    education_plan_done: Pace = Pace(in_time=0.75, soonest=3, limit=10, latest=45)
    missing_yearly: Shares[float] = Shares({0.0: 72, 0.8: 18, 6.0: 10})


@dataclass(frozen=True)
class Missing:
    """Going missing, and exploitation."""

    # Teenagers on open cases, not in care: episodes a year.
    yearly_at_home: Shares[float] = Shares({0.0: 92, 0.8: 6, 5.0: 2})
    days_gone: Shares[int] = Shares({0: 62, 1: 26, 2: 6, 4: 4, 11: 2})
    interview_offered: float = 0.72
    interview_accepted: float = 0.66
    # Calendar days after the return.
    interview: Pace = Pace(in_time=0.6, soonest=0, limit=3, latest=30)
    exploitation: float = 0.05
    exploitation_when_often_missing: float = 0.55
    concern_lasts: Length = Length(median=240, spread=0.6)
    assessed: float = 0.75
    assessment: Pace = Pace(in_time=0.55, soonest=1, limit=10, latest=60)
    # Calendar days.
    assessed_again: Pace = Pace(in_time=0.5, soonest=60, limit=91, latest=200)


@dataclass(frozen=True)
class Courts:
    """Pre-proceedings, proceedings and adoption."""

    planning_meeting: Pace = Pace(in_time=0.55, soonest=3, limit=10, latest=45)
    letter: Pace = Pace(in_time=0.6, soonest=3, limit=10, latest=50)
    # Calendar days from the letter to the decision.
    outcome: Pace = Pace(in_time=0.6, soonest=56, limit=112, latest=330)
    proceedings: Pace = Pace(in_time=0.42, soonest=130, limit=182, latest=380)
    adoption_reversed: float = 0.1


@dataclass(frozen=True)
class LeavingCare:
    """Young people who leave care at 16 or later. Calendar days."""

    needs_assessed: Pace = Pace(in_time=0.62, soonest=30, limit=91, latest=240)
    plan_agreed: Pace = Pace(in_time=0.7, soonest=0, limit=20, latest=120)
    review: Pace = Pace(in_time=0.72, soonest=120, limit=182, latest=330)
    visit_first: Pace = Pace(in_time=0.65, soonest=0, limit=7, latest=40)
    visit: Pace = Pace(in_time=0.75, soonest=35, limit=60, latest=140)
    contact: Pace = Pace(in_time=0.8, soonest=20, limit=56, latest=150)
    stay: Length = Length(median=330, spread=0.7)
    lost_touch: float = 0.08


@dataclass(frozen=True)
class Staffing:
    """Posts, the people who fill them, their hours, and how families pass between them."""

    # Posts in the whole county, by kind of team.
    posts: dict[str, float] = field(
        default_factory=lambda: {
            "front_door": 24,
            "assessment": 87,
            "safeguarding": 128,
            "care": 48,
            "disabled": 16,
            "leaving_care": 16,
            "early_help": 24,
            # They find and look after carers, and hold no children.
            "fostering": 40,
            "reviewing": 15.5,
        }
    )
    team_size: int = 9
    # Posts added at the end of the story: their share of a team, and how long before the end.
    posts_added: float = 0.07
    added_ago: int = 270
    held_at_first: float = 0.93
    # Of people in post, those who leave in a year; of vacant posts, how often one is filled.
    leaving: Course = Course((0.11, 0.11, 0.11, 0.11, 0.10, 0.19, 0.235))
    recruiting: Course = Course((2.2, 2.2, 2.2, 2.2, 2.2, 0.4, 0.05))
    # For reviewing officers, and for managers and advisers, the market is another.
    officers_leaving: Course = Course((0.10, 0.10, 0.10, 0.16, 0.40, 0.75, 0.10))
    officers_recruiting: Course = Course((1.9, 1.9, 1.9, 1.5, 0.7, 0.35, 3.5))
    others_leaving: float = 0.11
    others_recruiting: float = 2.2
    full_time: float = 0.95
    newly_qualified: float = 0.3
    # How often a vacant post is covered by an agency, in a year, and how often that person goes.
    agency_finding: Course = Course((2.5, 2.5, 2.5, 3.0, 5.0, 9.0, 9.0))
    agency_leaving: float = 0.9
    # Agency workers beyond the establishment, when times are hard: how readily they are taken.
    surge: Course = Course((0.0, 0.0, 0.0, 0.0, 0.02, 0.1, 0.35))
    # One place to which hardly anyone comes.
    hard_to_staff: str = "safeguarding"
    hard_to_staff_draw: float = 0.6
    # Hours a day for work with families; what newly qualified and new people manage of them.
    hours: float = 4.4
    newly_qualified_pace: float = 0.75
    newcomer_pace: float = 0.88
    manager_hours: float = 5.5
    covered_hours: float = 3.0
    # For each worker in a team beyond its usual size.
    deputy_hours: float = 0.5
    absent_yearly: float = 4.6
    sickness: float = 0.3
    away: dict[str, Shares[int]] = field(
        default_factory=lambda: {
            "sickness": Shares({1: 30, 2: 20, 4: 20, 9: 18, 29: 9, 89: 3}),
            "leave": Shares({0: 20, 4: 30, 6: 30, 13: 20}),
        }
    )
    most_children: float = 21.0
    # Of teams, those in whose records an inbox holds the families who wait; in others nobody.
    keeps_inbox: float = 0.6
    leaver_still_named: float = 0.06


@dataclass(frozen=True)
class Overseeing:
    """Supervision, management oversight, challenge. Calendar days."""

    # A worker is to be supervised so often; hours of the manager, and for each family.
    supervision_days: int = 28
    supervision_hours: float = 1.2
    supervision_hours_a_family: float = 0.12
    # Families discussed, of those a worker holds.
    discussed: float = 0.8
    # Managers differ: of them, how many challenge, and how often those and the others do.
    challengers: float = 0.22
    challenge: tuple[float, float] = (0.02, 0.35)
    challenge_not_recorded: float = 0.25
    sets_actions: float = 0.5
    action_written_apart: float = 0.35
    action_due: tuple[int, int] = (7, 42)
    action_hours: float = 0.8
    action_never_evidenced: float = 0.22
    entry_at: dict[str, float] = field(
        default_factory=lambda: {
            "allocation": 0.6,
            "mid_assessment": 0.3,
            "enquiry": 0.55,
            "conference": 0.4,
            "closure": 0.7,
        }
    )
    # Of children with a need plan: somebody keeps a chronology. On other plans, always.
    chronology_kept: float = 0.5
    chronology_hours: float = 1.5
    dispute: float = 0.06
    dispute_settled: Pace = Pace(in_time=0.55, soonest=2, limit=14, latest=90)
    # Of children whose case is open, and of children in care.
    serious_incident: float = 0.0006
    allegation: float = 0.012
    # How long after a visit or a supervision it is written up.
    recorded: Pace = Pace(in_time=0.8, soonest=0, limit=2, latest=40)
    not_recorded_when: float = 0.08


@dataclass(frozen=True)
class Council:
    """A council: the parameters of each area of its work."""

    families: Families = Families()
    front_door: FrontDoor = FrontDoor()
    assessing: Assessing = Assessing()
    need: Need = Need()
    protecting: Protecting = Protecting()
    caring: Caring = Caring()
    missing: Missing = Missing()
    courts: Courts = Courts()
    leaving_care: LeavingCare = LeavingCare()
    staffing: Staffing = field(default_factory=Staffing)
    overseeing: Overseeing = field(default_factory=Overseeing)
