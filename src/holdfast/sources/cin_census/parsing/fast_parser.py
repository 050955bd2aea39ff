"""Reads a stretch in the plain form that case systems write, column by column and without a parser.

Plain is: ASCII without references, every element one that the census knows and in its place,
none with attributes, none closed out of turn, no field given twice, no text between elements.
Of such a stretch all that a parser would tell is told here, in a third of the time. What is not
plain in any of this is left to the parser; tests hold the two to one answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from holdfast.sources.cin_census.census import CHILD, EPISODES, MODULES
from holdfast.sources.cin_census.module import Module
from holdfast.sources.cin_census.parsing.layout import OUTSIDE, ROLES, SLOTS
from holdfast.sources.cin_census.parsing.parsed_rows import NONE, ModuleRows, Numbers, ParsedRows

Flags = NDArray[np.bool_]
Bytes = NDArray[np.uint8]

_CHARACTERS = bytes(set(range(ord(" "), 127)) - set(b"&")) + b"\t\n\r"
_LINE_END, _SPACE, _SLASH, _LESS, _MORE = b"\n /<>"

# Every name, and by the number of the name around and its own the number of its role.
_NAMES = tuple(sorted({role.name for _, role in ROLES}))
_NUMBER = {name: number for number, name in enumerate((*_NAMES, OUTSIDE))}
_ROLE = np.full((len(_NUMBER), len(_NAMES)), NONE)
for _which, (_around, _one) in enumerate(ROLES):
    _ROLE[_NUMBER[_around], _NUMBER[_one.name]] = _which
_MODULE = {module.name: number for number, module in enumerate(MODULES)}
_ROW = np.array([_MODULE.get(role.row, NONE) for _, role in ROLES])
_LISTED = np.array([_MODULE.get(role.listed, NONE) for _, role in ROLES])
_SLOT = np.array([role.slot for _, role in ROLES], np.int16)


class _NotPlain(Exception):
    """Something stands in the stretch that only a parser can judge."""


@dataclass(frozen=True)
class _Tags:
    """Every tag of a stretch: where it opens and closes, its kind, its name, how deep it lies."""

    opens: Numbers
    closes: Numbers
    ends: Flags
    empty: Flags
    which: Numbers
    level: NDArray[np.int16]
    ink: int


@dataclass(frozen=True)
class _Elements:
    """Every element, by its start tag: the tag, the element around it, and its role.

    ``owner`` is the element that began the row in which it lies, ``rows`` those that begin rows
    of each module, and ``number`` the place of such an element among those.
    """

    tag: Numbers
    around: Numbers
    role: Numbers
    owner: Numbers
    rows: Mapping[str, Numbers]
    number: Numbers


def plain(text: bytes, line: int, prefix: bytes = b"") -> ParsedRows | None:
    """The rows of a stretch whose first line is ``line``; None where it is not plain.

    ``prefix`` is what every name in it begins with.
    """
    try:
        return _read(text, line, prefix)
    except _NotPlain:
        return None


def _read(text: bytes, line: int, prefix: bytes) -> ParsedRows:
    _need(not text.translate(None, _CHARACTERS))
    if not text.strip():
        return ParsedRows({})
    letters = np.frombuffer(text, np.uint8)
    tags = _tags(text, letters, prefix)
    elements = _elements(tags)
    texts = _texts(text, letters, tags, elements)
    begins = tags.opens[elements.tag]
    line_ends = np.flatnonzero(letters == _LINE_END)
    rows = {}
    for module in MODULES:
        of = elements.rows[module.name]
        lines = line + np.searchsorted(line_ends, begins[of])
        rows[module.name] = ModuleRows(*_places(elements, module), lines, texts[module.name])
    return ParsedRows(rows)


def _need(holds: bool | np.bool_) -> None:
    if not holds:
        raise _NotPlain


def _tags(text: bytes, letters: Bytes, prefix: bytes) -> _Tags:
    opens, closes = np.flatnonzero(letters == _LESS), np.flatnonzero(letters == _MORE)
    _need(0 < len(opens) == len(closes))
    _need((opens < closes).all() and (closes[:-1] < opens[1:]).all())
    ends, empty = letters[opens + 1] == _SLASH, letters[closes - 1] == _SLASH
    spaced = empty & (letters[closes - 2] == _SPACE)
    begin, stop = opens + 1 + ends, closes - empty - spaced
    _need((begin < stop).all() and not (ends & empty).any())
    which = pc.index_in(_cut(text, begin, stop), _known(prefix))
    _need(not which.null_count)
    # How many elements lie around each tag.
    step = np.where(ends, -1, 1)
    step[empty] = 0
    depth = np.cumsum(step)
    level = depth - (step > 0)
    _need(level.min() == 0 == depth[-1] and level.max() < len(_NAMES))
    level, names = level.astype(np.int16), which.to_numpy()
    # Every end tag has the name of its start: at each level they take turns.
    paired = np.flatnonzero(~empty)
    in_turn = names[paired[np.argsort(level[paired], kind="stable")]]
    _need((in_turn[::2] == in_turn[1::2]).all())
    ink = int((closes - opens + 1).sum() - spaced.sum())
    return _Tags(opens, closes, ends, empty, names, level, ink)


@lru_cache(8)
def _known(prefix: bytes) -> pa.Array:
    return pa.array([prefix.decode("utf-8") + name for name in _NAMES])


def _cut(text: bytes, begin: Numbers, stop: Numbers, order: Numbers | None = None) -> pa.Array:
    """The pieces of a text between these places, in the order of the text or in another."""
    # An array of strings is a text with the places where each begins: these, and what lies
    # between them, which is passed over.
    edges = np.empty(2 * len(begin), np.int32)
    edges[::2], edges[1::2] = begin, stop
    buffers = [None, pa.py_buffer(edges), pa.py_buffer(text)]
    pieces = pa.Array.from_buffers(pa.string(), max(len(edges) - 1, 0), buffers)
    return pieces.take(pa.array(2 * (np.arange(len(begin)) if order is None else order)))


def _elements(tags: _Tags) -> _Elements:
    tag = np.flatnonzero(~tags.ends)
    level = tags.level[tag]
    levels = [np.flatnonzero(level == depth) for depth in range(level.max() + 1)]
    around = np.full(len(tag), NONE)
    for outer, inner in pairwise(levels):
        around[inner] = outer[np.searchsorted(outer, inner) - 1]
    name = tags.which[tag]
    role = _ROLE[np.where(around == NONE, _NUMBER[OUTSIDE], name[around]), name]
    _need((role != NONE).all())
    row = _ROW[role]
    # A list that holds nothing is a row of nothing.
    holding = np.bincount(around[around != NONE], minlength=len(tag)) > 0
    row = np.where(holding, row, np.maximum(row, _LISTED[role]))
    owner = np.where(row == NONE, NONE, np.arange(len(tag)))
    for inner in levels:
        within = inner[owner[inner] == NONE]
        owner[within] = owner[around[within]]
    return _Elements(tag, around, role, owner, *_numbered(row))


def _numbered(row: Numbers) -> tuple[dict[str, Numbers], Numbers]:
    rows = {module.name: np.flatnonzero(row == which) for which, module in enumerate(MODULES)}
    number = np.full(len(row), NONE)
    for elements in rows.values():
        number[elements] = np.arange(len(elements))
    return rows, number


Texts = dict[str, dict[str, tuple[Numbers, pa.Array]]]


def _texts(text: bytes, letters: Bytes, tags: _Tags, elements: _Elements) -> Texts:
    """By module and field: the rows in which it stands, and what it holds."""
    slot = _SLOT[elements.role]
    leaf = np.flatnonzero(slot != NONE)
    begin, stop = _leaves(letters, tags, elements.tag[leaf])
    order = np.argsort(slot[leaf], kind="stable")
    slots, rows = slot[leaf][order], elements.number[elements.owner[leaf[order]]]
    _need(((np.diff(slots) > 0) | (np.diff(rows) > 0)).all())
    held = _cut(text, begin, stop, order)
    bounds = np.searchsorted(slots, np.arange(len(SLOTS) + 1))
    texts: Texts = {module.name: {} for module in MODULES}
    for (module, name), first, last in zip(SLOTS, bounds, bounds[1:], strict=False):
        if first < last:
            texts[module][name] = rows[first:last], held[first:last]
    return texts


def _leaves(letters: Bytes, tags: _Tags, leaf: Numbers) -> tuple[Numbers, Numbers]:
    """Where the text of each field begins and ends; there must be no other text."""
    begin = tags.closes[leaf] + 1
    full = ~tags.empty[leaf]
    _need(tags.ends[leaf[full] + 1].all())
    stop = begin.copy()
    stop[full] = tags.opens[leaf[full] + 1]
    other = np.count_nonzero(letters > _SPACE) - tags.ink
    if other != (stop - begin).sum():
        # Spaces within values, or text between elements; the parser would change a \r.
        upto = np.concatenate(([0], np.cumsum(letters > _SPACE)))
        _need(other == (upto[stop] - upto[begin]).sum() and not (letters == ord("\r")).any())
    return begin, stop


def _places(elements: _Elements, module: Module) -> tuple[Numbers, Numbers, Numbers]:
    """The child, the episode and the row around each row of a module."""
    rows = elements.rows[module.name]
    child = _latest(elements.rows[CHILD.name], rows)
    outside = np.full(len(rows), NONE)
    if module is CHILD:
        return child, outside, outside
    inside = elements.number[elements.owner[elements.around[rows]]]
    in_episode = module in EPISODES.all()
    return child, _latest(elements.rows[EPISODES.name], rows) if in_episode else outside, inside


def _latest(around: Numbers, rows: Numbers) -> Numbers:
    """The number of the last of the elements around that began before each row, or is it."""
    return np.searchsorted(around, rows, side="right") - 1
