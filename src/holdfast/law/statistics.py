"""What the Department for Education counts, and how, as far as its published tables show.

The bands show that the day of the start is day 0. They do not show the department's own
program, so nothing here may be called the same as its census reports.
"""

from holdfast.law import Citation, Standing

_CIN = "Department for Education, Characteristics of children in need"
_CLA = "Department for Education, Children looked after in England"
_CATALOGUE = "https://explore-education-statistics.service.gov.uk/data-catalogue/data-set"
_DICTIONARY = (
    "the department's own data dictionary of its local authority interactive tool, public at "
    "github.com/dfe-analytical-services/local-authority-interactive-tool (lait_data_dictionary.csv)"
)

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
CONFERENCES_HELD = Citation(
    _CIN,
    "initial child protection conferences, table C4",
    "each initial conference of the year; those held because a child on another council's plan "
    "moved in are among them",
    Standing.READ,
    _DICTIONARY,
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
    "plans of two years or more, tables D5 and D7 (once NI 64)",
    "a plan of more than 729 calendar days, the day it ends among them; read here as counting its "
    "first day, too, so that two whole years are two years",
    Standing.READ,
    _DICTIONARY,
)
LOOKED_AFTER_FOR_A_YEAR = Citation(
    _CLA,
    "children looked after continuously for at least 12 months",
    "in care on 31 March and since 1 April of the year before, that day among them, at the latest; "
    "those in a series of short breaks are left out; ages are those of 31 March",
    Standing.READ,
    f"{_DICTIONARY}; data guidance of the release of 2020",
)
DENTAL = Citation(
    _CLA,
    "dental check",
    "a dental check in the 12 months, of children of every age; whoever declined has had none",
    Standing.READ,
    _DICTIONARY,
)
HEALTH_UNDER_FIVE = Citation(
    _CLA,
    "health assessment",
    "a child under five has had the yearly assessment only with both of the year's two, a child of "
    "five or more with one; a refusal counts as not done",
    Standing.READ,
    _DICTIONARY,
)
PLACEMENTS = Citation(
    _CLA,
    "three or more placements in the year",
    "placements of 24 hours or more, those open on the first day of the year and on its last among "
    "them; to be placed for adoption with the foster carers of before is no move",
    Standing.READ,
    _DICTIONARY,
)
SOCIAL_WORKERS = Citation(
    "Department for Education, Stability measures for children looked after in England",
    "social worker stability",
    "how many social workers a child had in the year, each counted once however often they came "
    "back; series of short breaks are left out",
    Standing.READ,
    f"{_CATALOGUE}/87b14248-9173-4309-89ae-ccf487ab45e4 (2024), its footnotes",
)
WORKFORCE = Citation(
    "Department for Education, Children's social work workforce",
    "as at 30 September",
    "agency out of agency and employed; vacancies out of vacancies and employed; leavers of the "
    "year out of those in post; cases out of the full-time equivalents of those who hold any, "
    "agency included; working days lost to sickness out of 253 for each full-time equivalent in "
    "post, 254 in a leap year",
    Standing.READ,
    _DICTIONARY,
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
