"""Rules about assessments and the factors found at them."""

from holdfast.returns.rule import Breach, Other, Rule, Within
from holdfast.sources.cin_census.census import ASSESSMENTS, EPISODES, FACTORS, SECTION_47

RULES = (
    Rule(
        "1103",
        (
            Breach(
                ASSESSMENTS,
                "The assessment begins before the referral that it follows.",
                "AssessmentActualStartDate < CINreferralDate",
            ),
        ),
        fix="Correct the day the assessment began or the day of the referral, or move the "
        "assessment to the episode it belongs to.",
        reading="The day of the referral itself passes; asked of the referral of its own episode.",
    ),
    Rule(
        "8608",
        (
            Breach(
                ASSESSMENTS,
                "The assessment is authorised before it begins.",
                "AssessmentActualStartDate > AssessmentAuthorisationDate",
            ),
        ),
        fix="Correct the day it began or the day it was authorised.",
        reading="An assessment that is authorised on the day it began passes.",
    ),
    Rule(
        "8614",
        (
            Breach(
                ASSESSMENTS,
                "Factors are recorded although the assessment is not authorised.",
                "missing(AssessmentAuthorisationDate)",
                another=Other(FACTORS, Within.INSIDE, "given(other.AssessmentFactors)"),
            ),
        ),
        fix="Record the day the assessment was authorised, or leave the factors out until it is.",
        reading="Any factor counts, whatever its code.",
    ),
    Rule(
        "8670Q",
        (
            Breach(
                ASSESSMENTS,
                "The assessment had run for more than 45 working days when the census year "
                "ended, and is not authorised.",
                "missing(AssessmentAuthorisationDate) and "
                "AssessmentActualStartDate < WorkingDays45Before",
            ),
        ),
        fix="Record the day it was authorised; if it is still going on, say why it takes so long.",
        reading="Forty-five working days exactly pass: the text says more than 45.",
    ),
    Rule(
        "8696",
        (
            Breach(
                ASSESSMENTS,
                "The assessment is authorised outside the census year.",
                "AssessmentAuthorisationDate not between FirstDay and ReferenceDate",
            ),
        ),
        fix="Correct the day, or leave the assessment for the census of its own year.",
        reading="The first and the last day of the census year are in it.",
    ),
    Rule(
        "8736",
        (
            Breach(
                ASSESSMENTS,
                "The assessment is not authorised and begins outside the census year, or has no "
                "first day.",
                "missing(AssessmentAuthorisationDate) and (missing(AssessmentActualStartDate) "
                "or AssessmentActualStartDate not between FirstDay and ReferenceDate)",
            ),
        ),
        fix="Record the day it was authorised, or correct the day it began.",
        reading="A first day that is missing fails, as it does not fall within the year.",
    ),
    Rule(
        "8863Q",
        (
            Breach(
                ASSESSMENTS,
                "The assessment begins while another of the episode is going on, or is entered "
                "twice.",
                "AssessmentActualStartDate between other.AssessmentActualStartDate and "
                "coalesce(other.AssessmentAuthorisationDate, ReferenceDate)",
                another=Other(
                    ASSESSMENTS, where="not unreadable(other.AssessmentAuthorisationDate)"
                ),
            ),
        ),
        fix="End the earlier one, take out the one entered twice, or say why both run.",
        reading="A start on the other's last day counts; two that are alike in both days count.",
    ),
    Rule(
        "8867",
        (
            Breach(
                ASSESSMENTS,
                "The case is closed, and the assessment is not authorised.",
                "given(CINclosureDate) and missing(AssessmentAuthorisationDate)",
            ),
        ),
        fix="Record the day the assessment was authorised, or open the case again.",
        reading="Each assessment of the episode that is not authorised is found.",
    ),
    Rule(
        "8869",
        (
            Breach(
                FACTORS,
                "Factor 21, that none was found, stands beside other factors.",
                "AssessmentFactors = '21'",
                another=Other(FACTORS, Within.BESIDE, "other.AssessmentFactors <> '21'"),
            ),
        ),
        fix="Take out factor 21, or the others.",
        reading="Factor 21 given twice, beside no other, is left to rule 8898.",
    ),
    Rule(
        "8873Q",
        (
            Breach(
                FACTORS,
                "The only assessment found no factor, yet the case was not closed after it as "
                "RC8 or RC9.",
                "AssessmentFactors = '21' and given(CINclosureDate) and "
                "coalesce(ReasonForClosure not in ('RC8', 'RC9'), true)",
                without=Other(ASSESSMENTS, where="other.row <> inside"),
            ),
        ),
        fix="Correct the reason for closure or the factors, or say why further action followed.",
        reading="A case that is still open has no reason for closure to give yet, and passes.",
    ),
    Rule(
        "8896",
        (
            Breach(
                ASSESSMENTS,
                "Two or more assessments of the episode are not authorised.",
                "missing(AssessmentAuthorisationDate)",
                another=Other(ASSESSMENTS, where="missing(other.AssessmentAuthorisationDate)"),
            ),
        ),
        fix="Record the day each was authorised, or take out the one entered twice.",
        reading="Found are only those that are not authorised, not all of the episode.",
    ),
    Rule(
        "8897Q",
        (
            Breach(
                ASSESSMENTS,
                "The assessment is authorised and has no factors.",
                "AssessmentAuthorisationDate >= FirstDay",
                without=Other(FACTORS, Within.INSIDE, "given(other.AssessmentFactors)"),
            ),
            Breach(
                FACTORS,
                "The factor is no code of the census.",
                "AssessmentAuthorisationDate >= FirstDay and invalid(AssessmentFactors)",
            ),
        ),
        fix="Record the factors that the assessment found, 21 where it found none, or say why "
        "there are none.",
        reading="Asked of those authorised since the first day of the census year, also after "
        "its last; 18A and 19A are codes, of which rules 8945Q and 8950Q ask.",
    ),
    Rule(
        "8898",
        (
            Breach(
                FACTORS,
                "The factor is recorded twice at one assessment.",
                "AssessmentFactors = other.AssessmentFactors",
                another=Other(FACTORS, Within.BESIDE),
            ),
        ),
        fix="Take out one of the two.",
    ),
    Rule(
        "8945Q",
        (
            Breach(
                FACTORS,
                "Factor 18A is no longer used for physical abuse.",
                "AssessmentFactors = '18A'",
            ),
        ),
        fix="Use 18B for abuse by a child, 18C for abuse by an adult, or say why it is used.",
        reading="Asked of every assessment, whatever its days.",
        since=2025,
    ),
    Rule(
        "8950Q",
        (
            Breach(
                FACTORS,
                "Factor 19A is no longer used for sexual abuse.",
                "AssessmentFactors = '19A'",
            ),
        ),
        fix="Use 19B for abuse by a child, 19C for abuse by an adult, or say why it is used.",
        reading="Asked of every assessment, whatever its days.",
        since=2025,
    ),
    Rule(
        "2991Q",
        (
            Breach(
                EPISODES,
                "The episode has a section 47 enquiry and no assessment.",
                another=Other(SECTION_47),
                without=Other(ASSESSMENTS),
            ),
        ),
        fix="Record the assessment, or say why there is none.",
        reading="Found once for the episode, however many enquiries it has.",
    ),
)
