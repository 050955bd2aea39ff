"""Rules about referrals and the episodes that begin with them."""

from holdfast.returns.rule import Breach, Other, Rule, Whole, Within
from holdfast.sources.cin_census.census import (
    ASSESSMENTS,
    EPISODES,
    HEADER,
    PROTECTION_PLANS,
    SECTION_47,
)

_OPEN = "missing(CINclosureDate) and not ReferralNFA"
_OTHER_OPEN = "missing(other.CINclosureDate) and not other.ReferralNFA"

RULES = (
    Rule(
        "100",
        (
            Whole(
                HEADER,
                "The reference date is missing, or is not 31 March of the year in the header.",
                "(select coalesce(Header.ReferenceDate is null or month(Header.ReferenceDate) <> 3 "
                "or day(Header.ReferenceDate) <> 31 or year(Header.ReferenceDate) <> Header.Year, "
                "false) from Header)",
            ),
        ),
        fix="Correct the header, or export the census again for the right year.",
        reading="A reference date that cannot be read fails; where the year is missing or not "
        "readable, any 31 March passes.",
    ),
    Rule(
        "8555Q",
        (
            Breach(
                EPISODES,
                "The child was referred after the day of death.",
                "CINreferralDate > PersonDeathDate",
            ),
        ),
        fix="Correct one of the two days, or say why the referral came after.",
        reading="A referral on the day of death passes.",
    ),
    Rule(
        "8568",
        (
            Breach(
                EPISODES,
                "Nothing that can be read says whether the referral led to further action.",
                "ReferralNFA is null",
            ),
        ),
        fix="Record 1 where it led to no further action, 0 where it led to some.",
        reading="1 and true are alike, and so are 0 and false.",
    ),
    Rule(
        "8569Q",
        (
            Breach(
                EPISODES,
                "The referral led to no further action, and came before the last working day "
                "ahead of the census year.",
                "CINreferralDate < EveOfYear and ReferralNFA",
            ),
        ),
        fix="Leave it out of this census, correct whether there was further action, or say why "
        "it is in it.",
        reading="A referral on that working day or later passes: it may have been decided in the "
        "year.",
    ),
    Rule(
        "8600",
        (
            Breach(EPISODES, "The episode has no day of referral.", "missing(CINreferralDate)"),
            Breach(
                EPISODES,
                "The child was referred after the census year.",
                "CINreferralDate > ReferenceDate",
            ),
        ),
        fix="Record the day; leave a later referral for the next census.",
        reading="A referral before the census year passes, as episodes run over years.",
    ),
    Rule(
        "8606",
        (
            Breach(
                EPISODES,
                "The child was referred more than 40 weeks before birth.",
                "datediff('day', CINreferralDate, PersonBirthDate) > 280 or "
                "datediff('day', CINreferralDate, ExpectedPersonBirthDate) > 280",
            ),
        ),
        fix="Correct the day of the referral or of the birth.",
        reading="Exactly 280 days pass; either day, of birth or of the birth awaited, can fail.",
    ),
    Rule(
        "8610",
        (
            Breach(
                EPISODES,
                "The referral led to further action, and the main need is missing.",
                "not ReferralNFA and missing(PrimaryNeedCode)",
            ),
        ),
        fix="Record the main need; N0 where it is not stated.",
        reading="N0, not stated, is a main need.",
    ),
    Rule(
        "8650",
        (
            Breach(
                EPISODES,
                "The main need is no code of the census.",
                "invalid(PrimaryNeedCode)",
            ),
        ),
        fix="Choose one of the codes N0 to N9.",
        reading="Nothing recorded passes; rule 8610 asks for it.",
    ),
    Rule(
        "8815",
        (
            Breach(
                EPISODES,
                "The child has another open episode, and both had further action.",
                _OPEN,
                another=Other(EPISODES, Within.CHILD, _OTHER_OPEN),
            ),
        ),
        fix="Close the earlier one, or make one episode of the two.",
        reading="Found are the open episodes that led to further action, not those that did not.",
    ),
    Rule(
        "8816",
        (
            Breach(
                EPISODES,
                "The episode is open although the child was referred again later.",
                _OPEN,
                another=Other(EPISODES, Within.CHILD, "other.CINreferralDate > CINreferralDate"),
            ),
        ),
        fix="Close the earlier episode, or make one of the two.",
        reading="Two referrals of one day are left to rule 8820.",
    ),
    Rule(
        "8820",
        (
            Breach(
                EPISODES,
                "The child was referred while another episode was running.",
                "CINreferralDate >= other.CINreferralDate and (CINreferralDate < "
                f"other.CINclosureDate or ({_OTHER_OPEN} and CINreferralDate <= ReferenceDate))",
                another=Other(EPISODES, Within.CHILD),
            ),
        ),
        fix="Correct the days, or make one episode of the two.",
        reading="A referral on the day the other was closed passes; an open one runs to the "
        "reference date, that day included, unless it led to no further action.",
    ),
    Rule(
        "8866",
        (
            Breach(
                EPISODES,
                "Who made the referral is missing, or is no code of the census.",
                "CINreferralDate >= date '2013-04-01' and (missing(ReferralSource) or "
                "invalid(ReferralSource))",
            ),
        ),
        fix="Record the source of the referral; 10 where nobody knows.",
        reading="Asked of referrals since 1 April 2013; one without a day is left to rule 8600.",
    ),
    Rule(
        "8831",
        (
            Breach(
                ASSESSMENTS,
                "There is an assessment although the referral led to no further action.",
                "ReferralNFA and (given(AssessmentActualStartDate) "
                "or given(AssessmentAuthorisationDate))",
            ),
            Breach(
                SECTION_47,
                "There is a section 47 enquiry although the referral led to no further action.",
                "ReferralNFA and (given(S47ActualStartDate) or given(Section47.DateOfInitialCPC))",
            ),
            Breach(
                EPISODES,
                "There is an initial conference although the referral led to no further action.",
                "ReferralNFA and given(DateOfInitialCPC)",
            ),
        ),
        fix="Correct whether there was further action, or take the activity out.",
        reading="The conference of an enquiry counts as well as that of the episode.",
    ),
    Rule(
        "8832",
        (
            Breach(
                PROTECTION_PLANS,
                "There is a protection plan although the referral led to no further action.",
                "ReferralNFA",
            ),
        ),
        fix="Correct whether there was further action, or take the plan out.",
    ),
)
