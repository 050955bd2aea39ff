"""Refuses parameters that no council can have: each must be what its own annotation says.

Where several parameters must go together, a rule at the end says how.
"""

from dataclasses import fields
from math import isfinite
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin, get_type_hints

from holdfast.errors import BadSetting
from holdfast.simulation.chance import Course, Length, Pace, Shares
from holdfast.simulation.council.quantity import SHARE, ParameterNote, Quantity

if TYPE_CHECKING:
    from holdfast.simulation.council.council import Council

# Beyond it a length drawn is anything from a day to the age of the earth.
WIDEST_SPREAD = 3


def refuse(council: "Council") -> None:
    """Refuse a council that cannot be. Raises BadSetting: which parameter, and what it may be."""
    for area in fields(council):
        part = getattr(council, area.name)
        shipped, hints = type(part)(), get_type_hints(type(part), include_extras=True)
        for parameter in fields(part):
            name, value = f"{area.name}.{parameter.name}", getattr(part, parameter.name)
            _look(name, value, hints[parameter.name])
            known = getattr(shipped, parameter.name)
            # Kinds of team, of family, of outcome: the stories know those that are shipped.
            if isinstance(value, dict) and value.keys() != known.keys():
                must_be = f"given for each of {', '.join(known)}, and no other"
                raise _wrong(name, tuple(value), must_be)
            if isinstance(value, Shares):
                words = {answer for answer in value.answers if isinstance(answer, str)}
                if words - set(known.answers):
                    must_be = f"of {', '.join(map(str, known.answers))}"
                    raise _wrong(name, value.answers, must_be)
    _look_together(council)


def _look(name: str, value: Any, hint: Any) -> None:
    """Ask a value, and whatever it holds, for what its annotation says."""
    if get_origin(hint) is Annotated:
        kind, *notes = get_args(hint)
        for note in notes:
            if isinstance(value, Pace):
                _pace(name, value, note)
            elif isinstance(value, Course):
                _course(name, value, note)
            elif isinstance(note, Quantity):
                _ask(name, value, note)
        _look_through(name, value, kind)
        for note in notes:
            if not isinstance(note, Quantity):
                _ask(name, value, note)
    elif isinstance(value, Length):
        _ask(f"{name}.median", value.median, Quantity("calendar days", above=True))
        _ask(f"{name}.spread", value.spread, Quantity("a spread", high=WIDEST_SPREAD))
    else:
        _look_through(name, value, hint)


def _look_through(name: str, value: Any, hint: Any) -> None:
    """What a collection holds, one by one."""
    inside = get_args(hint)
    if isinstance(value, Shares):
        weights: tuple[Any, ...] = value.weights
        numbers = (isinstance(w, int | float) and not isinstance(w, bool) for w in weights)
        if not all(numbers) or not all(isfinite(w) and w >= 0 for w in weights):
            raise _wrong(name, value.weights, "weights that are finite and not below 0")
        if not sum(value.weights) > 0:
            raise _wrong(name, value.weights, "answers of which one has a weight above 0")
        for answer in value.answers:
            _look(f"{name} (an answer)", answer, inside[0])
    elif isinstance(value, dict):
        for key, held in value.items():
            _look(f"{name}, {key}", held, inside[1])
    elif get_origin(hint) is tuple:
        if not isinstance(value, tuple) or (Ellipsis not in inside and len(value) != len(inside)):
            raise _wrong(name, value, f"{len(inside)} values")
        for place, part in enumerate(value, 1):
            _look(f"{name}, value {place}", part, inside[0])


def _pace(name: str, value: Pace, note: ParameterNote) -> None:
    _ask(f"{name}.in_time", value.in_time, SHARE)
    for part in ("soonest", "limit", "latest"):
        _ask(f"{name}.{part}", getattr(value, part), note)
    if not value.soonest <= value.limit <= value.latest:
        days = value.soonest, value.limit, value.latest
        raise _wrong(name, days, "soonest, limit and latest, none before the one in front of it")


def _course(name: str, value: Course, note: ParameterNote) -> None:
    if not value.years:
        raise _wrong(name, value.years, "a value for at least one year")
    for place, year in enumerate(value.years, 1):
        _ask(f"{name}, value {place}", year, note)


def _ask(name: str, value: Any, note: ParameterNote) -> None:
    if not note.allows(value):
        raise _wrong(name, value, note.words)


def _wrong(name: str, value: Any, must_be: str) -> BadSetting:
    return BadSetting(
        f"The parameter {name} of the made-up council is {value!r}; it must be {must_be}.",
        "Change it where the council is given; simulation/council/council.py has every parameter.",
    )


def _look_together(council: "Council") -> None:
    """Somebody works in the county, and somebody tells it of children."""
    staffing, door = council.staffing, council.front_door
    if staffing.hard_to_staff not in staffing.posts:
        known = f"one of {', '.join(staffing.posts)}"
        raise _wrong("staffing.hard_to_staff", staffing.hard_to_staff, known)
    comes = any((*staffing.recruiting.years, *staffing.agency_finding.years))
    if not staffing.held_at_first and not comes:
        raise _wrong(
            "staffing.held_at_first", staffing.held_at_first,
            "above 0 where nobody is recruited and no agency sends anyone: a county needs workers",
        )  # fmt: skip
    for name, values in (("season", door.season), ("weekday", door.weekday)):
        if not any(values):
            raise _wrong(f"front_door.{name}", values, "above 0 at some time of the year")
    if not all(door.demand.years):
        raise _wrong("front_door.demand", door.demand.years, "above 0 in every year")
