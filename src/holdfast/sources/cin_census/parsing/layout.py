"""What may stand in what, by the census's declaration, for those who walk through a file."""

from collections.abc import Iterator
from typing import NamedTuple

from holdfast.sources.cin_census.census import CHILD, MODULES
from holdfast.sources.cin_census.module import Field, FieldGroup, Module, Part

# What holds the children.
OUTSIDE = ""


class Role(NamedTuple):
    """What an element is in its place.

    ``row`` is the module of which it begins a row, ``slot`` the number of the field whose value
    it holds (-1: none), ``holds`` whether other elements stand inside. A list that holds nothing
    is a row of ``listed`` itself.
    """

    name: str
    row: str = ""
    slot: int = -1
    holds: bool = False
    listed: str = ""


# Every field, as its module and its name; its place here is its slot.
SLOTS = tuple((module.name, one.name) for module in MODULES for one in module.fields())
_SLOT = {place: number for number, place in enumerate(SLOTS)}


def _inside(name: str, parts: tuple[Part, ...], module: Module) -> Iterator[tuple[str, Role]]:
    """Each element that holds others, with each that may stand in it."""
    for part in parts:
        yield name, _role(part, module)
        if isinstance(part, Module):
            yield from _inside(part.name, part.parts, part)
        elif isinstance(part, FieldGroup):
            yield from _inside(part.name, part.parts, module)


def _role(part: Part, module: Module) -> Role:
    if isinstance(part, Field):
        row = module.name if module.listed else ""
        return Role(part.name, row=row, slot=_SLOT[module.name, part.name])
    if isinstance(part, FieldGroup):
        return Role(part.name, holds=True)
    if part.listed:
        return Role(part.name, holds=True, listed=part.name)
    return Role(part.name, row=part.name, holds=True)


# Which element may stand where: (the one around it, the element).
ROLES = tuple(_inside(OUTSIDE, (CHILD,), CHILD))
# By the name of the element around, and then its own.
IN: dict[str, dict[str, Role]] = {}
for _around, _one in ROLES:
    IN.setdefault(_around, {})[_one.name] = _one


def _modules(module: Module, parts: tuple[Part, ...]) -> Iterator[tuple[str, str]]:
    for part in parts:
        if isinstance(part, Module):
            # A list's own element holds rows of it and lies in the row around.
            yield part.name, module.name if part.listed else part.name
            yield from _modules(part, part.parts)
        elif isinstance(part, FieldGroup):
            yield part.name, module.name
            yield from _modules(module, part.parts)


# By the name of an element that holds others, the module whose row it lies in.
MODULE_OF: dict[str, str] = {CHILD.name: CHILD.name, **dict(_modules(CHILD, CHILD.parts))}
