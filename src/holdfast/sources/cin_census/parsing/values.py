"""The texts of a module's rows as typed columns; what cannot be read is told, never dropped."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.schema.shape import ARROW
from holdfast.record.schema.table import ColumnKind
from holdfast.sources.cin_census.module import PLACE, Module

# xs:date lets a time zone follow; a census has no use for it, and it changes no day.
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_FLAGS = {"1": True, "true": True, "0": False, "false": False}
_SPACE = " \t\r\n"


class UnreadableField(NamedTuple):
    """A field that holds something which is no value of its kind; ``text`` is what it holds.

    One of the header stands in no child.
    """

    module: str
    row: int
    child: int | None
    line: int
    field: str
    text: str


def typed(
    module: Module, places: Mapping[str, pa.Array], texts: Mapping[str, pa.Array]
) -> tuple[pa.Table, list[UnreadableField]]:
    """The rows as the module's Arrow table, and every field of them that could not be read.

    ``places`` holds where each row lies, ``texts`` its fields; a field that no row holds may be
    absent.
    """
    count = len(places["row"])
    columns: dict[str, pa.Array] = {}
    bad: list[tuple[int, str, str]] = []
    for one in module.fields():
        if one.name in texts:
            columns[one.name], lost = read(texts[one.name], one.kind)
            bad += [(row, one.name, text) for row, text in lost]
        else:
            columns[one.name] = pa.nulls(count, ARROW[one.kind])
    names = _names(count, bad)
    arrays = [names if one.name == "unreadable" else places[one.name] for one in PLACE]
    table = pa.Table.from_arrays([*arrays, *columns.values()], schema=module.shape())
    return table, _told(module, places, bad)


def _names(count: int, bad: list[tuple[int, str, str]]) -> pa.Array:
    """The names of the unreadable fields of each row; null where there is none."""
    if not bad:
        return pa.nulls(count, pa.list_(pa.string()))
    names: list[list[str] | None] = [None] * count
    for row, name, _ in bad:
        names[row] = [*(names[row] or ()), name]
    return pa.array(names, pa.list_(pa.string()))


def _told(
    module: Module, places: Mapping[str, pa.Array], bad: list[tuple[int, str, str]]
) -> list[UnreadableField]:
    told = []
    for row, name, text in sorted(bad, key=lambda one: one[0]):
        number, child, line = (places[at][row].as_py() for at in ("row", "child", "line"))
        told.append(UnreadableField(module.name, number, child, line, name, text))
    return told


Read = tuple[pa.Array, list[tuple[int, str]]]


def read(texts: pa.Array, kind: ColumnKind) -> Read:
    """Texts as values of a kind, and the row and text of each that is none."""
    return _READ[kind](texts)


def _words(texts: pa.Array) -> Read:
    trimmed = pc.utf8_trim(texts, _SPACE)
    return pc.if_else(pc.equal(trimmed, ""), None, trimmed), []


def _by_text(kind: ColumnKind, value: Callable[[str], Any]) -> Callable[[pa.Array], Read]:
    """Read each differing text once; few of a column differ."""

    def column(texts: pa.Array) -> Read:
        coded = texts.dictionary_encode()
        given = [text.strip(_SPACE) for text in coded.dictionary.to_pylist()]
        values = [value(text) if text else None for text in given]
        bad = {n for n, text in enumerate(given) if text and values[n] is None}
        dealt = pa.array(values, ARROW[kind]).take(coded.indices)
        if not bad:
            return dealt, []
        places = coded.indices.to_pylist()
        return dealt, [(row, given[n]) for row, n in enumerate(places) if n in bad]

    return column


def read_day(text: str) -> date | None:
    """The day that an xs:date names; None where no such day exists."""
    found = _DAY.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def read_flag(text: str) -> bool | None:
    """Yes or no: 1 or 0, true or false in any case."""
    return _FLAGS.get(text.lower())


def read_whole(text: str) -> int | None:
    """A whole number, negative ones too: a rule says that they are wrong."""
    return int(text) if _WHOLE.fullmatch(text) else None


_READ: dict[ColumnKind, Callable[[pa.Array], Read]] = {
    ColumnKind.ID: _words,
    ColumnKind.TEXT: _words,
    ColumnKind.CODE: _words,
    ColumnKind.DAY: _by_text(ColumnKind.DAY, read_day),
    ColumnKind.FLAG: _by_text(ColumnKind.FLAG, read_flag),
    ColumnKind.WHOLE: _by_text(ColumnKind.WHOLE, read_whole),
}
