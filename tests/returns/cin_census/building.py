"""Builds census files from small tables: one table a module, the rest of the file by default.

Cells are the very text of the file. A blank cell leaves the element out; ``(empty)`` writes it
with nothing in it. Rows name their child, episode, assessment or plan by number (1 where the
column is left out). Lists (AssessmentFactors of Assessments, Disability of Child, CPPreviewDate
of ChildProtectionPlans) stand in one cell, with commas; ``(empty)`` is a list of nothing.

What a table does not give is filled by a child of whom no rule complains, as long as the example
has no row for it. ``(none)`` in a cell of Child or CINdetails leaves a filled element out.
"""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from holdfast.sources.cin_census.census import CHILD
from holdfast.sources.cin_census.module import Field, FieldGroup, Module

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[Row]]

# The column of another module's table in which a list stands.
LISTS = {
    "Disabilities": ("Child", "Disability"),
    "FactorsIdentifiedAtAssessment": ("Assessments", "AssessmentFactors"),
    "Reviews": ("ChildProtectionPlans", "CPPreviewDate"),
}
# What in a row says which row around it is meant.
NUMBERS = {"CINdetails": "episode", "Assessments": "assessment", "ChildProtectionPlans": "plan"}
EMPTY, NONE = "(empty)", "(none)"


def header(year: int) -> dict[str, str]:
    """The header of a proper census that ends in ``year``."""
    return {
        "Collection": "CIN",
        "Year": str(year),
        "ReferenceDate": f"{year}-03-31",
        "SourceLevel": "L",
        "LEA": "999",
        "SoftwareCode": "Holdfast",
        "SerialNo": "001",
        "DateTime": f"{year}-04-15T09:00:00",
    }


def census(tables: Tables, year: int = 2026) -> str:
    """The tables as a census file. A table called Header changes the header."""
    head = header(year) | dict((tables.get("Header") or [{}])[0])
    details = "".join(_leaf(name, head[name]) for name in ("Collection", "Year", "ReferenceDate"))
    rest = [name for name in head if name not in ("Collection", "Year", "ReferenceDate")]
    source = "".join(_leaf(name, head[name]) for name in rest)
    children = "\n".join(_child(tables, number, year) for number in range(1, _count(tables) + 1))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<Message>\n<Header><CollectionDetails>'
        f"{details}</CollectionDetails><Source>{source}</Source></Header>\n"
        f"<Children>\n{children}\n</Children>\n</Message>\n"
    )


def _count(tables: Tables) -> int:
    named = [int(row.get("child") or 1) for rows in tables.values() for row in rows]
    return max([len(tables.get("Child", ())), 1, *named])


def _filled_child(number: int, year: int) -> dict[str, str]:
    sex = {"Sex": "F"} if year >= 2025 else {"GenderCurrent": "2"}
    return {
        "LAchildID": f"MU{number:06d}",
        "UPNunknown": "UN2",
        "PersonBirthDate": f"{year - 10}-06-15",
        **sex,
        "Ethnicity": "WBRI",
        "Disability": "NONE",
    }


def _filled_episode(year: int) -> dict[str, str]:
    return {
        "CINreferralDate": f"{year - 1}-05-12",
        "ReferralSource": "1A",
        "PrimaryNeedCode": "N1",
        "ReferralNFA": "0",
    }


def _child(tables: Tables, number: int, year: int) -> str:
    own = tables.get("Child", ())
    row = dict(own[number - 1]) if number <= len(own) else {}
    filled = _given(_filled_child(number, year), row)
    episodes = [one for one in tables.get("CINdetails", ()) if _of(one, "child", number)]
    # A table without rows says that the example has no episode at all.
    if "CINdetails" not in tables or (tables["CINdetails"] and not episodes):
        episodes = [{}]
    parts = [_parts(CHILD, filled, {}, tables, number)]
    for place, one in enumerate(episodes, 1):
        parts.append(_episode(_given(_filled_episode(year), one), tables, number, place))
    return f"<Child>\n{''.join(parts)}</Child>"


def _given(filled: Row, row: Row) -> dict[str, str]:
    """The row, filled where it says nothing of a column; ``(none)`` leaves the element out."""
    whole = dict(filled) | {name: text for name, text in row.items() if text}
    return {name: text for name, text in whole.items() if text != NONE}


def _of(row: Row, name: str, number: int) -> bool:
    return int(row.get(name) or 1) == number


def _episode(row: Row, tables: Tables, child: int, place: int) -> str:
    details = next(one for one in CHILD.inner() if one.name == "CINdetails")
    return _element(details, row, {"child": child, "episode": place}, tables, child)


def _element(module: Module, row: Row, place: dict[str, int], tables: Tables, child: int) -> str:
    return f"<{module.name}>\n{_parts(module, row, place, tables, child)}</{module.name}>\n"


def _parts(
    module: Module | FieldGroup, row: Row, place: dict[str, int], tables: Tables, child: int
) -> str:
    made = []
    for part in module.parts:
        if isinstance(part, Field):
            made.append(_leaf(part.name, row[part.name]) if row.get(part.name) else "")
        elif isinstance(part, FieldGroup):
            inside = _parts(part, row, place, tables, child)
            made.append(f"<{part.name}>\n{inside}</{part.name}>\n")
        elif part.listed:
            made.append(_list(part, row))
        elif part.name != "CINdetails":
            made.append(_modules(part, place, tables, child))
    return "".join(made)


def _modules(module: Module, place: dict[str, int], tables: Tables, child: int) -> str:
    rows = [
        one
        for one in tables.get(module.name, ())
        if all(_of(one, name, number) for name, number in place.items())
    ]
    return "".join(_element(module, one, place, tables, child) for one in rows)


def _list(module: Module, row: Row) -> str:
    texts = row.get(LISTS[module.name][1], "")
    if not texts:
        return ""
    leaf = module.fields()[0].name
    words = [] if texts == EMPTY else [one.strip() for one in texts.split(",")]
    return f"<{module.name}>\n{''.join(_leaf(leaf, one) for one in words)}</{module.name}>\n"


def _leaf(name: str, text: str) -> str:
    return f"<{name}>{'' if text == EMPTY else escape(text)}</{name}>\n"
