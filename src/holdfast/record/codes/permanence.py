"""Code sets for permanence, pre-proceedings and leaving care."""

from holdfast.record.codes.child import ofsted_letters
from holdfast.record.schema.table import CodeSet

_SSD = "Standard Safeguarding Dataset 1.4.5"

REVERSED_REASON = CodeSet(
    "Why a child is no longer to be adopted",
    {
        "RD1": "the child's needs changed",
        "RD2": "the court made no placement order",
        "RD3": "no adopters were found",
        "RD4": "other",
    },
    "SSDA903 REASON_PLACED_CEASED",
)

ADOPTER_SEX = CodeSet(
    "Sex of adopters",
    {
        "M1": "one man",
        "F1": "one woman",
        "MM": "two men",
        "FF": "two women",
        "MF": "man and woman",
    },
    "SSDA903 SEX_ADOPTR",
)

ADOPTER_STATUS = CodeSet(
    "Legal status of adopters",
    {
        "L0": "single",
        "L11": "married, different gender",
        "L12": "married, same gender",
        "L2": "civil partners",
        "L3": "unmarried couple, different gender",
        "L4": "unmarried couple, same gender",
    },
    "SSDA903 LS_ADOPTR",
)

PRE_PROCEEDINGS_OUTCOME = CodeSet(
    "Outcome of pre-proceedings",
    {
        "issue": "care proceedings are to be issued",
        "step_down": "stepped down",
        # The census of 2026/27 gives A, B and C; their labels could not be read anywhere.
        "A": "census code A (label to be confirmed)",
        "B": "census code B (label to be confirmed)",
        "C": "census code C (label to be confirmed)",
    },
    _SSD,
    {"Decision to Issue Care Proceedings": "issue", "Decision to step down": "step_down"},
)

GATEWAY_OUTCOME = CodeSet(
    "Outcome of the legal gateway",
    {
        "A": "carry on with the plan",
        "B": "begin pre-proceedings",
        "C": "issue care proceedings",
        "D": "not known",
    },
    _SSD,
)

COURT_PLAN = CodeSet(
    "Plan put to the court",
    {
        "A": "care order",
        "B": "care order, placed with parents",
        "C": "adoption",
        "D": "supervision order",
        "E": "special guardianship order",
        "F": "private law order",
        "G": "other",
        "H": "no final hearing yet",
    },
    _SSD,
)

ANSWER = CodeSet(
    "Yes, no or not known",
    {"Y": "yes", "N": "no", "U": "not known"},
    _SSD,
    {"Yes": "Y", "No": "N", "Unknown": "U"},
)

ELIGIBILITY = CodeSet(
    "Kind of care leaver",
    {
        "eligible": "16 or 17, in care, 13 weeks since 14",
        "relevant": "16 or 17, left care, was eligible",
        "former_relevant": "18 or over, was eligible or relevant",
        "qualifying": "16 to 25, in care at 16 or later, under 13 weeks",
        "none": "not eligible now",
    },
    "Children Act 1989, sections 23A to 24",
    ofsted_letters(
        {
            "Relevant child": "relevant",
            "Former relevant child": "former_relevant",
            "Qualifying care leaver": "qualifying",
        }
    )
    | {
        "Eligible": "eligible",
        "Eligible child": "eligible",
        "Relevant": "relevant",
        "Former relevant": "former_relevant",
        "Qualifying": "qualifying",
        "No current eligibility": "none",
    },
)

IN_TOUCH = CodeSet(
    "In touch",
    {
        "YES": "in touch",
        "NO": "not in touch",
        "DIED": "died after leaving care",
        "REFU": "refuses contact",
        "NREQ": "no longer needs the service",
        "RHOM": "home with a parent for six months or more",
    },
    "SSDA903 IN_TOUCH",
    ofsted_letters({"Yes": "YES", "No": "NO", "Died": "DIED", "Refu": "REFU"})
    | {"e) NREQ": "NREQ", "f) Rhom": "RHOM", "Rhom": "RHOM"},
)

_LODGINGS = {
    "B": "with parents or relatives",
    "C": "residential care",
    "D": "semi-independent or transitional",
    "E": "supported lodgings",
    "G": "abroad",
    "H": "deported",
    "K": "ordinary lodgings without support",
    "R": "not known where",
    "S": "no fixed abode",
    "T": "foyer or similar",
    "U": "independent living",
    "V": "emergency accommodation",
    "W": "bed and breakfast",
    "X": "in custody",
    "Y": "other",
    "Z": "with former foster carer",
}

ACCOMMODATION = CodeSet(
    "Where a care leaver lives",
    # SSDA903 puts the suitability behind the letter; SSD and Annex A keep the two apart.
    _LODGINGS
    | {f"{letter}1": f"{place}, suitable" for letter, place in _LODGINGS.items()}
    | {f"{letter}2": f"{place}, unsuitable" for letter, place in _LODGINGS.items()}
    | {"0": "not in touch and not known"},
    "SSDA903 ACCOM",
)

SUITABILITY = CodeSet(
    "Suitability of accommodation",
    {"1": "suitable", "2": "unsuitable"},
    "SSDA903 ACCOM",
    ofsted_letters({"Suitable": "1", "Unsuitable": "2"}),
)

ACTIVITY = CodeSet(
    "What a care leaver does",
    {
        "F1": "higher education, full time",
        "P1": "higher education, part time",
        "F2": "other education, full time",
        "P2": "other education, part time",
        "F3": "training or employment, full time (retired)",
        "P3": "training or employment, part time (retired)",
        "F4": "apprenticeship, full time",
        "P4": "apprenticeship, part time",
        "F5": "other training or employment, full time",
        "P5": "other training or employment, part time",
        "G4": "none, illness or disability",
        "G5": "none, other reason",
        "G6": "none, pregnancy or parenting",
        "0": "not known",
    },
    "SSDA903 ACTIV",
)
