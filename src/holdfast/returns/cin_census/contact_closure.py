"""Rules about the closure of an episode, and what may not stand beside it."""

from holdfast.returns.rule import Breach, Other, Rule, Within
from holdfast.sources.cin_census.census import (
    ASSESSMENTS,
    EPISODES,
    NEED_PLANS,
    PROTECTION_PLANS,
    SECTION_47,
)
from holdfast.sources.cin_census.module import Module

_AFTER_ASSESSMENT = "ReasonForClosure in ('RC8', 'RC9')"


def _beside(on: Module, what: str, fails: str = _AFTER_ASSESSMENT) -> Breach:
    return Breach(
        on, f"The case was closed after assessment (RC8 or RC9), and there is {what}.", fails
    )


def _after(on: Module, what: str, *days: str) -> Breach:
    later = " or ".join(f"{day} > CINclosureDate" for day in days)
    return Breach(on, f"{what} after the case was closed.", later)


RULES = (
    Rule(
        "2990",
        (
            _beside(SECTION_47, "a section 47 enquiry"),
            _beside(PROTECTION_PLANS, "a protection plan"),
            _beside(NEED_PLANS, "a child in need plan"),
            _beside(
                EPISODES,
                "an initial conference",
                f"{_AFTER_ASSESSMENT} and given(DateOfInitialCPC)",
            ),
        ),
        fix="Correct the reason for closure, or take out what belongs to another episode.",
        reading="Any such row counts, whatever its days, and so does a conference that the episode "
        "itself holds.",
    ),
    Rule(
        "8565",
        (
            _after(
                ASSESSMENTS,
                "An assessment begins or is authorised",
                "AssessmentActualStartDate",
                "AssessmentAuthorisationDate",
            ),
            _after(
                SECTION_47,
                "A section 47 enquiry begins, or its conference is held,",
                "S47ActualStartDate",
                "Section47.DateOfInitialCPC",
            ),
            _after(EPISODES, "An initial conference is held", "DateOfInitialCPC"),
            _after(PROTECTION_PLANS, "A protection plan ends", "CPPendDate"),
            _after(
                NEED_PLANS,
                "A child in need plan begins or ends",
                "CINPlanStartDate",
                "CINPlanEndDate",
            ),
        ),
        fix="Correct the day of the activity or of the closure, or open the case again.",
        reading="The day of closure itself passes; the end of a protection plan and the conference "
        "of an enquiry count too.",
    ),
    Rule(
        "8585Q",
        (
            Breach(
                EPISODES,
                "The case was closed as the child had died, and the day of death is missing.",
                "ReasonForClosure = 'RC2' and missing(PersonDeathDate)",
            ),
        ),
        fix="Record the day of death, correct the reason for closure, or say why it is missing.",
        reading="Any day of death passes; it need not be the day of closure.",
    ),
    Rule(
        "8620",
        (
            Breach(
                EPISODES,
                "The case was closed outside the census year.",
                "CINclosureDate not between FirstDay and ReferenceDate",
            ),
        ),
        fix="Correct the day, or leave the episode for the census of its own year.",
        reading="The first and the last day of the census year are in it.",
    ),
    Rule(
        "8630",
        (
            Breach(
                EPISODES,
                "The case was closed before the referral that opened it.",
                "CINclosureDate < CINreferralDate",
            ),
        ),
        fix="Correct one of the two days.",
        reading="A case that was closed on the day of the referral passes.",
    ),
    Rule(
        "8640",
        (
            Breach(
                EPISODES,
                "The reason for closure is no code of the census.",
                "invalid(ReasonForClosure)",
            ),
        ),
        fix="Choose one of the codes RC1 to RC9.",
        reading="Nothing recorded passes; rule 8805 asks for it.",
    ),
    Rule(
        "8805",
        (
            Breach(
                EPISODES,
                "The case is closed, and the reason is missing.",
                "given(CINclosureDate) and missing(ReasonForClosure)",
            ),
        ),
        fix="Record the reason for closure.",
    ),
    Rule(
        "8810",
        (
            Breach(
                EPISODES,
                "There is a reason for closure, and the day is missing.",
                "given(ReasonForClosure) and missing(CINclosureDate)",
            ),
        ),
        fix="Record the day of closure, or take the reason out.",
    ),
    Rule(
        "8825Q",
        (
            Breach(
                EPISODES,
                "The case was closed after assessment (RC8 or RC9), and there is none.",
                _AFTER_ASSESSMENT,
                without=Other(ASSESSMENTS, Within.INSIDE),
            ),
        ),
        fix="Record the assessment, correct the reason for closure, or say why there is none.",
        reading="Asked of the reason, whether or not the day of closure is recorded.",
    ),
)
