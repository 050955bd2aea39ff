"""Made-up children, straight into the record: for a demonstration, for tests, for timing.

They go the way of every import, so that nothing later can tell them apart except by the
manifest, which says ``made_up``; every page shows it.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date

import pyarrow as pa

from holdfast.errors import Damaged
from holdfast.record.early_help import EarlyHelpEpisodes, EarlyHelpReviews, EarlyHelpVisits
from holdfast.record.permanence import PreProceedings
from holdfast.record.register import TABLES
from holdfast.record.schema.shape import arrow_schema, in_order
from holdfast.record.schema.table import Table
from holdfast.record.store.draft import Draft, write_rows
from holdfast.record.store.manifest import Feed, Manifest, Note, TableCount
from holdfast.record.store.parallel_map import at_once
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.record.workforce import DeclaredExperience, Recruits
from holdfast.sources.made_up.annex_a import write_annex_a
from holdfast.sources.made_up.council import (
    WHOLE,
    MadeUpCouncil,
    council_tables,
    marked,
    origin,
)
from holdfast.sources.made_up.ssd_folder import write_ssd

__all__ = [
    "WHOLE",
    "MadeUpCouncil",
    "council_tables",
    "import_council",
    "import_made_up",
    "import_tables",
    "kept",
    "write_annex_a",
    "write_ssd",
]

SOURCE = "made up"


# Asked once a snapshot lies in place and before it is current: whether it is to be that.
Ready = Callable[[Snapshot], bool]


def import_made_up(
    store: Store,
    children: int,
    as_at: date,
    seed: int,
    made_at: str,
    progress: Callable[[int, int], None] | None = None,
) -> Snapshot:
    """Make a council of ``children`` known by the day ``as_at``, and make it current.

    ``made_at`` is the moment of the import, as ISO text. Raises what ``simulate`` and
    ``Store.begin`` raise: BadSetting, BeyondCalendar, Busy.
    """
    tables = council_tables(children, as_at, seed, progress=progress)
    return import_council(store, tables, children, as_at, seed, made_at)


def import_council(
    store: Store,
    tables: Mapping[str, pa.Table],
    children: int,
    as_at: date,
    seed: int,
    made_at: str,
    ready: Ready | None = None,
    oddities: bool = False,
    which: MadeUpCouncil = MadeUpCouncil.COUNTY,
) -> Snapshot:
    """Lay down a council that ``council_tables`` made, so that ``kept`` finds it again."""
    note = marked(children, oddities)
    return import_tables(
        store, tables, as_at, made_at, origin(children, seed, which), (note,), ready
    )


def kept(
    store: Store,
    children: int,
    as_at: date,
    seed: int,
    oddities: bool = False,
    which: MadeUpCouncil = MadeUpCouncil.COUNTY,
) -> Snapshot | None:
    """The latest snapshot of that very council, undamaged; None where it has to be made.

    One that was made by other parameters or stories is another council.
    """
    for one in store.all():
        told, called = one.manifest, origin(children, seed, which)
        same = told.made_up and told.as_at == as_at and told.origin == called
        if same and marked(children, oddities) in told.notes:
            with suppress(Damaged):
                one.verify()
                return one
    return None


def import_tables(
    store: Store,
    tables: Mapping[str, pa.Table],
    as_at: date,
    made_at: str,
    origin: str = "made-up children",
    notes: tuple[Note, ...] = (),
    ready: Ready | None = None,
) -> Snapshot:
    """Lay down tables that were simulated, as ``simulate`` gives them, and make them current.

    ``ready`` is as ``Draft.finish`` says.
    """
    with store.begin() as draft:
        counts = tuple(at_once(lambda table: _write(draft, table, tables[table.name]), TABLES))
        manifest = Manifest(
            as_at=as_at,
            made_at=made_at,
            source="made_up",
            made_up=True,
            origin=origin,
            counts=counts,
            feeds={
                table.name: _feed(table, tables[table.name])
                for table in TABLES
                if table not in NOT_LIVED or tables[table.name].num_rows
            },
            notes=notes,
        )
        return draft.finish(manifest, ready)


def _write(draft: Draft, table: type[Table], rows: pa.Table) -> TableCount:
    count = rows.num_rows
    file, part = pa.repeat(SOURCE, count), pa.repeat(table.name, count)
    numbers = pa.array(range(1, count + 1), pa.int64())
    whole = pa.table([*rows.columns, file, part, numbers], schema=arrow_schema(table))
    write_rows(in_order(whole), draft.table_path(table.name))
    return TableCount(table.name, count, count, 0)


# What made-up rows may not tell of is carried only where there are any: the absence of it would
# pass for something undone.
# A council with Family Help tells of early help, and so carries it.
NOT_LIVED = (EarlyHelpVisits, EarlyHelpReviews, Recruits, DeclaredExperience)
NOT_WRITTEN = (
    EarlyHelpEpisodes.planned,
    EarlyHelpEpisodes.lead_named,
    PreProceedings.family_meeting_offered_on,
    PreProceedings.family_meeting_accepted,
    PreProceedings.family_meeting_held_on,
    PreProceedings.family_meeting_excused,
)


def _feed(table: type[Table], rows: pa.Table) -> Feed:
    """Of all else made-up data can say everything, so what it does not say was not done."""
    untold = {
        id(column)
        for column in NOT_WRITTEN
        if column.table is table and rows[column.name].null_count == rows.num_rows
    }
    columns = (column for column in table.columns if id(column) not in untold)
    return Feed("every", tuple(column.name for column in columns))
