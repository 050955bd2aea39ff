"""The chain: a child's way from contact to closure, link by link, and where it holds children up.

For each link, over a period that ends on the outlook's day: how many duties were done in the
period and how many of those in time; how many are open now and how many of these are
overdue; the longest open wait; the median wait with those still waiting counted; and the
child-days over, which is the number of children overdue each day, added up over the period.
Never a composite score: an average hides the weak link.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from holdfast.areas import Area
from holdfast.clocks.duty import Status
from holdfast.clocks.rules.answers import Answer
from holdfast.clocks.sql.standing import OPEN
from holdfast.days import add_months
from holdfast.engine.quoting import quoted
from holdfast.measures.waits import median_wait
from holdfast.query.outlook import Outlook, Row
from holdfast.query.scope import EVERYBODY, Scope

MONTHS = 12


@dataclass(frozen=True)
class Link:
    """One link: its name, and the clocks that make it up."""

    key: str
    title: str
    area: Area
    clocks: tuple[str, ...]


LINKS = (
    Link("contact", "Contact decided", Area.CONTACT, ("contact_decision",)),
    Link("referral", "Referral decided", Area.CONTACT, ("referral_decision",)),
    Link("allocation", "Named worker allocated", Area.CONTACT, ("allocation",)),
    Link("seen", "Child seen", Area.CONTACT, ("first_seen", "first_seen_enquiry")),
    Link("assessment", "Assessment complete", Area.ASSESSMENT, ("assessment_45",)),
    Link("assessment_statistical", "Assessment complete, as the DfE counts", Area.ASSESSMENT,
         ("assessment_45_statistical",)),
    Link("strategy", "Strategy discussion held", Area.PROTECTION, ("strategy_discussion",)),
    Link("conference", "Initial conference held", Area.PROTECTION, ("s47_icpc_15",)),
    Link("core_group", "Core group met", Area.PROTECTION,
         ("core_group_first", "core_group_repeat")),
    Link("protection_visit", "Visit on a protection plan", Area.PROTECTION, ("cp_visit",)),
    Link("protection_review", "Review conference held", Area.PROTECTION,
         ("rcpc_first", "rcpc_repeat")),
    Link("need_plan", "Child in need plan in place", Area.NEED, ("cin_plan_first",)),
    Link("need_visit", "Visit to a child in need", Area.NEED, ("cin_visit",)),
    Link("need_review", "Child in need plan reviewed", Area.NEED, ("cin_review",)),
    Link("care_plan", "Care plan made", Area.CARE, ("cla_care_plan",)),
    Link("care_visit", "Visit to a child in care", Area.CARE,
         ("cla_visit_first", "cla_visit_y1", "cla_visit_after", "cla_visit_after_long_term",
          "cla_visit_longterm_6m", "cla_visit_pwp_pre", "cla_visit_pwp_later",
          "cla_visit_reg24_ico", "cla_visit_reg24_ico_later", "cla_visit_co_home",
          "cla_visit_co_home_later", "cla_visit_other_living", "cla_visit_other_living_y1",
          "cla_visit_other_living_after")),
    Link("care_review", "Child in care reviewed", Area.CARE,
         ("cla_review_1", "cla_review_2", "cla_review_n", "adopt_review_returned",
          "cla_review_returned")),
    Link("permanence", "Permanence planned", Area.CARE, ("permanence_2nd",)),
    Link("return_interview", "Return home interview held", Area.MISSING, ("rhi_72",)),
    Link("pre_proceedings", "Pre-proceedings decided", Area.PERMANENCE, ("plo_preproc",)),
    Link("pathway", "Pathway plan reviewed", Area.LEAVING_CARE,
         ("cl_pp_review", "cl_pp_review_28", "cl_pp_review_3m")),
    Link("supervision", "Case supervised", Area.OVERSIGHT, ("supervision_case",)),
)  # fmt: skip

# The clocks that are in no link, and why. The chain is the way of most children who are
# referred, and each duty on it is counted once.
OUTSIDE: dict[str, tuple[str, ...]] = {
    "it watches for what may come back; nobody waits for it": (
        "re_referral", "step_down", "cp_repeat", "family_help_up", "family_help_down",
    ),
    "it says what comes first, not how long a step is waited for": (
        "fgdm_offer", "fgdm_held", "assessed_before_plan", "seen_before_conference",
    ),
    "it was withdrawn in April 2013": ("initial_assessment", "core_assessment"),
    "statistics count from another day what a link counts already": ("s47_icpc_15_statistical",),
    "it says how long something lasts, not how long a step is waited for": (
        "s47_duration", "cp_2yr", "proceedings_26",
    ),
    "it is a part of a step that has its link": (
        "allocation_social_worker", "assessment_first_step", "interim_safety_plan",
        "cla_placement_plan", "lpm",
        "cl_pathway_plan", "cl_pathway_plan_agreed", "cl_pa_visit", "cl_pa_visit_later",
    ),
    "few children come this way": (
        "eh_assessment", "eh_lead", "eh_plan", "eh_visit", "eh_review",
        "transfer_in_icpc", "epo", "police_protection",
        "short_breaks_visit_1", "short_breaks_visit_n", "short_breaks_review_1",
        "short_breaks_review_n", "pf_initial", "pf_visit", "pf_visit_after",
        "cse_risk_assessment", "cse_risk_review", "adopt_visit", "adopt_review",
        "adopt_review_2", "adopt_review_n", "adopt_review_authorised",
        "adopt_review_authorised_n",
    ),
    "it waits for health or education as much as for children's services": (
        "ha_initial", "ha_review_under_five", "ha_review", "dental", "sdq", "pep_initial",
        "pep_ready",
    ),
    "it is a duty of managers and of the record, not a step of a child's": (
        "supervision_person", "mgmt_oversight", "action_due", "drp_stage", "chronology",
        "recording", "recording_need", "recording_care", "sin_notify", "rapid_review", "lado",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """What is known of one link. Days are calendar days; None: cannot be told.

    ``judged_from`` is the latest day from which recording is judged good, of its clocks.
    """

    link: Link
    answer: Answer
    why: str
    passed: int | None
    in_time: int | None
    open: int | None
    overdue: int | None
    cannot_tell: int | None
    longest_days: int | None
    median_days: int | None
    child_days_over: int | None
    judged_from: date | None = None

    def told(self) -> Row:
        """The link as machines are given it: stable names."""
        return {
            "link": self.link.key,
            "passed": self.passed,
            "in_time": self.in_time,
            "open": self.open,
            "overdue": self.overdue,
            "longest_days": self.longest_days,
            "median_days": self.median_days,
            "child_days_over": self.child_days_over,
            "judged_from": self.judged_from,
        }


def period(day: date, months: int = MONTHS) -> date:
    """The first day of the period that ends on ``day``."""
    return add_months(day, -months)


def chain(outlook: Outlook, months: int = MONTHS, scope: Scope = EVERYBODY) -> list[Measured]:
    """Every link of the chain, in the order in which a child passes it, for all or for a team.

    Raises NotFound for a team that nobody knows.
    """
    first = period(outlook.day, months)
    counted = outlook.rows(_counts_sql(outlook.day, first, scope.standing(outlook)))
    own = ([row for row in counted if row["link"] == link.key] for link in LINKS)
    return [_measured(outlook, link, rows) for link, rows in zip(LINKS, own, strict=True)]


def weakest(links: Sequence[Measured], most: int = 3) -> list[Measured]:
    """The links with the most child-days over, worst first."""
    waiting = [link for link in links if link.child_days_over]
    return sorted(waiting, key=lambda link: -(link.child_days_over or 0))[:most]


def _measured(outlook: Outlook, link: Link, rows: Sequence[Row]) -> Measured:
    found = [one for one in outlook.answered if one.clock.key in link.clocks]
    able = [one for one in found if one.answer is not Answer.CANNOT_TELL]
    why = "; ".join(dict.fromkeys(one.why for one in found if one.why))
    judged = outlook.book.good_from.latest(link.clocks)
    if not able:
        none = dict.fromkeys((*_ADDED, "longest_days", "median_days"))
        return Measured(link, Answer.CANNOT_TELL, why, **none, judged_from=judged)
    counts: dict[str, int | None] = {name: sum(row[name] for row in rows) for name in _ADDED}
    waiting = (row["longest_days"] for row in rows if row["longest_days"] is not None)
    counts["longest_days"] = max(waiting, default=None)
    answer = Answer.HISTORY
    if all(one.answer is Answer.CURRENT for one in able):
        answer = Answer.CURRENT
        # The source gives only what is open now: what was done before cannot be told.
        counts |= dict.fromkeys(("passed", "in_time"))
    waits = ((row["days"], row["ended"], row["waiting"]) for row in rows if row["days"] is not None)
    counts["median_days"] = median_wait(waits) if answer is Answer.HISTORY else None
    return Measured(link, answer, why, **counts, judged_from=judged)


# What is counted wait by wait and added up for a link.
_ADDED = ("passed", "in_time", "open", "overdue", "cannot_tell", "child_days_over")


def _counts_sql(day: date, first: date, standing: str) -> str:
    """The counts of every link in one pass over ``standing``, by the length of the wait.

    Columns: link, days (None for a wait that began before the period, or of which nobody can
    tell), what is added up, the longest open wait, and how many waits of that length have
    ended and how many were still open then.
    """
    since = f"date '{first}'"
    done = f"status in ('{Status.MET}', '{Status.LATE}')"
    passed = f"{done} and stopped > {since}"
    open_ = f"status in ({quoted(OPEN)})"
    began = f"started > {since} and status <> '{Status.CANNOT_TELL}'"
    far = "date '9999-12-31'"
    ends = [f"coalesce({end}, {far})" for end in ("stopped", "lapsed", "doubt")]
    # Overdue on each day from the day after due until the day it ends, which is not one.
    last = f"least({', '.join(ends)}, date '{day + timedelta(days=1)}')"
    begins = f"greatest(overdue_from, {since})"
    over = f"overdue_from is not null and {last} > {begins}"
    return f"""
    select link, case when {began} then days_waited end as days, {_count(passed)} as passed,
      {_count(f"{passed} and status = '{Status.MET}'")} as in_time, {_count(open_)} as open,
      {_count(f"status = '{Status.OVERDUE}'")} as overdue,
      {_count(f"status = '{Status.CANNOT_TELL}'")} as cannot_tell,
      cast(sum(case when {over} then date_diff('day', {begins}, {last}) else 0 end) as bigint)
        as child_days_over,
      max(case when {open_} then days_waited end) as longest_days,
      {_count(done)} as ended, {_count(f"not ({done})")} as waiting
    from ({_linked_sql(LINKS, standing)}) as linked
    group by link, case when {began} then days_waited end"""


def _count(held: str) -> str:
    return f"cast(sum(case when {held} then 1 else 0 end) as bigint)"


def _linked_sql(links: Sequence[Link], standing: str) -> str:
    pairs = ", ".join(f"('{key}', '{link.key}')" for link in links for key in link.clocks)
    return (
        f"select s.*, n.link from {standing} as s "
        f"join (select * from (values {pairs}) as v(clock, link)) as n on n.clock = s.clock"
    )
