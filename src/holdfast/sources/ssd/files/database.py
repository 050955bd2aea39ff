"""The dataset in the council's own database: PostgreSQL or SQL Server, read and never written.

No error here quotes what the driver says: it can hold the address, the user and the password.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    URL,
    Connection,
    Engine,
    Text,
    cast,
    create_engine,
    inspect,
    select,
)
from sqlalchemy import column as named_column
from sqlalchemy import table as named_table
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import ReflectedColumn
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from holdfast.errors import BadSetting, CannotRead
from holdfast.sources.intake.mapping import raw_table
from holdfast.sources.ssd.files.part import RowBatch

_ROWS = 50_000

_DRIVERS = {
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
    "mssql": "mssql+pymssql",
    "mssql+pymssql": "mssql+pymssql",
}
_OPTIONS: dict[str, dict[str, Any]] = {
    "postgresql+psycopg": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
    "mssql+pymssql": {},  # only selects are sent; what else the user may do, its grants say
}
_WAITING = {"postgresql+psycopg": "connect_timeout", "mssql+pymssql": "login_timeout"}
_SECONDS_TO_CONNECT = 15
_KINDS = {"postgresql+psycopg": "PostgreSQL", "mssql+pymssql": "SQL Server"}
_MACHINERY = ("information_schema", "pg_catalog", "pg_toast", "sys")

_SHAPE = "postgresql://user:password@host/database?schema=ssd_development"

TableNamed = Callable[[str], str | None]


@dataclass(frozen=True)
class DatabaseTable:
    """A ``SourcePart`` that is a table or a view; rows are numbered from 1, by its key."""

    connection: Connection
    schema: str
    written: str
    table: str
    columns: tuple[ReflectedColumn, ...]
    named: bool = True
    remarks: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """Said in place of a file's name: never the address of the database."""
        return "database"

    @property
    def headings(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(one["name"] for one in self.columns)

    @property
    def alongside(self) -> bool:
        """One connection answers one question at a time."""
        return False

    def batches(self, wanted: Sequence[str] = ()) -> Iterator[RowBatch]:
        """Its rows as text; see ``SourcePart``. Raises CannotRead when it breaks off."""
        columns = [one for one in self.columns if not wanted or one["name"] in wanted]
        names = [one["name"] for one in columns]
        number = 1
        try:
            # So that a table which may not be read does not end the transaction for the others.
            with self.connection.begin_nested():
                for rows in self._rows(columns):
                    part = f"{self.schema}.{self.written}"
                    yield RowBatch(raw_table(self.table, self.file, part, names, rows, number))
                    number += len(rows)
        except SQLAlchemyError as error:
            raise CannotRead(
                f"The table {self.schema}.{self.written} of the database cannot be read: "
                f"{_why(error)}.",
                "See that the user may read it (grant select), and import again.",
            ) from None

    def _rows(self, columns: Iterable[ReflectedColumn]) -> Iterator[Sequence[Sequence[object]]]:
        wanted: list[Any] = []
        for one in columns:
            plain: Any = named_column(one["name"])
            # JSON as the text it was written as.
            as_text = isinstance(one["type"], JSON)
            wanted.append(cast(plain, Text).label(one["name"]) if as_text else plain)
        source = named_table(self.written, schema=self.schema)
        query = select(*wanted).select_from(source).order_by(named_column(self.headings[0]))
        return self.connection.execute(query, execution_options={"yield_per": _ROWS}).partitions()


@dataclass(frozen=True)
class Database:
    """The tables of the dataset that a database holds, and what may be said of it."""

    origin: str
    parts: tuple[DatabaseTable, ...]


def open_database(connection: str, table_named: TableNamed, closing: ExitStack) -> Database:
    """The tables that ``table_named`` knows, in the schema asked for or in every one.

    All are read over one connection, which ``closing`` closes; in PostgreSQL that is one
    unchanging view of the whole, though the nightly load should begin meanwhile. Raises
    BadSetting for a connection string that cannot be used, CannotRead when there is no answer.
    """
    url, schema = _address(connection)
    engine = _engine(url)
    try:
        held = closing.enter_context(engine.connect())
        found = _tables(held, schema, table_named)
    except SQLAlchemyError as error:
        raise CannotRead(
            f"The database cannot be read: {_why(error)}.",
            "See that it runs, and that host, port, database, user and password are right.",
        ) from None
    return Database(f"a {_KINDS[url.drivername]} database", tuple(found))


def _address(connection: str) -> tuple[URL, str]:
    try:
        url = make_url(connection)
    except (ArgumentError, ValueError):
        raise BadSetting(
            "The connection string cannot be read.", f"Write it as {_SHAPE}."
        ) from None
    driver = _DRIVERS.get(url.drivername.lower())
    if driver is None:
        raise BadSetting(
            "A database of that kind cannot be read.",
            "Use postgresql:// or mssql://, or export the tables as CSV.",
        )
    asked = url.query.get("schema", "")
    schema = asked if isinstance(asked, str) else asked[0]
    return url.set(drivername=driver).difference_update_query(["schema"]), schema


def _engine(url: URL) -> Engine:
    options = _OPTIONS[url.drivername]
    waiting = {_WAITING[url.drivername]: _SECONDS_TO_CONNECT}
    try:
        return create_engine(
            url, execution_options=options, connect_args=waiting, poolclass=NullPool
        )
    except ModuleNotFoundError:
        raise BadSetting(
            f"Reading {_KINDS[url.drivername]} needs a driver that is not installed.",
            "Install it: uv sync --extra sqlserver, or pip install 'holdfast[sqlserver]'.",
        ) from None


def _tables(held: Connection, schema: str, table_named: TableNamed) -> list[DatabaseTable]:
    look = inspect(held)
    schemas = [schema] if schema else look.get_schema_names()
    found = []
    for one in schemas:
        if one.lower() in _MACHINERY:
            continue
        for written in sorted({*look.get_table_names(one), *look.get_view_names(one)}):
            known = table_named(written)
            # Without its prefix, a name such as "person" is the dataset's only where asked for.
            if known and (schema or written.lower().startswith("ssd_")):
                columns = tuple(look.get_columns(written, one))
                found.append(DatabaseTable(held, one, written, known, columns))
    schemas = sorted({table.schema for table in found})
    if len(schemas) > 1 and len({table.table for table in found}) < len(found):
        raise BadSetting(
            f"The database holds the dataset more than once, in the schemas {', '.join(schemas)}.",
            f"Say which to read at the end of the connection string: ?schema={schemas[0]}.",
        )
    return found


def _why(error: SQLAlchemyError) -> str:
    """What kind of thing went wrong, in our words: the driver's own may hold secrets."""
    said = str(error.orig).lower() if isinstance(error, DBAPIError) else ""
    for sign, words in _SIGNS.items():
        if sign in said:
            return words
    return "it did not answer as a database should"


_SIGNS = {
    "password authentication failed": "the user or the password is refused",
    "login failed": "the user or the password is refused",
    "permission denied": "the user may not read it",
    "permission was denied": "the user may not read it",
    "does not exist": "it does not exist there",
    "refused": "nothing answers at that host and port",
    "could not translate host": "the host is not known",
    "resolve host": "the host is not known",
    "timeout": "it did not answer in time",
    "no such file": "nothing answers at that host and port",
    "adaptive server": "nothing answers at that host and port",
}
