"""The doubts of an import, counted: one row for each column and kind, however many wordings."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from holdfast.clocks.rules.book import Book
from holdfast.engine import open_engine
from holdfast.query.doubted import DoubtCount, doubts_counted
from holdfast.query.outlook import Outlook
from holdfast.record.store.doubts import Doubt, DoubtKind, doubts_table, numbered
from holdfast.record.store.manifest import Manifest
from holdfast.record.store.snapshot import Snapshot
from tests.records import day

WORD = DoubtKind.UNKNOWN_WORD
DUTIES = pa.schema([("subject", pa.string()), ("cause", pa.int64())])


@dataclass(frozen=True)
class Met:
    """Something met in a column, and the children of whom it takes a duty away."""

    what: str
    children: tuple[str, ...] = ()
    step: str = "Say what it means."
    heading: str = "Role"
    kind: DoubtKind = WORD

    def doubt(self) -> Doubt:
        place = ("roles.csv", "", 7, self.heading)
        return Doubt("involvements", "role", None, self.kind, self.what, self.step, *place)


def counted(*met: Met) -> list[DoubtCount]:
    engine = open_engine()
    engine.rows("doubts", numbered([doubts_table(one.doubt() for one in met)]))
    duties = [
        {"subject": child, "cause": number}
        for number, one in enumerate(met, 1)
        for child in one.children
    ]
    # A duty that nothing stands in the way of is nobody's loss.
    duties.append({"subject": "made-0", "cause": None})
    engine.rows("duties", pa.Table.from_pylist(duties, schema=DUTIES))
    manifest = Manifest(day("2018-01-31"), "2018-02-01T06:00:00", "ssd", True, "a test")
    outlook = Outlook(Snapshot(Path(), manifest), Book(()), day("2018-01-31"), engine, ())
    rows = doubts_counted(outlook)
    outlook.close()
    return rows


def words(rows: Iterable[DoubtCount]) -> list[str]:
    return [row.what for row in rows]


def test_one_wording_stands_as_it_is() -> None:
    assert counted(Met("not a code of the list", ("made-1",))) == [
        DoubtCount(
            table="involvements",
            column="role",
            source_column="Role",
            kind=WORD.value,
            what="not a code of the list",
            next_step="Say what it means.",
            doubts=1,
            duties=1,
            children=1,
        )
    ]


def test_sixty_wordings_of_a_column_are_one_row_led_by_the_most_frequent() -> None:
    many = [Met(f"Wording {number:02}.") for number in range(60)]
    (row,) = counted(*many, *[Met("Wording 31.")] * 2, Met("Wording 07."))
    assert row.what == "Wording 31. Wording 07. Wording 00. And 57 more."
    assert row.doubts == 63


def test_three_wordings_are_all_told() -> None:
    (row,) = counted(
        Met("role: empty."), Met("It is odd."), Met("It is odd."), Met("a code of ours")
    )
    assert row.what == "It is odd. a code of ours. role: empty."


def test_a_child_touched_by_two_wordings_counts_once() -> None:
    (row,) = counted(Met("a", ("made-1", "made-2")), Met("b", ("made-1", "made-1")), Met("c"))
    assert (row.doubts, row.duties, row.children) == (3, 4, 2)


def test_the_next_step_is_that_of_the_most_frequent_wording() -> None:
    rare, often = Met("a", step="The rare step."), Met("b", step="The usual step.")
    (row,) = counted(rare, often, often)
    assert row.next_step == "The usual step."


def test_a_wording_with_two_steps_is_told_once_with_its_more_frequent_step() -> None:
    steps = ("Step of two.", "Step of three.", "Step of three.", "Step of three.", "Step of two.")
    (row,) = counted(*(Met("a", step=step) for step in steps), *[Met("b", step="Step of b.")] * 4)
    assert (row.what, row.next_step) == ("a. b.", "Step of three.")


def test_other_columns_of_the_source_and_other_kinds_stay_apart() -> None:
    rows = counted(
        Met("a", ("made-1",)),
        Met("b", ("made-1", "made-2"), heading="Part"),
        Met("c", kind=DoubtKind.UNREADABLE),
        Met("c", kind=DoubtKind.UNREADABLE),
    )
    assert words(rows) == ["b", "a", "c"]
