# The defaults are calls, of classes whose values cannot be changed.
# ruff: noqa: RUF009
"""The parameters of a simulated council, in one place.

They are fitted to the published figures of one English county in the years to March 2018 (see
``published``): how often families are told of, how many people there are to do the work, how
long each piece of work takes. How late anything is, is not among them: that comes of the rest.
What the council waits for and does not do itself (courts, doctors, dentists, schools) is given
as a ``Pace``, in working days, or a ``Length``, in calendar days, unless the field says
otherwise. A ``Course`` gives a value for each year, the last year last. Each parameter's type says
what kind of number it is (see ``quantity``), and ``Council.check`` refuses any other.
"""

from dataclasses import dataclass, field

from holdfast.simulation.chance import Course, Length, Pace, Shares
from holdfast.simulation.council import quantity as kind
from holdfast.simulation.council.family_help import FamilyHelp
from holdfast.simulation.council.people import Overseeing, Staffing
from holdfast.simulation.council.refusing import refuse

__all__ = [
    "Assessing",
    "Caring",
    "Council",
    "Courts",
    "Families",
    "FamilyHelp",
    "FrontDoor",
    "LeavingCare",
    "Missing",
    "Need",
    "Overseeing",
    "Protecting",
    "Staffing",
]


@dataclass(frozen=True)
class Families:
    """Who the children are."""

    size: Shares[kind.Siblings] = Shares({1: 50, 2: 28, 3: 14, 4: 6, 5: 2})
    # Age in years of the eldest at the family's first contact.
    eldest: Shares[kind.Age] = Shares(
        {age: 8 if age in (0, 13, 14, 15) else 6 for age in range(18)}
    )
    years_between_siblings: kind.YearSpan = (1.0, 4.5)
    unborn: kind.Share = 0.04
    unaccompanied: kind.Share = 0.004
    disabled: kind.Share = 0.06
    plan_for_special_needs: kind.Share = 0.06
    moves_yearly: kind.Sometime = 0.12
    # Of children referred, those who die while the case is open, of whatever cause.
    dies: kind.Share = 0.0012
    # Kinds of family: how often, in a year, life grows hard (0 to 1), then harmful (1 to 2),
    # and how often it eases, each without help; help makes it ease so many times sooner.
    kinds: Shares[str] = Shares({"brief": 58, "recurring": 26, "chronic": 16})
    worsens: dict[str, tuple[kind.Sometime, kind.Sometime]] = field(
        default_factory=lambda: {
            "brief": (0.10, 0.25),
            "recurring": (0.75, 0.55),
            "chronic": (1.60, 0.95),
        }
    )
    eases: dict[str, tuple[kind.Sometime, kind.Sometime]] = field(
        default_factory=lambda: {
            "brief": (2.6, 1.2),
            "recurring": (1.2, 0.75),
            "chronic": (0.55, 0.45),
        }
    )
    help_eases: kind.Times = 1.8
    # How the level of a family's life stood when somebody first told the council.
    level_at_first: Shares[kind.Level] = Shares({0: 46, 1: 42, 2: 12})
    # Contacts a year about a family, by the level of its life.
    told_yearly: kind.ByLevel = (0.35, 2.4, 4.5)
    # Of families told of in the years of the story, those the council knew before it.
    known_before: kind.Share = 0.19
    known_again: kind.Sometime = 1.1
    on_plan_before: dict[str, kind.Share] = field(
        default_factory=lambda: {"brief": 0.04, "recurring": 0.35, "chronic": 0.65}
    )


@dataclass(frozen=True)
class FrontDoor:
    """Contacts, and the referrals that some become. Hours are a worker's."""

    # How many families are told of first, by year, beside the last year's.
    demand: kind.TimesByYear = Course((0.74, 0.76, 0.76, 0.75, 0.70, 0.825, 0.84))
    # How readily others tell of a family that is known, by year.
    tells: kind.TimesByYear = Course((0.95, 0.95, 0.95, 0.95, 0.94, 0.90, 1.066))
    # By month from January, and by weekday from Monday.
    season: kind.ByMonth = (1.0, 1.0, 1.1, 0.9, 1.1, 1.1, 1.0, 0.7, 1.0, 1.1, 1.1, 0.8)
    weekday: kind.ByWeekday = (1.15, 1.05, 1.0, 0.98, 0.92, 0.12, 0.08)
    triage_hours: kind.Hours = 0.6
    # Of contacts about a family whose life stands at level 0, 1 and 2.
    referral: kind.SharesByLevel = (0.17, 0.52, 0.9)
    other_outcome: Shares[str] = Shares(
        {"no_further_action": 48, "advice": 30, "early_help": 16, "other": 6}
    )
    # Of later contacts about a family that was referred before: so much more often.
    referred_again: kind.Times = 1.34
    referral_hours: kind.Hours = 0.3
    referral_not_needed: kind.Share = 0.056
    early_help: Length = Length(median=130, spread=0.5)
    early_help_assessed: kind.InWorkingDays = Pace(in_time=0.7, soonest=5, limit=30, latest=70)
    # Of contacts with another outcome: a child turns out to be privately fostered.
    private_fostering: kind.Share = 0.08


@dataclass(frozen=True)
class Assessing:
    """Assessments of need. Hours are a worker's; for a family, and for each child in it."""

    begin_hours: kind.Hours = 1.0
    visit_hours: kind.Hours = 2.2
    # Working days before the limit by which a worker sets out to see the children.
    first_visit_lead: kind.WorkingDays = 4
    # Families of whom the worker sees the children before all other work.
    sees_at_once: kind.Share = 0.66
    not_at_home: kind.Share = 0.14
    hours: kind.Hours = 7.85
    hours_a_child: kind.Hours = 3.9
    # Working days after the referral from which an assessment can be written: others answer late.
    can_be_written: kind.WorkingDaySpan = (8, 40)
    written_by: kind.WorkingDays = 43
    # Until April 2013 an initial assessment came first, and for some a core assessment followed:
    # their shares of the hours, of those found in need how many had both, and from when and by
    # when, in working days after each began, the worker wrote them.
    initial_hours: kind.Share = 0.4
    core_hours: kind.Share = 0.9
    core_needed: kind.Share = 0.6
    initial_can_be_written: kind.WorkingDaySpan = (1, 7)
    initial_written_by: kind.WorkingDays = 7
    core_can_be_written: kind.WorkingDaySpan = (8, 32)
    core_written_by: kind.WorkingDays = 33
    # Where managers chase this one figure, by year: assessments that come before all other work.
    chased: kind.ShareByYear = Course((0.0, 0.0, 0.0, 0.0, 0.05, 0.78, 0.02))
    sign_off_hours: kind.Hours = 0.8
    late_reason_recorded: kind.Share = 0.35
    # Of families whose life stands at level 0, 1 and 2.
    in_need: kind.SharesByLevel = (0.06, 0.384, 0.80)
    # How readily a need is seen, by year: for a while too many were closed as not in need.
    sees_need: kind.TimesByYear = Course((1.0, 1.0, 1.0, 1.0, 1.0, 0.9, 1.0))
    to_early_help: kind.Share = 0.35
    seen: kind.Share = 0.93
    seen_not_recorded: kind.Share = 0.03


@dataclass(frozen=True)
class Need:
    """Children in need. Hours are a worker's; ``every`` counts days between."""

    plan_hours: kind.Hours = 3.0
    visit_hours: kind.Hours = 2.0
    review_hours: kind.Hours = 2.5
    review_months: kind.Months = 3
    # A review ends the plan: of families whose life stands at level 0, 1 and 2.
    ended_at_review: kind.SharesByLevel = (0.65, 0.42, 0.22)
    closure_hours: kind.Hours = 1.2
    after_protection: kind.Share = 0.75
    harm_noticed: kind.Share = 0.15
    into_care: kind.Share = 0.012
    # Of children with a disability who have a plan.
    short_breaks: kind.Share = 0.35


@dataclass(frozen=True)
class Protecting:
    """Enquiries, conferences and child protection plans. Hours of workers, chairs, managers."""

    # Harm is suspected at referral: of families whose life stands at level 0, 1 and 2.
    suspected: kind.SharesByLevel = (0.02, 0.10, 0.42)
    # Of a family whose children were on a plan before, so much more often.
    suspected_again: kind.Times = 1.9
    suspected_at_once: kind.Share = 0.6
    # While a case is open, a new contact about a family at level 2 raises the concern.
    suspected_later: kind.Share = 0.05
    # How readily harm is suspected, and a conference asked for, by year, beside the last year's.
    alert: kind.TimesByYear = Course((0.60, 0.60, 0.60, 0.62, 0.65, 0.73, 0.763))
    cautious: kind.TimesByYear = Course((1.1, 1.1, 1.1, 1.1, 1.1, 0.72, 1.06))
    discussion_hours: kind.Hours = 1.3
    safety_plan_hours: kind.Hours = 0.7
    safety_plan_recorded: kind.Share = 0.7
    visit_hours: kind.Hours = 2.4
    enquiry_hours: kind.Hours = 5.2
    report_hours: kind.Hours = 2.5
    conference_needed: kind.SharesByLevel = (0.062, 0.192, 0.405)
    # Working days of notice that a conference needs.
    notice: kind.WorkingDays = 6
    conference_hours: kind.Hours = 6.0
    # Put off: agencies or parents cannot come, or too few do.
    put_off: kind.ShareByYear = Course((0.2, 0.2, 0.2, 0.23, 0.46, 0.09, 0.03))
    review_put_off: kind.ShareByYear = Course((0.17, 0.17, 0.17, 0.17, 0.19, 0.32, 0.21))
    conference_never_held: kind.Share = 0.006
    late_reason_recorded: kind.Share = 0.4
    plan_made: kind.Share = 0.875
    transfer_in: kind.Share = 0.02
    review_hours: kind.Hours = 4.0
    # Days before a review falls due for which it can be booked.
    review_booked: kind.DaysAgain = 16
    # A review ends the plan: of families whose life stands at level 0, 1 and 2; and at the first
    # review, the second and so on as though it were asked so many times: plans that go on for
    # long are to be ended one way or another.
    ended_at_review: kind.SharesByLevel = (0.85, 0.5, 0.2)
    ends_as_reviews_go: kind.TimesInTurn = (0.87, 1.0, 1.8, 4.0)
    core_group_hours: kind.Hours = 2.0
    # Some children are to be visited more often than the council's rule asks.
    visit_weekly: kind.Share = 0.06
    category: Shares[str] = Shares({"NEG": 46, "EMO": 36, "PHY": 8, "SAB": 5, "MUL": 5})
    category_changes: kind.Share = 0.07
    # A year on a plan, of families at level 2; and once a plan has lasted a year so many times it.
    into_care_yearly: kind.Yearly = 0.22
    into_care_after_a_year: kind.Times = 3.5
    sibling_too: kind.Share = 0.7
    pre_proceedings: kind.Share = 0.22
    # While children are on a plan: how often a year risk is found again, of families at level 2,
    # how long that enquiry takes, and of those the share that legal planning follows.
    risk_again_yearly: kind.Yearly = 0.35
    risk_again_enquiry: kind.InWorkingDays = Pace(in_time=0.8, soonest=3, limit=10, latest=25)
    risk_again_planned: kind.Share = 0.35


@dataclass(frozen=True)
class Caring:
    """Children in care."""

    # The same in the first year, before the years asked for: then as many come into care as
    # would have been there already.
    at_first: kind.Share = 0.135
    # Of referrals, children who come into care without a protection plan first.
    straight_into_care: kind.Share = 0.00905
    status: Shares[str] = Shares({"V2": 48, "C1": 38, "L1": 7, "L2": 6, "J1": 1})
    # Of children placed with a parent: before the parent has been assessed.
    with_parent_unassessed: kind.Share = 0.3
    # Of children whose first home is with a relative or a friend: one not yet approved to foster.
    approved_for_now: kind.Share = 0.45
    # Until the carer is approved in full, or the child moves: sixteen weeks, and eight at most
    # beside them.
    approved: kind.InDays = Pace(in_time=0.8, soonest=42, limit=112, latest=168)
    first_placement: Length = Length(median=70, spread=1.0)
    placement: Length = Length(median=420, spread=0.9)
    placement_plan: kind.InWorkingDays = Pace(in_time=0.7, soonest=0, limit=5, latest=25)
    care_plan: kind.InWorkingDays = Pace(in_time=0.75, soonest=0, limit=10, latest=40)
    # How long a child stays who is not to grow up in care.
    home: Length = Length(median=260, spread=0.8)
    guardian: Length = Length(median=480, spread=0.4)
    adopted: Length = Length(median=700, spread=0.3)
    visit_hours: kind.Hours = 3.0
    review_hours: kind.Hours = 2.6
    # Days before a review falls due for which it can be booked.
    review_booked: kind.DaysAgain = 18
    put_off: kind.Share = 0.08
    late_reason_recorded: kind.Share = 0.4
    # A series of short breaks: to the first visit and review, then to each later one.
    short_break_first: kind.InDays = Pace(in_time=0.8, soonest=20, limit=88, latest=150)
    short_break: kind.InDaysAgain = Pace(in_time=0.8, soonest=120, limit=180, latest=300)
    long_term_agreed: kind.Share = 0.45
    health_first: kind.InWorkingDays = Pace(in_time=0.5, soonest=8, limit=20, latest=90)
    # Calendar days around the due day.
    health: kind.AroundDueDay = Pace(in_time=0.75, soonest=-40, limit=0, latest=120)
    # What becomes of a health assessment, and of a dental check; of one missed nothing is written.
    health_becomes: Shares[str] = Shares({"completed": 77, "refused": 5, "missed": 18})
    dental_becomes: Shares[str] = Shares({"completed": 89, "refused": 5, "missed": 6})
    education_plan: kind.InWorkingDays = Pace(in_time=0.7, soonest=2, limit=10, latest=40)
    education_plan_done: kind.InWorkingDays = Pace(in_time=0.75, soonest=3, limit=10, latest=45)
    missing_yearly: Shares[kind.Yearly] = Shares({0.0: 72, 0.8: 18, 6.0: 10})


@dataclass(frozen=True)
class Missing:
    """Going missing, and exploitation."""

    # Teenagers on open cases, not in care: episodes a year.
    yearly_at_home: Shares[kind.Yearly] = Shares({0.0: 92, 0.8: 6, 5.0: 2})
    days_gone: Shares[kind.Days] = Shares({0: 62, 1: 26, 2: 6, 4: 4, 11: 2})
    interview_offered: kind.Share = 0.72
    interview_accepted: kind.Share = 0.66
    # Calendar days after the return.
    interview: kind.InDays = Pace(in_time=0.6, soonest=0, limit=3, latest=30)
    exploitation: kind.Share = 0.05
    exploitation_when_often_missing: kind.Share = 0.55
    concern_lasts: Length = Length(median=240, spread=0.6)
    assessed: kind.Share = 0.75
    assessment: kind.InWorkingDays = Pace(in_time=0.55, soonest=1, limit=10, latest=60)
    # Calendar days.
    assessed_again: kind.InDaysAgain = Pace(in_time=0.5, soonest=60, limit=91, latest=200)


@dataclass(frozen=True)
class Courts:
    """Pre-proceedings, proceedings and adoption."""

    planning_meeting: kind.InWorkingDays = Pace(in_time=0.55, soonest=3, limit=10, latest=45)
    letter: kind.InWorkingDays = Pace(in_time=0.6, soonest=3, limit=10, latest=50)
    # Calendar days from the letter to the decision.
    outcome: kind.InDays = Pace(in_time=0.6, soonest=56, limit=112, latest=330)
    proceedings: kind.InDays = Pace(in_time=0.42, soonest=130, limit=182, latest=380)
    adoption_reversed: kind.Share = 0.1
    # Of placements for adoption, those that break down before the order, and so many days after
    # the child came there.
    adoption_breaks_down: kind.Share = 0.03
    broken_down_after: kind.DaySpan = (20, 240)
    # Days after the breakdown on which the plan of adoption is given up.
    given_up_after: kind.DaySpan = (30, 200)


@dataclass(frozen=True)
class LeavingCare:
    """Young people who leave care at 16 or later. Calendar days."""

    needs_assessed: kind.InDays = Pace(in_time=0.62, soonest=30, limit=91, latest=240)
    plan_agreed: kind.InDays = Pace(in_time=0.7, soonest=0, limit=20, latest=120)
    review: kind.InDaysAgain = Pace(in_time=0.72, soonest=120, limit=182, latest=330)
    visit_first: kind.InDays = Pace(in_time=0.65, soonest=0, limit=7, latest=40)
    visit: kind.InDaysAgain = Pace(in_time=0.75, soonest=35, limit=60, latest=140)
    contact: kind.InDaysAgain = Pace(in_time=0.8, soonest=20, limit=56, latest=150)
    stay: Length = Length(median=330, spread=0.7)
    lost_touch: kind.Share = 0.08


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
    family_help: FamilyHelp = FamilyHelp()

    def check(self) -> None:
        """Refuse what no council can be. Raises BadSetting: the parameter, and what it may be."""
        refuse(self)
