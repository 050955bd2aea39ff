# The defaults are calls, of classes whose values cannot be changed.
# ruff: noqa: RUF009
"""The parameters of a simulated council, in one place.

The defaults are plausible for an English county at 31 January 2018 whose services are in
trouble: decisions mostly prompt, a third of conferences late, children seen late, workers
leaving. Published figures for one such county and for England set the orders of magnitude;
nothing here is fitted to any council. Shares are of one; a ``Pace`` counts working days and
a ``Length`` calendar days, unless the field says otherwise.
"""

from dataclasses import dataclass, field

from holdfast.simulation.chance import Length, Pace, Shares


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


@dataclass(frozen=True)
class FrontDoor:
    """Contacts, and the referrals that some become."""

    # Whether a family is ever told of again after a contact, and then how many times a year.
    comes_back: float = 0.72
    contacts_yearly: Shares[float] = Shares({0.15: 28, 0.9: 37, 3.2: 35})
    decision: Pace = Pace(in_time=0.80, soonest=0, limit=1, latest=14)
    decision_not_recorded: float = 0.002
    outcome: Shares[str] = Shares(
        {
            "no_further_action": 28,
            "advice": 17,
            "early_help": 9,
            "other": 3,
            "referral": 27,
        }
    )
    # Of later contacts about a family that was referred before.
    referral_again: float = 0.74
    referral_decision: Pace = Pace(in_time=0.9, soonest=0, limit=1, latest=10)
    referral_not_needed: float = 0.06
    first_seen: Pace = Pace(in_time=0.62, soonest=0, limit=5, latest=35)
    early_help: Length = Length(median=130, spread=0.5)
    early_help_assessed: Pace = Pace(in_time=0.7, soonest=5, limit=30, latest=70)
    # Of contacts with another outcome: a child turns out to be privately fostered.
    private_fostering: float = 0.08


@dataclass(frozen=True)
class Assessing:
    """Assessments of need."""

    begun: Pace = Pace(in_time=0.85, soonest=0, limit=3, latest=25)
    authorised: Pace = Pace(in_time=0.79, soonest=10, limit=45, latest=140)
    # Of children who go to a conference: it is signed off before that.
    ready_for_conference: float = 0.75
    # Begun and never signed off: the case is closed over it.
    never_authorised: float = 0.004
    late_reason_recorded: float = 0.35
    in_need: float = 0.55
    to_early_help: float = 0.35
    seen: float = 0.93
    seen_not_recorded: float = 0.03


@dataclass(frozen=True)
class Need:
    """Children in need."""

    plan: Pace = Pace(in_time=0.72, soonest=0, limit=10, latest=45)
    lasts: Length = Length(median=135, spread=0.7)
    visit: Pace = Pace(in_time=0.84, soonest=10, limit=20, latest=55)
    # Calendar days.
    review: Pace = Pace(in_time=0.74, soonest=35, limit=88, latest=190)
    closure: Pace = Pace(in_time=0.8, soonest=0, limit=10, latest=60)
    after_protection: float = 0.75
    becomes_protection: float = 0.07
    into_care: float = 0.025
    # Of children with a disability who have a plan.
    short_breaks: float = 0.35


@dataclass(frozen=True)
class Protecting:
    """Enquiries, conferences and child protection plans."""

    suspected: float = 0.22
    # Of children who were on a plan before.
    suspected_again: float = 0.55
    suspected_at_once: float = 0.65
    discussion: Pace = Pace(in_time=0.66, soonest=0, limit=1, latest=16)
    discussion_never_held: float = 0.005
    safety_plan: Pace = Pace(in_time=0.55, soonest=0, limit=1, latest=12)
    safety_plan_recorded: float = 0.7
    enquiry: Pace = Pace(in_time=0.8, soonest=2, limit=10, latest=30)
    first_seen: Pace = Pace(in_time=0.6, soonest=0, limit=1, latest=12)
    conference_needed: float = 0.42
    conference: Pace = Pace(in_time=0.66, soonest=9, limit=15, latest=48)
    conference_never_held: float = 0.008
    late_reason_recorded: float = 0.4
    plan_made: float = 0.88
    transfer_in: float = 0.02
    lasts: Length = Length(median=300, spread=0.6)
    visit: Pace = Pace(in_time=0.91, soonest=5, limit=10, latest=32)
    core_group_first: Pace = Pace(in_time=0.8, soonest=4, limit=10, latest=30)
    # Calendar days.
    core_group: Pace = Pace(in_time=0.78, soonest=25, limit=42, latest=95)
    # Calendar days before (negative) or after the day that the review falls due.
    review: Pace = Pace(in_time=0.80, soonest=-14, limit=0, latest=60)
    # Some children are to be visited more often than the council's rule asks.
    visit_weekly: float = 0.06
    category: Shares[str] = Shares({"NEG": 46, "EMO": 36, "PHY": 8, "SAB": 5, "MUL": 5})
    category_changes: float = 0.07
    into_care: float = 0.28
    sibling_too: float = 0.7
    pre_proceedings: float = 0.22


@dataclass(frozen=True)
class Caring:
    """Children in care."""

    # Of referrals, children who come into care without a protection plan first.
    straight_into_care: float = 0.014
    status: Shares[str] = Shares({"V2": 48, "C1": 38, "L1": 7, "L2": 6, "J1": 1})
    first_placement: Length = Length(median=70, spread=1.0)
    placement: Length = Length(median=420, spread=0.9)
    placement_plan: Pace = Pace(in_time=0.7, soonest=0, limit=5, latest=25)
    care_plan: Pace = Pace(in_time=0.75, soonest=0, limit=10, latest=40)
    # How long a child stays who is not to grow up in care.
    home: Length = Length(median=260, spread=0.8)
    guardian: Length = Length(median=480, spread=0.4)
    adopted: Length = Length(median=700, spread=0.3)
    # Working days to the first review; then calendar days around the due day.
    review_first: Pace = Pace(in_time=0.82, soonest=10, limit=20, latest=50)
    review: Pace = Pace(in_time=0.84, soonest=-16, limit=0, latest=60)
    late_reason_recorded: float = 0.4
    # Calendar days.
    visit_first: Pace = Pace(in_time=0.76, soonest=0, limit=7, latest=30)
    visit: Pace = Pace(in_time=0.9, soonest=24, limit=42, latest=90)
    visit_long_term: Pace = Pace(in_time=0.86, soonest=55, limit=90, latest=150)
    visit_weekly: Pace = Pace(in_time=0.8, soonest=4, limit=7, latest=21)
    visit_monthly: Pace = Pace(in_time=0.85, soonest=14, limit=28, latest=70)
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
    """Teams and workers, and how children pass between them."""

    # Workers in post for each child ever known, by kind of team.
    workers: dict[str, float] = field(
        default_factory=lambda: {
            "front_door": 0.0003,
            "assessment": 0.0020,
            "safeguarding": 0.0030,
            "care": 0.0012,
            "disabled": 0.0005,
            "leaving_care": 0.0003,
            "early_help": 0.0004,
            "reviewing": 0.0003,
        }
    )
    team_size: int = 7
    agency: float = 0.33
    tenure: Length = Length(median=900, spread=0.8)
    tenure_agency: Length = Length(median=260, spread=0.6)
    vacancy: Length = Length(median=45, spread=0.8)
    allocated: Pace = Pace(in_time=0.9, soonest=0, limit=1, latest=22)
    handed_over: Pace = Pace(in_time=0.97, soonest=0, limit=0, latest=20)
    waits_in_inbox: float = 0.6
    # How long a worker holds a child before another takes over, when neither leaves.
    held: Length = Length(median=420, spread=0.7)
    leaver_still_named: float = 0.12
    # Calendar days.
    supervised: Pace = Pace(in_time=0.85, soonest=21, limit=31, latest=80)
    absent_yearly: float = 0.8


@dataclass(frozen=True)
class Overseeing:
    """Supervision, management oversight, challenge. Calendar days."""

    supervision: Pace = Pace(in_time=0.85, soonest=19, limit=28, latest=110)
    challenge: float = 0.05
    challenge_not_recorded: float = 0.25
    sets_actions: float = 0.5
    action_written_apart: float = 0.35
    action_due: tuple[int, int] = (7, 42)
    action_in_time: float = 0.55
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
    chronology: Pace = Pace(in_time=0.4, soonest=50, limit=92, latest=330)
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
