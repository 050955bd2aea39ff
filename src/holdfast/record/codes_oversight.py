"""Code sets for missing and exploitation, for the workforce, and for management oversight."""

from holdfast.record.table import CodeSet

_OURS = "Holdfast"

ABSENT = CodeSet(
    "Missing or away",
    {"missing": "missing", "away": "away from placement without permission"},
    "SSDA903 MISSING",
    {
        "M": "missing",
        "A": "away",
        "Absent": "away",
        "Away from placement without authorisation": "away",
    },
)

EXPLOITATION = CodeSet(
    "Kind of exploitation",
    {
        "sexual": "sexual exploitation",
        "criminal": "criminal exploitation, such as county lines",
        "gangs": "gangs or serious violence",
        "trafficking": "trafficking or modern slavery",
        "radicalisation": "radicalisation",
        "other": "other",
    },
    _OURS,
    {"Child sexual exploitation": "sexual", "Child criminal exploitation": "criminal"},
)

ROLE = CodeSet(
    "Part that a worker has for a child",
    {
        "CW": "allocated worker, who holds the case",
        "PA": "personal adviser",
        "IRO": "independent reviewing officer",
        "CPC": "child protection conference chair",
        "EHW": "early help worker",
        "FSW": "family support worker, beside the allocated worker",
        "ADO": "adoption worker",
    },
    # SSD passes on the case system's own role codes since 1.4.5; before, the description.
    _OURS + "; CW is the Standard Safeguarding Dataset's",
    {
        "Allocated case worker": "CW",
        "Case worker": "CW",
        "Social worker": "CW",
        "Allocated social worker": "CW",
        "Personal adviser": "PA",
        "Personal advisor": "PA",
        "Independent reviewing officer": "IRO",
    },
)

CHANGE_REASON = CodeSet(
    "Why the worker changed",
    {
        "MANAGE": "caseloads were evened out",
        "FCONTA": "first contact or new referral",
        "LEFTRL": "the worker before left the role",
        "ORGRST": "restructure",
        "TSPROC": "passed to another team as usual",
        "ABSENC": "absence cover, or return from absence",
        "CHCHAN": "the child asked",
        "PCCHAN": "a parent or carer asked",
        "SWDIED": "the worker before died",
        "OTHERS": "other",
    },
    "SSDA903 SW_REASON",
)

WORKER = CodeSet(
    "What stands behind a worker's identifier",
    {
        "worker": "a practitioner",
        "manager": "a manager",
        "inbox": "no person: a team inbox, a duty list or a panel",
    },
    _OURS,
)

ABSENCE = CodeSet(
    "Kind of absence",
    {
        "sickness": "sickness",
        "parental": "maternity, paternity, adoption or parental leave",
        "leave": "annual leave",
        "other": "other",
    },
    _OURS,
)

OVERSIGHT = CodeSet(
    "What an entry of management oversight is about",
    {
        "allocation": "allocation of the child to a worker",
        "mid_assessment": "the middle of an assessment",
        "enquiry": "an enquiry",
        "conference": "a conference asked for",
        "closure": "closure",
        "missed_visit": "a missed visit",
        "other": "other",
    },
    _OURS,
)

ACTION_SOURCE = CodeSet(
    "Where an action was set",
    {
        "supervision": "supervision",
        "audit": "audit",
        "reviewing_officer": "independent reviewing officer",
        "conference": "conference",
        "other": "other",
    },
    _OURS,
)
