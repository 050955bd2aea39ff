"""Finds the children whose number and birth date are as before, and need no matching.

From one import to the next nearly all have the number and the birth date that they had, and
nobody else comes near them. They are found by whole columns; each of the rest becomes an object
of its own. ``tests/property/test_identity.py`` holds the two ways to one answer.
"""

from collections.abc import Collection

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.identity.entries import DeclaredNumbers

_DAYS = ("born", "expected")
_NUMBERS = ("health_number", "upn")


def unchanged(
    entries: pa.Table,
    source: str,
    latest: str,
    declared: DeclaredNumbers,
    now: pa.Table,
    before: pa.Table,
) -> pa.Array:
    """Which of the register's entries go on, and nothing more is to be asked: a mask over them.

    ``now`` and ``before`` are the persons of an import and of the last of the same source, whose
    id is ``latest``. An entry goes on quietly where its number and birth date are those of now,
    the child was in the last import, neither the number nor the child has another entry, the
    council declared nothing of it, and it shares no other number with anybody who is loud.
    """
    if declared.by_matching or not before.num_rows:
        return pa.array([False] * entries.num_rows, pa.bool_())
    alone = _all(
        pc.equal(entries["source"], source),
        pc.equal(entries["last_seen"], latest),
        pc.equal(entries["superseded_by"], ""),
        pc.is_valid(entries["born"]),
        _once(entries["uid"], pa.chunked_array([entries["superseded_by"], entries["uid"]])),
        _once(entries["number"], entries["number"]),
        pc.invert(_within(entries["number"], {one for row in declared.rows for one in row})),
    )
    place = pc.index_in(entries["number"], value_set=now["child"].combine_chunks())
    alone = pc.and_(alone, pc.is_valid(place))
    for name in _DAYS:
        given, known = now[name].take(place), entries[name]
        same = pc.fill_null(pc.equal(known, given), False)
        neither = pc.and_(pc.is_null(known), pc.is_null(given))
        alone = pc.and_(alone, pc.or_(same, neither))
    near = _near(now, before, entries["number"].filter(alone))
    return pc.and_(alone, pc.invert(_within(entries["number"], near)))


def _near(now: pa.Table, before: pa.Table, quiet: pa.ChunkedArray) -> Collection[str]:
    """Who shares an NHS or pupil number with a child of now or before who is not quiet."""
    values = quiet.combine_chunks()
    near: set[str] = set()
    for name in _NUMBERS:
        held = pa.concat_tables([now.select(["child", name]), before.select(["child", name])])
        held = held.filter(pc.is_valid(held[name]))
        is_quiet = pc.is_in(held["child"], value_set=values)
        asked = held[name].filter(pc.invert(is_quiet)).combine_chunks()
        near |= set(held["child"].filter(pc.is_in(held[name], value_set=asked)).to_pylist())
    return near


def _once(values: pa.ChunkedArray, among: pa.ChunkedArray) -> pa.Array:
    """Which values stand once among many."""
    counted = pc.value_counts(among)
    several = counted.field("values").filter(pc.greater(counted.field("counts"), 1))
    return pc.invert(pc.is_in(values, value_set=several))


def _within(values: pa.ChunkedArray, wanted: Collection[str]) -> pa.Array:
    return pc.is_in(values, value_set=pa.array(sorted(wanted), pa.string()))


def _all(*masks: pa.Array) -> pa.Array:
    found = masks[0]
    for one in masks[1:]:
        found = pc.and_(found, one)
    return found
