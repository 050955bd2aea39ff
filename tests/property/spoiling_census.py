"""Spoils a census file in the ways in which real ones are spoilt; see ``spoiling``."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from lxml import etree

from holdfast.record.schema.table import ColumnKind
from holdfast.sources.cin_census.census import MODULES
from holdfast.sources.made_up.dialects.slips import shortened


class CensusWay(StrEnum):
    """How an element can be spoilt."""

    UNKNOWN_ELEMENT = "an element that the census does not know, in place of one it does"
    MISSPELT_END = "the element of an end or a result, misspelt"
    UNREADABLE_DAY = "a day that cannot be read"
    UNREADABLE_FLAG = "a yes or no that cannot be read"
    UNKNOWN_CODE = "a code that the census does not know"
    NO_START = "an element without the day that it must have"
    SHORT_NUMBER = "a child's number shortened by a spreadsheet"
    NO_NUMBER = "no child's number, or words in its place"


@dataclass(frozen=True)
class TouchedElement:
    """What was spoilt: the module and field, and whose (None where the file does not say)."""

    module: str
    field: str
    child: str | None


@dataclass(frozen=True)
class SpoiltCensus:
    """The file's text after one spoiling, in what way, and what it touched."""

    text: str
    way: CensusWay
    touched: TouchedElement


# Ends and results as makers of these files misspell them.
MISSPELT: Mapping[str, Sequence[str]] = {
    "AssessmentAuthorisationDate": ("AssessmentAuthorizationDate", "AuthorisationDate"),
    "CPPendDate": ("CPPfinishDate", "CPPEndingDate"),
    "CINPlanEndDate": ("CINPlanClosedDate",),
    "CINclosureDate": ("CINclosingDate", "ClosureDate"),
    "DateOfInitialCPC": ("DateOfICPC", "InitialCPCdate"),
    "ICPCnotRequired": ("ICPCnotNeeded",),
    "CPPreviewDate": ("CPPreviews",),
    "ReferralNFA": ("ReferralNoFurtherAction",),
}
_NUMBER = "LAchildID"
_NOT_A_DAY = ("2025-02-31", "tbc", "31/11/2025", "not yet")
_NOT_A_FLAG = ("?", "maybe")
_NOT_A_CODE = ("ZZ9", "local", "Q17")
_NOT_A_NUMBER = ("", "N/A", "Unborn")


def _fields(kind: ColumnKind, required: bool | None = None) -> frozenset[str]:
    return frozenset(
        one.name
        for module in MODULES
        for one in module.fields()
        if one.kind is kind and (required is None or one.required is required)
    )


_DAYS, _FLAGS, _CODES = _fields(ColumnKind.DAY), _fields(ColumnKind.FLAG), _fields(ColumnKind.CODE)
_MUST = _fields(ColumnKind.DAY, required=True)


def spoil_census(text: str, random: Random, way: CensusWay | None = None) -> SpoiltCensus | None:
    """Spoil one element of a child; None where nothing in the file can be so spoilt."""
    root = etree.fromstring(text.encode())
    chosen = way or random.choice(list(CensusWay))
    able = [one for one in root.iter() if isinstance(one.tag, str) and _can(one, chosen)]
    if not able:
        return None
    element = random.choice(able)
    child = _child_of(element)
    module, name = _module_of(element), _name(element)
    _CHANGES[chosen](element, random)
    told = etree.tostring(root, encoding="unicode")
    return SpoiltCensus(told, chosen, TouchedElement(module, name, child))


def _can(element: etree._Element, way: CensusWay) -> bool:
    name, filled = _name(element), bool((element.text or "").strip())
    if _within(element, "Header") or not _within(element, "Child"):
        return False
    wanted: dict[CensusWay, bool] = {
        CensusWay.UNKNOWN_ELEMENT: filled and name in (_DAYS | _FLAGS | _CODES),
        CensusWay.MISSPELT_END: filled and name in MISSPELT,
        CensusWay.UNREADABLE_DAY: filled and name in _DAYS,
        CensusWay.UNREADABLE_FLAG: filled and name in _FLAGS,
        CensusWay.UNKNOWN_CODE: filled and name in _CODES,
        CensusWay.NO_START: filled and name in _MUST,
    }
    return wanted.get(way, filled and name == _NUMBER)


def _rename(element: etree._Element, random: Random) -> None:
    name = _name(element)
    element.tag = random.choice((f"{name}Local", f"x{name}", f"{name[:-1]}_"))


def _misspell(element: etree._Element, random: Random) -> None:
    element.tag = random.choice(MISSPELT[_name(element)])


def _put(words: Sequence[str]) -> Callable[[etree._Element, Random], None]:
    def put(element: etree._Element, random: Random) -> None:
        element.text = random.choice(words)

    return put


def _empty(element: etree._Element, _: Random) -> None:
    element.text = ""


def _shorten(element: etree._Element, _: Random) -> None:
    element.text = shortened(element.text or "")


_CHANGES: Mapping[CensusWay, Callable[[etree._Element, Random], None]] = {
    CensusWay.UNKNOWN_ELEMENT: _rename,
    CensusWay.MISSPELT_END: _misspell,
    CensusWay.UNREADABLE_DAY: _put(_NOT_A_DAY),
    CensusWay.UNREADABLE_FLAG: _put(_NOT_A_FLAG),
    CensusWay.UNKNOWN_CODE: _put(_NOT_A_CODE),
    CensusWay.NO_START: _empty,
    CensusWay.SHORT_NUMBER: _shorten,
    CensusWay.NO_NUMBER: _put(_NOT_A_NUMBER),
}


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _within(element: etree._Element, name: str) -> bool:
    return any(_name(one) == name for one in element.iterancestors())


def _child_of(element: etree._Element) -> str | None:
    child = next((one for one in element.iterancestors() if _name(one) == "Child"), None)
    if child is None:
        return None
    return next((one.text for one in child.iter() if _name(one) == _NUMBER), None)


_NAMES = frozenset(module.name for module in MODULES)


def _module_of(element: etree._Element) -> str:
    return next((_name(one) for one in element.iterancestors() if _name(one) in _NAMES), "Child")
