"""Health of the children looked after for twelve months (OC2)."""

from holdfast.returns.rule import Breach, Other, Rule
from holdfast.returns.ssda903.conditions import ANY_ADOPTION, ANY_HEALTH, ANY_LEAVER, OTHER_LEAVER
from holdfast.sources.ssda903.layout import AD1, EPISODES, OC2, OC3

RULES = (
    Rule(
        "157",
        (
            Breach(
                OC2,
                "No questionnaire was returned for a child of the age for it.",
                "TWELVE_MONTHS and B4 <= YearStart and B17 > YearEnd and "
                "missing(SDQ_SCORE) and SDQ_REASON = 'SDQ1'",
            ),
        ),
        fix="Enter the score, or another reason.",
        reading="From 4 when the year began to 16 when it ended, as the text has it; "
        "the open validator stops at the 16th birthday.",
    ),
    Rule(
        "158",
        (
            Breach(
                OC2,
                "An intervention was received, and whether one was offered is given too.",
                "INTERVENTION_RECEIVED = '1' and given(INTERVENTION_OFFERED)",
            ),
        ),
        fix="Take out whether it was offered.",
    ),
    Rule(
        "159",
        (
            Breach(
                OC2,
                "No intervention was received, and whether one was offered is missing.",
                "SUBSTANCE_MISUSE = '1' and INTERVENTION_RECEIVED = '0' and "
                "missing(INTERVENTION_OFFERED)",
            ),
        ),
        fix="Enter 0 or 1.",
    ),
    Rule(
        "180",
        (
            Breach(
                OC2,
                "The score is not a whole number from 0 to 40.",
                "unreadable(SDQ_SCORE) or SDQ_SCORE > 40",
            ),
        ),
        fix="Correct the score.",
    ),
    Rule(
        "181",
        (
            Breach(
                OC2,
                "One of the items of health is neither 0 nor 1.",
                "invalid(CONVICTED) or invalid(HEALTH_CHECK) or invalid(IMMUNISATIONS) "
                "or invalid(TEETH_CHECK) or invalid(HEALTH_ASSESSMENT) or "
                "invalid(SUBSTANCE_MISUSE) or invalid(INTERVENTION_RECEIVED) or "
                "invalid(INTERVENTION_OFFERED)",
            ),
        ),
        fix="Enter 0 or 1.",
    ),
    Rule(
        "182",
        (
            Breach(
                OC2,
                "Some items of health are given, and one of the four that must be is missing.",
                "(missing(IMMUNISATIONS) or missing(TEETH_CHECK) or "
                "missing(HEALTH_ASSESSMENT) or missing(SUBSTANCE_MISUSE)) and "
                f"{ANY_HEALTH}",
            ),
        ),
        fix="Complete immunisations, teeth, assessment and substance misuse, or "
        "leave all items empty.",
        reading="Some of the four without the others is found as well, for the text "
        "says all or none.",
    ),
    Rule(
        "192",
        (
            Breach(
                OC2,
                "There is a substance misuse problem, and whether an intervention was "
                "received is missing.",
                "SUBSTANCE_MISUSE = '1' and missing(INTERVENTION_RECEIVED)",
            ),
        ),
        fix="Enter 0 or 1.",
    ),
    Rule(
        "193",
        (
            Breach(
                OC2,
                "There is no substance misuse problem, and an intervention is told of.",
                "(missing(SUBSTANCE_MISUSE) or SUBSTANCE_MISUSE = '0') and "
                "(given(INTERVENTION_RECEIVED) or given(INTERVENTION_OFFERED))",
            ),
        ),
        fix="Take out the intervention, or enter the problem.",
    ),
    Rule(
        "196",
        (
            Breach(
                OC2,
                "The reason for no score is no code.",
                "invalid(SDQ_REASON)",
            ),
        ),
        fix="Enter SDQ1 to SDQ5.",
    ),
    Rule(
        "197a",
        (
            Breach(
                OC2,
                "A score is given, and a reason for no score.",
                "given(SDQ_SCORE) and given(SDQ_REASON)",
            ),
        ),
        fix="Take out one of them.",
    ),
    Rule(
        "215",
        (
            Breach(
                OC2,
                "Items of health are given for a child with care leaver information.",
                f"{ANY_HEALTH} and {OTHER_LEAVER}",
                another=Other(OC3),
            ),
        ),
        fix="Take out one of the two.",
    ),
    Rule(
        "542",
        (
            Breach(
                OC2,
                "The child was under 10 at 31 March, and convictions are given.",
                "given(CONVICTED) and B10 > YearEnd",
            ),
        ),
        fix="Take them out.",
    ),
    Rule(
        "544",
        (
            Breach(
                OC2,
                "Convictions are given, and one of the four items of health that must "
                "be is missing.",
                "given(CONVICTED) and (missing(IMMUNISATIONS) or missing(TEETH_CHECK) "
                "or missing(HEALTH_ASSESSMENT) or missing(SUBSTANCE_MISUSE))",
            ),
        ),
        fix="Complete immunisations, teeth, assessment and substance misuse.",
        reading="0 is given as well as 1; the open validator tests 1 alone.",
    ),
    Rule(
        "547",
        (
            Breach(
                OC2,
                "Health surveillance is given, and one of the four items of health that"
                " must be is missing.",
                "given(HEALTH_CHECK) and (missing(IMMUNISATIONS) or "
                "missing(TEETH_CHECK) or missing(HEALTH_ASSESSMENT) or "
                "missing(SUBSTANCE_MISUSE))",
            ),
        ),
        fix="Complete immunisations, teeth, assessment and substance misuse.",
        reading="0 is given as well as 1; the open validator tests 1 alone.",
    ),
    Rule(
        "188",
        (
            Breach(
                OC2,
                "The child was under 4 at 31 March, and a score or a reason for none is given.",
                "(given(SDQ_SCORE) or given(SDQ_REASON)) and B4 > YearEnd",
            ),
        ),
        fix="Take it out.",
    ),
    Rule(
        "189",
        (
            Breach(
                OC2,
                "The young person was 17 or over when the year began, and a score or a "
                "reason for none is given.",
                "(given(SDQ_SCORE) or given(SDQ_REASON)) and B17 <= YearStart",
            ),
        ),
        fix="Take it out.",
        reading="Who turned 17 on 1 April was 17 when the year began; the open "
        "validator lets that pass.",
    ),
    Rule(
        "185",
        (
            Breach(
                OC2,
                "A score is given for a child who was not looked after for twelve "
                "months at 31 March.",
                "given(SDQ_SCORE) and TWELVE_MONTHS is not true",
            ),
        ),
        fix="Take it out.",
    ),
    Rule(
        "186",
        (
            Breach(
                OC2,
                "A child of the age for the questionnaire has neither a score nor a "
                "reason for none.",
                "TWELVE_MONTHS and B4 <= YearStart and B17 > YearEnd and "
                "missing(SDQ_SCORE) and missing(SDQ_REASON)",
            ),
        ),
        fix="Enter the score, or the reason.",
        reading="A reason in place of the score passes.",
    ),
    Rule(
        "197B",
        (
            Breach(
                OC2,
                "A child who turned 4 or 17 in the year has neither a score nor a reason for none.",
                "TWELVE_MONTHS and (B4 between YearStart and YearEnd or B17 between "
                "YearStart and YearEnd) and missing(SDQ_SCORE) and missing(SDQ_REASON)",
            ),
        ),
        fix="Enter the score, or the reason.",
    ),
    Rule(
        "187",
        (
            Breach(
                OC3,
                "Care leaver information is given for a child who has been looked after"
                " for twelve months.",
                f"TWELVE_MONTHS and {ANY_LEAVER}",
            ),
            Breach(
                AD1,
                "An adoption is given for a child who has been looked after for twelve months.",
                f"TWELVE_MONTHS and {ANY_ADOPTION}",
            ),
        ),
        fix="Take it out.",
    ),
    Rule(
        "190",
        (
            Breach(
                OC2,
                "Items of health are given for a child who was not looked after for "
                "twelve months at 31 March.",
                f"TWELVE_MONTHS is not true and {ANY_HEALTH}",
            ),
        ),
        fix="Take them out.",
    ),
    Rule(
        "191",
        (
            Breach(
                OC2,
                "An item of health is missing for a child who has been looked after for"
                " twelve months.",
                "TWELVE_MONTHS and (missing(IMMUNISATIONS) or missing(TEETH_CHECK) or "
                "missing(HEALTH_ASSESSMENT) or missing(SUBSTANCE_MISUSE))",
            ),
            Breach(
                EPISODES,
                "A child who has been looked after for twelve months has no row of health.",
                "TWELVE_MONTHS and IS_FIRST",
                without=Other(OC2),
            ),
        ),
        fix="Complete immunisations, teeth, assessment and substance misuse.",
    ),
    Rule(
        "198",
        (
            Breach(
                OC2,
                "A reason for no score is given for a child who was not looked after "
                "for twelve months at 31 March.",
                "given(SDQ_REASON) and TWELVE_MONTHS is not true",
            ),
        ),
        fix="Take it out.",
    ),
    Rule(
        "543",
        (
            Breach(
                OC2,
                "The child was 10 or over at 31 March, and convictions are missing.",
                "TWELVE_MONTHS and B10 <= YearEnd and missing(CONVICTED)",
            ),
        ),
        fix="Enter 0 or 1.",
        reading="10 on 31 March is 10; the open validator lets that pass.",
    ),
    Rule(
        "545",
        (
            Breach(
                OC2,
                "The child was under 5 at 31 March, and health surveillance is missing.",
                "TWELVE_MONTHS and B5 > YearEnd and missing(HEALTH_CHECK)",
            ),
        ),
        fix="Enter 0 or 1.",
    ),
    Rule(
        "546",
        (
            Breach(
                OC2,
                "The child was 5 or over at 31 March, and health surveillance is given.",
                "B5 <= YearEnd and given(HEALTH_CHECK)",
            ),
        ),
        fix="Take it out.",
        reading="For every child with a row, as the text has it; the open validator "
        "looks at those looked after for twelve months alone.",
    ),
)
