"""Lays the supervision that people wrote in Holdfast over the snapshots, as a supplement.

Its origin is "holdfast" (decision 16). The clocks of supervision then read it as they read what a
case system says. Where pages are served it is done a few seconds after somebody saved, beside the
pages; the loop's own pages read what was said at once, and wait for nothing.
"""

from datetime import date
from threading import Event, Thread

import pyarrow as pa
from django.db import connection, transaction
from django.utils import timezone

from holdfast.errors import Busy, HoldfastError
from holdfast.faults import note
from holdfast.importing.laying_over import LayingOver
from holdfast.record.oversight import Supervisions
from holdfast.record.schema.shape import arrow_schema
from holdfast.record.store.doubts import DOUBTS, DOUBTS_FILE
from holdfast.record.store.draft import write_rows
from holdfast.record.store.manifest import Feed, TableCount
from holdfast.record.supplements.children import CHILDREN_FILE, children_table
from holdfast.record.supplements.entries import ENTRIES_FILE, SupplementEntry, entries_table
from holdfast.record.supplements.overlay import HOLDFAST
from holdfast.record.supplements.supplement import Supplement, SupplementManifest
from holdfast.record.supplements.versions import Supplements
from holdfast.web import data
from holdfast.web.oversight.loop_said import latest_versions, standing_entries
from holdfast.web.oversight.models import DeficitEntry, SupervisionEntry

GATHERING = 5.0
AGAIN_AFTER = 30.0
_CHANGED = Event()


def lay_entries() -> Supplement | None:
    """Lay the supervisions that stand over the snapshots, in the place of those before.

    None where nobody has written any. Raises Busy while an import runs, CannotWrite where the disk
    refuses, and what running the clocks raises; those before stay then.
    """
    written = latest_versions()
    if not written:
        return None
    snapshot = data.current()
    said: dict[int, list[DeficitEntry]] = {}
    for one in standing_entries():
        if one.supervision_id is not None:
            said.setdefault(one.supervision_id, []).append(one)
    rows = [
        _row(number, entry, said.get(entry.pk, [])) for number, entry in enumerate(written, start=1)
    ]
    supplements = Supplements(snapshot.home)
    with supplements.begin(shortly=True) as draft:
        table = pa.Table.from_pylist(rows, schema=arrow_schema(Supervisions))
        write_rows(table, draft.table_path(Supervisions.name))
        lines = [
            SupplementEntry(number, entry.entry, timezone.localdate(entry.entered_at))
            for number, entry in enumerate(written, start=1)
        ]
        write_rows(entries_table(lines), draft.folder / ENTRIES_FILE)
        write_rows(DOUBTS.empty_table(), draft.folder / DOUBTS_FILE)
        children = {entry.child: entry.child for entry in written}
        write_rows(children_table(children), draft.folder / CHILDREN_FILE)
        return supplements.finish(
            draft, _manifest(written, snapshot.manifest.as_at), LayingOver(snapshot, data.book())
        )


def _row(number: int, entry: SupervisionEntry, said: list[DeficitEntry]) -> dict[str, object]:
    kinds = {one.kind for one in said}
    return {
        "supervision": f"{HOLDFAST} {entry.entry}",
        "child": entry.child,  # the id in the register: it is its own number here
        "worker": entry.worker or None,
        "supervisor": entry.supervisor,
        "held": entry.held,
        "recorded": entry.on,
        "actions_set": "directed" in kinds,
        "challenge": "challenged" in kinds,
        "source_file": HOLDFAST,
        "source_part": "supervision",
        "source_row": number,
    }


def _manifest(written: list[SupervisionEntry], as_at: date) -> SupplementManifest:
    count = len(written)
    columns = tuple(column.name for column in Supervisions.columns)
    return SupplementManifest(
        origin=HOLDFAST,
        known_from={Supervisions.name: min(one.held for one in written)},
        known_until=max(as_at, *(one.held for one in written)),
        made_at=timezone.localtime().replace(tzinfo=None).isoformat(timespec="seconds"),
        file="what was entered in Holdfast",
        counts=(TableCount(Supervisions.name, count, count, 0),),
        feeds={Supervisions.name: Feed("every", columns)},
    )


def entries_changed() -> None:
    """Have them laid anew once what is being saved is saved."""
    transaction.on_commit(_CHANGED.set)


def lay_beside_pages() -> None:
    """Lay them whenever something was saved, in a thread of its own."""
    Thread(target=_lay_for_ever, daemon=True).start()


def _lay_for_ever() -> None:
    pause = Event()
    while True:
        _CHANGED.wait()
        pause.wait(GATHERING)
        _CHANGED.clear()
        try:
            if lay_entries() is not None:
                data.outlook()  # made before anybody asks for it
        except Busy:
            pause.wait(AGAIN_AFTER)
            _CHANGED.set()
        except HoldfastError as error:
            note(error)
        except Exception as error:  # noqa: BLE001  # pages go on, and the next save tries again
            note(error)
        finally:
            connection.close()
