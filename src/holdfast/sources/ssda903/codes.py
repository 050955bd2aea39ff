"""The codes of the looked-after children return (SSDA903)."""

from holdfast.record.schema.table import CodeSet

_SOURCE = "DfE, children looked after return (SSDA903), as two open readers of it list the codes"


def _set(name: str, **codes: str) -> CodeSet:
    return CodeSet(name, {key.lstrip("_"): words for key, words in codes.items()}, _SOURCE)


SEX = CodeSet(
    "Sex of a looked-after child",
    {"M": "male", "F": "female", "U": "not known", "1": "male", "2": "female"},
    _SOURCE,
)
ETHNICITY = _set(
    "Ethnic origin in the looked-after return",
    WBRI="White British", WIRI="White Irish", WOTH="any other White background",
    WIRT="Traveller of Irish heritage", WROM="Gypsy or Roma",
    MWBC="White and Black Caribbean", MWBA="White and Black African", MWAS="White and Asian",
    MOTH="any other mixed background", AIND="Indian", APKN="Pakistani", ABAN="Bangladeshi",
    AOTH="any other Asian background", BCRB="Black Caribbean", BAFR="Black African",
    BOTH="any other Black background", CHNE="Chinese", OOTH="any other ethnic group",
    REFU="refused", NOBT="not obtained",
)  # fmt: skip
REASON_NEW = _set(
    "Reason for a new episode",
    S="started to be looked after", L="legal status changed only",
    P="placement and carer changed", T="placement changed, same carer",
    B="legal status, placement and carer changed",
    U="legal status and placement changed, same carer",
)  # fmt: skip
LEGAL_STATUS = _set(
    "Legal status of an episode",
    C1="interim care order", C2="full care order", D1="freeing order", E1="placement order",
    V2="accommodated under section 20", V3="short breaks, each break recorded",
    V4="short breaks, only the agreement recorded", L1="police protection",
    L2="emergency protection order", L3="child assessment order",
    J1="on remand, or in youth detention accommodation", J2="in local authority accommodation "
    "under PACE 1984", J3="youth rehabilitation order with a residence requirement",
)  # fmt: skip
NEED = _set(
    "Category of need of an episode",
    N1="abuse or neglect", N2="child's disability or illness",
    N3="parental illness or disability", N4="family in acute stress", N5="family dysfunction",
    N6="socially unacceptable behaviour", N7="low income", N8="absent parenting",
)  # fmt: skip
PLACEMENT = _set(
    "Placement type of an episode",
    A3="for adoption with consent, current foster carer",
    A4="for adoption with consent, not current foster carer",
    A5="for adoption under a placement order, current foster carer",
    A6="for adoption under a placement order, not current foster carer",
    K1="secure children's home", K2="children's home", K3="supported accommodation",
    P1="with parents", P3="residential employment", R1="residential care home",
    R2="NHS or other establishment with medical or nursing care",
    R3="family centre or mother and baby unit", R5="young offender institution",
    S1="residential school", T0="temporary move", T1="temporary: in hospital",
    T2="temporary: on holiday", T3="temporary: usual carer on holiday",
    T4="temporary: other reason, seven days or less",
    U1="foster, relative or friend, long term",
    U2="foster, relative or friend, fostering for adoption",
    U3="foster, relative or friend, neither", U4="foster, other carer, long term",
    U5="foster, other carer, fostering for adoption", U6="foster, other carer, neither",
    Z11="other placement", Z12="other placement", Z13="other placement", Z14="other placement",
    H5="semi-independent living (until 2023/24)", P2="independent living (until 2023/24)",
    Z1="other placement (until 2024/25)",
)  # fmt: skip
PROVIDER = _set(
    "Placement provider",
    PR0="parent", PR1="own council", PR2="another council", PR3="other public body",
    PR4="private", PR5="voluntary",
)  # fmt: skip
REASON_CEASED = _set(
    "Reason an episode ceased",
    X1="another episode begins the same day", E11="adopted, unopposed",
    E12="adopted, consent dispensed with", E13="left to live with somebody without parental "
    "responsibility", E14="remand ended", E15="age assessment found 18 or over",
    E16="moved abroad", E17="18 or over, stayed with current carers", E2="died",
    E3="care taken over by another council", E41="child arrangements order",
    E45="special guardianship, former foster carer, relative or friend",
    E46="special guardianship, former foster carer, other",
    E47="special guardianship, other carer, relative or friend",
    E48="special guardianship, other carer", E4A="returned home, planned",
    E4B="returned home, not planned", E5="independent living with support",
    E6="independent living without support", E7="adult social care", E8="any other reason",
    E9="sentenced to custody",
)  # fmt: skip
REASON_CHANGE = _set(
    "Reason for a placement change",
    CARPL="care plan", CLOSE="carer resigned or provision closed", ALLEG="allegation",
    STAND="standards of care", APPRR="approval removed", CREQB="carer asks, behaviour",
    CREQO="carer asks, other reason", CHILD="child asks", LAREQ="council asks",
    PLACE="status of placement only", CUSTOD="admitted to custody", OTHER="other",
)  # fmt: skip
PARTICIPATION = _set(
    "Participation in a review",
    PN0="under 4", PN1="attended and spoke", PN2="attended, an advocate spoke",
    PN3="attended, gave views without words", PN4="attended, gave no views",
    PN5="did not attend, an advocate spoke", PN6="did not attend, sent views",
    PN7="did not attend, gave no views",
)  # fmt: skip
YES_NO = CodeSet("Yes or no in the looked-after return", {"0": "no", "1": "yes"}, _SOURCE)
SDQ_REASON = _set(
    "Reason for no SDQ score",
    SDQ1="no form returned", SDQ2="carer refused", SDQ3="not suited: severity of disability",
    SDQ4="other", SDQ5="child or young person refused",
)  # fmt: skip
IN_TOUCH = _set(
    "In touch with a care leaver",
    YES="in touch", NO="not in touch", DIED="died", REFU="refuses contact",
    NREQ="no longer needs services", RHOM="returned home",
)  # fmt: skip
ACTIVITY = _set(
    "Activity of a care leaver",
    F1="higher education, full time", P1="higher education, part time",
    F2="other education, full time", P2="other education, part time",
    F4="apprenticeship, full time", P4="apprenticeship, part time",
    F5="training or employment, full time", P5="training or employment, part time",
    G4="not in education or work: illness or disability",
    G5="not in education or work: other", G6="not in education or work: parenting",
    _0="not known",
)  # fmt: skip
_HOMES = {
    "B": "parent or relative", "C": "community home or other residential care",
    "D": "semi-independent", "E": "supported lodgings", "G": "abroad", "H": "deported",
    "K": "ordinary lodgings", "R": "residence not known", "T": "foyer", "U": "independent living",
    "V": "emergency accommodation", "W": "bed and breakfast", "Y": "other",
    "Z": "former foster carer",
}  # fmt: skip
ACCOMMODATION = CodeSet(
    "Accommodation of a care leaver",
    {f"{key}{n}": f"{words}, {fit}" for key, words in _HOMES.items()
     for n, fit in ((1, "suitable"), (2, "not suitable"))}
    | {"S2": "no fixed abode", "X2": "in custody", "0": "not known"},
    _SOURCE,
)  # fmt: skip
ADOPTERS = CodeSet("Number of adopters", {"1": "one", "2": "two"}, _SOURCE)
ADOPTERS_SEX = _set(
    "Sex of adopters",
    M1="one man", F1="one woman", MM="two men", FF="two women", MF="a man and a woman",
)  # fmt: skip
ADOPTERS_STATUS = _set(
    "Legal status of adopters",
    L0="single", L11="married, different sex", L12="married, same sex",
    L2="civil partnership", L3="unmarried, different sex", L4="unmarried, same sex",
)  # fmt: skip
REVERSAL = _set(
    "Reason a decision for adoption was reversed",
    RD1="child's needs changed", RD2="court made no placement order", RD3="no adopters found",
    RD4="other",
)  # fmt: skip
PERMANENCE = _set(
    "Previous permanence option",
    P1="adoption", P2="special guardianship", P3="child arrangements order", P4="not known",
    Z1="none",
)  # fmt: skip
ABSENCE = _set("Missing or away", M="missing", A="away from placement without authorisation")
WORKER_CHANGE = _set(
    "Reason for a change of social worker",
    MANAGE="managed change", FCONTA="first contact", LEFTRL="left role",
    ORGRST="organisation restructured", TSPROC="transferred between services",
    ABSENC="absence", CHCHAN="child asked", PCCHAN="parent or carer asked",
    SWDIED="social worker died", OTHERS="other",
)  # fmt: skip
