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
from xlsxwriter.exceptions import XlsxWriterException

from holdfast.days import FIRST_KNOWN, LAST_KNOWN, add_months
from holdfast.errors import BadSetting, BeyondCalendar
from holdfast.sources.made_up.annex_a_workbook import annex_a_sheets
from holdfast.sources.made_up.council import council_tables
from holdfast.sources.made_up.ssd_folder import ssd_files
from holdfast.sources.made_up.written import Written

WORKBOOK = "annex_a.xlsx"

Progress = Callable[[str, int, int], None]


class Kind(StrEnum):
    """The kinds of files that a made-up council is written as."""

    SSD = "ssd"
    ANNEX_A = "annex-a"


@dataclass(frozen=True)
class Wanted:
    """A council to be made up: how many children, over how many years, as at which day."""

    children: int
    years: int
    as_at: date
    seed: int


def refuse(wanted: Wanted, folder: Path) -> None:
    """Refuse, before any work is done, what cannot be made; make the folder where it is absent.

    Raises BadSetting for a council without children or years, and for a folder that is not
    empty or may not be written to; BeyondCalendar for days whose bank holidays are not known.
    """
    _refuse_council(wanted)
    _refuse_folder(folder)


def make_files(wanted: Wanted, kind: Kind, folder: Path, progress: Progress) -> list[Written]:
    """Make up a council, write it into ``folder`` and say what was written.

    ``progress`` is told what is being done, how much of it, and of how much. Raises what
    ``refuse`` raises, and BadSetting where the files cannot be written.
    """
    refuse(wanted, folder)

    def made(done: int, of: int) -> None:
        progress("Making up children", done, of)

    tables = council_tables(wanted.children, wanted.as_at, wanted.seed, wanted.years, made)
    progress("Writing the files", 0, 0)
    try:
        return _write(tables, wanted.as_at, kind, folder)
    except (OSError, XlsxWriterException) as error:
        raise _cannot_write(folder, error) from error


def _write(tables: Mapping[str, pa.Table], as_at: date, kind: Kind, folder: Path) -> list[Written]:
    if kind is Kind.SSD:
        return ssd_files(tables, folder)
    return annex_a_sheets(tables, as_at, folder / WORKBOOK)


def _refuse_council(wanted: Wanted) -> None:
    for what, count in (("--children", wanted.children), ("--years", wanted.years)):
        if count < 1:
            raise BadSetting(
                f"A made-up council cannot be made with {what} {count}: it needs at least one.",
                f"Give {what} as 1 or more.",
            )
    if wanted.as_at > LAST_KNOWN or wanted.as_at < FIRST_KNOWN:
        raise BeyondCalendar(
            f"A council as at {wanted.as_at} cannot be made up: bank holidays, by which its work "
            f"is dated, are known from {FIRST_KNOWN} to {LAST_KNOWN}.",
            f"Give --as-at a day up to {LAST_KNOWN}.",
        )
    most = wanted.as_at.year - FIRST_KNOWN.year
    if wanted.years > most or add_months(wanted.as_at, -12 * wanted.years) < FIRST_KNOWN:
        raise BeyondCalendar(
            f"A council of {wanted.years} years up to {wanted.as_at} cannot be made up: bank "
            f"holidays, by which its work is dated, are known from {FIRST_KNOWN}.",
            "Give fewer --years, or a later day with --as-at.",
        )


def _refuse_folder(folder: Path) -> None:
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


def _cannot_write(folder: Path, error: Exception) -> BadSetting:
    why = (isinstance(error, OSError) and error.strerror) or "the files could not be made"
    return BadSetting(
        f"Nothing can be written to {folder}: {why}.",
        "Give --out a new or empty folder on a disk with room, where you may write.",
    )
