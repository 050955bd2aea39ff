"""Code sets for missing and exploitation, for the workforce, and for management oversight."""

from holdfast.record.schema.table import CodeSet

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
        # Who of these holds a case, and since when, is declared in ``holding``.
        "CW": "allocated worker, who leads the case and is taken to be a social worker",
        "LP": "lead practitioner, who leads the case, overseen by a social worker",
        "FSL": "family support worker who leads the case",
        "LCPP": "lead child protection practitioner, a social worker beside whoever leads",
        "FSW": "family support worker, beside whoever leads",
        "PA": "personal adviser",
        "IRO": "independent reviewing officer",
        "CPC": "child protection conference chair",
        "EHW": "early help worker",
        "ADO": "adoption worker",
    },
    # SSD passes on the case system's own role codes since 1.4.5; before, the description.
    _OURS + "; CW is the Standard Safeguarding Dataset's",
    {
        "Allocated worker": "CW",
        "Allocated case worker": "CW",
        "Case worker": "CW",
        "Social worker": "CW",
        "Allocated social worker": "CW",
        "Lead social worker": "CW",
        "Lead practitioner": "LP",
        "Family help lead practitioner": "LP",
        "Allocated family support worker": "FSL",
        "Lead family support worker": "FSL",
        "Lead child protection practitioner": "LCPP",
        "Family support worker": "FSW",
        "Personal adviser": "PA",
        "Personal advisor": "PA",
        "Reviewing officer": "IRO",
        "Independent reviewing officer": "IRO",
        "Conference chair": "CPC",
        "Child protection chair": "CPC",
        "Adoption social worker": "ADO",
    },
    # Since December 2023 a family support worker may lead a case: a feed that says no more than
    # this says too little, unless the council declares what it means by it.
    unsettled=frozenset({"FSW"}),
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

EXPERIENCE = CodeSet(
    "What a worker has training or experience in",
    {
        "protection": "child protection plans",
        "court": "care proceedings",
        "exploitation": "exploitation",
        "neglect": "chronic neglect and its graded tools",
        "injury": "injury that is not accidental",
        "unborn": "unborn children and babies",
        "disability": "communication with disabled children",
        "care": "children in care",
        "leaving_care": "leaving care",
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
