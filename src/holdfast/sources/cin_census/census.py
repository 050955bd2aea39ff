"""The children in need census, as its files lie: every module and field, in the file's order.

Sources: the community schema of 2026 and the item numbers in the validator's rules, as told in
docs/handbook; the module of pre-proceedings from the draft rules of 2026/27 (provisional).
The element names are the census's own, mixed spelling included.
"""

from holdfast.record.codes import child as codes
from holdfast.record.schema.table import CodeSet, ColumnKind
from holdfast.sources.cin_census.module import Field, FieldGroup, Module

_OFSTED_ONLY = {"YES"}
_OF_OTHER_RETURNS = {"UN8", "UN9", "UN10"}


def _but(codes: CodeSet, name: str, without: set[str]) -> CodeSet:
    kept = {code: words for code, words in codes.codes.items() if code not in without}
    return CodeSet(name, kept, codes.source)


DISABILITY = _but(codes.DISABILITY, "Disability in the census", _OFSTED_ONLY)
UPN_UNKNOWN = _but(codes.PUPIL_NUMBER_UNKNOWN, "UPNunknown in the census", _OF_OTHER_RETURNS)
GENDER = CodeSet(
    "GenderCurrent until 2023/24",
    {"1": "male", "2": "female", "0": "not known", "9": "not specified"},
    "Children in need census until 2023/24",
)
OUTCOME = CodeSet(
    "Outcome of pre-proceedings",
    # What they stand for has not been published where we could read it.
    {code: f"{code} (label to be confirmed)" for code in "ABC"},
    "Common Basic Data Set CS131, provisional",
)


def _day(name: str, item: str, meaning: str, required: bool = False) -> Field:
    return Field(name, item, ColumnKind.DAY, meaning, required=required)


def _code(name: str, item: str, meaning: str, codes: CodeSet, required: bool = False) -> Field:
    return Field(name, item, ColumnKind.CODE, meaning, codes, required)


def _yes(name: str, item: str, meaning: str, required: bool = False) -> Field:
    return Field(name, item, ColumnKind.FLAG, meaning, required=required)


def _number(name: str, item: str, meaning: str, required: bool = False) -> Field:
    return Field(name, item, ColumnKind.WHOLE, meaning, required=required)


IDENTIFIERS = FieldGroup(
    "ChildIdentifiers",
    (
        Field(
            "LAchildID",
            "N00097",
            ColumnKind.ID,
            "The council's number of the child.",
            required=True,
        ),
        Field("UPN", "N00001", ColumnKind.ID, "The unique pupil number."),
        Field("FormerUPN", "N00002", ColumnKind.ID, "An earlier unique pupil number."),
        _code("UPNunknown", "N00135", "Why there is no unique pupil number.", UPN_UNKNOWN),
        _day("PersonBirthDate", "N00066", "The day of birth."),
        _day("ExpectedPersonBirthDate", "N00098", "The day on which a birth is awaited."),
        Field(
            "GenderCurrent", "N00065", ColumnKind.CODE, "The child's gender.", GENDER, True, 0, 2024
        ),
        Field("Sex", "N00783", ColumnKind.CODE, "The child's sex.", codes.SEX, True, 2025),
        _day("PersonDeathDate", "N00108", "The day of death."),
    ),
    required=True,
)

DISABILITIES = Module(
    "Disabilities",
    "A disability of the child, or the word that there is none.",
    (_code("Disability", "N00099", "The disability.", DISABILITY, True),),
    listed=True,
)

CHARACTERISTICS = FieldGroup(
    "ChildCharacteristics",
    (
        _code("Ethnicity", "N00177", "The child's ethnicity.", codes.ETHNICITY, True),
        DISABILITIES,
    ),
    required=True,
)

FACTORS = Module(
    "FactorsIdentifiedAtAssessment",
    "A factor found at an assessment.",
    (_code("AssessmentFactors", "N00181", "The factor.", codes.FACTOR, True),),
    listed=True,
)

ASSESSMENTS = Module(
    "Assessments",
    "An assessment of the child.",
    (
        _day("AssessmentActualStartDate", "N00159", "The day it began.", True),
        _day("AssessmentInternalReviewDate", "", "The day of its review point."),
        _day("AssessmentAuthorisationDate", "N00160", "The day a manager authorised it."),
        FACTORS,
    ),
)

NEED_PLANS = Module(
    "CINPlanDates",
    "A child in need plan.",
    (
        _day("CINPlanStartDate", "N00689", "The day it began.", True),
        _day("CINPlanEndDate", "N00690", "The day it ended; empty while it runs."),
    ),
)

SECTION_47 = Module(
    "Section47",
    "An enquiry under section 47 of the Children Act 1989.",
    (
        _day("S47ActualStartDate", "N00148", "The day it began.", True),
        _day("InitialCPCtarget", "N00109", "The last day in time for the initial conference."),
        _day("DateOfInitialCPC", "N00110", "The day of the initial conference it led to."),
        _yes("ICPCnotRequired", "N00111", "No initial conference was needed.", True),
    ),
)

REVIEWS = Module(
    "Reviews",
    "A review of a child protection plan.",
    (_day("CPPreviewDate", "N00116", "The day of the review conference.", True),),
    listed=True,
)

PROTECTION_PLANS = Module(
    "ChildProtectionPlans",
    "A child protection plan.",
    (
        _day("CPPstartDate", "N00105", "The day it began.", True),
        _day("CPPendDate", "N00115", "The day it ended; empty while it runs."),
        _code("InitialCategoryOfAbuse", "N00113", "The category at its start.", codes.ABUSE, True),
        _code("LatestCategoryOfAbuse", "N00114", "The latest category.", codes.ABUSE, True),
        _number("NumberOfPreviousCPP", "N00106", "How many plans the child had before.", True),
        REVIEWS,
    ),
)

PRE_PROCEEDINGS = Module(
    "PreProceedingsandFGDM",
    "Pre-proceedings, and the meeting of the family that may go with them.",
    (
        _day("PPStartDate", "N00826", "The day it was decided to begin pre-proceedings."),
        _day("LBPSentDate", "N00827", "The day the letter before proceedings was sent."),
        _yes("FGDMMeetingOffer", "N00828", "A family group meeting was offered in the letter."),
        _yes("FGDMMeetingFac", "N00829", "A family group meeting was held after the offer."),
        _day("InitialPPMeetingDate", "N00830", "The day of the first effective meeting."),
        _number("ReviewMeetingsCount", "N00831", "How many meetings followed the first."),
        _day("StepDecisionDate", "N00832", "The day it was decided to step up or down."),
        _code("PPOutcome", "N00833", "The outcome of pre-proceedings.", OUTCOME),
        _day("CourtAppDate", "N00834", "The day of the application to the court."),
        _day("LetterInitCPDate", "N00835", "The day of the letter that proceedings begin."),
    ),
    since=2027,
)

EPISODES = Module(
    "CINdetails",
    "An episode in need: from a referral to its closure.",
    (
        _day("CINreferralDate", "N00100", "The day of the referral.", True),
        _code("ReferralSource", "N00152", "Who made the referral.", codes.SOURCE, True),
        _code("PrimaryNeedCode", "N00101", "The main need.", codes.PRIMARY_NEED),
        _day("CINclosureDate", "N00102", "The day the case was closed; empty while open."),
        _code("ReasonForClosure", "N00103", "Why the case was closed.", codes.CLOSE_REASON),
        _day("DateOfInitialCPC", "N00110", "The day of a conference after a move from elsewhere."),
        ASSESSMENTS,
        NEED_PLANS,
        SECTION_47,
        _yes("ReferralNFA", "N00112", "The referral led to no further action.", True),
        PROTECTION_PLANS,
        PRE_PROCEEDINGS,
    ),
)

CHILD = Module("Child", "A child of the census.", (IDENTIFIERS, CHARACTERISTICS, EPISODES))

HEADER = Module(
    "Header",
    "What the file says of itself.",
    (
        Field("Collection", "", ColumnKind.TEXT, "The name of the collection: CIN."),
        _number("Year", "", "The year in which the census ends."),
        _day("ReferenceDate", "N00603", "The last day of the census year."),
        Field("LEA", "", ColumnKind.TEXT, "The number of the council."),
    ),
)

# The modules about children, from the outside in; the header is beside them.
MODULES = tuple(CHILD.all())
BY_NAME = {one.name: one for one in (HEADER, *MODULES)}
# The module each is inside; Child is inside none.
AROUND = {inner.name: one.name for one in MODULES for inner in one.inner()}
