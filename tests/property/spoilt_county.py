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

from holdfast.clocks.answers import Answer
from holdfast.clocks.book import Book
from holdfast.clocks.judging import duties_path, judge
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.standing import soon, standing_sql
from holdfast.engine import Engine, open_engine
from holdfast.record.snapshot import Snapshot
from holdfast.record.snapshots import Store
from holdfast.record.table import Column, Kind
from holdfast.sources.made_up.files import Kind as Files
from holdfast.sources.made_up.files import Wanted, make_files
from holdfast.sources.mapping import Cell
from holdfast.sources.ssd import import_ssd
from holdfast.sources.ssd.declared import PROJECTIONS

DAY = date(2018, 1, 31)
LOOKED_AT = (DAY, date(2017, 6, 30), date(2016, 2, 29), date(2014, 11, 15))
BOOK = Book(CLOCKS)

# What stands in a spoilt cell, by the kind of its column. Nobody can read any of it.
SPOILT = {
    Kind.DAY: ("31/02/2017", "30/02/2016", "tbc", "2031-01-01", "00/00/0000"),
    Kind.FLAG: ("perhaps", "see notes", "Yes/No"),
    Kind.CODE: ("a word of ours", "ZZ-17"),
    Kind.WHOLE: ("several", "12th"),
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
    make_files(Wanted(children, 6, DAY, seed, False, False), Files.SSD, folder, lambda *_: None)


def spoil(source: Path, target: Path, share: float, seed: int = 1) -> int:
    """Copy the files, a share of the cells of every column spoilt; give how many were."""
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
            if found and (column.kind is not Kind.CODE or column.codes is not None):
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
    listed = ", ".join(f"'{key}'" for key in unanswered) or "''"
    found = engine.fetch(_COMPARED.format(unanswered=listed)).to_pylist()[0]
    held.duties += found["duties"]
    held.touched += found["touched"]
    held.lost += found["lost"]
    held.new += found["new"]
    held.gone += found["gone"]


_COMPARED = """
with unclear as (select distinct clock, subject from after where status = 'cannot tell'),
doubted as (select distinct clock, subject from duties_after where why = 'DOUBTED'),
clear as (select * from before where status <> 'cannot tell')
select
  (select count(*) from clear) as duties,
  (select count(*) from clear as b join doubted as d
    on d.clock = b.clock and d.subject = b.subject) as touched,
  (select count(*) from clear as b where not exists (select 1 from after as a
    where a.clock = b.clock and a.subject = b.subject and a.started = b.started
    and a.status = b.status)) as lost,
  (select count(*) from after as a where a.status <> 'cannot tell' and not exists (
    select 1 from before as b where b.clock = a.clock and b.subject = a.subject
    and b.started = a.started and b.status = a.status)) as new,
  (select count(*) from clear as b where b.clock not in ({unanswered})
    and not exists (select 1 from after as a
      where a.clock = b.clock and a.subject = b.subject and a.started = b.started)
    and not exists (select 1 from unclear as u
      where u.clock = b.clock and u.subject = b.subject)
    and not exists (select 1 from after as a where a.clock = b.clock and a.subject = b.subject
      and a.started < b.started and a.status = b.status)) as gone"""


def _import(folder: Path, home: Path) -> Snapshot:
    store = Store(home)
    return import_ssd(store, [str(folder)], DAY, "2018-02-01T06:00:00", lambda *_: None)


def _duties(snapshot: Snapshot) -> Path:
    engine = open_engine()
    judge(engine, snapshot, BOOK)
    engine.close()
    return duties_path(snapshot, BOOK)


def _unanswered(snapshot: Snapshot) -> list[str]:
    engine = open_engine()
    told = judge(engine, snapshot, BOOK)
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
