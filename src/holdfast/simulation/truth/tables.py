"""The truth as tables: what was owed, who was at risk unseen, who had no worker, what was late."""

import gc
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import islice
from operator import attrgetter
from typing import Any, Protocol

import pyarrow as pa

from holdfast.simulation.truth import duties, pasts
from holdfast.simulation.truth.calendar import number
from holdfast.simulation.truth.concerns import Staff, concerns, staff_of
from holdfast.simulation.truth.deficits import (
    DeficitTruth,
    deficit_paths,
    deficits,
    with_follow_up,
)
from holdfast.simulation.truth.gaps import without_worker
from holdfast.simulation.truth.owed import Owed
from holdfast.simulation.truth.past import Past, earliest
from holdfast.simulation.truth.risk import unassessed_risk
from holdfast.simulation.written.chronicle import Chronicle, Told
from holdfast.simulation.written.follow_up import FollowedUp
from holdfast.simulation.written.happenings import Happening

_TEXT, _DAY, _WHOLE = pa.string(), pa.date32(), pa.int32()
# Many children at a time: enough to be quick, few enough to lie lightly in memory.
_BATCH = 1_000

_DUTY = {"clock": _TEXT, "whom": _TEXT, "started": _DAY, "due": _DAY, "done": _DAY, "over": _DAY}
SCHEMAS: Mapping[str, pa.Schema] = {
    "duties": pa.schema(
        _DUTY | {"unsure": _DAY, "watch": pa.bool_(), "outcome": _TEXT, "in_record": _TEXT}
    ),
    "unassessed_risk": pa.schema(
        {"child": _TEXT, "began": _DAY, "told": _DAY, "ended": _DAY, "how": _TEXT, "days": _WHOLE}
    ),
    "no_worker": pa.schema(
        {"child": _TEXT, "began": _DAY, "ended": _DAY, "why": _TEXT, "days": _WHOLE}
    ),
    "deficits": pa.schema(
        {"clock": _TEXT, "child": _TEXT, "started": _DAY, "due": _DAY, "discussed": _DAY}
        | {"challenged": _DAY, "directed": _DAY, "acted": _DAY, "done": _DAY, "over": _DAY}
        | {"silent": pa.bool_()}
    ),
    "deficit_paths": pa.schema(
        {"rule": _TEXT, "child": _TEXT, "started": _DAY, "detected": _DAY, "seen": _DAY}
        | {"challenged": _DAY, "directed": _DAY, "evidenced": _DAY, "lapsed": _DAY}
        | {"unclear": _DAY, "recurred": _DAY, "silent": pa.bool_(), "worker": _TEXT}
        | {"verified": _DAY, "held": _DAY}
    ),
    "follow_up": pa.schema(
        {"rule": _TEXT, "child": _TEXT, "started": _DAY, "kind": _TEXT, "on": _DAY}
        | {"by": _TEXT, "owner": _TEXT, "due": _DAY, "practice": _TEXT}
    ),
    "concerns": pa.schema(
        {"strand": _TEXT, "child": _TEXT, "since": _DAY, "true_from": _DAY, "ended": _DAY}
        | {"unsure": _DAY, "state": _TEXT, "in_record": _TEXT}
    ),
}
# How a time of a strand stands, by what became of it as of a duty; of any other it never came true.
_STATE = {
    "overdue": "true",
    "late": "over",
    "lapsed overdue": "over",
    "cannot tell": "cannot tell",
}


class Made(Protocol):
    """A county that was made up."""

    @property
    def chronicle(self) -> Chronicle:
        """What really happened in it."""

    @property
    def as_at(self) -> date:
        """Its last day."""

    @property
    def retold(self) -> Mapping[str, Sequence[Told]]:
        """What the record tells of those of whom an oddity lets it tell something else."""

    def in_record(self) -> Iterable[Told]:
        """What the record tells of everyone."""

    def followed_up(self, deficits: Iterable[DeficitTruth]) -> Iterable[FollowedUp]:
        """What was said in Holdfast of deficits that the record shows."""

    def oddities_table(self) -> pa.Table:
        """Every oddity in the record."""


Row = tuple[Any, ...]
Column = Sequence[Any]
# How duties stand in the record on the last day, by clock, by whom and by first day.
Standing = Mapping[tuple[str, str, int], str]

_RISK = attrgetter("child", "began", "told", "ended", "how")
_GAP = attrgetter("child", "began", "ended", "why")


def truth_tables(county: Made) -> Mapping[str, pa.Table]:
    """The truth of a county on its last day, by name: the tables of ``SCHEMAS``.

    ``duties``: every duty to a child or a worker, with how it really stood (``outcome``) and how
    the record must show it (``in_record``: null where the record does not know of it).
    ``unassessed_risk``, ``no_worker`` and ``deficits``: see ``risk``, ``gaps``, ``deficits``.
    ``deficit_paths``: the path of each deficit as the record and what was said in Holdfast, which
    is ``follow_up``, must show it.
    ``concerns``: every time in which a strand was true of a child, or could not be determined.
    Beside them ``oddities``: where the record is not what a careful hand would have written.
    """
    with _uncollected():
        return {**_tables(county, number(county.as_at)), "oddities": county.oddities_table()}


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage among the millions of things that were told."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _tables(county: Made, last: int) -> Mapping[str, pa.Table]:
    staff = staff_of(county.chronicle.told, last)
    unwritten, standing, paths = _in_record(county, last, staff)
    batches: dict[str, list[pa.Table]] = {name: [] for name in SCHEMAS}
    everyone = pasts(county.chronicle.told, last)
    while some := list(islice(everyone, _BATCH)):
        owed = [(past, duties(past), concerns(past, staff)) for past in some]
        for past, mine, true in owed:
            if past.whom not in unwritten:
                paths[past.whom] = list(deficit_paths(past, mine, true))
        shown = [path for past in some for path in paths.pop(past.whom, ())]
        said = list(county.followed_up(shown))
        columns = {
            "duties": _duties(
                [one for _, all_of, _ in owed for one in all_of], last, unwritten, standing
            )
        }
        rows_of: Mapping[str, list[Row]] = {
            **_others(owed),
            "concerns": [
                row for past, _, true in owed for row in _concerns(past, true, unwritten, standing)
            ],
            "deficit_paths": [*_followed(shown, said, last)],
            "follow_up": [*said],
        }
        columns |= {name: list(zip(*rows, strict=True)) for name, rows in rows_of.items()}
        for name, of in columns.items():
            batches[name].append(_table(of, SCHEMAS[name]))
    return {
        name: pa.concat_tables([schema.empty_table(), *batches[name]])
        for name, schema in SCHEMAS.items()
    }


Paths = dict[str, list[DeficitTruth]]


def _in_record(county: Made, last: int, staff: Staff) -> tuple[set[str], Standing, Paths]:
    """Of whom the record does not know all on the last day, and how things stand in it."""
    unwritten = {
        whom
        for what, whom, day, _, known in county.chronicle.told
        if day <= last < known or (day > last and what is Happening.BORN)
    }
    unwritten |= county.retold.keys()
    theirs = pasts((one for one in county.in_record() if one[1] in unwritten), last, True)
    standing: dict[tuple[str, str, int], str] = {}
    paths: Paths = {}
    for past in theirs:
        owed, true = duties(past), concerns(past, staff)
        standing |= {one[:3]: one.outcome(last) for one in (*owed, *true)}
        paths[past.whom] = list(deficit_paths(past, owed, true))
    return unwritten, standing, paths


def _followed(
    shown: Iterable[DeficitTruth], said: Iterable[FollowedUp], last: int
) -> Iterator[DeficitTruth]:
    by_deficit: dict[Row, list[FollowedUp]] = {}
    for one in said:
        by_deficit.setdefault(one[:3], []).append(one)
    for path in shown:
        yield with_follow_up(path, by_deficit.get(path[:3], ()), last)


def _duties(
    owed: list[Owed], last: int, unwritten: Container[str], standing: Standing
) -> list[Column]:
    outcomes = [one.outcome(last) for one in owed]
    in_record = [
        standing.get(one[:3]) if one.whom in unwritten else outcome
        for one, outcome in zip(owed, outcomes, strict=True)
    ]
    return [*zip(*owed, strict=True), outcomes, in_record]


def _concerns(
    past: Past, true: Iterable[Owed], unwritten: Container[str], standing: Standing
) -> Iterator[Row]:
    for one in true:
        if one.started > past.last or (state := _STATE.get(one.outcome(past.last))) is None:
            continue
        shown: str | None = state
        if one.whom in unwritten:
            shown = _STATE.get(standing.get(one[:3], ""))
        first = None if one.due is None else one.due + 1
        ended = earliest(one.done, one.over)
        yield (one.clock, one.whom, one.started, first, ended, one.unsure, state, shown)


def _others(owed: Iterable[tuple[Past, list[Owed], list[Owed]]]) -> Mapping[str, list[Row]]:
    rows: dict[str, list[Row]] = {"unassessed_risk": [], "no_worker": [], "deficits": []}
    for past, mine, _ in owed:
        last = past.last
        rows["unassessed_risk"] += ((*_RISK(one), one.days(last)) for one in unassessed_risk(past))
        rows["no_worker"] += ((*_GAP(one), one.days(last)) for one in without_worker(past))
        rows["deficits"] += ((*one, one.silent) for one in deficits(past, mine))
    return rows


def _table(columns: Sequence[Column], schema: pa.Schema) -> pa.Table:
    """A table of columns; of no rows, where there are none."""
    if len(columns) < len(schema):
        return schema.empty_table()
    arrays = [pa.array(column, one.type) for column, one in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)
