"""The links of the chain: the steps of a child's way from contact to closure.

A link is one or more clocks that ask for the same step. Each is counted by the chain, and has a
measure of what is done in time, of how long people wait and of what is overdue. A clock that is in
no link says why itself (``Clock.outside_chain``).
"""

from dataclasses import dataclass

from holdfast.areas import Area


@dataclass(frozen=True)
class Link:
    """One link: its name, the clocks that make it up, and why the step matters, in a sentence."""

    key: str
    title: str
    area: Area
    clocks: tuple[str, ...]
    why: str


LINKS = (
    Link(
        "contact",
        "Contact decided",
        Area.CONTACT,
        ("contact_decision",),
        why="Until a contact is decided, nobody has said whether the family needs a service.",
    ),
    Link(
        "referral",
        "Referral decided",
        Area.CONTACT,
        ("referral_decision",),
        why="Until a referral is decided, the family does not know whether help will come.",
    ),
    Link(
        "allocation",
        "Named worker allocated",
        Area.CONTACT,
        ("allocation",),
        why="Without a named worker nobody answers for the case, and the family has nobody to ask.",
    ),
    Link(
        "seen",
        "Child seen",
        Area.CONTACT,
        (
            "first_seen",
            "first_seen_enquiry",
        ),
        why="How the child is, and what the child says, is known once somebody has seen the child.",
    ),
    Link(
        "assessment",
        "Assessment complete",
        Area.ASSESSMENT,
        ("assessment_45",),
        why="Help is planned on what the assessment finds: until it is complete, the family waits.",
    ),
    Link(
        "assessment_statistical",
        "Assessment complete, as the DfE counts",
        Area.ASSESSMENT,
        ("assessment_45_statistical",),
        why="It is the figure by which councils are compared with one another.",
    ),
    Link(
        "strategy",
        "Strategy discussion held",
        Area.PROTECTION,
        ("strategy_discussion",),
        why="Council, police and health share there what each knows, and decide what to do.",
    ),
    Link(
        "conference",
        "Initial conference held",
        Area.PROTECTION,
        ("s47_icpc_15",),
        why="The conference decides, with the family, whether a protection plan is needed.",
    ),
    Link(
        "core_group",
        "Core group met",
        Area.PROTECTION,
        (
            "core_group_first",
            "core_group_repeat",
        ),
        why="The core group turns the plan into who does what, by when.",
    ),
    Link(
        "protection_visit",
        "Visit on a protection plan",
        Area.PROTECTION,
        ("cp_visit",),
        why="Visits show whether the child is safe, and whether the plan helps.",
    ),
    Link(
        "protection_review",
        "Review conference held",
        Area.PROTECTION,
        (
            "rcpc_first",
            "rcpc_repeat",
        ),
        why="A review asks whether the plan works, and whether it is still needed.",
    ),
    Link(
        "need_plan",
        "Child in need plan in place",
        Area.NEED,
        ("cin_plan_first",),
        why="The plan says what help was agreed with the family, and who gives it.",
    ),
    Link(
        "need_visit",
        "Visit to a child in need",
        Area.NEED,
        ("cin_visit",),
        why="Visits show how the child is, and whether the help reaches the family.",
    ),
    Link(
        "need_review",
        "Child in need plan reviewed",
        Area.NEED,
        ("cin_review",),
        why="A review asks whether the help works, and keeps a plan from drifting.",
    ),
    Link(
        "care_plan",
        "Care plan made",
        Area.CARE,
        ("cla_care_plan",),
        why="Everyone who cares for the child works from the care plan.",
    ),
    Link(
        "care_visit",
        "Visit to a child in care",
        Area.CARE,
        (
            "cla_visit_first",
            "cla_visit_y1",
            "cla_visit_after",
            "cla_visit_after_long_term",
            "cla_visit_longterm_6m",
            "cla_visit_pwp_pre",
            "cla_visit_pwp_later",
            "cla_visit_reg24_ico",
            "cla_visit_reg24_ico_later",
            "cla_visit_co_home",
            "cla_visit_co_home_later",
            "cla_visit_other_living",
            "cla_visit_other_living_y1",
            "cla_visit_other_living_after",
        ),
        why="By its visits the council, which stands in for a parent, knows how the child is.",
    ),
    Link(
        "care_review",
        "Child in care reviewed",
        Area.CARE,
        (
            "cla_review_1",
            "cla_review_2",
            "cla_review_n",
            "adopt_review_returned",
            "cla_review_returned",
        ),
        why="The review asks whether the care plan is right for the child, and is carried out.",
    ),
    Link(
        "permanence",
        "Permanence planned",
        Area.CARE,
        ("permanence_2nd",),
        why="The plan for permanence says where the child’s home will be.",
    ),
    Link(
        "return_interview",
        "Return home interview held",
        Area.MISSING,
        ("rhi_72",),
        why="In the talk after coming back, a child can say why they left and what would help.",
    ),
    Link(
        "pre_proceedings",
        "Pre-proceedings decided",
        Area.PERMANENCE,
        ("plo_preproc",),
        why="Until it is decided, the family does not know whether the council will go to court.",
    ),
    Link(
        "pathway",
        "Pathway plan reviewed",
        Area.LEAVING_CARE,
        (
            "cl_pp_review",
            "cl_pp_review_28",
            "cl_pp_review_3m",
        ),
        why="A pathway plan that is not reviewed falls behind the young person’s life.",
    ),
    Link(
        "supervision",
        "Case supervised",
        Area.OVERSIGHT,
        ("supervision_case",),
        why="In supervision a manager looks at the work with a child, and changes its course.",
    ),
)
