"""Rules about pre-proceedings and family group meetings, new in 2026/27 and provisional.

Read from draft rules, not from the published guide: see docs/handbook/census_rules.md.
"""

from holdfast.returns.rule import Breach, Rule, Whole
from holdfast.sources.cin_census.census import PRE_PROCEEDINGS

FIRST = 2027


def _rule(code: str, *cases: Breach | Whole, fix: str, reading: str = "") -> Rule:
    return Rule(code, cases, fix, since=FIRST, reading=reading, provisional=True)


def _outside(field: str, what: str) -> Breach:
    return Breach(
        PRE_PROCEEDINGS,
        f"{what} lies outside the census year.",
        f"{field} not between FirstDay and ReferenceDate",
    )


RULES = (
    _rule(
        "8995Q",
        Whole(
            PRE_PROCEEDINGS,
            "No child of the return has anything recorded about pre-proceedings.",
            "(select count(*) from PreProceedingsandFGDM) = 0",
        ),
        fix="Give the pre-proceedings of the year, or say why there are none.",
    ),
    _rule(
        "9000Q",
        Whole(
            PRE_PROCEEDINGS,
            "Pre-proceedings are given, and not one of them says when it began.",
            "(select bool_and(missing(PreProceedingsandFGDM.PPStartDate)) "
            "from PreProceedingsandFGDM)",
        ),
        fix="Record the day on which each was begun, or say why it is not collected yet.",
        reading="Asked of the return, not of a child, and only where there are any at all.",
    ),
    _rule(
        "9005",
        _outside("PPStartDate", "The day on which it was decided to begin pre-proceedings"),
        fix="Correct the day. One that began in an earlier year and still runs fails as well: "
        "ask the department how to send it.",
        reading="As the draft is written, also for what began before the year and still runs.",
    ),
    _rule(
        "9006",
        _outside("LBPSentDate", "The day of the letter before proceedings"),
        Breach(
            PRE_PROCEEDINGS,
            "The letter before proceedings was sent before pre-proceedings began.",
            "LBPSentDate < PPStartDate",
        ),
        fix="Correct the day of the letter or the day pre-proceedings began.",
        reading="The same day passes; the year is asked for even where the beginning is missing.",
    ),
    _rule(
        "9007",
        Breach(
            PRE_PROCEEDINGS,
            "A letter before proceedings was sent, and nobody says whether it offered a family "
            "group meeting.",
            "given(LBPSentDate) and missing(FGDMMeetingOffer)",
        ),
        fix="Record whether the letter offered a family group meeting.",
    ),
    _rule(
        "9008",
        _outside("InitialPPMeetingDate", "The first effective pre-proceedings meeting"),
        fix="Correct the day of the meeting.",
    ),
    _rule(
        "9009",
        _outside("StepDecisionDate", "The decision to step up or down"),
        Breach(
            PRE_PROCEEDINGS,
            "It was decided to step up or down before pre-proceedings began.",
            "StepDecisionDate < PPStartDate",
        ),
        fix="Correct the day of the decision or the day pre-proceedings began.",
    ),
    _rule(
        "9010Q",
        Breach(
            PRE_PROCEEDINGS,
            "A family group meeting was offered, and nobody says whether one was held.",
            "FGDMMeetingOffer and missing(FGDMMeetingFac)",
        ),
        fix="Record whether the meeting was held.",
    ),
    _rule(
        "9011",
        Breach(
            PRE_PROCEEDINGS,
            "The outcome is no code of the census.",
            "invalid(PPOutcome)",
        ),
        fix="Choose one of the codes of the outcome.",
        reading="No outcome passes: pre-proceedings may still be going on.",
    ),
    _rule(
        "9012",
        _outside("CourtAppDate", "The application to the court"),
        Breach(
            PRE_PROCEEDINGS,
            "The application to the court was made before it was decided.",
            "CourtAppDate < StepDecisionDate",
        ),
        fix="Correct the day of the application or of the decision.",
    ),
    _rule(
        "9013",
        _outside("LetterInitCPDate", "The letter that care proceedings begin"),
        Breach(
            PRE_PROCEEDINGS,
            "The letter that care proceedings begin was sent before the application to the court.",
            "LetterInitCPDate < CourtAppDate",
        ),
        fix="Correct the day of the letter or of the application.",
    ),
    _rule(
        "9015Q",
        Breach(
            PRE_PROCEEDINGS,
            "There was a first meeting, and nobody says how many followed it.",
            "given(InitialPPMeetingDate) and missing(ReviewMeetingsCount)",
        ),
        fix="Record how many meetings followed; 0 is an answer.",
    ),
)
