"""From an element of a child to rows: one walk down, guided by the census's declaration."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lxml import etree

from holdfast.sources.cin_census.census import CHILD, MODULES
from holdfast.sources.cin_census.module import Field, Group, Module, Part

# A row: where it lies, and the text of each field that holds any.
Row = tuple[int, int, int | None, int | None, int, dict[str, str | None]]


class Oddment(NamedTuple):
    """Something in the file that no row can hold: an element nobody knows, or one too many."""

    kind: str
    child: int | None
    line: int
    element: str


UNKNOWN, REPEATED, NESTED = "unknown element", "given twice", "holds elements"


@dataclass(frozen=True)
class _Guide:
    """What stands inside an element, by its name: a field, a group or a module of our own."""

    fields: frozenset[str]
    groups: dict[str, "_Guide"] = field(default_factory=dict)
    modules: dict[str, Module] = field(default_factory=dict)


def _guide(parts: tuple[Part, ...]) -> _Guide:
    return _Guide(
        frozenset(one.name for one in parts if isinstance(one, Field)),
        {one.name: _guide(one.parts) for one in parts if isinstance(one, Group)},
        {one.name: one for one in parts if isinstance(one, Module)},
    )


_GUIDES = {one.name: _guide(one.parts) for one in MODULES}
_LISTED = {one.name: one.fields()[0].name for one in MODULES if one.listed}


class Walk:
    """Gathers the rows of children, by module, and what they hold that no row can."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {one.name: [] for one in MODULES}
        self.oddments: list[Oddment] = []
        self._next = dict.fromkeys(self.rows, 1)
        self._names: dict[str, str] = {}
        self._add = 0
        self._child = 0

    def children(self, tree: etree._Element, add: int) -> None:
        """Take in every child of a tree whose first line is line ``add`` + 1 of the file."""
        self._add = add
        for one in tree:
            if (name := self._local(one)) == CHILD.name:
                self._row(one, CHILD, None, None)
            else:
                self._odd(UNKNOWN, one, name, None)

    def taken(self) -> dict[str, list[Row]]:
        """The rows gathered since the last call."""
        rows, self.rows = self.rows, {name: [] for name in self.rows}
        return rows

    def _row(
        self, element: etree._Element, module: Module, episode: int | None, inside: int | None
    ) -> None:
        name = module.name
        number = self._next[name]
        self._next[name] = number + 1
        if name == "Child":
            self._child = number
        elif name == "CINdetails":
            episode = number
        values: dict[str, str | None] = {}
        line = element.sourceline + self._add
        self.rows[name].append((number, self._child, episode, inside, line, values))
        self._parts(element, _GUIDES[name], values, episode, number)

    def _parts(
        self,
        element: etree._Element,
        guide: _Guide,
        values: dict[str, str | None],
        episode: int | None,
        number: int,
    ) -> None:
        fields, names = guide.fields, self._names
        for part in element:
            tag = part.tag
            name = names.get(tag) or self._local(part)
            if name in fields:
                self._value(part, name, values)
            elif name in guide.modules:
                self._module(part, guide.modules[name], episode, number)
            elif name in guide.groups:
                self._parts(part, guide.groups[name], values, episode, number)
            else:
                self._odd(UNKNOWN, part, name, self._child)

    def _value(self, part: etree._Element, name: str, values: dict[str, str | None]) -> None:
        if name in values:
            self._odd(REPEATED, part, name, self._child)
            return
        if len(part):
            self._odd(NESTED, part, name, self._child)
        values[name] = part.text

    def _module(
        self, part: etree._Element, module: Module, episode: int | None, number: int
    ) -> None:
        if not module.listed:
            self._row(part, module, episode, number)
            return
        # A list of nothing is a row of nothing: a rule asks for what it should hold.
        for one in list(part) or [part]:
            self._listed(one, module, episode, number)

    def _listed(
        self, one: etree._Element, module: Module, episode: int | None, inside: int
    ) -> None:
        name, wanted = self._local(one), _LISTED[module.name]
        if name not in (wanted, module.name):
            self._odd(UNKNOWN, one, name, self._child)
            return
        number = self._next[module.name]
        self._next[module.name] = number + 1
        text = one.text if name == wanted else None
        line = one.sourceline + self._add
        row = (number, self._child, episode, inside, line, {wanted: text})
        self.rows[module.name].append(row)

    def _local(self, part: Any) -> str:
        tag = part.tag
        if not isinstance(tag, str):
            return "&"
        return self._names.setdefault(tag, tag.rpartition("}")[2])

    def _odd(self, kind: str, part: etree._Element, name: str, child: int | None) -> None:
        self.oddments.append(Oddment(kind, child, part.sourceline + self._add, name))


def rows_of(walked: dict[str, list[Row]]) -> Iterator[tuple[Module, list[Row]]]:
    """The rows of every module, from the outside in."""
    for module in MODULES:
        yield module, walked[module.name]
