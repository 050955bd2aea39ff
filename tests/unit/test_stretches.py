"""What ends is declared with the record, for every clock that reads it."""

from holdfast.clocks.clock import Shape
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.uses import uses
from holdfast.journeys.spell import Stretch
from holdfast.record.register import TABLES
from holdfast.record.schema.stretches import PASSING, STRETCHES, ends_of
from holdfast.record.schema.table import ColumnKind


def test_both_days_of_every_stretch_that_a_clock_reads_are_declared() -> None:
    read = {
        (use.part.begins, use.part.ends)
        for clock in CLOCKS
        for use in uses(clock)
        if isinstance(use.part, Stretch)
    }
    assert read
    assert read <= {(one.begins, one.ends) for one in STRETCHES}


def test_both_days_are_of_one_table_of_the_record() -> None:
    assert all(one.begins.table is one.ends.table for one in STRETCHES)
    assert all(one.begins.kind is one.ends.kind is ColumnKind.DAY for one in STRETCHES)
    assert {one.table for one in STRETCHES} <= set(TABLES)


def test_what_passes_is_a_code_of_its_set_in_a_table_with_two_ends() -> None:
    for one in PASSING:
        assert one.code.codes is not None
        assert set(one.most) <= set(one.code.codes.codes)
        assert ends_of(one.code.table)
        assert one.doubts.table is one.code.table


def test_no_clock_in_a_spell_but_a_review_lets_its_beginning_stop_it() -> None:
    """A stop on the first day is left out only where it would be what began the spell."""
    later = {clock.key for clock in CLOCKS if clock.after_first_day}
    assert later == {"rcpc_first", "rcpc_repeat"}
    assert all(one.shape is Shape.LANE for one in CLOCKS if one.after_first_day)
