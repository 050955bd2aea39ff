"""From the elements of a stretch to rows: one walk down, guided by the census's declaration."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
from lxml import etree

from holdfast.sources.cin_census.census import CHILD, EPISODES, MODULES
from holdfast.sources.cin_census.parsing.layout import IN, MODULE_OF, OUTSIDE, SLOTS, Role
from holdfast.sources.cin_census.parsing.parsed_rows import (
    NESTED,
    NONE,
    REPEATED,
    STRAY,
    UNKNOWN,
    ModuleRows,
    Numbers,
    Oddment,
    ParsedRows,
)
from holdfast.sources.cin_census.parsing.xml_trees import Lines

# The fields that lie straight in an element: nearly every element of a file is one.
_FIELDS = {
    around: {name: role.slot for name, role in roles.items() if not (role.holds or role.row)}
    for around, roles in IN.items()
}
_IN_EPISODE = {module.name for module in EPISODES.all()}


class Walk:
    """Gathers the rows below the root of a tree.

    ``line`` tells an element's line in a text whose lines are ``add`` less than the file's;
    ``outside`` tells whether anything but children stands there.
    """

    def __init__(self, tree: etree._Element, line: Lines, add: int) -> None:
        self._line, self._add = line, add
        self._places: dict[str, list[tuple[int, ...]]] = {one.name: [] for one in MODULES}
        self._rows: list[list[int]] = [[] for _ in SLOTS]
        self._texts: list[list[str | None]] = [[] for _ in SLOTS]
        # The row that held each field last: no row may hold it twice.
        self._last = [NONE] * len(SLOTS)
        self._oddments: list[Oddment] = []
        self._child = self._episode = NONE
        self.outside = False
        self._parts(tree, OUTSIDE, NONE)

    @property
    def children(self) -> int:
        """How many children there are."""
        return len(self._places[CHILD.name])

    def stretch(self) -> ParsedRows:
        """All that was gathered."""
        rows = {name: self._gathered(name) for name in self._places}
        return ParsedRows(rows, tuple(self._oddments))

    def _parts(self, element: etree._Element, around: str, row: int) -> None:
        """Take in what stands in an element, which lies in ``row`` of its module."""
        fields, rows, texts, last = _FIELDS[around], self._rows, self._texts, self._last
        beside = element.text or ""
        for part in element:
            slot = fields.get(part.tag, NONE)
            if slot == NONE or last[slot] == row or len(part):
                self._other(part, around, row)
            else:
                last[slot] = row
                rows[slot].append(row)
                texts[slot].append(part.text)
            if tail := part.tail:
                beside += tail
        if beside and (text := beside.strip(" \t\r\n")):
            self._odd(STRAY, element, MODULE_OF.get(around, around), row, text)

    def _other(self, part: etree._Element, around: str, row: int) -> None:
        roles, module = IN[around], MODULE_OF.get(around, around)
        role = roles.get(part.tag) or roles.get(_local(part))
        if role is None:
            self._odd(UNKNOWN, part, module, row, _written(part))
        elif role.row:
            self._begin(part, role, row)
        elif role.slot != NONE:
            self._value(part, role.slot, module, row)
        else:
            # An empty list gives one row without a value, so that the rule which asks for one finds
            # it.
            if role.listed and not len(part):
                self._place(part, role.listed, row)
            self._parts(part, role.name, row)

    def _begin(self, part: etree._Element, role: Role, inside: int) -> None:
        row = self._place(part, role.row, inside)
        if role.slot != NONE:
            self._value(part, role.slot, role.row, row)
        else:
            self._parts(part, role.name, row)

    def _place(self, part: etree._Element, module: str, inside: int) -> int:
        places = self._places[module]
        number = len(places)
        if module == CHILD.name:
            self._child = number
        elif module == EPISODES.name:
            self._episode = number
        episode = self._episode if module in _IN_EPISODE else NONE
        places.append((self._child, episode, inside, self._line(part) + self._add))
        return number

    def _value(self, part: etree._Element, slot: int, module: str, row: int) -> None:
        if self._last[slot] == row:
            self._odd(REPEATED, part, module, row, _written(part))
            return
        if len(part):
            self._odd(NESTED, part, module, row, _written(part))
        self._last[slot] = row
        self._rows[slot].append(row)
        self._texts[slot].append(part.text)

    def _odd(self, kind: str, part: etree._Element, module: str, row: int, kept: str) -> None:
        if row == NONE:
            self.outside = True
            return
        line = self._line(part) + self._add
        begun = self._places[module][row][3]
        self._oddments.append(Oddment(kind, self._child, line, _local(part), kept, module, begun))

    def _gathered(self, module: str) -> ModuleRows:
        places = np.array(self._places[module], np.int64).reshape(-1, 4)
        child, episode, inside, line = np.ascontiguousarray(places.T)
        return ModuleRows(child, episode, inside, line, dict(self._held(module)))

    def _held(self, module: str) -> Iterator[tuple[str, tuple[Numbers, pa.Array]]]:
        for slot, (name, field) in enumerate(SLOTS):
            if name == module and self._rows[slot]:
                rows = np.array(self._rows[slot], np.int64)
                yield field, (rows, pa.array(self._texts[slot], pa.string()))


def is_child(part: etree._Element) -> bool:
    """Whether an element is a child of the census."""
    return _local(part) == CHILD.name


def _local(part: etree._Element) -> str:
    """The name of an element, whatever its namespace."""
    name: str = part.tag.rpartition("}")[2]
    return name


def _written(part: etree._Element) -> str:
    """An element as it stands in the file."""
    text: str = etree.tostring(part, encoding="unicode", with_tail=False)
    return text
