"""Code sets for care and its health checks.

Retired codes stay: six years of history still holds them. A code whose meaning has not been
published where we could read it says so, in place of a guess.
"""

from holdfast.record.codes.child import ofsted_letters
from holdfast.record.schema.table import CodeSet

_OURS = "Holdfast"
_SSD = "Standard Safeguarding Dataset 1.4.5"

LEGAL_STATUS = CodeSet(
    "Legal status",
    {
        "C1": "interim care order",
        "C2": "full care order",
        "D1": "freeing order (before placement orders)",
        "E1": "placement order",
        "V2": "accommodated by agreement, section 20",
        "V3": "short breaks, each break recorded",
        "V4": "short breaks, only the agreement recorded",
        "L1": "police protection",
        "L2": "emergency protection order",
        "L3": "child assessment order",
        "J1": "remanded to the council or to youth detention",
        "J2": "in the council's accommodation under the Police and Criminal Evidence Act",
        "J3": "youth rehabilitation order with residence or intensive fostering",
    },
    "SSDA903 LS",
    {
        "Interim care order": "C1",
        "Full care order": "C2",
        "Care order": "C2",
        "Freeing order granted": "D1",
        "Placement order granted": "E1",
        "Single period of accommodation under section 20": "V2",
        "Emergency protection order": "L2",
        "Emergency protection order (EPO)": "L2",
    },
)

START_REASON = CodeSet(
    "Why an episode of care began",
    {
        "S": "came into care",
        "L": "legal status changed",
        "P": "placement and carer changed",
        "T": "placement changed, same carer",
        "B": "legal status, placement and carer changed",
        "U": "legal status and placement changed, same carer",
    },
    "SSDA903 RNE",
)

END_REASON = CodeSet(
    "Why an episode of care ended",
    {
        "X1": "another episode began the same day",
        "E1": "adopted (retired: use E11 or E12)",
        "E11": "adopted, application unopposed",
        "E12": "adopted, consent dispensed with",
        "E2": "died",
        "E3": "taken over by another council in the United Kingdom",
        "E4A": "home to a person with parental responsibility, planned",
        "E4B": "home to a person with parental responsibility, unplanned",
        "E13": "to live with someone without parental responsibility",
        "E41": "child arrangements order",
        "E43": "special guardianship, former foster carer (retired)",
        "E44": "special guardianship, another carer (retired)",
        "E45": "special guardianship, former foster carer, relative or friend",
        "E46": "special guardianship, former foster carer, other",
        "E47": "special guardianship, another carer, relative or friend",
        "E48": "special guardianship, another carer, other",
        "E5": "independent living with formal support",
        "E6": "independent living without formal support",
        "E7": "residential care paid for by adult social care",
        "E8": "any other reason",
        "E9": "sentenced to custody",
        "E14": "remand ended",
        "E15": "found to be 18 or over",
        "E16": "moved abroad",
        "E17": "turned 18 and stayed with the same carers",
    },
    "SSDA903 REC",
)

PLACEMENT = CodeSet(
    "Kind of placement",
    {
        "U1": "foster, relative or friend, long term",
        "U2": "foster, relative or friend, fostering for adoption",
        "U3": "foster, relative or friend, neither",
        "U4": "foster, other carer, long term",
        "U5": "foster, other carer, fostering for adoption",
        "U6": "foster, other carer, neither",
        "A1": "placed for adoption (retired)",
        "A2": "placed for adoption with foster carer (retired)",
        "A3": "for adoption, consent, current foster carer",
        "A4": "for adoption, consent, not current foster carer",
        "A5": "for adoption, placement order, current foster carer",
        "A6": "for adoption, placement order, not current foster carer",
        "K1": "secure children's home",
        "K2": "children's home",
        "K3": "registered supported accommodation",
        "H5": "semi-independent living, unregulated (retired)",
        "P1": "with own parent",
        "P2": "independent living (retired)",
        "P3": "residential employment",
        "R1": "residential care home",
        "R2": "hospital or other place with nursing care",
        "R3": "family centre or mother and baby unit",
        "R5": "young offender institution or secure training centre",
        "S1": "residential school",
        "T0": "temporary move, any kind",
        "T1": "temporary, in hospital",
        "T2": "temporary, on holiday",
        "T3": "temporary, carer on holiday",
        "T4": "temporary, seven days or fewer",
        "Z1": "other (retired: split in four in 2025/26)",
        "Z11": "other, first kind (meaning to be confirmed)",
        "Z12": "other, second kind (meaning to be confirmed)",
        "Z13": "other, third kind (meaning to be confirmed)",
        "Z14": "other, fourth kind (meaning to be confirmed)",
    },
    "SSDA903 PLACE",
)

PROVIDER = CodeSet(
    "Provider of the placement",
    {
        "PR0": "parent or person with parental responsibility",
        "PR1": "this council",
        "PR2": "another council",
        "PR3": "another public body",
        "PR4": "private",
        "PR5": "voluntary",
    },
    "SSDA903 PLACE_PROVIDER",
)

MOVE_REASON = CodeSet(
    "Why the placement ended",
    {
        "CARPL": "the care plan was carried out or changed",
        "CLOSE": "carer resigned or home closed",
        "ALLEG": "allegation",
        "STAND": "worry about standards of care",
        "APPRR": "approval withdrawn",
        "CREQB": "carer asked, because of the child's behaviour",
        "CREQO": "carer asked, for another reason",
        "CHILD": "child asked",
        "LAREQ": "a council asked",
        "PLACE": "status of the placement changed, same carer",
        "CUSTOD": "custody",
        "OTHER": "other",
    },
    "SSDA903 REASON_PLACE_CHANGE",
)

REGULATION = CodeSet(
    "Arrangement that sets its own pace of visits",
    {
        "": "ordinary placement",
        "19": "with parents before assessment is complete",
        "24": "connected person, approved for the time being",
        "home_interim": "at home on an interim care order",
        "home_full": "at home on a full care order",
        "other_living": "other living arrangement",
    },
    "Care Planning, Placement and Case Review Regulations 2010, regulation 28",
)

HEALTH_CHECK = CodeSet(
    "Kind of health check",
    {"health_assessment": "health assessment", "dental": "dental check", "other": "other"},
    _OURS,
    {
        "Health assessment": "health_assessment",
        "Initial health assessment": "health_assessment",
        "Review health assessment": "health_assessment",
        "Dental check": "dental",
        "Health surveillance checks": "other",
        "Health surveillance check": "other",
    },
)

HEALTH_CHECK_STATUS = CodeSet(
    "What became of a health check",
    {
        "planned": "planned",
        "refused": "the child refused",
        "cancelled": "cancelled",
        "completed": "done",
    },
    _SSD,
    {"Planned": "planned", "Refused": "refused"}
    | {"Cancelled": "cancelled", "Completed": "completed"},
)

SCORE_REASON = CodeSet(
    "Why there is no strengths and difficulties score",
    {
        "SDQ1": "under 4 or over 16",
        "SDQ2": "carer refused",
        "SDQ3": "disability too severe",
        "SDQ4": "other",
        "SDQ5": "child refused",
    },
    "SSDA903 SDQ_REASON",
)

PERMANENCE_PLAN = CodeSet(
    "Plan for permanence",
    {
        "REMAINSUP": "stay with family, with support",
        "RETURN1M": "return to family within a month",
        "RETURN6M": "return to family within six months",
        "RETURNEV": "return to family in time",
        "LTRELFR": "long-term with relatives or friends",
        "LTFOST18": "long-term fostering until 18",
        "RESPLMT": "long-term residential",
        "SUPPLIV": "supported living",
        "ADOPTION": "adoption",
        "GUARDIAN": "special guardianship or child arrangements order",
        "RETURN": "return to family, time not given",
        "OTHERPLN": "other",
    },
    _SSD + ", with two answers that only Annex A gives",
    ofsted_letters(
        {
            "Return to family": "RETURN",
            "Adoption": "ADOPTION",
            "SGO/CAO": "GUARDIAN",
            "Supported living in the community": "SUPPLIV",
            "Long-term residential placement": "RESPLMT",
            "Long-term fostering": "LTFOST18",
            "other": "OTHERPLN",
        }
    ),
)

EARLIER_PERMANENCE = CodeSet(
    "Earlier permanence",
    {
        "P1": "adoption",
        "P2": "special guardianship order",
        "P3": "child arrangements order",
        "P4": "not known",
        "Z1": "none",
    },
    "SSDA903 PREV_PERM",
)
