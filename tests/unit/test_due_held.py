"""Lists of duties held in memory are those that the engine gives when it is asked in SQL."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.areas import Area
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.clocks.sql.standing import OPEN
from holdfast.engine.quoting import quoted
from holdfast.query.due import SORTS, STATUSES, Wanted, count, due, due_for
from holdfast.query.duty_index import (
    LISTED_BY,
    DutyIndex,
    IndexColumn,
    StandingDuty,
    in_one_order,
    in_order,
    index_duties,
)
from holdfast.query.listed_duty import ListedDuty
from holdfast.query.outlook import Outlook, open_outlook
from holdfast.record.store.snapshots import Store
from holdfast.simulation import simulate
from holdfast.sources.made_up import import_tables

AS_AT = date(2018, 1, 31)

NARROWED = {
    "every duty": (Wanted(STATUSES["all"]), "true"),
    "met": (Wanted(STATUSES["met"]), "s.status = 'met'"),
    "overdue": (Wanted(), "s.status = 'overdue'"),
    "an area": (
        Wanted(STATUSES["late"], area=Area.PROTECTION),
        f"s.status = 'late' and s.clock in ("
        f"{quoted(clock.key for clock in CLOCKS if clock.area is Area.PROTECTION)})",
    ),
    "a clock": (Wanted(STATUSES["all"], clock="cin_visit"), "s.clock = 'cin_visit'"),
    "clocks": (
        Wanted(STATUSES["all"], clocks=("cin_visit", "cp_visit")),
        "s.clock in ('cin_visit', 'cp_visit')",
    ),
    "without what closed cases left": (
        Wanted(STATUSES["all"], closed_too=False),
        f"not (s.status in ({quoted(OPEN)}) and c.closed is not null and s.started <= c.closed)",
    ),
}
TIES = ("s.subject", "s.clock", "s.started")


@pytest.fixture(scope="module")
def outlook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outlook]:
    store = Store(tmp_path_factory.mktemp("council"))
    snapshot = import_tables(store, simulate(120, AS_AT, 4), AS_AT, "2018-02-01T08:30:00")
    opened = open_outlook(snapshot, Book(CLOCKS))
    yield opened
    opened.close()


def asked_in_sql(outlook: Outlook, where: str, order: str) -> list[tuple[object, ...]]:
    rows = outlook.rows(
        "select s.subject as child, s.clock, s.started, s.status, "
        "case when s.status = 'cannot tell' then 0 else s.days_over end as days_over, h.worker "
        "from standing as s left join holders as h on h.child = s.subject "
        f"left join closed_cases as c on c.child = s.subject where {where} order by {order}"
    )
    return [tuple(row.values()) for row in rows]


def told(duties: list[ListedDuty]) -> list[tuple[object, ...]]:
    # What is owed to a worker has no child, and nobody leads a case.
    return [
        (
            duty.child or duty.worker,
            duty.clock,
            duty.started,
            duty.status,
            duty.days_over,
            duty.child and duty.worker,
        )
        for duty in duties
    ]


def in_sql(sort: str, turned: bool) -> str:
    """The order as SQL words it, with each column's own way round."""
    keys = list(SORTS[sort])
    if turned:
        keys[0] = keys[0].removeprefix("-") if keys[0].startswith("-") else f"-{keys[0]}"
    own = {"worker": "h.worker", "team": "h.team"}
    parts = []
    for key in keys:
        name = key.removeprefix("-")
        way = "desc" if key.startswith("-") else "asc"
        parts.append(f"{own.get(name, f's.{name}')} {way} nulls last")
    return ", ".join([*parts, *TIES])


@pytest.mark.parametrize("name", NARROWED)
def test_a_narrowed_list_is_the_one_that_sql_gives(name: str, outlook: Outlook) -> None:
    wanted, where = NARROWED[name]
    expected = asked_in_sql(outlook, where, in_sql("days-over", False))
    assert expected
    assert told(due(outlook, wanted)) == expected
    assert count(outlook, wanted)[0] == len(expected)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("sort", SORTS)
def test_an_order_is_the_one_that_sql_gives(sort: str, turned: bool, outlook: Outlook) -> None:
    expected = asked_in_sql(outlook, "true", in_sql(sort, turned))
    assert told(due(outlook, Wanted(STATUSES["all"]), sort, turned=turned)) == expected


def test_a_page_is_a_slice_of_the_whole(outlook: Outlook) -> None:
    wanted = Wanted(STATUSES["met"])
    whole = due(outlook, wanted, "due")
    assert due(outlook, wanted, "due", limit=7, offset=20) == whole[20:27]
    assert due(outlook, wanted, "due", limit=7, offset=len(whole)) == []


def test_children_and_workers_are_counted_once(outlook: Outlook) -> None:
    rows = due(outlook, Wanted(STATUSES["all"], clock="cin_visit"))
    children = {row.child for row in rows}
    assert count(outlook, Wanted(STATUSES["all"], clock="cin_visit")) == (
        len(rows),
        len(children),
    )


def test_the_duties_of_one_child_are_those_of_the_list(outlook: Outlook) -> None:
    whole = due(outlook, Wanted(STATUSES["all"]), "started")
    child = Counter(row.child for row in whole if row.child).most_common(1)[0][0]
    own = due_for(outlook, child)
    assert own == [row for row in whole if row.child == child]
    assert len(own) > 1


def test_duties_are_fetched_once_and_held(outlook: Outlook) -> None:
    assert index_duties(outlook, "standing") is index_duties(outlook, "standing")
    rows = outlook.rows("select count(*) as n from standing")
    assert len(index_duties(outlook, "standing")) == rows[0]["n"]


def test_a_clock_that_never_ran_gives_an_empty_list(outlook: Outlook) -> None:
    nobody = Wanted(STATUSES["all"], clock="no such clock")
    assert due(outlook, nobody) == []
    assert count(outlook, nobody) == (0, 0)


@given(
    st.lists(st.tuples(*[st.integers(0, 40)] * 4), max_size=60),
    st.integers(14, 64),
)
def test_ranks_that_find_no_room_in_a_word_are_sorted_first(
    rows: list[tuple[int, ...]], word: int
) -> None:
    ranks = [np.array([row[n] for row in rows], dtype=np.uint8) for n in range(4)]
    by_hand = sorted(range(len(rows)), key=lambda place: (rows[place], place))
    assert in_order(ranks, len(rows), word).tolist() == by_hand


def test_duties_that_tie_are_listed_in_one_order_however_they_come() -> None:
    # Two placements begun on one day: the same clock of one child, stopped on two days.
    rows = [("c", "k", date(2020, 1, 1), None, day, None, "met") for day in DAYS]
    one, other = (in_one_order(_indexed(given)) for given in (rows, rows[::-1]))
    assert one.take(np.arange(3)) == other.take(np.arange(3))
    assert [duty.stopped for duty in one.take(np.arange(3))] == [*sorted(DAYS[1:]), None]


DAYS = (None, date(2020, 12, 15), date(2020, 12, 10))


def _indexed(rows: Sequence[tuple[object, ...]]) -> DutyIndex:
    columns = dict(zip(LISTED_BY, zip(*rows, strict=True), strict=True))
    nothing = (None,) * len(rows)
    given = {name: columns.get(name, nothing) for name in StandingDuty._fields}
    return DutyIndex({name: _column(pa.array(values)) for name, values in given.items()})


def _column(cells: pa.Array) -> IndexColumn:
    values = cells.drop_null().unique().to_pylist()
    numbers = [
        values.index(cell) if cell is not None else len(values) for cell in cells.to_pylist()
    ]
    return IndexColumn(np.array(numbers, np.uint8), values)
