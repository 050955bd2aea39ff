"""Statutory guidance other than Working Together: health, education, missing, permanence.

No guidance document itself was read, except where a constant says so: most are known from
councils' procedures that restate them.
"""

from datetime import date

from holdfast.law import Citation, Standing

# For each document the month is known and the day is not.
HEALTH_PUBLISHED = date(2015, 3, 1)
EDUCATION_PUBLISHED = date(2014, 7, 1)
MISSING_PUBLISHED = date(2014, 1, 1)
HANDBOOK_IN_FORCE = date(2011, 4, 1)

_EDUCATION = "Promoting the education of looked-after children (July 2014, revised 2018)"
_VIRTUAL_SCHOOL = "Oldham virtual school's page (oldham.gov.uk), which restates it"

HEALTH_INITIAL = Citation(
    "Promoting the health and well-being of looked-after children (March 2015)",
    "",
    "the health report and plan ready for the first review, so within 20 working days of "
    "becoming looked after",
    Standing.UNVERIFIED,
)
EDUCATION_PLAN_BEGUN = Citation(
    _EDUCATION,
    "",
    "the personal education plan begun within 10 working days of becoming looked after",
    Standing.SECOND_HAND,
    _VIRTUAL_SCHOOL,
)
EDUCATION_PLAN_READY = Citation(
    _EDUCATION,
    "",
    "the personal education plan ready for the first review, so within 20 working days of "
    "becoming looked after",
    Standing.SECOND_HAND,
    _VIRTUAL_SCHOOL,
)
EDUCATION_PLAN_TERM = Citation(
    _EDUCATION,
    "",
    "the personal education plan reviewed in each school term",
    Standing.SECOND_HAND,
    _VIRTUAL_SCHOOL,
)
RETURN_INTERVIEW = Citation(
    "Statutory guidance on children who run away or go missing from home or care (January 2014)",
    "",
    "an interview offered after every episode and done within 72 hours of the return",
    Standing.SECOND_HAND,
    "missingpeople.org.uk, the delivery of return interviews across England 2023-24",
)
PERMANENCE_BY_SECOND_REVIEW = Citation(
    "Children Act 1989 guidance and regulations, volume 2 (2010, revised 2015)",
    "",
    "a plan for permanence in the care plan by the second review",
    Standing.SECOND_HAND,
    "proceduresonline.com glossary, which restates it; paragraph not found",
)
DISPUTE_RESOLUTION = Citation(
    "Independent Reviewing Officers' Handbook (statutory guidance, 2010)",
    "section 6.2",
    "the whole formal process of a reviewing officer's challenge within 20 working days; the "
    "stages are local and the officer may pass over any of them",
    Standing.SECOND_HAND,
    "southwark.proceduresonline.com, which quotes the section",
)
