"""Ofsted's way to write each code: its letter, the code, its words.

The lists date from August 2019. A code that the returns have gained since is written with our
own words after it and no letter: the code is what readers go by. The words of care are in
``ofsted_words_care``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from holdfast.record.codes import child as codes
from holdfast.record.schema.table import CodeSet

YES, NO, UNKNOWN = "a) Yes", "b) No", "c) Unknown"


@dataclass(frozen=True)
class Words:
    """The words of a code set, by code."""

    codes: CodeSet
    words: Mapping[str, str]

    def said(self, code: str | None) -> str | None:
        """A code in Ofsted's words; nothing where nothing is recorded."""
        if code is None:
            return None
        meaning = self.codes.codes.get(code)
        return self.words.get(code) or (f"{code}: {meaning}" if meaning else code)


def lettered(words: Mapping[str, str]) -> dict[str, str]:
    """The words with Ofsted's letters before them, in their order; the 27th letter is zz."""
    letters = [*map(chr, range(ord("a"), ord("z") + 1)), "zz"]
    return {
        code: f"{letter}) {said}"
        for letter, (code, said) in zip(letters, words.items(), strict=False)
    }


def led(sign: str, words: Mapping[str, str]) -> dict[str, str]:
    """The words with the code itself before them."""
    return {code: f"{code}{sign}{said}" for code, said in words.items()}


GENDER = Words(
    codes.GENDER,
    lettered({"M": "Male", "F": "Female", "U": "Not stated/recorded", "I": "Neither"}),
)

_ETHNICITIES = (
    "WBRI", "WIRI", "WIRT", "WOTH", "WROM", "MWBC", "MWBA", "MWAS", "MOTH", "AIND", "APKN",
    "ABAN", "AOTH", "BCRB", "BAFR", "BOTH", "CHNE", "OOTH", "REFU",
)  # fmt: skip
# Ofsted's list has the letter s twice.
ETHNICITY = Words(
    codes.ETHNICITY,
    lettered({code: code for code in _ETHNICITIES}) | {"NOBT": "s) NOBT"},
)

_SOURCES = {
    "Individual": ("1A", "1B", "1C", "1D"),
    "Schools": ("2A",),
    "Education services": ("2B",),
    "Health services": ("3A", "3B", "3C", "3D", "3E", "3F"),
    "Housing": ("4",),
    "LA services": ("5A", "5B", "5C"),
    "Police": ("6",),
    "Other legal agency": ("7",),
    "Other": ("8",),
    "Anonymous": ("9",),
    "Unknown": ("10",),
}
# The council's own early help came later and was given a letter between two.
SOURCE = Words(
    codes.SOURCE,
    lettered({code: f"{code}: {who}" for who, listed in _SOURCES.items() for code in listed})
    | {"5D": "p1) 5D: LA services"},
)

_NEEDS = {
    "N1": "Abuse or neglect",
    "N2": "Child’s disability",
    "N3": "Parental disability or illness",
    "N4": "Family in acute stress",
    "N5": "Family dysfunction",
    "N6": "Socially unacceptable behaviour",
    "N7": "Low income",
    "N8": "Absent parenting",
    "N9": "Cases other than children in need",
    "N0": "Not stated",
}
PRIMARY_NEED = Words(codes.PRIMARY_NEED, led(" - ", _NEEDS))
# The list of children in care words one of them the other way round.
CARE_NEED = Words(codes.PRIMARY_NEED, led(" - ", _NEEDS | {"N3": "Parental illness or disability"}))

CLOSE_REASON = Words(
    codes.CLOSE_REASON,
    led(
        " - ",
        {
            "RC1": "Adopted",
            "RC2": "Died",
            "RC3": "Child arrangements order",
            "RC4": "Special guardianship order",
            "RC5": "Transferred to services of another local authority",
            "RC6": "Transferred to adult social care services",
            "RC7": "Services ceased for any other reason, including child no longer in need",
            "RC8": "Case closed after assessment, no further action",
        },
    ),
)

ABUSE = Words(
    codes.ABUSE,
    lettered(
        {
            "NEG": "Neglect",
            "PHY": "Physical abuse",
            "SAB": "Sexual abuse",
            "EMO": "Emotional abuse",
            "MUL": "Multiple/not recommended",
        }
    ),
)
