"""Every parameter of the made-up county, from the file that declares them.

What is said of a parameter is the comment that stands above it in ``council``.
"""

import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from docs.building.blocks import Maker
from docs.building.markdown import table
from holdfast.simulation.chance import Course, Length, Pace, Shares
from holdfast.simulation.council.council import Council
from holdfast.simulation.council.quantity import Quantity

_FIELD = re.compile(r"    (\w+): ")
_COMMENT = re.compile(r"    # (.*)")


@dataclass(frozen=True)
class Parameter:
    """One parameter as the handbook tells it."""

    name: str
    kind: str
    value: str
    said: str


def _by_area() -> Iterator[str]:
    council = Council()
    for area in fields(council):
        part = getattr(council, area.name)
        yield f"## {_words(area.name)}\n\n{_paragraph(type(part))}\n\n{_table(part)}\n"


def parameters(part: Any) -> Iterator[Parameter]:
    """The parameters of one area of a council's work, in the order in which they are declared."""
    hints, said = get_type_hints(type(part), include_extras=True), _said(type(part))
    for one in fields(part):
        value = getattr(part, one.name)
        yield Parameter(one.name, _kind(value, hints[one.name]), _told(value), said[one.name])


def _table(part: Any) -> str:
    rows = [(f"`{one.name}`", one.value, one.kind, one.said) for one in parameters(part)]
    return table(("parameter", "value", "kind", "what it says"), rows)


def _paragraph(area: type) -> str:
    return " ".join((area.__doc__ or "").split())


def _said(area: type) -> Mapping[str, str]:
    """The comment above each field, in one line."""
    found, comment = {}, list[str]()
    for line in inspect.getsource(area).splitlines():
        if told := _COMMENT.fullmatch(line):
            comment.append(told[1])
        elif field := _FIELD.match(line):
            found[field[1]] = " ".join(comment)
            comment = []
    return found


def _kind(value: Any, hint: Any) -> str:
    if isinstance(value, Length):
        return "a length, in calendar days"
    unit = next(_units(hint), "")
    if isinstance(value, Shares):
        return f"shares: {unit}" if unit else "shares"
    if isinstance(value, Pace):
        return f"a pace, in {unit}"
    if isinstance(value, Course):
        return f"{unit}, by year"
    if isinstance(value, dict):
        inner = _kind(next(iter(value.values())), get_args(hint)[1])
        return f"for each: {inner}"
    return unit or "a name"


def _units(hint: Any) -> Iterator[str]:
    """The unit of whatever numbers a type holds."""
    marks = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    yield from (mark.unit for mark in marks if isinstance(mark, Quantity))
    for inside in get_args(hint):
        if get_origin(inside) is not None:
            yield from _units(inside)


def _told(value: Any) -> str:
    if isinstance(value, Shares):
        pairs = zip(value.answers, value.weights, strict=True)
        return ", ".join(f"{_told(one)}: {weight:g}" for one, weight in pairs)
    if isinstance(value, Pace):
        days = f"from {value.soonest} to {value.limit}, the rest by {value.latest}"
        return f"{value.in_time:g} {days}"
    if isinstance(value, Length):
        return f"median {value.median:g}, spread {value.spread:g}"
    if isinstance(value, Course):
        return _told(value.years)
    if isinstance(value, dict):
        return "; ".join(
            f"{one.replace('_', ' ')}: {_told(inside)}" for one, inside in value.items()
        )
    if isinstance(value, tuple):
        return ", ".join(_told(one) for one in value)
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _words(name: str) -> str:
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


MAKERS: Mapping[str, Maker] = {"parameters": lambda: "\n".join(_by_area())}
