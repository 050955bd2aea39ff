"""Unaccompanied asylum-seeking children."""

from holdfast.returns.rule import Breach, Other, Rule
from holdfast.returns.ssda903.conditions import IN_CARE
from holdfast.sources.ssda903.layout import EPISODES, HEADER, HEADER_LAST, UASC, UASC_LAST

RULES = (
    Rule(
        "104",
        (
            Breach(
                UASC,
                "The day the status ceased is no day, or lies before the year.",
                "unreadable(DUC) or DUC < YearStart",
            ),
        ),
        fix="Correct the day; leave out a child whose status ceased before the year.",
    ),
    Rule(
        "105",
        (
            Breach(
                UASC,
                "The row says nothing of the child but the number.",
                "given(CHILD) and missing(DUC) and missing(DOB) and missing(SEX)",
            ),
        ),
        fix="Fill in the row, or take it out.",
        reading="The XML file has a flag for the status; here a row of the UASC file is"
        " the flag, and one with nothing in it says neither yes nor no.",
    ),
    Rule(
        "205A",
        (
            Breach(
                HEADER,
                "Last year the child was UASC and is not now, and the day that ceased "
                "does not say so.",
                "IS_UASC is not true and (missing(other.DUC) or other.DUC not between "
                "YearBefore and YearStart)",
                another=Other(UASC_LAST),
            ),
        ),
        fix="Give the child a row in UASC, or enter last year the day the status ceased.",
        reading="Found for a child of Header who was in last year's UASC file, is not "
        "in this year's, and whose status did not cease within last year.",
    ),
    Rule(
        "205B",
        (
            Breach(
                UASC,
                "The child was and is UASC, and the days on which that ceased do not agree.",
                "not ((DUC between YearStart and YearEnd or DUC = other.DUC) and "
                "other.DUC = B18) or missing(other.DUC) or (missing(DUC) and "
                "given(other.DUC))",
                another=Other(UASC_LAST),
            ),
        ),
        fix="Enter the 18th birthday as the day it ceases, in both years.",
        reading="As the department's check has it: this year's day lies in the year or "
        "is last year's, and last year's is the 18th birthday.",
    ),
    Rule(
        "205C",
        (
            Breach(
                UASC,
                "A day on which UASC status ceased is given for a child who is not in Header.",
                "HEADED is not true and (given(DUC) or given(other.DUC))",
                another=Other(UASC_LAST),
            ),
            Breach(
                UASC,
                "A day on which UASC status ceased is given for a child who is not in Header.",
                "HEADED is not true and given(DUC)",
                without=Other(UASC_LAST),
            ),
        ),
        fix="Add the child to Header, or take the row out.",
        reading="A row of UASC marks the child in Header as UASC, so that only a child "
        "who is not there is not marked.",
    ),
    Rule(
        "205D",
        (
            Breach(
                HEADER,
                "The child is UASC this year and was not last year, when the child was "
                "in the return.",
                "IS_UASC",
                another=Other(HEADER_LAST),
                without=Other(UASC_LAST),
            ),
        ),
        fix="Correct whichever is wrong.",
    ),
    Rule(
        "231",
        (
            Breach(
                HEADER,
                "An unaccompanied asylum-seeking child is under 11, which is rare.",
                "IS_UASC and DOB > Born11YearsBefore",
            ),
        ),
        fix="Correct the date of birth, or explain.",
        query=True,
        reading="11 on the last day of the year passes. The open validator fails inside"
        " on this rule.",
    ),
    Rule(
        "303",
        (
            Breach(
                UASC,
                "The day the status ceased is given, and the child is not marked as UASC.",
                "given(DUC) and HEADED is not true",
            ),
        ),
        fix="Add the child to Header, or take out the day.",
        reading="A row of UASC marks the child in Header, so that only one who is not "
        "there is not marked.",
    ),
    Rule(
        "304",
        (
            Breach(
                UASC,
                "The status ceased after the 18th birthday.",
                "DUC > B18",
            ),
        ),
        fix="Enter the 18th birthday at the latest.",
    ),
    Rule(
        "164",
        (
            Breach(
                EPISODES,
                "The distance from home is more than there can be.",
                "EVER_UASC is not true and (PL_DISTANCE < 0 or PL_DISTANCE > 999.9)",
            ),
        ),
        fix="Correct the postcode of the home or of the placement.",
    ),
    Rule(
        "392a",
        (
            Breach(
                EPISODES,
                "The distance from home cannot be worked out.",
                f"{IN_CARE} and EVER_UASC is not true and PL_DISTANCE is null",
            ),
        ),
        fix="Enter both postcodes, or correct them.",
        reading="Who is or was UASC is known from this year's and last year's file alone.",
    ),
    Rule(
        "392b",
        (
            Breach(
                EPISODES,
                "The postcode of the home or of the placement is missing.",
                f"{IN_CARE} and EVER_UASC is not true and (missing(HOME_POST) or missing(PL_POST))",
            ),
        ),
        fix="Enter the postcode.",
    ),
    Rule(
        "406",
        (
            Breach(
                EPISODES,
                "The child is or was UASC, and a distance from home can be worked out.",
                "EVER_UASC and PL_DISTANCE is not null",
            ),
        ),
        fix="Take out the postcode of the home.",
    ),
)
