"""The schema of a year's census (XSD), made from the census's declarations.

A community schema of each year goes about among councils; this one says the same and follows
the declarations of Holdfast, so that what is written can be checked without anyone's file.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from lxml import etree

from holdfast.record.schema.table import ColumnKind
from holdfast.returns.cin_census.register import rules_of
from holdfast.sources.cin_census.census import CHILD, HEADER
from holdfast.sources.cin_census.module import Field, FieldGroup, Module, Part

_XS = "http://www.w3.org/2001/XMLSchema"
_PATTERNS = {
    "collection": "CIN",
    "yes-or-no": "[01]",
    "words": r".*\S.*",
    "pupil-number": r"[A-Za-z]\d{11}(\d|[A-Za-z])",
    "council": r"\d{3}",
    "serial": r"\d{3}\d*",
}
_OF_KIND = {
    ColumnKind.DAY: "xs:date",
    ColumnKind.FLAG: "yes-or-no",
    ColumnKind.WHOLE: "xs:nonNegativeInteger",
}
_OF_FIELD = {
    "Collection": "collection",
    "Year": "xs:gYear",
    "UPN": "pupil-number",
    "FormerUPN": "pupil-number",
}
_ELEMENT = re.compile("Element '([^']+)'")
_COLLECTION = ("Collection", "Year", "ReferenceDate")
# What the source of a file may say of itself: only the council's number is asked for.
_SOURCE = {
    "SourceLevel": "words",
    "LEA": "council",
    "SoftwareCode": "xs:string",
    "Release": "xs:string",
    "SerialNo": "serial",
    "DateTime": "xs:dateTime",
}


def schema_of(year: int) -> etree.XMLSchema:
    """The schema, ready to validate. Raises NotFound for a year whose census is not known."""
    return etree.XMLSchema(etree.fromstring(schema_text(year)))


def invalid_elements(path: Path, year: int) -> Mapping[str, int]:
    """How often each element of a file goes against the schema; of what it holds nothing is told.

    A child is held at a time. Raises NotFound for a year whose census is not known.
    """
    read = etree.iterparse(str(path), schema=schema_of(year), tag=CHILD.name)
    try:
        for _, child in read:
            child.clear()
            while child.getprevious() is not None:
                del child.getparent()[0]
    except etree.XMLSyntaxError:
        pass  # raised at the end, for all that the log holds
    found = (_ELEMENT.match(error.message) for error in read.error_log)
    return Counter(element[1] if element else "?" for element in found)


def schema_text(year: int) -> str:
    """The schema as XSD. Raises NotFound for a year whose census is not known."""
    rules_of(year)
    head = [*_parts((HEADER.field(name) for name in _COLLECTION), year)]
    source = [_leaf(name, kind, name == "LEA") for name, kind in _SOURCE.items()]
    header = [_holding("CollectionDetails", head, 0), _holding("Source", source, 0, "unbounded")]
    children = _holding("Children", [_module(CHILD, year)], 1)
    message = _holding("Message", [_holding("Header", header, 0), children], None)
    types = "".join(
        f'<xs:simpleType name="{name}"><xs:restriction base="xs:string">'
        f'<xs:pattern value="{text}"/></xs:restriction></xs:simpleType>\n'
        for name, text in _PATTERNS.items()
    )
    return f'<xs:schema xmlns:xs="{_XS}">\n{message}{types}</xs:schema>\n'


def _parts(parts: Iterable[Part], year: int) -> list[str]:
    made = []
    for part in parts:
        if isinstance(part, FieldGroup):
            made.append(_holding(part.name, _parts(part.parts, year), int(part.required)))
        elif isinstance(part, Module):
            made += [_module(part, year)] if part.since <= year else []
        elif part.since <= year <= part.until:
            made.append(_field(part))
    return made


def _module(module: Module, year: int) -> str:
    if module.listed:
        return _holding(module.name, [_field(module.fields()[0], "unbounded")], 0)
    # Nothing is sent without a child, nor a child without an episode.
    least = int(module.name in (CHILD.name, CHILD.inner()[-1].name))
    return _holding(module.name, _parts(module.parts, year), least, "unbounded")


def _field(field: Field, most: str = "1") -> str:
    if field.codes is None:
        kind = _OF_FIELD.get(field.name) or _OF_KIND.get(field.kind, "words")
        return _leaf(field.name, kind, field.required, most)
    codes = "".join(f'<xs:enumeration value="{code}"/>' for code in field.codes.codes)
    return (
        f"<xs:element {_named(field.name, int(field.required), most)}>\n<xs:simpleType>"
        f'<xs:restriction base="xs:string">{codes}</xs:restriction>'
        "</xs:simpleType>\n</xs:element>\n"
    )


def _leaf(name: str, kind: str, required: bool, most: str = "1") -> str:
    return f'<xs:element {_named(name, int(required), most)} type="{kind}"/>\n'


def _holding(name: str, inside: list[str], least: int | None, most: str = "1") -> str:
    """An element that holds others in their order; the outermost has no number of its own."""
    return (
        f"<xs:element {_named(name, least, most)}>\n<xs:complexType><xs:sequence>\n"
        f"{''.join(inside)}</xs:sequence></xs:complexType>\n</xs:element>\n"
    )


def _named(name: str, least: int | None, most: str) -> str:
    times = "" if least is None else f' minOccurs="{least}" maxOccurs="{most}"'
    return f'name="{name}"{times}'
