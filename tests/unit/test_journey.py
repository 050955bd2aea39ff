"""A child's journey tells every dated row, in words, with its source."""

import pytest

from holdfast.errors import NotFound
from holdfast.query.journey import journey, open_duties
from tests.records import day, outlook_of

ROWS = {
    "persons": [{"child": "A", "born": day("2010-05-04")}],
    "referrals": [
        {"child": "A", "referral": "1", "received": day("2018-01-08"), "source": "6",
         "source_file": "made.xlsx", "source_part": "List 3", "source_row": 7}
    ],
    "protection_reviews": [{"child": "A", "review": "1", "due": day("2018-04-01")}],
    "contacts": [{"child": "B", "contact": "1", "received": day("2018-01-08")}],
}  # fmt: skip


def test_each_dated_row_is_told_with_its_source() -> None:
    told = journey(outlook_of(ROWS, "2018-01-31"), "A")
    first = told.entries[0]
    assert first.what == "A referral is received and not closed at once"
    assert first.source == "made.xlsx, List 3, row 7"
    assert dict(first.details)["source"] == "police"


def test_a_day_to_come_is_marked_as_planned() -> None:
    told = journey(outlook_of(ROWS, "2018-01-31"), "A")
    assert [(entry.day, entry.planned) for entry in told.entries] == [
        (day("2018-01-08"), False),
        (day("2018-04-01"), True),
    ]


def test_the_clocks_of_the_child_and_of_no_one_else_are_told() -> None:
    told = journey(outlook_of(ROWS, "2018-01-31"), "A")
    assert {row.child for row in told.duties} == {"A"}
    assert open_duties(told)[0].days_over == max(r.days_over for r in told.duties)


def test_someone_unknown_is_not_found() -> None:
    with pytest.raises(NotFound, match="no child with that identifier"):
        journey(outlook_of(ROWS, "2018-01-31"), "nobody")


@pytest.mark.parametrize(
    ("as_at", "told"), [("2018-03-01", True), ("2018-03-02", True), ("2018-03-03", False)]
)
def test_a_duty_says_where_its_verdict_depends_on_how_a_month_is_rounded(
    as_at: str, told: bool
) -> None:
    """Three months from 30 November: 28 February, or 2 March run on into the next month."""
    rows = {"need_plans": [{"child": "A", "plan": "1", "started": day("2017-11-30")}]}
    found = journey(outlook_of(rows, as_at), "A").duties
    (review,) = [row for row in found if row.clock == "cin_review"]
    assert review.status == "overdue"
    assert ("how months are rounded" in review.note) is told
