"""List 2: early help assessments of the last six months, and early help that goes on."""

from collections.abc import Iterator

from holdfast.record.early_help import EarlyHelpEpisodes
from holdfast.sources.annex_a_workbook.family import WHO
from holdfast.sources.annex_a_workbook.layout import (
    ListColumn,
    ListRow,
    WorkbookList,
    about,
)
from holdfast.sources.annex_a_workbook.records import Records
from holdfast.sources.annex_a_workbook.working_out import own


def _episodes(records: Records, layout: str) -> Iterator[ListRow]:
    for row in records.every(EarlyHelpEpisodes):
        if row["ended"] is None or records.is_recent(row["assessed"] or row["started"]):
            yield about(records, row, EarlyHelpEpisodes, row["started"], row["ended"])


EARLY_HELP = WorkbookList(
    2,
    "Early Help",
    _episodes,
    (
        *WHO,
        ListColumn("Assessment start date", own(EarlyHelpEpisodes.started)),
        ListColumn("Assessment completion date", own(EarlyHelpEpisodes.assessed)),
        ListColumn("Organisation completing assessment", own(EarlyHelpEpisodes.organisation)),
    ),
)
