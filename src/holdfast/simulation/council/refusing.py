"""Refuses parameters that no council can have: each must be what its own annotation says.

Where several parameters must go together, a rule at the end says how.
"""

from collections.abc import Callable, Iterator
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
        for one in fields(part):
            name, value = f"{area.name}.{one.name}", getattr(part, one.name)
            _look(name, value, hints[one.name])
            _same_names(name, value, getattr(shipped, one.name))
    for rule in _TOGETHER:
        rule(council)


def _look(name: str, value: Any, hint: Any) -> None:
    """Ask a value, and whatever it holds, for what its annotation says."""
    if get_origin(hint) is Annotated:
        kind, *marks = get_args(hint)
        _look_inside(name, value, kind, marks)
    elif isinstance(value, Length):
        _length(name, value)
    else:
        _look_through(name, value, hint)


def _look_inside(name: str, value: Any, kind: Any, marks: list[ParameterNote]) -> None:
    for mark in marks:
        if isinstance(value, Pace):
            _pace(name, value, mark)
        elif isinstance(value, Course):
            _course(name, value, mark)
        elif isinstance(mark, Quantity):
            _ask(name, value, mark)
    _look_through(name, value, kind)
    for mark in marks:
        if not isinstance(mark, Quantity):
            _ask(name, value, mark)


def _look_through(name: str, value: Any, hint: Any) -> None:
    """What a collection holds, one by one."""
    inside = get_args(hint)
    if isinstance(value, Shares):
        _shares(name, value)
        for answer in value.answers:
            _look(f"{name} (an answer)", answer, inside[0])
    elif isinstance(value, dict):
        for key, one in value.items():
            _look(f"{name}, {key}", one, inside[1])
    elif get_origin(hint) is tuple:
        for place, one in enumerate(_tuple(name, value, inside), 1):
            _look(f"{name}, value {place}", one, inside[0])


def _tuple(name: str, value: Any, inside: tuple[Any, ...]) -> tuple[Any, ...]:
    if not isinstance(value, tuple) or (Ellipsis not in inside and len(value) != len(inside)):
        raise _wrong(name, value, f"{len(inside)} values")
    return value


def _shares(name: str, value: Shares[Any]) -> None:
    if not all(_is_number(one) and one >= 0 for one in value.weights):
        raise _wrong(name, value.weights, "weights that are finite and not below 0")
    if not sum(value.weights) > 0:
        raise _wrong(name, value.weights, "answers of which one has a weight above 0")


def _pace(name: str, value: Pace, mark: ParameterNote) -> None:
    _ask(f"{name}.in_time", value.in_time, SHARE)
    for part in ("soonest", "limit", "latest"):
        _ask(f"{name}.{part}", getattr(value, part), mark)
    if not value.soonest <= value.limit <= value.latest:
        days = value.soonest, value.limit, value.latest
        raise _wrong(name, days, "soonest, limit and latest, none before the one in front of it")


def _course(name: str, value: Course, mark: ParameterNote) -> None:
    if not value.years:
        raise _wrong(name, value.years, "a value for at least one year")
    for place, one in enumerate(value.years, 1):
        _ask(f"{name}, value {place}", one, mark)


def _length(name: str, value: Length) -> None:
    _ask(f"{name}.median", value.median, Quantity("calendar days", above=True))
    _ask(f"{name}.spread", value.spread, Quantity("a spread", high=WIDEST_SPREAD))


def _same_names(name: str, value: Any, shipped: Any) -> None:
    """Kinds of team, of family, of outcome: the stories know those that are shipped, no others."""
    if isinstance(value, dict) and value.keys() != shipped.keys():
        raise _wrong(name, tuple(value), f"given for each of {', '.join(shipped)}, and no other")
    if isinstance(value, Shares):
        words = {one for one in value.answers if isinstance(one, str)}
        if words - set(shipped.answers):
            raise _wrong(name, value.answers, f"of {', '.join(map(str, shipped.answers))}")


def _ask(name: str, value: Any, mark: ParameterNote) -> None:
    if not mark.allows(value):
        raise _wrong(name, value, mark.words)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _wrong(name: str, value: Any, must_be: str) -> BadSetting:
    return BadSetting(
        f"The parameter {name} of the made-up council is {value!r}; it must be {must_be}.",
        "Change it where the council is given; simulation/council/council.py has every parameter.",
    )


def _known_team(council: "Council") -> None:
    posts, hard = council.staffing.posts, council.staffing.hard_to_staff
    if hard not in posts:
        raise _wrong("staffing.hard_to_staff", hard, f"one of {', '.join(posts)}")


def _somebody_works(council: "Council") -> None:
    ways = council.staffing
    if not ways.held_at_first and not any((*ways.recruiting.years, *ways.agency_finding.years)):
        raise _wrong(
            "staffing.held_at_first", ways.held_at_first,
            "above 0 where nobody is recruited and no agency sends anyone: a county needs workers",
        )  # fmt: skip


def _somebody_is_told_of(council: "Council") -> None:
    door = council.front_door
    for name, values in _over_the_year(council):
        if not any(values):
            raise _wrong(f"front_door.{name}", values, "above 0 at some time of the year")
    if not all(door.demand.years):
        raise _wrong("front_door.demand", door.demand.years, "above 0 in every year")


def _over_the_year(council: "Council") -> Iterator[tuple[str, tuple[float, ...]]]:
    yield "season", council.front_door.season
    yield "weekday", council.front_door.weekday


_TOGETHER: tuple[Callable[["Council"], None], ...] = (
    _known_team,
    _somebody_works,
    _somebody_is_told_of,
)
