"""The intake: each row is read or refused, each emptied cell kept, each trap counted."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.record.assessment import AssessmentFactors
from holdfast.record.contact import Referrals
from holdfast.record.family import Persons
from holdfast.record.protection import Enquiries
from holdfast.record.schema.shape import arrow_schema
from holdfast.record.schema.table import Table
from holdfast.record.store.manifest import Feed, Note, TableCount
from holdfast.record.store.snapshots import Draft, Store
from holdfast.record.store.words import read_words
from holdfast.sources.intake.mapping import (
    Cell,
    Digest,
    Each,
    Fixed,
    Projection,
    RawTable,
    json_list,
    json_value,
    opposite,
    raw_table,
)
from holdfast.sources.intake.typed_tables import Account, Intake, RowsTaken

AS_AT = date(2018, 1, 31)
HEADINGS = ("Child Unique ID", "Date of Birth", "Date of referral", "Referral NFA?", "Closed")

REFERRALS = Projection(
    Referrals,
    {
        Referrals.referral: Digest("referral", "Child Unique ID", "Date of referral"),
        Referrals.child: Cell("Child Unique ID"),
        Referrals.received: Cell("Date of referral"),
        Referrals.no_further_action: Cell("Referral NFA?"),
        Referrals.closed: Cell("Closed"),
        Referrals.source: Fixed("6"),
    },
)
PERSONS = Projection(
    Persons,
    {Persons.child: Cell("Child Unique ID"), Persons.born: Cell("Date of Birth")},
    merge=True,
)


def raw(*rows: Sequence[object], headings: Sequence[str] = HEADINGS) -> RawTable:
    return raw_table("list_3", "made_up.xlsx", "List_3", headings, rows)


class Desk:
    """An intake over a draft, and what it wrote."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.intake = Intake(draft, AS_AT)

    def take(self, raw: RawTable, *projections: Projection) -> RowsTaken:
        return self.intake.take(raw, *(projections or (REFERRALS, PERSONS)))

    def finish(self) -> Account:
        return self.intake.finish()

    def rows(self, name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = pq.read_table(self.draft.table_path(name)).to_pylist()
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Store(tmp_path).begin() as draft:
        yield Desk(draft)


def test_a_source_row_becomes_rows_of_several_tables(desk: Desk) -> None:
    taken = desk.take(raw(["7", "01/02/2010", "31/01/2018", "b) No", None]))
    account = desk.finish()
    assert taken == RowsTaken(given=1, read=1, refused=0, unreadable=0)
    (referral,), (person,) = desk.rows("referrals"), desk.rows("persons")
    assert referral["child"] == person["child"] == "7"
    assert referral["received"] == date(2018, 1, 31)
    assert referral["no_further_action"] is False
    assert referral["closed"] is None
    assert referral["source"] == "6"
    assert referral["referral"].startswith("referral-")
    assert person["born"] == date(2010, 2, 1)
    assert (referral["source_file"], referral["source_part"]) == ("made_up.xlsx", "List_3")
    assert referral["source_row"] == 2
    assert account.counts == (TableCount("list_3", 1, 1, 0),)
    assert account.notes == ()


def test_tables_lie_in_their_declared_shape(desk: Desk) -> None:
    desk.take(raw())
    desk.finish()
    table: type[Table]
    for table in (Referrals, Persons):
        assert pq.read_schema(desk.draft.table_path(table.name)).equals(arrow_schema(table))


@pytest.mark.parametrize(
    ("row", "what", "next_step"),
    [
        ([None, None, "31/01/2018"], "Child Unique ID: empty.", "Record it"),
        (["-1", None, "31/01/2018"], "Child Unique ID: only: -1, read as", "Record it"),
        (["7", None, None], "Date of referral: empty.", "Record it"),
        (["7", None, "30/02/2018"], "Date of referral: There is no such day.", "dd/mm/yyyy"),
        (["7", None, "01/01/1900"], "Date of referral: only: a placeholder day", "Record it"),
    ],
)
def test_a_row_without_what_it_needs_is_refused_and_kept(
    desk: Desk, row: list[str | None], what: str, next_step: str
) -> None:
    taken = desk.take(raw(["7", None, "31/01/2018"], [*row, "b) No", "x"]))
    account = desk.finish()
    assert (taken.given, taken.read, taken.refused) == (2, 1, 1)
    (refusal,) = desk.rows("refusals")
    assert refusal["what"].startswith(what)
    assert next_step in refusal["next_step"]
    assert refusal["source_row"] == 3
    assert json.loads(refusal["kept"])["Date of referral"] == row[2]
    assert account.counts == (TableCount("list_3", 2, 1, 1),)
    assert [one["source_row"] for one in desk.rows("referrals")] == [2]
    assert [one["source_row"] for one in desk.rows("persons")] == [2]


def test_no_reason_quotes_the_row(desk: Desk) -> None:
    desk.take(raw(["7", "99/99/9999", "30/02/2018", "perhaps", "soon"]))
    desk.take(raw(["7", "99/99/9999", "31/01/2018", "perhaps", "soon"]))
    desk.finish()
    told = desk.rows("refusals") + desk.rows("unreadable")
    assert len(told) == 4
    for row in told:
        words = row["what"] + row["next_step"]
        assert not any(cell in words for cell in ("99/99", "30/02", "perhaps", "soon"))


def test_another_cell_that_cannot_be_read_is_emptied_kept_and_counted(desk: Desk) -> None:
    taken = desk.take(raw(["7", "31/02/2010", "31/01/2018", "perhaps", None]))
    desk.finish()
    assert taken == RowsTaken(given=1, read=1, refused=0, unreadable=2)
    kept = {row["column"]: row for row in desk.rows("unreadable")}
    assert kept["Date of Birth"]["kept"] == "31/02/2010"
    assert kept["Date of Birth"]["what"] == "There is no such day."
    assert kept["Referral NFA?"]["kept"] == "perhaps"
    assert desk.rows("persons")[0]["born"] is None
    assert desk.rows("referrals")[0]["no_further_action"] is None


def test_a_cell_read_for_two_tables_is_counted_once(desk: Desk) -> None:
    closing = Projection(
        Enquiries,
        {
            Enquiries.child: Cell("Child Unique ID"),
            Enquiries.started: Cell("Date of referral"),
            Enquiries.ended: Cell("Closed"),
            Enquiries.conference_needed: Cell("Closed", through=opposite),
        },
    )
    taken = desk.take(raw(["7", None, "31/01/2018", None, "soon"]), REFERRALS, closing)
    desk.finish()
    assert taken.unreadable == 1
    assert len(desk.rows("unreadable")) == 1


def test_traps_are_counted_by_table_and_column(desk: Desk) -> None:
    good = ["7", "01/01/1900", "31/01/2018", "b) No", None]
    refused = ["8", "01/01/1900", None, "b) No", None]
    desk.take(raw(good, good, refused))
    assert desk.finish().notes == (
        Note("list_3: Date of Birth", "a placeholder day, read as not recorded", 2),
    )


def test_unknown_codes_are_kept_and_listed(desk: Desk) -> None:
    coded = Projection(Referrals, {**REFERRALS.cells, Referrals.source: Cell("Closed")})
    desk.take(raw(["7", None, "31/01/2018", None, "Ω9"]), coded)
    desk.finish()
    assert desk.rows("referrals")[0]["source"] == "Ω9"
    (unknown,) = [one for one in read_words(desk.draft.folder) if not one.known]
    assert (unknown.column, unknown.word, unknown.count) == ("referrals.source", "Ω9", 1)
    assert (unknown.source_table, unknown.source_column) == ("list_3", "Closed")


def test_headings_match_whatever_their_case_spacing_and_quotation_marks(desk: Desk) -> None:
    changed = (
        "child unique id ",
        "DATE OF  BIRTH",
        "Date of referral\n",
        "referral nfa?",
        "closed",
    )
    assert desk.take(raw(["7", None, "31/01/2018", None, None], headings=changed)).read == 1
    assert desk.finish().notes == ()


def test_a_table_without_a_required_column_refuses_every_row_and_says_so(desk: Desk) -> None:
    taken = desk.take(raw(["7", "x"], ["8", "x"], headings=("Child Unique ID", "Other")))
    account = desk.finish()
    assert (taken.given, taken.refused) == (2, 2)
    assert {row["what"].partition(":")[0] for row in desk.rows("refusals")} == {
        "The table has no column for referrals.received"
    }
    assert "referrals" not in account.feeds
    assert Note("list_3", "has no column called Date of referral", 1) in account.notes


def test_feeds_say_what_the_source_can_carry_even_when_it_holds_nothing(desk: Desk) -> None:
    latest = Projection(Referrals, {**REFERRALS.cells}, reach="latest")
    desk.take(raw(headings=[name for name in HEADINGS if name != "Closed"]), latest)
    account = desk.finish()
    assert account.feeds == {
        "referrals": Feed(
            "latest", ("child", "no_further_action", "received", "referral", "source")
        )
    }
    assert desk.rows("referrals") == []


def test_the_first_readable_of_several_cells_is_taken(desk: Desk) -> None:
    either = Projection(
        Persons,
        {Persons.child: Cell("Child Unique ID"), Persons.born: Cell("Date of Birth", "Closed")},
    )
    rows = [["7", "soon", None, None, "01/02/2010"], ["8", None, None, None, "02/02/2010"]]
    assert desk.take(raw(*rows), either).unreadable == 1
    desk.finish()
    assert [row["born"] for row in desk.rows("persons")] == [date(2010, 2, 1), date(2010, 2, 2)]


def test_rows_with_one_key_are_merged_and_disagreement_is_noted(desk: Desk) -> None:
    desk.take(raw(["7", None, "31/01/2018"], ["8", "01/01/2011", "31/01/2018"]))
    desk.take(raw(["7", "01/01/2010", "31/01/2018"], ["8", "02/02/2012", "31/01/2018"]))
    notes = desk.finish().notes
    assert [(row["child"], row["born"]) for row in desk.rows("persons")] == [
        ("7", date(2010, 1, 1)),
        ("8", date(2011, 1, 1)),
    ]
    assert notes == (
        Note("persons.born", "tables of the source disagree; the first value found is kept", 1),
    )


def test_batches_of_one_table_are_counted_together(desk: Desk) -> None:
    desk.take(raw(["7", None, "31/01/2018"]))
    desk.take(raw(["8", None, None]))
    assert desk.finish().counts == (TableCount("list_3", 2, 1, 1),)
    assert len(desk.rows("refusals")) == 1


def test_a_secondary_table_skips_rows_that_do_not_speak_of_it(desk: Desk) -> None:
    enquiries = Projection(
        Enquiries,
        {Enquiries.child: Cell("Child Unique ID"), Enquiries.started: Cell("Closed")},
    )
    rows = [["7", None, "31/01/2018", None, "30/01/2018"], ["8", None, "31/01/2018", None, None]]
    taken = desk.take(raw(*rows), REFERRALS, enquiries)
    desk.finish()
    assert taken.refused == 0
    assert [row["child"] for row in desk.rows("enquiries")] == ["7"]


def test_projections_may_ask_that_a_column_hold_something_or_one_of_some_texts(desk: Desk) -> None:
    holding = Projection(Persons, PERSONS.cells, holding=("Closed",))
    only = Projection(
        Enquiries,
        {
            Enquiries.child: Cell("Child Unique ID"),
            Enquiries.started: Cell("Date of referral"),
        },
        only={"Referral NFA?": ("B) no",)},
    )
    rows = [
        ["7", None, "31/01/2018", "a) Yes", "x"],
        ["8", None, "31/01/2018", "b) No ", None],
    ]
    desk.take(raw(*rows), REFERRALS, holding, only)
    desk.finish()
    assert [row["child"] for row in desk.rows("persons")] == ["7"]
    assert [row["child"] for row in desk.rows("enquiries")] == ["8"]


def test_each_piece_of_a_cell_becomes_a_row(desk: Desk) -> None:
    factors = Projection(
        AssessmentFactors,
        {
            AssessmentFactors.child: Cell("Child Unique ID"),
            AssessmentFactors.assessment: Digest("assessment", "Child Unique ID"),
            AssessmentFactors.factor: Cell("Closed"),
        },
        each=Each("Closed", json_list),
    )
    rows = [
        ["7", None, "31/01/2018", None, '["1A", "2B"]'],
        ["8", None, None, None, '["3A"]'],
        ["9", None, "31/01/2018", None, None],
        ["6", None, "31/01/2018", None, "4A; ZZ9"],
    ]
    desk.take(raw(*rows), PERSONS_BY_REFERRAL, factors)
    desk.finish()
    found = sorted((row["child"], row["factor"]) for row in desk.rows("assessment_factors"))
    assert found == [("6", "4A"), ("6", "ZZ9"), ("7", "1A"), ("7", "2B")]
    words = read_words(desk.draft.folder)
    assert [(one.word, one.count) for one in words if not one.known] == [("ZZ9", 1)]


# A referral's day is required, so that the row without one is refused.
PERSONS_BY_REFERRAL = Projection(
    Referrals,
    {
        Referrals.child: Cell("Child Unique ID"),
        Referrals.received: Cell("Date of referral"),
    },
)


def test_a_value_within_json_is_read_and_broken_json_is_unreadable(desk: Desk) -> None:
    within = Projection(
        Referrals,
        {
            **PERSONS_BY_REFERRAL.cells,
            Referrals.no_further_action: Cell("Closed", through=json_value("NFA_FLAG")),
        },
    )
    cells = ('{"NFA_FLAG": "Y"}', '{"OTHER": "Y"}', '{"NFA_FL')
    taken = desk.take(raw(*(["7", None, "31/01/2018", None, cell] for cell in cells)), within)
    desk.finish()
    assert [row["no_further_action"] for row in desk.rows("referrals")] == [True, None, None]
    assert taken.unreadable == 1
    assert desk.rows("unreadable")[0]["what"] == "It is not a JSON object."


def test_a_digest_is_the_same_for_the_same_words_and_hides_them(desk: Desk) -> None:
    rows = [["Jo Made-Up", None, "31/01/2018"], ["jo  made-up ", None, "31/01/2018"]]
    desk.take(raw(*rows, ["Al", None, "31/01/2018"]))
    desk.finish()
    found = [row["referral"] for row in desk.rows("referrals")]
    assert len(set(found)) == 2
    assert not any("jo" in one.lower() for one in found)


def test_a_projection_that_could_give_no_row_is_a_mistake() -> None:
    with pytest.raises(TypeError, match=r"referrals\.received"):
        Projection(Referrals, {Referrals.child: Cell("Child Unique ID")})


def test_opposite_turns_the_question_round() -> None:
    said = ("a) Yes", "b) No", "c) Unknown", "Yes - step down", "Yes/No", "No longer required")
    assert [opposite(one) for one in said] == [
        "No",
        "Yes",
        "c) Unknown",
        "No",
        "Yes/No",
        "No longer required",
    ]


def test_blank_rows_are_no_rows_and_cells_beyond_the_headings_are_kept() -> None:
    table = raw_table("t", "f", "p", ["A", "a", None], [["1"], [None, ""], ["2", "3", 4.0, "5"]])
    assert table.cells.column_names == [
        "A", "a (column 2)", "(no heading, column 3)", "(no heading, column 4)",
    ]  # fmt: skip
    assert table.row_numbers.to_pylist() == [2, 4]
    assert table.cells.column(2).to_pylist() == [None, "4"]


CELL = st.none() | st.sampled_from(
    ["", " ", "7", "-1", "31/01/2018", "30/02/2018", "01/01/1900", "a) Yes", "perhaps", "NULL"]
)


@settings(max_examples=30)
@given(st.lists(st.lists(CELL, min_size=5, max_size=5), max_size=12))
def test_rows_read_and_rows_refused_are_the_rows_given(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str | None]]
) -> None:
    with Store(tmp_path_factory.mktemp("home")).begin() as draft:
        desk = Desk(draft)
        given_rows = raw(*rows)
        taken = desk.take(given_rows)
        desk.finish()
        assert taken.given == len(given_rows) == taken.read + taken.refused
        assert len(desk.rows("referrals")) == taken.read
        assert len(desk.rows("refusals")) == taken.refused
        assert len(desk.rows("unreadable")) == taken.unreadable
