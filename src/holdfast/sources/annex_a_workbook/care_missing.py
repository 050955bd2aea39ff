"""The columns of list 8 about going missing, within the period of care and the last year."""

from holdfast.record.missing import MissingEpisodes
from holdfast.sources.annex_a_workbook.layout import Cell, How, ListColumn, ListRow
from holdfast.sources.annex_a_workbook.ofsted_words import UNKNOWN
from holdfast.sources.annex_a_workbook.records import Row
from holdfast.sources.annex_a_workbook.working_out import yes_no


def _gone(entry: ListRow, kind: str) -> list[Row]:
    since = entry.records.year_ago
    found = entry.within(MissingEpisodes.started, MissingEpisodes.kind.among(kind))
    return [row for row in found if row["started"] >= since]


def _times(kind: str) -> How:
    return lambda entry: len(_gone(entry, kind))


def _offered(entry: ListRow) -> Cell:
    """What is recorded of the last time that the child was missing; nothing if never."""
    gone = _gone(entry, "missing")
    return yes_no(gone[-1]["interview_offered"], UNKNOWN) if gone else None


def _accepted(entry: ListRow) -> Cell:
    gone = _gone(entry, "missing")
    if not gone or gone[-1]["interview_offered"] is not True:
        return None
    return yes_no(gone[-1]["interview_accepted"], UNKNOWN)


MISSING = (
    ListColumn(
        "Number of Episodes the Child has been ‘Missing’ from their Placement "
        "in the last 12 months",
        _times("missing"),
    ),
    ListColumn(
        "Number of Episodes the Child has been ‘Absent’ from their Placement in the last 12 months",
        _times("away"),
    ),
    ListColumn(
        "Was the child offered a Return Interview after their last missing episode (Y/N)?",
        _offered,
    ),
    ListColumn(
        "Did the child accept a Return Interview after their last missing episode (Y/N)?",
        _accepted,
    ),
)
