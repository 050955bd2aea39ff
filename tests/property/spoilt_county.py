"""A made-up county whose files are spoilt: the law of doubt at scale, and what it costs in answers.

``python -m tests.property.spoilt_county --children 60000 --share 0.01`` spoils so large a share of
every column of the county's SSD files, imports both, and tells what of the law is broken (nothing)
and how many answers are lost.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
from pyarrow import csv

from holdfast.clocks.computing import compute_duties, kept_duties
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.answers import Answer
from holdfast.clocks.rules.book import Book
from holdfast.clocks.sql.standing import soon, standing_sql
from holdfast.engine import Engine, open_engine
from holdfast.record.schema.table import Column, ColumnKind
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.returns.ssda903.made_up import write_made_up_returns
from holdfast.sources.intake.mapping import Cell
from holdfast.sources.made_up.files import CouncilFiles as Files
from holdfast.sources.made_up.files import CouncilWanted, make_files
from holdfast.sources.ssd import import_ssd
from holdfast.sources.ssd.declared import PROJECTIONS
from tests.property.law_of_doubt import BreachKind, Stood, Told, breaches, lost

DAY = date(2018, 1, 31)
LOOKED_AT = (DAY, date(2017, 6, 30), date(2016, 2, 29), date(2014, 11, 15))
BOOK = Book(CLOCKS)

# What stands in a spoilt cell, by the kind of its column. None of it can be read.
SPOILT = {
    ColumnKind.DAY: ("31/02/2017", "30/02/2016", "tbc", "2031-01-01", "00/00/0000"),
    ColumnKind.FLAG: ("perhaps", "see notes", "Yes/No"),
    ColumnKind.CODE: ("a word of ours", "ZZ-17"),
    ColumnKind.WHOLE: ("several", "12th"),
}


@dataclass
class Held:
    """What became of the duties of a spoilt county, over all days looked at."""

    spoilt_cells: int = 0
    duties: int = 0
    touched: int = 0
    lost: int = 0
    new: int = 0
    gone: int = 0

    @property
    def share_lost(self) -> float:
        """Answers lost, of all answers given before."""
        return self.lost / max(self.duties, 1)


def make(folder: Path, children: int, seed: int = 1) -> None:
    """Write the county's files."""
    make_files(
        CouncilWanted(children, 6, DAY, seed, False, False),
        Files.SSD,
        folder,
        lambda *_: None,
        write_made_up_returns,
    )


def spoil(source: Path, target: Path, share: float, seed: int = 1) -> int:
    """Copy the files, a share of the cells of every column spoilt; give how many were.

    Not ``spoiling.spoil_share``, which holds rows of text and spoils rows and numbers of children
    too: a whole county's tables are read by the column, and here nothing but a cell's own answer
    may be lost, so that what it costs can be reckoned by the cell.
    """
    target.mkdir(parents=True, exist_ok=True)
    chance = np.random.default_rng(seed)
    count = 0
    for path in sorted(source.glob("*.csv")):
        texts = csv.ConvertOptions(strings_can_be_null=True, null_values=[""])
        head = csv.open_csv(path).schema.names
        texts.column_types = {name: pa.string() for name in head}
        rows = csv.read_csv(path, convert_options=texts)
        for column, heading in _columns(path.stem, head):
            rows, spoilt = _spoil_column(chance, rows, column, heading, share)
            count += spoilt
        csv.write_csv(rows, target / path.name)
    return count


def _columns(table: str, headings: Sequence[str]) -> Iterator[tuple[Column, str]]:
    for column, origin in PROJECTIONS[table].cells.items():
        if isinstance(origin, Cell) and column.kind in SPOILT:
            found = [name for name in origin.names if name in headings]
            if found and (column.kind is not ColumnKind.CODE or column.codes is not None):
                yield column, found[0]


def _spoil_column(
    chance: np.random.Generator, rows: pa.Table, column: Column, heading: str, share: float
) -> tuple[pa.Table, int]:
    values = np.array(rows[heading].to_pylist(), dtype=object)
    held = np.flatnonzero([value is not None for value in values])
    taken = held[chance.random(len(held)) < share]
    words = SPOILT[column.kind]
    for number, place in enumerate(taken):
        values[place] = words[number % len(words)]
    place = rows.column_names.index(heading)
    return rows.set_column(place, heading, pa.array(values, pa.string())), len(taken)


def hold(before: Path, after: Path, home: Path, days: Sequence[date] = LOOKED_AT) -> Held:
    """Import both and hold the duties of the second to those of the first."""
    was = _import(before, home / "before")
    now = _import(after, home / "after")
    engine = open_engine()
    held = Held()
    engine.parquet("duties_before", _duties(was))
    # A clock that the spoilt files can no longer answer at all says so for everybody.
    engine.parquet("duties_after", _duties(now))
    unanswered = _unanswered(now)
    for day in days:
        _hold_on(engine, held, day, unanswered)
    engine.close()
    return held


def _hold_on(engine: Engine, held: Held, day: date, unanswered: Sequence[str]) -> None:
    for name in ("before", "after"):
        stood = standing_sql(CLOCKS, day, soon(day))
        engine.define(name, stood.replace("from duties as d", f"from duties_{name} as d"), True)
    compare(engine, held, unanswered)


def compare(engine: Engine, held: Held, unanswered: Sequence[str]) -> None:
    """Add up what became of the duties that stand as ``before`` and ``after`` on the engine.

    ``duties_after`` says which are doubted. The law itself is asked only of the children and
    clocks of which anything stands otherwise: of all others it is kept, and too many to fetch.
    """
    counted = engine.fetch(_COUNTED).to_pylist()[0]
    before, after = (_told(engine, name, unanswered) for name in ("before", "after"))
    found = breaches(before, after)
    gone = sum(breach.kind is BreachKind.GONE for breach in found)
    held.duties += counted["duties"]
    held.touched += counted["touched"]
    held.lost += len(lost(before, after))
    held.new += len(found) - gone
    held.gone += gone


def _told(engine: Engine, name: str, unanswered: Sequence[str]) -> Told:
    rows = engine.fetch(_OTHERWISE.format(name=name)).to_pylist()
    return Told([Stood(**row) for row in rows], frozenset(unanswered))


_COUNTED = """
with doubted as (select distinct clock, subject from duties_after where why = 'DOUBTED'),
clear as (select * from before where status <> 'cannot tell')
select
  (select count(*) from clear) as duties,
  (select count(*) from clear as b join doubted as d
    on d.clock = b.clock and d.subject = b.subject) as touched"""

_OTHERWISE = """
with held as (select clock, subject, started, due, stopped, status from before),
stands as (select clock, subject, started, due, stopped, status from after),
otherwise as (
  select clock, subject from (select * from held except all select * from stands) as gone
  union
  select clock, subject from (select * from stands except all select * from held) as new)
select s.clock, s.subject, s.started, s.due, s.stopped, s.status
from {name} as s join otherwise as o on o.clock = s.clock and o.subject = s.subject"""


def _import(folder: Path, home: Path) -> Snapshot:
    store = Store(home)
    return import_ssd(store, [str(folder)], DAY, "2018-02-01T06:00:00", lambda *_: None)


def _duties(snapshot: Snapshot) -> Path:
    engine = open_engine()
    compute_duties(engine, snapshot, BOOK)
    engine.close()
    kept = kept_duties(snapshot, BOOK)
    assert kept is not None
    return kept


def _unanswered(snapshot: Snapshot) -> list[str]:
    engine = open_engine()
    told = compute_duties(engine, snapshot, BOOK)
    engine.close()
    return [one.clock.key for one in told if one.answer is Answer.CANNOT_TELL]


def main() -> None:
    """Spoil a county and tell what became of its duties."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--children", type=int, default=60_000)
    asked.add_argument("--share", type=float, default=0.01)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    with TemporaryDirectory() as place:
        folder = Path(place)
        make(folder / "whole", given.children, given.seed)
        cells = spoil(folder / "whole", folder / "spoilt", given.share, given.seed)
        held = hold(folder / "whole", folder / "spoilt", folder / "home")
        held.spoilt_cells = cells
    told = asdict(held) | {"share_lost": round(held.share_lost, 4)}
    sys.stdout.write(json.dumps(told, indent=2) + "\n")


if __name__ == "__main__":
    main()
