"""Every engine gives the same rows for the same SQL, and names relations alike."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from holdfast.engine import Engine, open_engine
from holdfast.engine import spark as spark_engine
from holdfast.errors import BadSetting
from holdfast.record.family import Persons
from holdfast.record.register import TABLES
from holdfast.record.schema.shape import empty

# Starting Java on a busy machine takes longer than a test may.
pytestmark = pytest.mark.timeout(600)

EVENTS = pa.table(
    {
        "child": ["a", "a", "a", "b", "b", "c"],
        "on_day": pa.array(
            [date(2018, 1, day) for day in (1, 5, 9, 2, 3, 4)],
            pa.date32(),
        ),
        "kind": ["open", None, "close", None, "open", None],
        "seen": pa.array([True, None, False, True, None, None], pa.bool_()),
        "amount": pa.array([1, 2, None, 4, 5, 6], pa.int64()),
        "moment": pa.array([datetime(2018, 7, 1, 0, 30)] * 6, pa.timestamp("us")),
    }
)


@pytest.fixture(params=["duckdb", pytest.param("spark", marks=pytest.mark.spark)])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "spark" and spark_engine.missing():
        pytest.skip(f"SPARK IS NOT TESTED HERE: install {spark_engine.missing()}")
    opened = open_engine(request.param)
    opened.rows("events", EVENTS)
    yield opened
    opened.close()


def answers(engine: Engine, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in engine.fetch(sql).to_pylist()]


QUERIES = {
    "the last value that is not null": (
        """
        select child, on_day, last_value(kind ignore nulls) over (
            partition by child order by on_day
            rows between unbounded preceding and current row) as latest
        from events order by child, on_day
        """,
        [
            ("a", date(2018, 1, 1), "open"),
            ("a", date(2018, 1, 5), "open"),
            ("a", date(2018, 1, 9), "close"),
            ("b", date(2018, 1, 2), None),
            ("b", date(2018, 1, 3), "open"),
            ("c", date(2018, 1, 4), None),
        ],
    ),
    "the first value to come that is not null": (
        """
        select child, on_day, first_value(kind ignore nulls) over (
            partition by child order by on_day
            rows between 1 following and unbounded following) as coming
        from events order by child, on_day
        """,
        [
            ("a", date(2018, 1, 1), "close"),
            ("a", date(2018, 1, 5), "close"),
            ("a", date(2018, 1, 9), None),
            ("b", date(2018, 1, 2), "open"),
            ("b", date(2018, 1, 3), None),
            ("c", date(2018, 1, 4), None),
        ],
    ),
    "a frame of rows": (
        """
        select child, cast(sum(amount) over (
            partition by child order by on_day rows between 1 preceding and current row)
            as bigint) as two
        from events order by child, on_day
        """,
        [("a", 1), ("a", 3), ("a", 2), ("b", 4), ("b", 9), ("c", 6)],
    ),
    "lead and row_number": (
        """
        select child, row_number() over (partition by child order by on_day) as place,
            lead(on_day) over (partition by child order by on_day) as next_day
        from events where child <> 'c' order by child, place
        """,
        [
            ("a", 1, date(2018, 1, 5)),
            ("a", 2, date(2018, 1, 9)),
            ("a", 3, None),
            ("b", 1, date(2018, 1, 3)),
            ("b", 2, None),
        ],
    ),
    "union all keeps what repeats": (
        """
        select child from events where kind = 'open'
        union all select child from events where amount < 5
        order by child
        """,
        [("a",), ("a",), ("a",), ("b",), ("b",)],
    ),
    "nulls are sorted last": (
        "select kind, child from events order by kind, child",
        [("close", "a"), ("open", "a"), ("open", "b"), (None, "a"), (None, "b"), (None, "c")],
    ),
    "not recorded is neither yes nor no": (
        """
        select child, coalesce(seen, false) as yes, coalesce(not seen, false) as no
        from events where on_day between date '2018-01-01' and date '2018-01-03'
        order by child, on_day
        """,
        [("a", True, False), ("b", True, False), ("b", False, False)],
    ),
    "a day becomes an event of +1 and -1": (
        """
        select on_day, cast(sum(step) over (order by on_day) as bigint) as open_now from (
            select on_day, cast(count(*) as bigint) as step from events group by on_day) as steps
        order by on_day limit 3
        """,
        [(date(2018, 1, 1), 1), (date(2018, 1, 2), 2), (date(2018, 1, 3), 3)],
    ),
    "a left join and a not exists": (
        """
        with opened as (select child from events where kind = 'open')
        select distinct e.child, o.child is not null as was_open
        from events as e left join opened as o on o.child = e.child
        where not exists (select 1 from events as x where x.child = e.child and x.amount = 4)
        order by e.child
        """,
        [("a", True), ("c", False)],
    ),
    "a moment keeps what the clock said": (
        "select moment from events limit 1",
        [(datetime(2018, 7, 1, 0, 30),)],
    ),
}


@pytest.mark.parametrize("name", QUERIES)
def test_the_same_sql_gives_the_same_rows(engine: Engine, name: str) -> None:
    sql, expected = QUERIES[name]
    assert answers(engine, sql) == expected


def test_types_come_back_as_they_went_in(engine: Engine) -> None:
    assert engine.fetch("select * from events").schema.types == EVENTS.schema.types


def test_a_file_is_read_where_it_lies(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "team=north's"
    folder.mkdir()
    pq.write_table(EVENTS, folder / "events.parquet")
    engine.parquet("lying", folder / "events.parquet")
    found = engine.fetch("select * from lying")
    assert found.column_names == EVENTS.column_names
    assert len(found) == 6


def test_rows_are_written_to_one_file_in_order(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "out.parquet"
    engine.write("select child, amount, moment from events order by amount desc nulls last", path)
    found = pq.read_table(path)
    assert found["amount"].to_pylist() == [6, 5, 4, 2, 1, None]
    assert found.schema.field("moment").type == pa.timestamp("us")
    assert [place.name for place in tmp_path.iterdir()] == ["out.parquet"]


@pytest.mark.parametrize("keep", [False, True])
def test_a_definition_is_named_and_named_anew(engine: Engine, keep: bool) -> None:
    engine.define("chosen", "select child from events where amount > 4", keep)
    assert answers(engine, "select * from chosen order by child") == [("b",), ("c",)]
    engine.define("chosen", "select child from events where amount > 5", not keep)
    assert answers(engine, "select * from chosen") == [("c",)]
    engine.rows("chosen", pa.table({"child": ["z"]}))
    assert answers(engine, "select * from chosen") == [("z",)]


def test_what_is_kept_does_not_follow_its_source(engine: Engine) -> None:
    engine.define("live", "select count(*) as n from events")
    engine.define("kept", "select count(*) as n from events", keep=True)
    engine.rows("events", EVENTS.slice(0, 2))
    assert answers(engine, "select live.n, kept.n as before from live cross join kept") == [(2, 6)]


def test_an_empty_table_has_its_types(engine: Engine) -> None:
    engine.rows("persons", empty(Persons))
    found = engine.fetch("select born, is_mother, source_row from persons")
    assert found.schema.types == [pa.date32(), pa.bool_(), pa.int64()]


def test_a_table_without_rows_has_the_columns_of_one_with_rows() -> None:
    """Of every type that the record has: DuckDB declares the one and reads the other."""
    engine = open_engine()
    for table in TABLES:
        bare = empty(table)
        row = pa.table([pa.nulls(1, each.type) for each in bare.schema], schema=bare.schema)
        engine.rows("bare", bare)
        engine.rows("filled", row)
        of_bare, of_filled = (engine.fetch(f"select * from {one}") for one in ("bare", "filled"))
        assert of_bare.schema == of_filled.schema
        assert (of_bare.num_rows, of_filled.num_rows) == (0, 1)
    engine.close()


def test_two_engines_do_not_see_one_another(engine: Engine) -> None:
    other = open_engine(engine.name)
    other.rows("events", EVENTS.slice(0, 1))
    assert answers(engine, "select count(*) from events") == [(6,)]
    other.close()
    assert answers(engine, "select count(*) from events") == [(6,)]


def test_what_holds_a_row_is_named(engine: Engine) -> None:
    engine.define("with_rows", "select 1 as number")
    engine.define("without_rows", "select 1 as number where 1 = 0")
    named = engine.filled(["with_rows", "without_rows"])
    # Spark asks nobody, and names them all.
    assert named == ({"with_rows", "without_rows"} if engine.name == "spark" else {"with_rows"})
    assert engine.filled([]) == frozenset()
    engine.rows("with_rows", EVENTS.slice(0, 0))
    engine.rows("without_rows", EVENTS)
    named = engine.filled(["with_rows", "without_rows"])
    assert named >= {"without_rows"}
    assert engine.name == "spark" or "with_rows" not in named


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(BadSetting, match="duckdb or spark"):
        open_engine("abacus")


def test_spark_without_java_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert "apt install" in spark_engine.missing()


def test_spark_is_refused_with_what_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark_engine, "_machine", spark_engine._machine.__wrapped__)
    monkeypatch.setattr(spark_engine, "missing", lambda: "a thing")
    with pytest.raises(BadSetting, match=r"needs a thing\. Install it, or use"):
        open_engine("spark")


def test_rows_a_part_at_a_time_are_all_the_rows(engine: Engine) -> None:
    sql = "select child, amount, seen from events"
    empty, *parts = engine.batches(sql)
    assert (empty.num_rows, empty.schema.names) == (0, ["child", "amount", "seen"])
    rows = [row for part in parts for row in part.to_pylist()]
    assert sorted(rows, key=repr) == sorted(engine.fetch(sql).to_pylist(), key=repr)
    nobody = list(engine.batches(f"{sql} where child = 'nobody'"))
    assert nobody
    assert sum(part.num_rows for part in nobody) == 0


def test_duckdb_draws_no_bar_over_an_answer(tmp_path: Path) -> None:
    # It takes a Python that was started without a file for a person at a prompt, and after two
    # seconds of a query draws one on standard output, where commands print their JSON.
    asked = (
        "from holdfast.engine.duck import Duck\n"
        "asked = \"select current_setting('enable_progress_bar')\"\n"
        "print(Duck()._connection.execute(asked).fetchall())"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked],
        env=os.environ | {"HOLDFAST_HOME": str(tmp_path)}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout == "[(False,)]\n", done.stderr
