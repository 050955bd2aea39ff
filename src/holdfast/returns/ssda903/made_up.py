"""The looked-after returns that a made-up council would have sent, a folder for each year."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from holdfast.errors import BadSetting
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.returns.ssda903.projecting import project
from holdfast.returns.ssda903.register import YEARS
from holdfast.returns.ssda903.writing import write_return
from holdfast.returns.ssda903.writing_xml import XML, write_return_xml
from holdfast.sources.made_up import import_tables
from holdfast.sources.made_up.written import WrittenFile


def write_years(
    record: Snapshot, years: Iterable[int], folder: Path, xml: bool = False
) -> list[WrittenFile]:
    """Write the return of each year as files, or as its XML file, in a folder named for the year.

    Raises what ``project`` raises, and CannotWrite.
    """
    written = []
    for year in years:
        tables, place = project(record, year).tables, folder / str(year)
        if xml:
            write_return_xml(tables, place / XML)
            written.append(WrittenFile(place / XML, tables["Header"].num_rows))
        else:
            paths = write_return(tables, place)
            written += [WrittenFile(path, tables[path.stem].num_rows) for path in paths]
    return written


def write_made_up_returns(
    tables: Mapping[str, pa.Table], as_at: date, years: int, folder: Path, xml: bool = False
) -> list[WrittenFile]:
    """Write the returns of the last ``years`` years of a council that was made up.

    Raises BadSetting where none of them is a year whose return is known, and what ``write_years``
    raises.
    """
    last = as_at.year + (as_at > date(as_at.year, 3, 31))
    wanted = [year for year in range(last - years + 1, last + 1) if year in YEARS]
    if not wanted:
        raise BadSetting(
            f"No looked-after return of a council as at {as_at.isoformat()} is known: returns are "
            f"written from the one that ends in {YEARS[0]} on.",
            "Give --as-at a day of a later year, or --council today.",
        )
    with TemporaryDirectory() as place:
        record = import_tables(Store(Path(place)), tables, as_at, f"{as_at}T00:00:00")
        return write_years(record, wanted, folder, xml)
