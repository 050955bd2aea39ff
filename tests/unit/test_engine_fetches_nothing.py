"""DuckDB asks no other machine for what it lacks, and lacks nothing that we use."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import duckdb
import pytest

from holdfast.engine.duck import FETCHES_NOTHING, Duck
from holdfast.engine.engine import QueryFailed


@dataclass
class Elsewhere:
    """An address at which an extension could be asked for, and how often it was."""

    address: str
    asked: int = 0


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        place = Elsewhere("http://{}:{}".format(*server.getsockname()))
        Thread(target=_hang_up, args=(server, place), daemon=True).start()
        yield place
        server.shutdown(socket.SHUT_RDWR)


def _hang_up(server: socket.socket, place: Elsewhere) -> None:
    with suppress(OSError):  # closed: the test is over
        while True:
            caller = server.accept()[0]
            place.asked += 1
            caller.close()


def needs_an_extension(place: Elsewhere) -> str:
    """A query that only an extension can answer: it reads from another machine."""
    return f"select * from read_csv('{place.address}/rows.csv')"


def test_the_settings_are_in_force() -> None:
    names = ", ".join(f"'{name}'" for name in FETCHES_NOTHING)
    engine = Duck()
    found = engine.fetch(f"select name, value from duckdb_settings() where name in ({names})")
    engine.close()
    assert {row["name"]: row["value"] for row in found.to_pylist()} == FETCHES_NOTHING


def test_an_extension_that_is_not_here_is_asked_for_nowhere(elsewhere: Elsewhere) -> None:
    engine = Duck()
    engine._connection.execute(f"set custom_extension_repository = '{elsewhere.address}'")
    with pytest.raises(QueryFailed):
        engine.fetch(needs_an_extension(elsewhere))
    engine.close()
    assert elsewhere.asked == 0


def test_duckdb_would_ask_by_itself(elsewhere: Elsewhere, tmp_path: Path) -> None:
    with duckdb.connect(config={"extension_directory": str(tmp_path)}) as connection:
        connection.execute(f"set custom_extension_repository = '{elsewhere.address}'")
        with pytest.raises(duckdb.Error):
            connection.execute(needs_an_extension(elsewhere))
    assert elsewhere.asked > 0


def test_what_is_used_is_linked_in() -> None:
    engine = Duck()
    rows = engine.fetch(
        "select extension_name from duckdb_extensions() "
        "where loaded and install_mode = 'STATICALLY_LINKED'"
    )
    engine.close()
    assert {"core_functions", "parquet"} <= set(rows["extension_name"].to_pylist())
