"""What is odd in a file of supervision, told with what to do: nothing is refused for it.

A supervision by somebody whom nobody knows took place all the same; what cannot be told by it is
who supervises whom.
"""

from collections import Counter
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from holdfast.record.oversight import Supervisions
from holdfast.record.store.manifest import Note
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.workforce import Professionals

WHERE = "supervision"


def odd_supervisions(rows: pa.Table, snapshot: Snapshot) -> Iterator[Note]:
    """The notes about the supervisions of a file beside the snapshot over which it is laid."""
    known = _workers(snapshot)
    strangers = [
        one for one in rows[Supervisions.supervisor.name].to_pylist() if one and one not in known
    ]
    if known and strangers:
        names = len(set(strangers))
        yield Note(
            WHERE,
            f"written by {names} {'person' if names == 1 else 'people'} whom the record does not"
            " know as a worker: they count as supervision. Write the number as the case system has"
            " it, or add them to the workforce file",
            len(strangers),
        )
    late = sum(
        day > snapshot.manifest.as_at for day in rows[Supervisions.held.name].to_pylist() if day
    )
    if late:
        yield Note(
            WHERE,
            "held after the day of the extract: they count from that day on with --as-at, or once"
            " a later extract is imported",
            late,
        )
    told = [Supervisions.child.name, Supervisions.held.name, Supervisions.supervisor.name]
    same = Counter(zip(*(rows[name].to_pylist() for name in told), strict=True))
    twice = sum(count - 1 for count in same.values() if count > 1)
    if twice:
        yield Note(
            WHERE,
            "told twice: the same child, day and supervisor. The day counts once. Give each entry"
            " an id, so that a newer one corrects the older",
            twice,
        )


def _workers(snapshot: Snapshot) -> set[str]:
    if Professionals.name not in snapshot.manifest.rows:
        return set()
    column = Professionals.worker.name
    found = pq.read_table(snapshot.path(Professionals.name), columns=[column])[column]
    return set(found.to_pylist())
