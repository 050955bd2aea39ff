"""A made-up council as files: what is refused before any work is done, and the writing.

Nothing that lies in a folder is ever overwritten: a council's own export may lie there.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from xlsxwriter.exceptions import XlsxWriterException

from holdfast.errors import BadSetting
from holdfast.sources.made_up.annex_a import annex_a_sheets
from holdfast.sources.made_up.council import County, MadeUpCouncil, county, truth_of
from holdfast.sources.made_up.council import refuse as refuse_county
from holdfast.sources.made_up.dialects.dialect import Build
from holdfast.sources.made_up.dialects.register import DIALECTS
from holdfast.sources.made_up.dialects.writing import (
    Export,
    Way,
    dialect_files,
    write_spoilt,
)
from holdfast.sources.made_up.ssd_folder import ssd_columns, ssd_files
from holdfast.sources.made_up.written import WrittenFile

WORKBOOK = "annex_a.xlsx"
TRUTH = "truth"

Progress = Callable[[str, int, int], None]


class CouncilFiles(StrEnum):
    """The kinds of files that a made-up council is written as."""

    SSD = "ssd"
    ANNEX_A = "annex-a"
    SSDA903 = "ssda903"
    SSDA903_XML = "ssda903-xml"


RETURNS = (CouncilFiles.SSDA903, CouncilFiles.SSDA903_XML)
# Writes the returns of a council: its tables, its last day, over how many years, the folder, and
# whether as XML. It stands on the record, and so is given by who asks.
ReturnsWriter = Callable[[Mapping[str, pa.Table], date, int, Path, bool], list[WrittenFile]]


@dataclass(frozen=True)
class CouncilWanted:
    """A council to be made up: how many children, over how many years, as at which day.

    ``truth`` asks for what is true of it too, beside the files; ``oddities`` for a record that
    is as odd as real ones are. ``build`` is whose dialect the files are written in, slips and
    all; ``month_first`` writes its days as a server set to American English does, and ``window``
    leaves out what is older than the build's script reaches.
    """

    children: int
    years: int
    as_at: date
    seed: int
    truth: bool = False
    oddities: bool = False
    build: Build | None = None
    month_first: bool = False
    window: bool = False
    which: MadeUpCouncil = MadeUpCouncil.COUNTY


def refuse(wanted: CouncilWanted, folder: Path) -> None:
    """Refuse, before any work is done, what cannot be made; make the folder where it is absent.

    Raises BadSetting for a council without children or years, and for a folder that is not
    empty or may not be written to; BeyondCalendar for days whose bank holidays are not known.
    """
    refuse_county(wanted.children, wanted.as_at, wanted.years)
    if folder.exists() and not folder.is_dir():
        raise BadSetting(
            f"{folder} is a file, and --out is a folder.", "Give --out a new or empty folder."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = next(folder.iterdir(), None)
    except OSError as error:
        raise _cannot_write(folder, error) from error
    if held:
        raise BadSetting(
            f"The folder {folder} is not empty, and nothing in it is to be overwritten.",
            "Give --out a new folder, or an empty one.",
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        raise BadSetting(
            f"The folder {folder} may not be written to.",
            "Give --out a folder of your own, or change the rights on this one.",
        )


def refuse_way(wanted: CouncilWanted, kind: CouncilFiles) -> None:
    """Refuse a dialect of anything but the dataset, and its days without a dialect."""
    if wanted.build and kind is not CouncilFiles.SSD:
        raise BadSetting("Only the dataset has dialects.", "Use --dialect with --as ssd.")
    if (wanted.month_first or wanted.window) and not wanted.build:
        raise BadSetting(
            "Only a dialect has days month first, or a window.", "Add --dialect, such as systemc."
        )


def make_files(
    wanted: CouncilWanted,
    kind: CouncilFiles,
    folder: Path,
    progress: Progress,
    returns: ReturnsWriter,
) -> list[WrittenFile]:
    """Make up a council, write it into ``folder`` and say what was written.

    ``returns`` writes the looked-after returns. ``progress`` is told what is being done, how much
    of it, and of how much. Raises what ``refuse`` and ``returns`` raise, and BadSetting where the
    files cannot be written.
    """
    refuse_way(wanted, kind)
    refuse(wanted, folder)
    made = county(
        wanted.children,
        wanted.as_at,
        wanted.seed,
        wanted.years,
        lambda done, of: progress(f"Living through {wanted.years} years", done, of),
        wanted.oddities,
        wanted.which,
    )
    progress("Writing the files", 0, 0)
    try:
        if kind in RETURNS:
            xml = kind is CouncilFiles.SSDA903_XML
            export = Export(returns(made.tables, made.as_at, wanted.years, folder, xml))
        else:
            export = _write(made, kind, folder, wanted)
        if wanted.truth:
            progress("Reckoning what is true", 0, 0)
            export.written += _write_truth(made, export, folder / TRUTH, wanted)
        return export.written
    except (OSError, XlsxWriterException) as error:
        raise _cannot_write(folder, error) from error


def _write(made: County, kind: CouncilFiles, folder: Path, wanted: CouncilWanted) -> Export:
    if kind is CouncilFiles.ANNEX_A:
        return Export(annex_a_sheets(made.tables, made.as_at, folder / WORKBOOK))
    if wanted.build is None:
        return Export(ssd_files(made.tables, folder, made.planted))
    way = Way(
        DIALECTS[wanted.build], wanted.seed, made.as_at, None, wanted.month_first, wanted.window
    )
    return dialect_files(ssd_columns(made.tables, made.planted), folder, way)


def _write_truth(
    made: County, export: Export, folder: Path, wanted: CouncilWanted
) -> list[WrittenFile]:
    """In a folder of its own, where no reader of the files takes it for one of them.

    With it what a dialect's files hold otherwise than the record, and under which numbers.
    """
    folder.mkdir()
    written = []
    for name, rows in truth_of(made).items():
        path = folder / f"{name}.parquet"
        pq.write_table(rows, path, compression="zstd")
        written.append(WrittenFile(path, rows.num_rows))
    if wanted.build is None:
        return written
    plain = ssd_columns(made.tables, made.planted)
    return written + write_spoilt(export.planted, plain, DIALECTS[wanted.build], folder)


def _cannot_write(folder: Path, error: Exception) -> BadSetting:
    why = (isinstance(error, OSError) and error.strerror) or "the files could not be made"
    return BadSetting(
        f"Nothing can be written to {folder}: {why}.",
        "Give --out a new or empty folder on a disk with room, where you may write.",
    )
