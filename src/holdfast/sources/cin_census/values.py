"""The texts of a module's rows as typed columns; what cannot be read is told, never dropped."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.shape import ARROW
from holdfast.record.table import Kind
from holdfast.sources.cin_census.module import Field, Module
from holdfast.sources.cin_census.walking import Row

# xs:date lets a time zone follow; a census has no use for it, and it changes no day.
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_FLAGS = {"1": True, "true": True, "0": False, "false": False}
_SPACE = " \t\r\n"


class Unreadable(NamedTuple):
    """A field that holds something which is no value of its kind; ``text`` is what it holds."""

    module: str
    row: int
    child: int
    line: int
    field: str
    text: str


def typed(module: Module, rows: Sequence[Row]) -> tuple[pa.Table, list[Unreadable]]:
    """The rows as the module's Arrow table, and every field of them that could not be read."""
    columns: dict[str, pa.Array] = {}
    unreadable: dict[int, list[str]] = defaultdict(list)
    told: list[Unreadable] = []
    for one in module.fields():
        texts = pa.array([row[5].get(one.name) for row in rows], pa.string())
        columns[one.name], bad = _READ[one.kind](texts)
        for place, text in bad:
            unreadable[place].append(one.name)
            told.append(_told(module, rows[place], one, text))
    places = [pa.array([row[n] for row in rows], pa.int64()) for n in range(5)]
    lost = pa.array([unreadable.get(n) for n in range(len(rows))], pa.list_(pa.string()))
    table = pa.Table.from_arrays([*places, lost, *columns.values()], schema=module.shape())
    return table, told


def _told(module: Module, row: Row, field: Field, text: str) -> Unreadable:
    return Unreadable(module.name, row[0], row[1], row[4], field.name, text)


Read = tuple[pa.Array, list[tuple[int, str]]]


def _words(texts: pa.Array) -> Read:
    trimmed = pc.utf8_trim(texts, _SPACE)
    return pc.if_else(pc.equal(trimmed, ""), None, trimmed), []


def _by_text(kind: Kind, read: Callable[[str], Any]) -> Callable[[pa.Array], Read]:
    """Read each differing text once; few of a column differ."""

    def column(texts: pa.Array) -> Read:
        coded = texts.dictionary_encode()
        given = [text.strip(_SPACE) for text in coded.dictionary.to_pylist()]
        values = [read(text) if text else None for text in given]
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


_READ: dict[Kind, Callable[[pa.Array], Read]] = {
    Kind.ID: _words,
    Kind.TEXT: _words,
    Kind.CODE: _words,
    Kind.DAY: _by_text(Kind.DAY, read_day),
    Kind.FLAG: _by_text(Kind.FLAG, read_flag),
    Kind.WHOLE: _by_text(Kind.WHOLE, read_whole),
}
