"""The form of a scenario, lever by lever, and what was typed written as a scenario file.

The file is read by the same reader as one of the command line, so that one set of ranges holds; a
refusal is led back to the field that it is about.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NoReturn

from holdfast.council_file import CouncilFile
from holdfast.errors import BadRules
from holdfast.scenarios.changes import Filling, WorkOf, WorkOrder
from holdfast.scenarios.scenario import KIND, Scenario, read_scenario
from holdfast.web.pages.loop.supervision_form import read_numbers

Typed = Mapping[str, str]
POSTS, AGENCIES = 3, 1  # rows of the form
_RANGE = re.compile(r"from ([\d.]+) to ([\d.]+)")
_LACKS = re.compile(r"says nothing of (\w+)")


class BadLever(BadRules):
    """A scenario that is refused: ``field`` is the name of the field that it is about."""

    def __init__(self, field: str, what: str, next_step: str) -> None:
        super().__init__(what, next_step)
        self.field = field


@dataclass(frozen=True)
class LeverField:
    """A field: ``look`` is "number", "per cent", "day" or "one". ``key`` is its key in the file."""

    key: str
    label: str
    look: str
    hint: str = ""
    options: tuple[tuple[str, str], ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class Lever:
    """A lever: a section of the file, ``rows`` times on the form."""

    section: str
    title: str
    about: str
    fields: tuple[LeverField, ...]
    rows: int = 0  # 0: a section of which there is one

    def name(self, row: int, one: LeverField) -> str:
        """The name of a field on the form."""
        return f"{self.section}-{row}-{one.key}"


_STARTS = LeverField("starts", "From", "day")
_LATER = LeverField("starts", "From", "day", "Empty: from the first day")
_WORK = LeverField(
    "work",
    "For",
    "one",
    "",
    (
        (WorkOf.ALL, "All teams"),
        (WorkOf.ASSESSMENT, "Assessment"),
        (WorkOf.AFTER, "Work after assessment"),
    ),
)
LEVERS = (
    Lever(
        "posts",
        "More posts",
        "Employed workers, who leave and are replaced as others are.",
        (
            LeverField("number", "Full-time posts", "number"),
            _STARTS,
            _WORK,
            LeverField(
                "filled",
                "Filled",
                "one",
                "",
                (
                    (Filling.AT_ONCE, "On that day"),
                    (Filling.AS_RECORDED, "As vacant posts were"),
                ),
            ),
        ),
        POSTS,
    ),
    Lever(
        "agency",
        "More agency workers",
        "Beside those who are here now, up to a day.",
        (
            LeverField("number", "Full-time workers", "number"),
            _STARTS,
            LeverField("ends", "To", "day", "Empty: to the end"),
            _WORK,
        ),
        AGENCIES,
    ),
    Lever(
        "caseload",
        "A cap on caseloads",
        "Nobody full-time holds more children; those beyond it wait for a worker.",
        (LeverField("cap", "Children at most", "number"), _LATER),
    ),
    Lever(
        "order",
        "The order of work",
        "Which assessments are completed first.",
        (
            LeverField(
                "assessments",
                "Completed first",
                "one",
                "",
                (
                    ("", "No change"),
                    (WorkOrder.LONGEST, "The longest waiting"),
                    (WorkOrder.NEAREST, "The nearest to the limit"),
                ),
            ),
            _LATER,
        ),
    ),
    Lever(
        "closing",
        "How many are closed after assessment",
        "More closed means fewer open cases, and more children who come back.",
        (
            LeverField("closed_after_assessment", "Closed, per cent", "per cent"),
            LeverField(
                "returns",
                "Come back, times as often",
                "number",
                "Of the added ones. Empty: as often as others",
            ),
            _LATER,
        ),
    ),
    Lever(
        "leavers",
        "How many employed workers leave",
        "In a year, out of those in post.",
        (LeverField("yearly", "Leave in a year, per cent", "per cent"), _LATER),
    ),
)


class FormFile(CouncilFile):
    """A scenario file that the form wrote: a refusal names the field and not the line."""

    def refuse(self, why: str, next_step: str, *path: str) -> NoReturn:
        lacking = _LACKS.search(why)
        section, key = path[0] if path else "name", path[-1] if path else "name"
        if lacking:
            key, why = lacking.group(1), f"{lacking.group(1)} is empty"
        found = next(
            ((lever, one) for lever in LEVERS for one in lever.fields
             if lever.section == section and one.key == key),
            None,
        )  # fmt: skip
        if found is None:
            raise BadLever(section, f"{why[:1].upper()}{why[1:]}.", "Correct it here.")
        lever, one = found
        if one.look == "per cent":
            why = _RANGE.sub(lambda at: "from {:g} to {:g}".format(*_hundred(at)), why)
        why = why.replace(key, one.label, 1)
        raise BadLever(lever.name(0, one), f"{lever.title}: {why}.", "Correct it here.")


def _hundred(found: "re.Match[str]") -> tuple[float, float]:
    return float(found.group(1)) * 100, float(found.group(2)) * 100


def read_form(typed: Typed, day: date, leave_out: tuple[str, ...]) -> Scenario:
    """The scenario that was typed, as at a day. Raises BadLever with the field that is wrong."""
    rows = [(lever, row) for lever in LEVERS for row in _rows(typed, lever)]
    if not rows:
        raise BadLever(
            LEVERS[0].name(0, LEVERS[0].fields[0]),
            "Nothing is changed.",
            "Fill in one of the changes at least.",
        )
    try:
        return _read(_text(typed, rows, leave_out), day)
    except BadLever as refused:
        section = refused.field.split("-")[0]
        alone = [(lever, row) for lever, row in rows if lever.section == section]
        for lever, row in alone if len(alone) > 1 else ():
            try:
                _read(_text(typed, [(lever, row)], ()), day)
            except BadLever as own:
                own.field = own.field.replace("-0-", f"-{row}-", 1)
                raise own from refused
        if len(alone) == 1:
            refused.field = refused.field.replace("-0-", f"-{alone[0][1]}-", 1)
        raise


def _read(text: str, day: date) -> Scenario:
    return read_scenario(FormFile(text, "form", KIND), day)


def _rows(typed: Typed, lever: Lever) -> Iterator[int]:
    """The rows in which something was typed; what has a first choice anyway does not count."""
    for row in range(max(1, lever.rows)):
        if any(
            typed.get(lever.name(row, one), "").strip()
            for one in lever.fields
            if one.look != "one" or one.options[0][0] == ""
        ):
            yield row


def _text(typed: Typed, rows: list[tuple[Lever, int]], leave_out: tuple[str, ...]) -> str:
    lines = [f"name = {_quoted(typed.get('name', ''))}"]
    if typed.get("why", "").strip():
        lines.append(f"why = {_quoted(typed['why'])}")
    if typed.get("months", "").strip():
        lines.append(f"months = {_number(typed['months'])}")
    for lever, row in rows:
        head = f"[[{lever.section}]]" if lever.rows else f"[{lever.section}]"
        lines += ["", head]
        for one in lever.fields:
            value = typed.get(lever.name(row, one), "").strip()
            if value:
                lines.append(f"{one.key} = {_WRITTEN[one.look](value)}")
    if leave_out:
        lines += ["", "[validation]", f"leave_out = {json.dumps(list(leave_out))}"]
    return "\n".join(lines) + "\n"


def _quoted(value: str) -> str:
    plain = "".join(one for one in " ".join(value.split()) if one.isprintable())
    return json.dumps(plain, ensure_ascii=False)


def _number(value: str, of: float = 1) -> str:
    """A number as the file writes it; what is none in quotation marks, for the reader to refuse."""
    try:
        number = float(value.replace(",", "").rstrip("%")) / of
    except ValueError:
        return _quoted(value)
    whole = number.is_integer() and abs(number) < 1e9
    return str(int(number)) if whole else repr(round(number, 6))


def _day(value: str) -> str:
    found = read_numbers(value)
    return found.isoformat() if found else _quoted(value)


_WRITTEN = {
    "number": _number,
    "per cent": lambda value: _number(value, 100),
    "day": _day,
    "one": _quoted,
}
