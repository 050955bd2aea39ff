"""Rules about child in need plans, and their place beside child protection plans."""

from holdfast.returns.rule import Breach, Other, Rule, Within
from holdfast.sources.cin_census.census import NEED_PLANS, PROTECTION_PLANS, REVIEWS

RULES = (
    Rule(
        "4000",
        (
            Breach(
                NEED_PLANS,
                "There is a child in need plan although the referral led to no further action.",
                "ReferralNFA",
            ),
        ),
        fix="Take out the plan, or correct whether the referral led to no further action.",
    ),
    Rule(
        "4001",
        (
            Breach(
                NEED_PLANS,
                "A child in need plan and a child protection plan of the episode are both open.",
                "given(CINPlanStartDate) and missing(CINPlanEndDate)",
                another=Other(PROTECTION_PLANS, where="missing(other.CPPendDate)"),
            ),
        ),
        fix="End the child in need plan on the day the protection plan began, or end the "
        "protection plan.",
    ),
    Rule(
        "4003",
        (
            Breach(
                REVIEWS,
                "The review of a protection plan falls in a child in need plan.",
                "CPPreviewDate >= other.CINPlanStartDate and (CPPreviewDate < other.CINPlanEndDate "
                "or (missing(other.CINPlanEndDate) and CPPreviewDate <= ReferenceDate)) "
                "and (missing(CPPendDate) or CPPreviewDate <> CPPendDate)",
                another=Other(NEED_PLANS),
            ),
        ),
        fix="Correct the days of the child in need plan or of the review.",
        reading="A review on the last day of either plan passes; an open child in need plan runs "
        "to the reference date.",
    ),
    Rule(
        "4004",
        (
            Breach(
                NEED_PLANS,
                "The child has more than one open child in need plan.",
                "missing(CINPlanEndDate)",
                another=Other(NEED_PLANS, Within.CHILD, "missing(other.CINPlanEndDate)"),
            ),
        ),
        fix="End the earlier one, or take out the one entered twice.",
        reading="Asked over all episodes of the child, as the words say.",
    ),
    Rule(
        "4008",
        (
            Breach(
                NEED_PLANS,
                "The child in need plan begins after the child died.",
                "CINPlanStartDate > PersonDeathDate",
            ),
        ),
        fix="Correct the first day of the plan or the day of death.",
    ),
    Rule(
        "4009Q",
        (
            Breach(
                NEED_PLANS,
                "The child in need plan ends after the child died.",
                "CINPlanEndDate > PersonDeathDate",
            ),
        ),
        fix="Correct the last day of the plan or the day of death, or say why it ran on.",
    ),
    Rule(
        "4010",
        (
            Breach(
                NEED_PLANS,
                "The child in need plan has no first day.",
                "missing(CINPlanStartDate)",
            ),
            Breach(
                NEED_PLANS,
                "The child in need plan begins after the census year.",
                "CINPlanStartDate > ReferenceDate",
            ),
        ),
        fix="Record the day the plan began; leave a later one for the next census.",
        reading="A plan may have begun in an earlier year.",
    ),
    Rule(
        "4011",
        (
            Breach(
                NEED_PLANS,
                "The child in need plan ends before it begins.",
                "CINPlanEndDate < CINPlanStartDate",
            ),
        ),
        fix="Correct one of the two days.",
    ),
    Rule(
        "4012Q",
        (
            Breach(
                NEED_PLANS,
                "The child in need plan begins and ends on one day.",
                "CINPlanStartDate = CINPlanEndDate",
            ),
        ),
        fix="Correct the days, or say why the plan lasted a day.",
    ),
    Rule(
        "4013",
        (
            Breach(
                NEED_PLANS,
                "The child in need plan ends outside the census year.",
                "CINPlanEndDate not between FirstDay and ReferenceDate",
            ),
        ),
        fix="Correct the last day, or leave the plan for the census of its own year.",
    ),
    Rule(
        "4014",
        (
            Breach(
                NEED_PLANS,
                "The child in need plan begins while another of the child is running.",
                "CINPlanStartDate >= other.CINPlanStartDate and (CINPlanStartDate <= "
                "other.CINPlanEndDate or (missing(other.CINPlanEndDate) and "
                "CINPlanStartDate <= ReferenceDate))",
                another=Other(NEED_PLANS, Within.CHILD),
            ),
        ),
        fix="End the earlier plan before the later begins, or take out the one entered twice.",
        reading="Over all episodes of the child; plans that touch on one day overlap.",
    ),
    Rule(
        "4015",
        (
            Breach(
                NEED_PLANS,
                "The child in need plan begins before the referral that it follows.",
                "CINPlanStartDate < CINreferralDate",
            ),
        ),
        fix="Correct the day of the plan or of the referral, or move the plan to its episode.",
    ),
    Rule(
        "4016",
        (
            Breach(
                NEED_PLANS,
                "The child in need plan begins while the child is on a protection plan.",
                "CINPlanStartDate >= other.CPPstartDate and (CINPlanStartDate < other.CPPendDate "
                "or (missing(other.CPPendDate) and CINPlanStartDate <= ReferenceDate))",
                another=Other(PROTECTION_PLANS, Within.CHILD),
            ),
        ),
        fix="Begin the child in need plan when the protection plan ends.",
        reading="A plan that begins on the last day of the other passes.",
    ),
    Rule(
        "4017",
        (
            Breach(
                PROTECTION_PLANS,
                "The protection plan begins while a child in need plan is running.",
                "CPPstartDate >= other.CINPlanStartDate and (CPPstartDate < other.CINPlanEndDate "
                "or (missing(other.CINPlanEndDate) and CPPstartDate <= ReferenceDate))",
                another=Other(NEED_PLANS, Within.CHILD),
            ),
        ),
        fix="End the child in need plan on the day the protection plan began.",
        reading="A plan that begins on the last day of the other passes.",
    ),
)
