"""A small made-up council as SSD files, and what an import made of it."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.sources.ssd import import_ssd

AS_AT = date(2018, 1, 31)
MADE_AT = "2018-02-01T09:00:00"

Row = Mapping[str, str]

PERSON: Row = {
    "pers_person_id": "MU1",
    "pers_forename": "Dulse",
    "pers_surname": "Kelp",
    "pers_dob": "2010-05-04T00:00:00",
    "pers_expected_dob": "",
}
REFERRAL: Row = {
    "cine_referral_id": "R1",
    "cine_person_id": "MU1",
    "cine_referral_date": "2018-01-02T00:00:00",
    "cine_referral_nfa": "N",
    "cine_close_date": "",
}
ENQUIRY: Row = {
    "s47e_s47_enquiry_id": "E1",
    "s47e_referral_id": "R1",
    "s47e_person_id": "MU1",
    "s47e_s47_start_date": "2018-01-05T00:00:00",
    "s47e_s47_end_date": "",
    "s47e_s47_outcome_json": "",
}
PLAN: Row = {
    "cppl_cp_plan_id": "P1",
    "cppl_person_id": "MU1",
    "cppl_cp_plan_start_date": "2018-01-10T00:00:00",
    "cppl_cp_plan_end_date": "",
}
VISIT: Row = {
    "cppv_cp_visit_id": "V1",
    "cppv_person_id": "MU1",
    "cppv_cp_plan_id": "P1",
    "cppv_cp_visit_date": "2018-01-15T00:00:00",
    "cppv_cp_visit_seen": "Y",
}
EPISODE: Row = {
    "clae_cla_episode_id": "C1",
    "clae_person_id": "MU1",
    "clae_cla_id": "K1",
    "clae_cla_placement_id": "L1",
    "clae_cla_episode_start_date": "2018-01-08T00:00:00",
    "clae_cla_episode_ceased_date": "",
}
STATUS: Row = {
    "lega_legal_status_id": "S1",
    "lega_person_id": "MU1",
    "lega_legal_status": "C1",
    "lega_legal_status_start_date": "2018-01-08T00:00:00",
    "lega_legal_status_end_date": "",
}
REVIEW: Row = {
    "clar_cla_review_id": "W1",
    "clar_cla_id": "K1",
    "clar_cla_person_id": "MU1",
    "clar_cla_review_due_date": "2018-01-30T00:00:00",
    "clar_cla_review_date": "2018-01-29T00:00:00",
    "clar_cla_review_cancelled": "N",
}

COUNCIL: Mapping[str, Sequence[Row]] = {
    "ssd_person": [PERSON],
    "ssd_cin_episodes": [REFERRAL],
    "ssd_s47_enquiry": [ENQUIRY],
    "ssd_cp_plans": [PLAN],
    "ssd_cp_visits": [VISIT],
    "ssd_cla_episodes": [EPISODE],
    "ssd_legal_status": [STATUS],
    "ssd_cla_reviews": [REVIEW],
}


def lines(rows: Sequence[Row], separator: str = ",") -> str:
    """Rows of one table as separated values, under the headings of the first."""
    cells = [list(rows[0]), *(list(row.values()) for row in rows)]
    return "".join(
        separator.join(f'"{c}"' if separator in c or '"' in c else c for c in row) + "\r\n"
        for row in cells
    )


def write(folder: Path, name: str, *rows: Row) -> Path:
    """Write one table as CSV in UTF-8."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_council(folder: Path, **instead: Sequence[Row]) -> Path:
    """Write the small council, some of its tables with other rows; an empty list leaves one out."""
    for name, rows in {**COUNCIL, **instead}.items():
        if rows:
            write(folder, name, *rows)
    return folder


def take(home: Path, *paths: Path | str, as_at: date | None = AS_AT) -> Snapshot:
    """Import into a store below ``home``."""
    given = [str(path) for path in paths]
    return import_ssd(Store(home / "store"), given, as_at, MADE_AT, lambda what, done, of: None)


def rows(snapshot: Snapshot, table: str) -> list[dict[str, Any]]:
    """The rows of a record table."""
    found: list[dict[str, Any]] = pq.read_table(snapshot.path(table)).to_pylist()
    return found


def counted(snapshot: Snapshot) -> dict[str, tuple[int, int, int]]:
    """Rows given, read and refused, by source table."""
    return {one.table: (one.given, one.read, one.refused) for one in snapshot.manifest.counts}


def notes(snapshot: Snapshot, part: str) -> dict[str, int]:
    """Where a note that says ``part`` was made, and how many times it was met."""
    return {note.where: note.count for note in snapshot.manifest.notes if part in note.what}
