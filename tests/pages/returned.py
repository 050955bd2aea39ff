"""What the tests of returns share: a record as at the end of a census year, and its census.

The census is made here rather than from the record, so that each test knows what is found in it.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from django.test import Client

from holdfast.record.store.snapshots import Snapshot, Store
from holdfast.returns.cin_census.projecting import Projected
from holdfast.returns.record_check import LeftOut
from holdfast.sources.cin_census import read_census
from holdfast.sources.made_up import import_made_up
from tests.returns.cin_census.building import Tables, census

AS_AT = date(2026, 3, 31)
STRANGER = "ZZ000004"  # no child of the record


def _assessment(child: int, began: str, ended: str = "", factors: str = "") -> dict[str, str]:
    return {
        "child": str(child),
        "AssessmentActualStartDate": began,
        "AssessmentAuthorisationDate": ended,
        "AssessmentFactors": factors,
    }


# One error; three queries, one of them about a stranger; a day that does not exist.
FAULTS: Tables = {
    "Child": [{}, {}, {}, {"LAchildID": STRANGER}, {}],
    "Assessments": [
        _assessment(1, "2025-06-02", "2025-06-01", "2A"),
        _assessment(2, "2025-06-02"),
        _assessment(3, "2025-06-03"),
        _assessment(4, "2025-06-02"),
        _assessment(5, "2025-02-30", "2025-06-20", "2A"),
    ],
}
ERROR, QUERY, UNREADABLE = "8608", "8670Q", "HF01"
CHILDREN = [f"MU00000{number}" for number in (1, 2, 3, 5)]
# What a test looks for where no value of a child may be: numbers, and days as they may be written.
VALUES = [*CHILDREN, STRANGER, "2025-06-02", "2025-06-01", "2 June 2025"]


LEFT_OUT = (LeftOut("assessments of another year", 12),)
CAUTIONS = ("The source tells of six months only.",)


def lay_recent(home: Path) -> Snapshot:
    """A made-up council of 60 children at the end of a census year: always the same."""
    return import_made_up(Store(home), 60, AS_AT, 7, "2026-04-01T06:00:00")


def write_census(path: Path, tables: Tables = FAULTS, year: int = 2026) -> Path:
    """The tables as a census file."""
    path.write_text(census(tables, year), encoding="utf-8")
    return path


def projected(path: Path, lacking: Mapping[tuple[str, str], str] | None = None) -> Projected:
    """A census file as what a record would give."""
    reading = read_census(path)
    (batch,) = reading.batches()
    return Projected(2026, AS_AT, reading.header, batch.tables, lacking or {}, LEFT_OUT, CAUTIONS)


def text_of(client: Client, address: str, status: int = 200) -> str:
    """The words of a page, its white space made one."""
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())
