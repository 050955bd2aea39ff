"""Rules about child protection plans and their reviews."""

from holdfast.returns.rule import Breach, Other, Rule, Whole, Within
from holdfast.sources.cin_census.census import PROTECTION_PLANS, REVIEWS, SECTION_47

_HELD = "where {0}.DateOfInitialCPC between FirstDay and ReferenceDate"
_LEADS_TO_ONE = "not coalesce(other.ICPCnotRequired, false)"

RULES = (
    Rule(
        "1105",
        (
            Breach(
                PROTECTION_PLANS,
                "The protection plan begins before the referral that it follows.",
                "CPPstartDate < CINreferralDate",
            ),
        ),
        fix="Correct the day of the plan or of the referral, or move the plan to its episode.",
    ),
    Rule(
        "2883",
        (
            Whole(
                PROTECTION_PLANS,
                "More protection plans began in the year than initial conferences were held.",
                "(select count(*) from ChildProtectionPlans where ChildProtectionPlans.CPPstartDate"
                " between FirstDay and ReferenceDate) > (select count(*) from Section47 "
                f"{_HELD.format('Section47')}) + (select count(*) from CINdetails "
                f"{_HELD.format('CINdetails')})",
            ),
        ),
        fix="Record the conference from which each plan came.",
        reading="Plans and conferences are counted by row, those of moved children with the "
        "episode.",
    ),
    Rule(
        "2885",
        (
            Breach(
                PROTECTION_PLANS,
                "The protection plan does not begin on the day of a conference of its enquiries.",
                "CPPstartDate between FirstDay and ReferenceDate",
                another=Other(SECTION_47, where=_LEADS_TO_ONE),
                without=Other(
                    SECTION_47,
                    where=f"{_LEADS_TO_ONE} and (other.DateOfInitialCPC = CPPstartDate "
                    "or unreadable(other.DateOfInitialCPC))",
                ),
            ),
            Breach(
                PROTECTION_PLANS,
                "The protection plan does not begin on the day of the conference of the episode, "
                "and there is no enquiry that led to one.",
                "CPPstartDate between FirstDay and ReferenceDate and not "
                "unreadable(DateOfInitialCPC) and coalesce(DateOfInitialCPC <> CPPstartDate, true)",
                without=Other(SECTION_47, where=_LEADS_TO_ONE),
            ),
        ),
        fix="Correct the day of the plan or of the conference, or record the conference.",
        reading="The conference of the episode counts only where no enquiry leads to one; an "
        "enquiry after which none was needed is left out.",
    ),
    Rule(
        "8720",
        (
            Breach(
                PROTECTION_PLANS, "The protection plan has no first day.", "missing(CPPstartDate)"
            ),
            Breach(
                PROTECTION_PLANS,
                "The protection plan begins after the census year.",
                "CPPstartDate > ReferenceDate",
            ),
        ),
        fix="Record the day the plan began; leave a later one for the next census.",
        reading="A plan may have begun in an earlier year.",
    ),
    Rule(
        "8730",
        (
            Breach(
                PROTECTION_PLANS,
                "Nobody says how many protection plans the child had before, or it is no number "
                "from 0 up.",
                "NumberOfPreviousCPP is null or NumberOfPreviousCPP < 0",
            ),
        ),
        fix="Record the number of earlier plans; 0 where there were none.",
    ),
    Rule(
        "8840",
        (
            Breach(
                PROTECTION_PLANS,
                "The protection plan begins and ends on one day.",
                "CPPstartDate = CPPendDate",
            ),
        ),
        fix="Correct one of the two days.",
    ),
    Rule(
        "8841",
        (
            Breach(
                REVIEWS,
                "The review was held on the day the plan began, or before it.",
                "CPPreviewDate <= CPPstartDate",
            ),
        ),
        fix="Correct the day of the review, or take out the conference that began the plan.",
    ),
    Rule(
        "8842Q",
        (Breach(REVIEWS, "The review has no day.", "missing(CPPreviewDate)"),),
        fix="Record the day of the review, or take the empty one out.",
    ),
    Rule(
        "8905",
        (
            Breach(
                PROTECTION_PLANS,
                "The category of abuse at the start of the plan is missing or no code.",
                "missing(InitialCategoryOfAbuse) or invalid(InitialCategoryOfAbuse)",
            ),
        ),
        fix="Record the category that the conference decided.",
    ),
    Rule(
        "8910",
        (
            Breach(
                PROTECTION_PLANS,
                "The latest category of abuse of the plan is missing or no code.",
                "missing(LatestCategoryOfAbuse) or invalid(LatestCategoryOfAbuse)",
            ),
        ),
        fix="Record the category that the last conference decided.",
    ),
    Rule(
        "8915",
        (
            Breach(
                PROTECTION_PLANS,
                "The protection plan begins after the child died.",
                "CPPstartDate > PersonDeathDate",
            ),
        ),
        fix="Correct the first day of the plan or the day of death.",
    ),
    Rule(
        "8920",
        (
            Breach(
                PROTECTION_PLANS,
                "The protection plan ends after the child died.",
                "CPPendDate > PersonDeathDate",
            ),
        ),
        fix="Correct the last day of the plan or the day of death.",
    ),
    Rule(
        "8925",
        (
            Breach(
                PROTECTION_PLANS,
                "The protection plan ends before it begins.",
                "CPPendDate < CPPstartDate",
            ),
        ),
        fix="Correct one of the two days.",
    ),
    Rule(
        "8930",
        (
            Breach(
                PROTECTION_PLANS,
                "The protection plan ends outside the census year.",
                "CPPendDate not between FirstDay and ReferenceDate",
            ),
        ),
        fix="Correct the last day, or leave the plan for the census of its own year.",
    ),
    Rule(
        "8935",
        (
            Breach(
                PROTECTION_PLANS,
                "The child has more than one open protection plan.",
                "missing(CPPendDate)",
                another=Other(PROTECTION_PLANS, Within.CHILD, "missing(other.CPPendDate)"),
            ),
        ),
        fix="End the earlier one, or take out the one entered twice.",
        reading="Asked over all episodes of the child, as the words say.",
    ),
    Rule(
        "8940",
        (
            Breach(
                PROTECTION_PLANS,
                "The protection plan begins while another of the child is running.",
                "CPPstartDate >= other.CPPstartDate and (CPPstartDate <= other.CPPendDate "
                "or (missing(other.CPPendDate) and CPPstartDate <= ReferenceDate))",
                another=Other(PROTECTION_PLANS, Within.CHILD),
            ),
        ),
        fix="End the earlier plan before the later begins, or take out the one entered twice.",
        reading="Over all episodes of the child; plans that touch on one day overlap.",
    ),
)
