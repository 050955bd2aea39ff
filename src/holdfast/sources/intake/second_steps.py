"""Assessments that may be the first of two steps, in a source that does not say which they are.

Of one of which the source gives no kind, another of the same referral begun within a week of its
signature may be the second step of the same assessment, or a new one. Which it is cannot be
determined, and so neither can whether the signature ended the work.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pyarrow.compute as pc

from holdfast.record.assessment import Assessments
from holdfast.record.schema.table import PROVENANCE
from holdfast.record.store.doubts import Doubt, DoubtKind
from holdfast.sources.intake.gathering import Gathered

WITHIN = timedelta(days=7)
FOLLOWED = (
    "It may be the first of two steps: another assessment of the same referral began within a week"
    " of its signature."
)
NEXT_STEP = "Give the kind of each assessment, or join the two in the source; import again."

_ASKED = (
    "child", "referral", "started", "authorised", "kind", "no_further_action", *PROVENANCE,
)  # fmt: skip


def second_steps(assessments: Gathered) -> Iterator[Doubt]:
    """The doubts on the kind of assessments that another has followed within a week."""
    referrals = pc.value_counts(assessments.rows["referral"])
    several = referrals.field("values").filter(pc.greater(referrals.field("counts"), 1))
    # Most referrals lead to one assessment: the others alone are looked at row by row.
    several = several.drop_null()
    rows = assessments.rows.filter(pc.is_in(assessments.rows["referral"], value_set=several))
    begun: dict[tuple[str, str], list[date]] = defaultdict(list)
    told = rows.select(_ASKED).to_pylist()
    for row in told:
        begun[row["child"], row["referral"]].append(row["started"])
    for row in told:
        signed = row["authorised"]
        if row["kind"] is None and signed and not row["no_further_action"]:
            days = begun[row["child"], row["referral"]]
            if any(signed < day <= signed + WITHIN for day in days):
                yield step_doubt(row, FOLLOWED)


def step_doubt(row: dict[str, Any], what: str) -> Doubt:
    """The doubt on the kind of one assessment."""
    place = (row["source_file"], row["source_part"], row["source_row"])
    kind = DoubtKind.UNANSWERED
    column = Assessments.kind
    return Doubt(Assessments.name, column.name, row["child"], kind, what, NEXT_STEP, *place)
