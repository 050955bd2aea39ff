"""Rules about section 47 enquiries and the initial conferences they lead to."""

from holdfast.returns.rule import Breach, Other, Rule
from holdfast.sources.cin_census.census import EPISODES, SECTION_47

# No conference yet, and nobody said that none was needed: blank counts as needed.
_AWAITED = "missing(DateOfInitialCPC) and not coalesce(ICPCnotRequired, false)"
_OTHER_AWAITED = "missing(other.DateOfInitialCPC) and not coalesce(other.ICPCnotRequired, false)"
# 1 January 2000 was a Saturday; a Sunday before that day leaves -6.
_ON_WEEKEND = "datediff('day', date '2000-01-01', {0}) % 7 in (0, 1, -6)"
_WEEKEND = _ON_WEEKEND.format("DateOfInitialCPC")

RULES = (
    Rule(
        "1104",
        (
            Breach(
                SECTION_47,
                "The initial conference was held before the referral.",
                "DateOfInitialCPC < CINreferralDate",
            ),
        ),
        fix="Correct the day of the conference or of the referral, or move the enquiry to its "
        "episode.",
    ),
    Rule(
        "2884",
        (
            Breach(
                SECTION_47,
                "An initial conference is recorded with the enquiry and with the episode as well.",
                "given(DateOfInitialCPC) and given(CINdetails.DateOfInitialCPC)",
            ),
        ),
        fix="Leave it with the enquiry; with the episode only for a child who moved here while "
        "on a plan.",
        reading="Both places filled in one episode is an error, and different days there are an "
        "error too: the text says that only one should be filled.",
    ),
    Rule(
        "2889",
        (
            Breach(
                SECTION_47,
                "The enquiry begins before the referral that it follows.",
                "S47ActualStartDate < CINreferralDate",
            ),
        ),
        fix="Correct the day of the enquiry or of the referral, or move the enquiry to its "
        "episode.",
    ),
    Rule(
        "8615",
        (
            Breach(
                SECTION_47,
                "The enquiry led to a conference and has no first day.",
                "given(DateOfInitialCPC) and missing(S47ActualStartDate)",
            ),
            Breach(
                SECTION_47,
                "The enquiry begins after its conference.",
                "S47ActualStartDate > DateOfInitialCPC",
            ),
        ),
        fix="Record or correct the day the enquiry began, or the day of the conference.",
    ),
    Rule(
        "8675Q",
        (
            Breach(
                SECTION_47,
                "The enquiry had run for more than 15 working days when the census year ended, "
                "and there was no initial conference.",
                f"{_AWAITED} and S47ActualStartDate < WorkingDays15Before",
            ),
        ),
        fix="Record the conference, or that none was needed; if it is still awaited, say why.",
        reading="Fifteen working days exactly pass, as the text says more than 15; where nobody "
        "says whether a conference was needed, it was.",
    ),
    Rule(
        "8715",
        (
            Breach(
                SECTION_47,
                "The initial conference lies outside the census year.",
                "DateOfInitialCPC not between FirstDay and ReferenceDate",
            ),
            Breach(
                EPISODES,
                "The initial conference of the episode lies outside the census year.",
                "DateOfInitialCPC not between FirstDay and ReferenceDate",
            ),
        ),
        fix="Correct the day, or leave the conference for the census of its own year.",
        reading="Asked of the conference of the episode as well: an addition of ours.",
    ),
    Rule(
        "8740",
        (
            Breach(
                SECTION_47,
                "The enquiry has led to no conference yet, and begins outside the census year or "
                "has no first day.",
                f"{_AWAITED} and (missing(S47ActualStartDate) "
                "or S47ActualStartDate not between FirstDay and ReferenceDate)",
            ),
        ),
        fix="Record the conference, or that none was needed, or correct the day it began.",
        reading="An enquiry without a first day is none of the year; where nobody says whether a "
        "conference was needed, it was.",
    ),
    Rule(
        "8839",
        (
            Breach(
                SECTION_47,
                "Two or more enquiries of the episode are open.",
                _AWAITED,
                another=Other(SECTION_47, where=_OTHER_AWAITED),
            ),
        ),
        fix="Record how each ended: its conference, or that none was needed.",
        reading="Where nobody says whether a conference was needed, it was.",
    ),
    Rule(
        "8868",
        (
            Breach(
                SECTION_47,
                "The case is closed, and nobody says how the enquiry ended.",
                f"given(CINclosureDate) and {_AWAITED}",
            ),
            Breach(
                SECTION_47,
                "The enquiry of a closed case has a conference, and the word that none was needed.",
                "given(CINclosureDate) and given(DateOfInitialCPC) and ICPCnotRequired",
            ),
        ),
        fix="Record the day of the conference, or that none was needed: one of the two.",
        reading="Both given is wrong as well: the text says either.",
    ),
    Rule(
        "8870Q",
        (
            Breach(
                SECTION_47,
                "The last day for the initial conference falls on a weekend.",
                _ON_WEEKEND.format("InitialCPCtarget"),
            ),
        ),
        fix="Correct the day: it is the fifteenth working day after the strategy discussion.",
        reading="Weekends only; a bank holiday passes.",
    ),
    Rule(
        "8875",
        (
            Breach(SECTION_47, "The initial conference falls on a weekend.", _WEEKEND),
            Breach(EPISODES, "The initial conference of the episode falls on a weekend.", _WEEKEND),
        ),
        fix="Correct the day of the conference.",
        reading="Weekends only; asked of the conference of the episode as well, an addition of "
        "ours.",
    ),
    Rule(
        "8890",
        (
            Breach(
                SECTION_47,
                "The enquiry begins while another of the episode is going on.",
                "S47ActualStartDate >= other.S47ActualStartDate and (S47ActualStartDate <= "
                f"other.DateOfInitialCPC or ({_OTHER_AWAITED} and "
                "S47ActualStartDate <= ReferenceDate))",
                another=Other(SECTION_47),
            ),
        ),
        fix="Record how the earlier one ended, or take out the one entered twice.",
        reading="A start on the day of the other's conference counts; one that needed no "
        "conference is never going on.",
    ),
)
