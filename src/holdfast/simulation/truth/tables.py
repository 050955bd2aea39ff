"""The truth as tables: what was owed, who was at risk unseen, who had no worker, what was late."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, NamedTuple, Protocol

import pyarrow as pa

from holdfast.simulation.chronicle import Chronicle
from holdfast.simulation.truth import duties, pasts
from holdfast.simulation.truth.calendar import number
from holdfast.simulation.truth.deficits import deficits
from holdfast.simulation.truth.gaps import without_worker
from holdfast.simulation.truth.owed import Owed
from holdfast.simulation.truth.past import Past
from holdfast.simulation.truth.risk import unassessed_risk

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
        | {"path": _TEXT}
    ),
}


class Made(Protocol):
    """A county that was made up."""

    @property
    def chronicle(self) -> Chronicle:
        """What really happened in it."""

    @property
    def as_at(self) -> date:
        """Its last day."""


Row = tuple[Any, ...]


def truth_tables(county: Made) -> Mapping[str, pa.Table]:
    """The truth of a county on its last day, by name: the tables of ``SCHEMAS``.

    ``duties``: every duty to a child or a worker, with how it really stood (``outcome``) and how
    the record must show it (``in_record``: null where the record does not know of it).
    ``unassessed_risk``, ``no_worker`` and ``deficits``: see ``risk``, ``gaps``, ``deficits``.
    """
    last = number(county.as_at)
    told = county.chronicle.told
    unwritten = {whom for _, whom, day, _, known in told if day <= last < known}
    unwritten |= {whom for _, whom, day, _, _ in told if day > last}
    written = _outcomes(pasts((one for one in told if one[1] in unwritten), last, True), last)
    batches: dict[str, list[pa.Table]] = {name: [] for name in SCHEMAS}
    children = pasts(told, last)
    while some := list(islice(children, _BATCH)):
        for name, rows in _batch(some, last, unwritten, written).items():
            batches[name].append(_table(rows, SCHEMAS[name]))
    return {name: pa.concat_tables([SCHEMAS[name].empty_table(), *of]) for name, of in batches.items()}
