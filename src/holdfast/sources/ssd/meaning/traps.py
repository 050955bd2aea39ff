"""The known traps of the dataset that show only in the record it became, and what it fills.

What a single cell may hold (1900-01-01, -1, SSD_PH) is the business of the shared readers,
which count it. Here are the traps that take more than one cell to see.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pyarrow.compute as pc
import pyarrow.parquet as pq

from holdfast.record.assessment import Assessments
from holdfast.record.care import (
    CareEpisodes,
    CarePlans,
    CareReviews,
    CareVisits,
    LegalStatuses,
    Placements,
)
from holdfast.record.care_health import HealthChecks, StrengthsQuestionnaires
from holdfast.record.contact import Referrals
from holdfast.record.family import Persons
from holdfast.record.leaving_care import CareLeavers
from holdfast.record.need import NeedPlans, NeedVisits
from holdfast.record.protection import (
    Conferences,
    Enquiries,
    ProtectionPlans,
    ProtectionReviews,
    ProtectionVisits,
)
from holdfast.record.register import table
from holdfast.record.schema.table import Column, Table
from holdfast.record.store.doubts import DOUBTS_FILE
from holdfast.record.store.draft import Draft
from holdfast.record.store.manifest import Feed, Note
from holdfast.record.workforce import Involvements

# The scripts make every table and column, whether or not the case system can fill it. So one
# that holds nothing at all, in this many rows or for this many children, is not carried: to
# take its silence for work undone would accuse people of what could not have been recorded.
ENOUGH = 100

# Whose rows call for rows of a table of what was done: without any of those all that was owed would
# look undone. A table of what may not have happened at all, such as plans, is left as it stands.
CALLED_FOR_BY: Mapping[type[Table], tuple[type[Table], ...]] = {
    Assessments: (Referrals,),
    NeedVisits: (NeedPlans,),
    Conferences: (Enquiries,),
    ProtectionVisits: (ProtectionPlans,),
    ProtectionReviews: (ProtectionPlans,),
    Placements: (CareEpisodes,),
    CareReviews: (CareEpisodes,),
    CareVisits: (CareEpisodes,),
    CarePlans: (CareEpisodes,),
    HealthChecks: (CareEpisodes,),
    StrengthsQuestionnaires: (CareEpisodes,),
    LegalStatuses: (CareEpisodes,),
    Involvements: (Referrals,),
}
# Of a feed that gives nobody's birth no clock that turns on an age can answer, be it ever so small.
BIRTHS = {Persons.born.name, Persons.expected.name}

_UNFILLED = "holds nothing in any row: taken as not carried, never as not done"
_EMPTY = "a table without rows: taken as not carried, never as not done"


@dataclass(frozen=True)
class Trap:
    """Rows in which ``held`` holds something and ``blank`` nothing, and what is said of them."""

    what: str
    held: Column
    blank: Column | None = None


_NONE_OPEN = (
    "assessments, and not one of them open: the dataset's script loses those begun and not "
    "ended; look at referrals without an assessment"
)
_SEEN_BLANK = "visits of which nobody wrote whether the child was seen: neither met nor missed"

TRAPS = (
    Trap(
        "children with only an expected or an estimated day of birth: not proof of being unborn",
        Persons.expected,
        Persons.born,
    ),
    Trap(_SEEN_BLANK, NeedVisits.visited, NeedVisits.seen),
    Trap(_SEEN_BLANK, ProtectionVisits.visited, ProtectionVisits.seen),
    Trap(_SEEN_BLANK, CareVisits.visited, CareVisits.seen),
    Trap(
        "rows whose number is new at every extract: known again by the young person alone",
        CareLeavers.care_leaver_row,
    ),
)


def trap_notes(draft: Draft, read: Mapping[str, int]) -> Iterator[Note]:
    """What the tables of the record show; ``read`` is the rows read, by SSD table."""
    for trap in TRAPS:
        if count := _count(draft, trap):
            yield Note(trap.held.table.ssd, trap.what, count)
    # The script that builds the dataset loses an assessment whose form was begun and not ended: its
    # authorisation then reads 1900-01-01, which lies outside the six years that it keeps.
    rows = _rows(draft, Assessments)
    if rows >= ENOUGH and not _blanks(draft, Assessments)["authorised"]:
        yield Note(Assessments.ssd, _NONE_OPEN, rows)
    twice = read.get(Persons.ssd, 0) - _rows(draft, Persons)
    if twice > 0:
        yield Note(Persons.ssd, "rows about a child who was given before: joined into one", twice)


def honest_feeds(draft: Draft, feeds: Mapping[str, Feed]) -> tuple[dict[str, Feed], list[Note]]:
    """The feeds without the tables and columns that the source has and never fills."""
    kept: dict[str, Feed] = {}
    notes: list[Note] = []
    many = _rows(draft, Persons) >= ENOUGH
    for name, feed in feeds.items():
        one = table(name)
        rows = _rows(draft, one)
        if not rows and (many or any(_rows(draft, of) for of in CALLED_FOR_BY.get(one, ()))):
            notes.append(Note(one.ssd, _EMPTY, 1))
            continue
        blanks = _blanks(draft, one)
        unfilled = {name for name in blanks if blanks[name] == rows}.intersection(feed.columns)
        if rows < ENOUGH:
            unfilled &= BIRTHS if one is Persons else set()
        notes += [Note(f"{name}.{column}", _UNFILLED, rows) for column in sorted(unfilled)]
        kept[name] = replace(feed, columns=tuple(c for c in feed.columns if c not in unfilled))
    return kept, notes


def is_doubted(draft: Draft) -> bool:
    """Whether there are rows, not only whole tables, that could not be taken as they stood."""
    rows = pq.read_table(draft.folder / DOUBTS_FILE, columns=["source_row"])["source_row"]
    return bool(rows.null_count < len(rows))


def _count(draft: Draft, trap: Trap) -> int:
    path = draft.table_path(trap.held.table.name)
    if not path.exists():
        return 0
    columns = [one.name for one in (trap.held, trap.blank) if one]
    rows = pq.read_table(path, columns=columns)
    counted = pc.is_valid(rows[trap.held.name])
    if trap.blank:
        counted = pc.and_(counted, pc.is_null(rows[trap.blank.name]))
    return pc.sum(counted).as_py() or 0


def _rows(draft: Draft, one: type[Table]) -> int:
    path = draft.table_path(one.name)
    return int(pq.read_metadata(path).num_rows) if path.exists() else 0


def _blanks(draft: Draft, one: type[Table]) -> Counter[str]:
    """How many rows are null, by column: the file's own statistics say so."""
    rows = pq.read_metadata(draft.table_path(one.name))
    found: Counter[str] = Counter()
    for number in range(rows.num_row_groups):
        for place in range(rows.num_columns):
            chunk = rows.row_group(number).column(place)
            if chunk.is_stats_set and chunk.statistics.has_null_count:
                found[chunk.path_in_schema] += chunk.statistics.null_count
    return found
