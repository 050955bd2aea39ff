"""The census of a small record, as lists of values."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from holdfast.returns.cin_census.projecting import Projected, project
from tests.records import Rows
from tests.returns.cin_census.recorded import snapshot_of

CHILD = {"child": "A", "sex": "F", "ethnicity": "WBRI", "born": "2015-06-01"}
REFERRAL = {
    "referral": "R1",
    "child": "A",
    "received": "2025-05-12",
    "source": "6",
    "primary_need": "N1",
    "no_further_action": False,
}


def drawn(rows: Rows, year: int = 2026, on: str = "", as_at: str = "2026-07-01") -> Projected:
    """The census from these rows, with one child and one referral where none is given."""
    whole: dict[str, Sequence[Mapping[str, Any]]] = {"persons": [CHILD], "referrals": [REFERRAL]}
    snapshot = snapshot_of(whole | dict(rows), as_at)
    return project(snapshot, year, date.fromisoformat(on) if on else None)


def values(projected: Projected, module: str, *fields: str) -> list[Any]:
    """What the fields hold, row by row: tuples, bare values of a single field; days as texts."""
    found = projected.tables[module].select(fields).to_pylist()
    rows = [tuple(_told(row[name]) for name in fields) for row in found]
    return [row[0] for row in rows] if len(fields) == 1 else rows


def _told(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
