"""Tables read in turn, the next while one is taken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from threading import current_thread, main_thread

import pytest

from holdfast.errors import CannotRead
from holdfast.sources.intake.mapping import raw_table
from holdfast.sources.ssd.files.part import RowBatch
from holdfast.sources.ssd.files.prefetch import in_turn


@dataclass
class MadePart:
    table: str
    alongside: bool
    breaks: bool = False
    read_by: list[str] = field(default_factory=list)
    file: str = "made.csv"
    headings: tuple[str, ...] = ("heading",)
    remarks: tuple[str, ...] = ()
    named: bool = True

    def batches(self, wanted: Sequence[str] = ()) -> Iterator[RowBatch]:
        self.read_by.append(current_thread().name)
        if self.breaks:
            raise CannotRead("It breaks off.", "Export it again.")
        yield RowBatch(raw_table(self.table, self.file, self.table, self.headings, [["cell"]]))


def test_each_table_comes_in_its_turn_with_its_own_rows() -> None:
    parts = [MadePart(name, name != "b") for name in "abcd"]
    told = [(part.table, [one.raw.name for one in rows()]) for part, rows in in_turn(parts)]
    assert told == [(name, [name]) for name in "abcd"]
    assert all(len(part.read_by) == 1 for part in parts)


def test_a_table_of_a_connection_is_read_only_when_it_is_asked_for() -> None:
    parts = [MadePart(name, alongside=False) for name in "ab"]
    for part, rows in in_turn(parts):
        assert not part.read_by  # type: ignore[attr-defined]
        rows()
    assert [part.read_by for part in parts] == [[main_thread().name]] * 2


def test_one_that_breaks_off_is_told_in_its_own_turn() -> None:
    parts = [MadePart("a", True), MadePart("b", True, breaks=True), MadePart("c", True)]
    broken = []
    for part, rows in in_turn(parts):
        try:
            rows()
        except CannotRead:
            broken.append(part.table)
    assert broken == ["b"]


@pytest.mark.parametrize("many", [0, 1])
def test_few_tables_are_no_trouble(many: int) -> None:
    assert len(list(in_turn([MadePart("a", True)][:many]))) == many
