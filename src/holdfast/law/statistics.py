"""What the Department for Education counts, and how, as far as its published tables show.

The bands show that the day of the start is day 0. They do not show the department's own
program, so nothing here may be called the same as its census reports.
"""

from holdfast.law import Citation, Standing

_CIN = "Department for Education, Characteristics of children in need"
_CLA = "Department for Education, Children looked after in England"
_CATALOGUE = "https://explore-education-statistics.service.gov.uk/data-catalogue/data-set"

ASSESSMENT_BANDS = Citation(
    _CIN,
    "table C2",
    "working days from the actual start of an assessment to its authorisation: same day, 1 to "
    "10 and so on to 41 to 45, then 46 to 50; so the start is day 0 and day 45 is in time",
    Standing.READ,
    f"{_CATALOGUE}/3fb5a93d-1eb3-4f3a-bdd0-5caea4556ce6 (2014 to 2025)",
)
CONFERENCE_BANDS = Citation(
    _CIN,
    "table C4",
    "working days from the actual start of section 47 enquiries to the initial conference: 0 to "
    "10, 11 to 15, 16 to 20, 21 and over; 0 to 15 is in time; not comparable across 2012-13",
    Standing.READ,
    f"{_CATALOGUE}/9cc01e71-9809-4aca-ab8a-413c91312c4a (2013 to 2023); "
    "http://id.esd.org.uk/metricType/3217",
)
CONFERENCE_QUERY_8675Q = Citation(
    "Department for Education, children in need census validation",
    "query 8675Q",
    "section 47 enquiries begun more than 15 working days before 31 March with no conference "
    "date and none marked as not needed; counted back from 31 March",
    Standing.READ,
    "the rule as Data to Insight's public validator carries it out, not the department's own",
)
REVIEWS_ON_TIME = Citation(
    _CIN,
    "table D6",
    "of children on a plan on 31 March and on it for at least three months, those whose every "
    "review was in time; whether months or days are counted was not found",
    Standing.READ,
    "release text of the statistics, in a public copy (2013 to 2021)",
)
RE_REFERRAL = Citation(
    _CIN,
    "referrals within 12 months of a previous referral",
    "a referral within 12 months of an earlier one to the same authority; the arithmetic to the "
    "day was not found",
    Standing.SECOND_HAND,
    "a copy of the 2018 to 2019 release; explore-education-statistics.service.gov.uk/methodology",
)
REPEAT_PLAN = Citation(
    _CIN,
    "second or subsequent plan (once NI 65)",
    "a new plan where the child had any earlier plan with that council, however long ago",
    Standing.READ,
    "http://id.esd.org.uk/metricType/100",
)
PLAN_TWO_YEARS = Citation(
    _CIN,
    "plans of two years or more (once NI 64)",
    "a plan lasting more than 729 days, the day it ends among them; formula not checked",
    Standing.UNVERIFIED,
)
DENTAL = Citation(_CLA, "dental check", "a dental check in the 12 months", Standing.UNVERIFIED)
HEALTH_UNDER_FIVE = Citation(
    _CLA,
    "health assessment",
    "a child under five is up to date only with both of the year's assessments; a refusal counts "
    "as not done",
    Standing.UNVERIFIED,
)
STRENGTHS_AND_DIFFICULTIES = Citation(
    _CLA,
    "strengths and difficulties questionnaire",
    "a score in the 12 months for a child aged 4 to 16 looked after for at least 12 months",
    Standing.UNVERIFIED,
)
IN_TOUCH = Citation(
    _CLA,
    "care leavers in touch",
    "contact between three months before and one month after the birthday",
    Standing.UNVERIFIED,
)
