"""Checks the census that the record would send, its tables as they are drawn."""

from holdfast.record.store.snapshot import Snapshot
from holdfast.returns.cin_census.file_check import open_check, take
from holdfast.returns.cin_census.projecting import project
from holdfast.returns.record_check import RecordCheck
from holdfast.sources.cin_census import ChildBatch


def check_record(snapshot: Snapshot, year: int) -> RecordCheck:
    """The census of a year as the record knows it on its own day, checked. Raises BadSetting."""
    drawn = project(snapshot, year)
    check = open_check(year, drawn.header, drawn.lacking)
    take(check, ChildBatch(drawn.tables))
    return RecordCheck(check.finish(), drawn.lacking, drawn.left_out, drawn.cautions)
