"""The dataset in a real PostgreSQL: the same rows as CSV and over a connection make one record."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from sqlalchemy import Engine, create_engine, text

from holdfast.errors import BadSetting, CannotRead
from holdfast.record.schema.shape import arrow_schema
from holdfast.record.schema.table import PROVENANCE
from holdfast.record.store.snapshot import Snapshot
from holdfast.sources.ssd.declared import PROJECTIONS
from tests import postgresql
from tests.sources.ssd_made import COUNCIL, PERSON, Row, counted, notes, rows, take, write_council

SECRET = "hunter2-secret"
SCHEMA = "ssd_development"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The connection string of a PostgreSQL of our own."""
    with postgresql.started() as address:
        yield address


@pytest.fixture
def database(server: str) -> Iterator[Engine]:
    """An engine on an empty database; what a test made is dropped after it."""
    engine = create_engine(server.replace("postgresql://", "postgresql+psycopg://"))
    yield engine
    with engine.begin() as connection:
        for schema in ("ssd_development", "other"):
            connection.execute(text(f"drop schema if exists {schema} cascade"))
    engine.dispose()


TYPES = {"dob": "timestamp", "date": "timestamp", "json": "jsonb", "cancelled": "char(5)"}


def _type(heading: str) -> str:
    return next((kind for part, kind in TYPES.items() if heading.endswith(part)), "varchar(48)")


def fill(database: Engine, /, schema: str = SCHEMA, **instead: list[Row]) -> None:
    with database.begin() as connection:
        connection.execute(text(f"create schema if not exists {schema}"))
        for name, given in {**COUNCIL, **instead}.items():
            if not given:
                continue
            columns = ", ".join(f"{one} {_type(one)}" for one in given[0])
            connection.execute(text(f"create table {schema}.{name} ({columns})"))
            marks = ", ".join(f":{one}" for one in given[0])
            values: list[dict[str, Any]] = [{k: v or None for k, v in r.items()} for r in given]
            connection.execute(text(f"insert into {schema}.{name} values ({marks})"), values)


def _held(snapshot: Snapshot, ssd: str) -> list[dict[str, Any]]:
    table = PROJECTIONS[ssd].table
    names = [one.name for one in arrow_schema(table) if one.name not in PROVENANCE]
    found: list[dict[str, Any]] = pq.read_table(
        snapshot.path(table.name), columns=names
    ).to_pylist()
    return found


def test_a_database_and_a_folder_make_the_same_record(
    tmp_path: Path, server: str, database: Engine
) -> None:
    enquiry = {
        **COUNCIL["ssd_s47_enquiry"][0],
        "s47e_s47_outcome_json": '{"CP_CONFERENCE_FLAG": "Y"}',
    }
    persons = [{**PERSON, "pers_person_id": f"MU{n}", "pers_forename": "Zoë"} for n in range(1, 9)]
    instead: dict[str, list[Row]] = {"ssd_s47_enquiry": [enquiry], "ssd_person": list(persons)}
    fill(database, SCHEMA, **instead)
    over = take(tmp_path / "database", server)
    files = take(tmp_path / "folder", write_council(tmp_path / "in", **instead))
    assert counted(over) == counted(files)
    assert {ssd: _held(over, ssd) for ssd in COUNCIL} == {ssd: _held(files, ssd) for ssd in COUNCIL}
    assert over.manifest.feeds == files.manifest.feeds
    assert rows(over, "enquiries")[0]["conference_needed"] is True


def test_rows_say_their_table_and_the_manifest_no_address(
    tmp_path: Path, server: str, database: Engine
) -> None:
    fill(database)
    snapshot = take(tmp_path, server)
    person = rows(snapshot, "persons")[0]
    assert [person[one] for one in PROVENANCE] == ["database", "ssd_development.ssd_person", 1]
    assert snapshot.manifest.origin == "a PostgreSQL database"
    assert "host=" not in snapshot.manifest.to_json()
    assert "postgresql" not in snapshot.manifest.to_json().lower().replace("a postgresql data", "")


def test_nothing_is_written(tmp_path: Path, server: str, database: Engine) -> None:
    fill(database, ssd_cp_visits=[])
    with database.begin() as connection:
        connection.execute(
            text(
                "create function ssd_development.mark() returns text language sql volatile as "
                "$$ insert into ssd_development.ssd_person (pers_person_id) values ('MU9') "
                "returning 'V1'::text $$"
            )
        )
        connection.execute(
            text(
                "create view ssd_development.ssd_cp_visits as select "
                "ssd_development.mark() as cppv_cp_visit_id, 'MU1' as cppv_person_id"
            )
        )
    # A view that would write fails, because every transaction here may only read.
    snapshot = take(tmp_path, server)
    assert notes(snapshot, "not imported") == {"ssd_cp_visits": 1}
    with database.connect() as connection:
        count = connection.execute(text("select count(*) from ssd_development.ssd_person"))
        assert count.scalar() == 1


def test_two_schemas_are_not_mixed(tmp_path: Path, server: str, database: Engine) -> None:
    fill(database)
    fill(database, "other", ssd_person=[{**PERSON, "pers_person_id": "MU2"}])
    with pytest.raises(BadSetting, match="other, ssd_development"):
        take(tmp_path, server)
    snapshot = take(tmp_path, f"{server}&schema=other")
    assert [one["child"] for one in rows(snapshot, "persons")] == ["MU2"]


def test_a_schema_asked_for_may_leave_out_the_prefix(
    tmp_path: Path, server: str, database: Engine
) -> None:
    fill(database, "other")
    with database.begin() as connection:
        connection.execute(text("alter table other.ssd_person rename to person"))
    assert counted(take(tmp_path, f"{server}&schema=other"))["ssd_person"] == (1, 1, 0)


def test_a_table_that_may_not_be_read_is_told_and_the_rest_is_imported(
    tmp_path: Path, server: str, database: Engine
) -> None:
    fill(database)
    with database.begin() as connection:
        connection.execute(text("drop role if exists reader"))
        connection.execute(text("create role reader login"))
        connection.execute(text("grant usage on schema ssd_development to reader"))
        connection.execute(text("grant select on all tables in schema ssd_development to reader"))
        connection.execute(text("revoke select on ssd_development.ssd_cp_visits from reader"))
    snapshot = take(tmp_path, server.replace("//postgres", "//reader"))
    assert notes(snapshot, "the user may not read it") == {"ssd_cp_visits": 1}
    assert counted(snapshot)["ssd_person"] == (1, 1, 0)
    assert "protection_visits" not in snapshot.manifest.feeds


def test_a_database_without_the_dataset_is_refused(
    tmp_path: Path, server: str, database: Engine
) -> None:
    with pytest.raises(CannotRead, match="no table of the Standard Safeguarding Dataset"):
        take(tmp_path, server)


@pytest.mark.parametrize(
    "connection",
    [
        f"postgresql://reader:{SECRET}@127.0.0.1:1/council",
        f"postgres://reader:{SECRET}@127.0.0.1:1/council?schema=ssd_development",
    ],
)
def test_a_database_that_does_not_answer_is_told_without_its_address(
    tmp_path: Path, connection: str
) -> None:
    with pytest.raises(CannotRead) as caught:
        take(tmp_path, connection)
    assert SECRET not in str(caught.value)
    assert "127.0.0.1" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert "nothing answers" in caught.value.what


@pytest.mark.parametrize(
    ("connection", "words"),
    [
        (f"oracle://reader:{SECRET}@host/council", "of that kind cannot be read"),
        (f"postgresql://reader:{SECRET}@host:port/council", "cannot be read"),
    ],
)
def test_a_connection_string_of_another_shape_is_refused(
    tmp_path: Path, connection: str, words: str
) -> None:
    with pytest.raises(BadSetting, match=words) as caught:
        take(tmp_path, connection)
    assert SECRET not in str(caught.value)


def test_a_driver_that_is_not_installed_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pymssql", None)
    with pytest.raises(BadSetting, match="SQL Server needs a driver") as caught:
        take(tmp_path, f"mssql://reader:{SECRET}@host/council")
    assert SECRET not in str(caught.value)
    assert "sqlserver" in caught.value.next_step
