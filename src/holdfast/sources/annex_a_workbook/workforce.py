"""Who does the work: the team and worker of an event, or those who hold the child now."""

from collections.abc import Callable

from holdfast.record.holding import holds
from holdfast.record.schema.table import Column
from holdfast.record.workforce import Involvements, Professionals, Teams
from holdfast.sources.annex_a_workbook.layout import ListColumn, ListRow
from holdfast.sources.annex_a_workbook.records import NO_ROW, Row

TEAM, WORKER = "Allocated Team", "Allocated Worker"


def name_of_team(entry: ListRow, team: str | None) -> str | None:
    """What a team is called."""
    return entry.records.one(Teams.team, team).get("team_name")


def name_of_worker(entry: ListRow, worker: str | None) -> str | None:
    """What a worker is called."""
    return entry.records.one(Professionals.worker, worker).get("full_name")


def holding(entry: ListRow) -> Row:
    """Who leads the child's case now; after the end, who led it last before it."""
    return _latest(entry, lambda row: holds(row["role"], entry.until))


def involved(entry: ListRow, role: str) -> Row:
    """Who has a part in the child's life now; after the end, who had it last before it."""
    return _latest(entry, lambda row: row["role"] == role)


def _latest(entry: ListRow, wanted: Callable[[Row], bool]) -> Row:
    held = [
        row
        for row in entry.of(Involvements)
        if wanted(row)
        and (row["started"] is None or row["started"] <= entry.until)
        and (entry.over or row["ended"] is None or row["ended"] > entry.until)
    ]
    return max(held, key=lambda row: row["started"] or entry.since, default=NO_ROW)


def staff(team: Column, worker: Column) -> tuple[ListColumn, ListColumn]:
    """The team and worker of the event that a list is about."""
    return (
        ListColumn(TEAM, lambda entry: name_of_team(entry, entry.value(team))),
        ListColumn(WORKER, lambda entry: name_of_worker(entry, entry.value(worker))),
    )


HOLDER = (
    ListColumn(TEAM, lambda entry: name_of_team(entry, holding(entry).get("team"))),
    ListColumn(WORKER, lambda entry: name_of_worker(entry, holding(entry).get("worker"))),
)
