"""Ofsted's way to write the codes of children in care, of adoption and of leaving care."""

from holdfast.record.codes import care as codes_care
from holdfast.record.codes import permanence as codes_permanence
from holdfast.sources.annex_a_workbook.ofsted_words import Words, led, lettered

LEGAL_STATUS = Words(
    codes_care.LEGAL_STATUS,
    led(
        ": ",
        {
            "C1": "ICO",
            "C2": "FCO",
            "D1": "Freeing order",
            "E1": "Placement order",
            "V2": "Single period under S20",
            "L1": "Police protection LA accommodation",
            "L2": "EPO",
            "L3": "Child assessment order LA accommodation",
            "J1": "Remanded to LA or youth detention",
            "J2": "LA accommodation under PACE",
            "J3": "Youth rehabilitation order",
            "V3": "Short term breaks, episodes recorded",
            "V4": "Short term breaks, agreements recorded",
        },
    ),
)

_HOME = "Returned home to live with parents or relatives"
_GUARDIAN = "Special Guardianship Orders"
END_REASON = Words(
    codes_care.END_REASON,
    lettered(
        led(
            ": ",
            {
                "E11": "Adopted - application unopposed",
                "E12": "Adopted - consent dispensed",
                "E2": "Died",
                "E3": "Care taken by another LA",
                "E4A": f"{_HOME} - part of planning",
                "E4B": f"{_HOME} - not part of planning",
                "E13": "Parents, relatives or other with no parental responsibility",
                "E41": "Residence order granted",
                "E45": f"{_GUARDIAN} - former carer relative/friend",
                "E46": f"{_GUARDIAN} - former carer other",
                "E47": f"{_GUARDIAN} - relative/friend",
                "E48": f"{_GUARDIAN} - other",
                "E5": "Moved into independent living - supported",
                "E6": "Moved into independent living - no support",
                "E7": "Transferred to residential care funded by adult social services",
                "E9": "Sentenced to custody",
                "E14": "Accommodation on remand ended",
                "E15": "Age assessment determined child was 18 or over",
                "E16": "Child moved abroad",
                "E8": "Care ceased for any other reason",
            },
        )
    ),
)

PLACEMENT = Words(
    codes_care.PLACEMENT,
    lettered(
        led(
            ": ",
            {
                "U1": "Foster placement - relatives - long term",
                "U2": "Foster placement - relative - FFA",
                "U3": "Foster placement - relative - not FFA",
                "U4": "Foster placement - long term",
                "U5": "Foster placement - FFA",
                "U6": "Foster placement - not FFA",
                "A3": "Placed for adoption - consent - current foster",
                "A4": "Placed for adoption - consent - not foster",
                "A5": "Placed for adoption - order - foster",
                "A6": "Placed for adoption - order - not foster",
                "P1": "Placed with parents",
                "P2": "Independent living",
                "P3": "Residential employment",
                "H5": "Residential accommodation",
                "K1": "Secure Children’s Homes",
                "K2": "Children’s Homes",
                "R1": "Residential Care Home",
                "R2": "NHS/Health Trust",
                "R3": "Family Centre or Mother and Baby Unit",
                "R5": "Young Offender Institution",
                "S1": "Residential school",
                "Z1": "Other placements",
                "T0": "Temporary placement",
                "T1": "Temporary placement - hospital",
                "T2": "Temporary placement - holiday",
                "T3": "Temporary placement - carer holiday",
                "T4": "Temporary placement - seven days or less",
            },
        )
    ),
)

PROVIDER = Words(
    codes_care.PROVIDER,
    lettered(
        led(
            ": ",
            {
                "PR0": "Parents/Parental responsibility",
                "PR1": "Own provision",
                "PR2": "Other LA provision",
                "PR3": "Other public provision",
                "PR4": "Private provision",
                "PR5": "Voluntary/third sector",
            },
        )
    ),
)

_RETURN, _LONG_TERM = "a) Return to family", "f) Long-term fostering"
PERMANENCE_PLAN = Words(
    codes_care.PERMANENCE_PLAN,
    {
        "REMAINSUP": _RETURN,
        "RETURN1M": _RETURN,
        "RETURN6M": _RETURN,
        "RETURNEV": _RETURN,
        "RETURN": _RETURN,
        "ADOPTION": "b) Adoption",
        "GUARDIAN": "c) SGO/CAO",
        "SUPPLIV": "d) Supported living in the community",
        "RESPLMT": "e) Long-term residential placement",
        "LTFOST18": _LONG_TERM,
        "LTRELFR": _LONG_TERM,
        "OTHERPLN": "g) other",
    },
)

ELIGIBILITY = Words(
    codes_permanence.ELIGIBILITY,
    {
        "relevant": "a) Relevant child",
        "former_relevant": "b) Former relevant child",
        "qualifying": "c) Qualifying care leaver",
        "eligible": "d) Eligible",
    },
)

IN_TOUCH = Words(
    codes_permanence.IN_TOUCH,
    lettered(
        {"YES": "Yes", "NO": "No", "DIED": "Died", "REFU": "Refu", "NREQ": "NREQ", "RHOM": "Rhom"}
    ),
)

ACCOMMODATION = Words(
    codes_permanence.ACCOMMODATION,
    led(
        ": ",
        {
            "B": "Parents/relatives",
            "C": "Community home / residential care",
            "D": "Semi-independent, transitional accommodation and self-contained accommodation",
            "E": "Supported lodgings",
            "G": "Abroad",
            "H": "Deported",
            "K": "Ordinary lodgings, without formal support",
            "R": "Residence not known",
            "S": "No fixed abode / homeless",
            "T": "Foyers and similar supported accommodation",
            "U": "Independent living",
            "V": "Emergency accommodation",
            "W": "Bed and breakfast",
            "X": "In custody",
            "Y": "Other accommodation",
            "Z": "With former foster carers",
        },
    ),
)

SUITABILITY = Words(codes_permanence.SUITABILITY, {"1": "a) Suitable", "2": "b) Unsuitable"})

_NONE = "Not in education, employment or training"
ACTIVITY = Words(
    codes_permanence.ACTIVITY,
    led(
        ": ",
        {
            "F1": "Full time in higher education",
            "P1": "Part time in higher education",
            "F2": "Full time in education other than higher",
            "P2": "Part time in education other than higher",
            "F3": "Full time in training or employment",
            "P3": "Part time in training or employment",
            "G4": f"{_NONE} - illness or disability",
            "G5": f"{_NONE} - other",
            "G6": f"{_NONE} - pregnancy or parenting",
        },
    ),
)

REVERSED_REASON = Words(
    codes_permanence.REVERSED_REASON,
    led(
        " - ",
        {
            "RD1": "The child’s needs changed subsequent to the decision",
            "RD2": "The Court did not make a placement order",
            "RD3": "Prospective adopters could not be found",
            "RD4": "Any other reason",
        },
    ),
)
