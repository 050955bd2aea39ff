"""Lists 10 and 11: children on the way to adoption in the last year, and adopters.

The record is about children and holds nothing of adopters, so list 11 has headings and no
rows, and a child's adoptive family has no number.
"""

from collections.abc import Iterator
from operator import itemgetter

from holdfast.record.care import CareEpisodes
from holdfast.record.permanence import Permanence
from holdfast.sources.annex_a_workbook.family import (
    AGE_IN_YEARS,
    BORN,
    CHILD,
    DISABLED,
    ETHNICITY_OF_CHILD,
    GENDER_OF_CHILD,
)
from holdfast.sources.annex_a_workbook.layout import (
    Cell,
    ListColumn,
    ListRow,
    WorkbookList,
    about,
)
from holdfast.sources.annex_a_workbook.ofsted_words_care import REVERSED_REASON
from holdfast.sources.annex_a_workbook.records import Records
from holdfast.sources.annex_a_workbook.working_out import coded, own


def _children(records: Records, layout: str) -> Iterator[ListRow]:
    """Still waiting, or adopted or no longer to be adopted within the last year."""
    for _, rows in records.by(Permanence.child):
        decided = [row for row in rows if row["decided"]]
        row = max(decided, key=itemgetter("decided"), default=None)
        if row is None:
            continue
        settled = row["ordered"] or row["reversed_on"]
        if settled is None or settled >= records.year_ago:
            yield about(records, row, Permanence, row["decided"])


def _entered_care(entry: ListRow) -> Cell:
    period = entry.records.where(CareEpisodes.care_period, entry.value(Permanence.care_period))
    return min((row["started"] for row in period), default=None)


def _adopted(entry: ListRow) -> Cell:
    """The day of the adoption order; another order that gave permanence is none."""
    kind = entry.value(Permanence.order_type) or "adoption"
    held: Cell = entry.value(Permanence.ordered) if "adoption" in kind.casefold() else None
    return held


def _not_held(entry: ListRow) -> Cell:
    return None


def _nobody(records: Records, layout: str) -> Iterator[ListRow]:
    yield from ()


ADOPTION = WorkbookList(
    10,
    "Adoption",
    _children,
    (
        CHILD,
        ListColumn("Family identifier", _not_held),
        GENDER_OF_CHILD,
        ETHNICITY_OF_CHILD,
        BORN,
        AGE_IN_YEARS,
        DISABLED,
        ListColumn(
            "Date the Child Entered Care",
            _entered_care,
        ),
        ListColumn(
            "Date of Decision that Child Should be Placed for Adoption", own(Permanence.decided)
        ),
        ListColumn("Date of Placement Order", own(Permanence.placement_order)),
        ListColumn("Date of Matching Child and Prospective Adopters", own(Permanence.matched)),
        ListColumn("Date Placed for Adoption", own(Permanence.placed)),
        ListColumn("Date of Adoption Order", _adopted, in_2019="Date of Adoption Order "),
        ListColumn(
            "Date of Decision that Child Should No Longer be Placed for Adoption",
            own(Permanence.reversed_on),
        ),
        ListColumn(
            "Reason Why Child No Longer Placed for Adoption",
            coded(Permanence.reversed_reason, REVERSED_REASON),
        ),
        ListColumn(
            "Date the child was placed for fostering in FFA or concurrent planning placement",
            own(Permanence.early_placed),
        ),
    ),
)

_ADOPTER_HEADINGS = (
    "Individual adopter identifier",
    "Family identifier",
    "Gender",
    "Ethnicity",
    "Disability",
    "Is the (prospective) adopter fostering for adoption?",
    "Date enquiry received",
    "Date Stage 1 started",
    "Date Stage 1 ended",
    "Date Stage 2 started",
    "Date Stage 2 ended",
    "Date application submitted",
    "Date application approved",
    "Date adopter matched with child(ren)",
    "Date child/children placed with adopter(s)",
    "No. of children placed",
    "Date of Adoption Order",
    "Date of leaving adoption process",
    "Reason for leaving adoption process",
)

ADOPTERS = WorkbookList(
    11, "Adopters", _nobody, tuple(ListColumn(heading, _not_held) for heading in _ADOPTER_HEADINGS)
)
