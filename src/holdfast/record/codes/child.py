"""Code sets for the child, the family, and the way from contact to protection.

Each set says what its codes mean in our own short words and where the codes come from.
``aliases`` holds the other spellings that real files carry: words in place of codes, codes of
earlier years, Ofsted's letters. Readers match without regard to case, and take a code that is
followed by its words ("N1 - Abuse or neglect", "2A: Schools") as the code; neither is
listed here. Codes that have been retired stay, because history still holds them.

The codes of care are in ``codes/care.py``, of permanence and leaving care in
``codes/permanence.py``, of missing, workforce and oversight in ``codes/oversight.py``.
"""

from holdfast.record.schema.table import CodeSet

_CENSUS = "Children in need census 2025/26"
_SSD = "Standard Safeguarding Dataset 1.4.5"
_OURS = "Holdfast"


def ofsted_letters(words: dict[str, str]) -> dict[str, str]:
    """Spellings with Ofsted's letter before them, and without: "a) Male" and "Male".

    ``words`` maps the words of an Annex A list, in the list's own order, to our codes.
    """
    lettered = {f"{chr(ord('a') + n)}) {word}": words[word] for n, word in enumerate(words)}
    return lettered | words


SEX = CodeSet(
    "Sex",
    {"M": "male", "F": "female", "U": "not known"},
    "Children in need census and SSDA903, from 2024/25",
    # The figures are those of both returns until 2023/24.
    ofsted_letters({"Male": "M", "Female": "F", "Not stated/recorded": "U"})
    | {"1": "M", "2": "F", "0": "U", "9": "U", "Unknown": "U"},
)

GENDER = CodeSet(
    "Gender",
    {"M": "male", "F": "female", "U": "not known or not stated", "I": "neither"},
    _SSD,
    ofsted_letters({"Male": "M", "Female": "F", "Not stated/recorded": "U", "Neither": "I"})
    | {"1": "M", "2": "F", "0": "U", "9": "U", "Unknown": "U", "Indeterminate": "I"},
)

ETHNICITY = CodeSet(
    "Ethnicity",
    {
        "WBRI": "White British",
        "WIRI": "White Irish",
        "WIRT": "Traveller of Irish heritage",
        "WROM": "Gypsy or Roma",
        "WOTH": "other White",
        "MWBC": "White and Black Caribbean",
        "MWBA": "White and Black African",
        "MWAS": "White and Asian",
        "MOTH": "other mixed",
        "AIND": "Indian",
        "APKN": "Pakistani",
        "ABAN": "Bangladeshi",
        "AOTH": "other Asian",
        "BCRB": "Caribbean",
        "BAFR": "African",
        "BOTH": "other Black",
        "CHNE": "Chinese",
        "OOTH": "other",
        "REFU": "would not say",
        "NOBT": "not yet asked",
    },
    _CENSUS,
    # SSD's own text misspells Chinese, and councils have copied it.
    {"CNHE": "CHNE", "u) UNKNOWN": "NOBT", "UNKNOWN": "NOBT"},
)

PUPIL_NUMBER_UNKNOWN = CodeSet(
    "Why the pupil number is not known",
    {
        "UN1": "too young to have one",
        "UN2": "never at a maintained school in England",
        "UN3": "educated outside England",
        "UN4": "new to the service, not yet found out",
        "UN5": "sources disagree, no sure match",
        "UN6": "not in care, and the council cannot obtain it",
        "UN7": "referred, no further action",
        "UN8": "new to the council, not yet found out (special needs return)",
        "UN9": "never at a maintained school or college (special needs return)",
        "UN10": "request ended before it was known (special needs return)",
    },
    "Common Basic Data Set CS051",
)

DISABILITY = CodeSet(
    "Disability",
    {
        "NONE": "no disability",
        "MOB": "mobility",
        "HAND": "hand function",
        "PC": "personal care",
        "INC": "continence",
        "COMM": "communication",
        "LD": "learning",
        "HEAR": "hearing",
        "VIS": "vision",
        "BEH": "behaviour",
        "CON": "consciousness",
        "AUT": "autism",
        "DDA": "another disability under the Equality Act",
        # Annex A says only that there is one.
        "YES": "a disability, kind not given",
    },
    _CENSUS,
    ofsted_letters({"Yes": "YES", "No": "NONE"}),
)

SOURCE = CodeSet(
    "Source of contact or referral",
    {
        "1A": "family member, relative or carer",
        "1B": "acquaintance, neighbour or child minder",
        "1C": "the child",
        "1D": "another individual",
        "2A": "school",
        "2B": "education service",
        "3A": "general practitioner",
        "3B": "health visitor",
        "3C": "school nurse",
        "3D": "other primary health service",
        "3E": "accident and emergency",
        "3F": "other health service",
        "4": "housing",
        "5A": "social care, such as adults' services",
        "5B": "another department of the council",
        "5C": "another council",
        "5D": "the council's early help",
        "6": "police",
        "7": "other legal agency: court, probation, immigration, prison",
        "8": "other, such as a voluntary organisation",
        "9": "anonymous",
        "10": "not known",
    },
    _CENSUS,
)

CONTACT_OUTCOME = CodeSet(
    "What was decided about a contact",
    {
        "referral": "became a referral",
        "existing": "passed to a worker who already holds the child",
        "no_further_action": "closed with no further action",
        "advice": "advice or information given",
        "early_help": "passed to early help",
        "other": "something else",
    },
    _OURS,
    {
        "NEW_REFERRAL_FLAG": "referral",
        "EXISTING_REFERRAL_FLAG": "existing",
        "NFA_FLAG": "no_further_action",
        "ADVICE_FLAG": "advice",
        # SSD's other answers are rarer outcomes that our chain does not tell apart.
        "CP_ENQUIRY_FLAG": "other",
        "NON_AGENCY_ADOPTION_FLAG": "other",
        "PRIVATE_FOSTERING_FLAG": "other",
        "MISSING_FLAG": "other",
        "OLA_CP_FLAG": "other",
        "OTHER_OUTCOMES_EXIST_FLAG": "other",
    },
)

PRIMARY_NEED = CodeSet(
    "Primary need",
    {
        "N1": "abuse, neglect or exploitation",
        "N2": "the child's disability or illness",
        "N3": "a parent's disability or illness",
        "N4": "family in acute stress",
        "N5": "family dysfunction",
        "N6": "socially unacceptable behaviour",
        "N7": "low income",
        "N8": "absent parenting",
        "N9": "not a child in need",
        "N0": "not stated",
    },
    _CENSUS,
)

CLOSE_REASON = CodeSet(
    "Why the case was closed",
    {
        "RC1": "adopted",
        "RC2": "died",
        "RC3": "child arrangements order",
        "RC4": "special guardianship order",
        "RC5": "moved to another council's services",
        "RC6": "moved to adult social care",
        "RC7": "any other reason, such as no longer in need",
        "RC8": "no further action after assessment",
        "RC9": "passed to early help after assessment",
    },
    _CENSUS,
)

ASSESSMENT_KIND = CodeSet(
    "Kind of assessment",
    {
        "single": "single (continuous) assessment",
        "initial": "initial assessment, used until about 2014",
        "core": "core assessment, used until about 2014",
        "first_step": "Family Help, first step: a second is to follow unless the work ends",
    },
    _OURS,
    {
        "Continuous assessment": "single",
        "Child and family assessment": "single",
        "Family Help: Discussion": "first_step",
        "Family Help, first step": "first_step",
    },
)

_BY_PERSON = {
    "1": "alcohol misuse",
    "2": "drug misuse",
    "3": "domestic abuse, subject of it",
    "4": "mental health",
    "5": "learning disability",
    "6": "physical disability or illness",
}
_PERSONS = {"A": "the child", "B": "a parent or carer", "C": "another in the household"}

FACTOR = CodeSet(
    "Factor found at assessment",
    {
        number + letter: f"{factor}: {person}"
        for number, factor in _BY_PERSON.items()
        for letter, person in _PERSONS.items()
    }
    | {
        "7A": "young carer",
        "8B": "privately fostered: from overseas, will return",
        "8C": "privately fostered: from overseas, will stay",
        "8D": "privately fostered: from the United Kingdom, for education",
        "8E": "privately fostered: from the United Kingdom, own arrangement",
        "8F": "privately fostered: other",
        "9A": "unaccompanied asylum seeking child",
        "10A": "going missing",
        "11A": "child sexual exploitation",
        "12A": "trafficking",
        "13A": "gangs",
        "14A": "socially unacceptable behaviour",
        "15A": "self-harm",
        "16A": "neglect",
        "17A": "emotional abuse",
        "18A": "physical abuse (retired: use 18B or 18C)",
        "18B": "physical abuse by a child",
        "18C": "physical abuse by an adult",
        "19A": "sexual abuse (retired: use 19B or 19C)",
        "19B": "sexual abuse by a child",
        "19C": "sexual abuse by an adult",
        "20": "other",
        "21": "no factor found",
        "22A": "female genital mutilation",
        "23A": "abuse linked to faith or belief",
        "24A": "child criminal exploitation",
    },
    _CENSUS,
)

ABUSE = CodeSet(
    "Category of abuse",
    {
        "NEG": "neglect",
        "PHY": "physical abuse",
        "SAB": "sexual abuse",
        "EMO": "emotional abuse",
        "MUL": "more than one category",
    },
    _CENSUS,
    ofsted_letters(
        {
            "Neglect": "NEG",
            "Physical abuse": "PHY",
            "Sexual abuse": "SAB",
            "Emotional abuse": "EMO",
            "Multiple/not recommended": "MUL",
        }
    )
    | {"Multiple": "MUL"},
)

PARTICIPATION = CodeSet(
    "How the child took part",
    {
        "PN0": "under four at the review",
        "PN1": "came and spoke",
        "PN2": "came, an advocate spoke",
        "PN3": "came, gave views without speech",
        "PN4": "came, gave no view and had no advocate",
        "PN5": "did not come, briefed an advocate",
        "PN6": "did not come, sent views another way",
        "PN7": "did not come, no views given",
    },
    "SSDA903 REVIEW_CODE",
)
