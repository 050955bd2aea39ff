"""One county as it was lived, and one with the edges of real records: each made once."""

from collections.abc import Iterator
from datetime import date

import pytest

from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.query.outlook import Outlook, open_outlook
from holdfast.record.store.snapshots import Store
from holdfast.simulation import County, make_county
from holdfast.simulation.truth import Owed, reckon
from holdfast.simulation.truth.calendar import number
from holdfast.sources.made_up import import_tables
from tests.measures_apart.chain import OF_CHAIN
from tests.measures_apart.edges import LAST as EDGES_UNTIL
from tests.measures_apart.edges import edge_rows
from tests.measures_apart.record import Record
from tests.measures_apart.spoiling import spoilt
from tests.records import outlook_of

# The last day of a census year, and a day in the middle of a month.
LIVED_UNTIL, SPOILT_UNTIL = date(2018, 3, 31), date(2018, 2, 15)
CHILDREN, YEARS = 900, 4

Seen = tuple[Outlook, Record]


@pytest.fixture(scope="session")
def county() -> County:
    """A county as it was lived."""
    return make_county(CHILDREN, LIVED_UNTIL, seed=5, years=YEARS)


@pytest.fixture(scope="session")
def lived(county: County, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    """A county seen by the product, and its rows with the duties that there really were."""
    store = Store(tmp_path_factory.mktemp("lived"))
    import_tables(store, county.tables, LIVED_UNTIL, "2018-04-01T08:30:00")
    outlook = open_outlook(store.current(), Book(CLOCKS))
    owed = reckon(county.in_record(), LIVED_UNTIL, as_written=True)
    rows = {name: table.to_pylist() for name, table in county.tables.items()}
    yield outlook, Record(rows, LIVED_UNTIL, (one for one in owed if one.clock in OF_CHAIN))
    outlook.close()


@pytest.fixture(scope="session")
def edged() -> Iterator[Seen]:
    """Another, some of whose cells are unread or lie on a boundary.

    What happened in it is known to nobody: of its duties those that the clocks tell are taken,
    which the oracle and the truth hold elsewhere, and what is counted of them is reckoned here.
    """
    county = make_county(CHILDREN, SPOILT_UNTIL, seed=6, years=YEARS)
    rows = spoilt(
        {name: table.to_pylist() for name, table in county.tables.items()}, SPOILT_UNTIL, seed=6
    )
    outlook = outlook_of(rows, SPOILT_UNTIL.isoformat())
    yield outlook, Record(rows, SPOILT_UNTIL, duties_told(outlook))
    outlook.close()


@pytest.fixture(scope="session")
def edges() -> Iterator[Seen]:
    """The record made by hand of nothing but edges; of its duties see ``edged``."""
    rows = edge_rows()
    outlook = outlook_of(rows, EDGES_UNTIL.isoformat())
    yield outlook, Record(rows, EDGES_UNTIL, duties_told(outlook))
    outlook.close()


def duties_told(outlook: Outlook) -> Iterator[Owed]:
    """The duties of the chain as the clocks tell them."""
    for row in outlook.rows(
        "select clock, subject, started, due, stopped, lapsed, doubt from duties"
    ):
        if row["clock"] in OF_CHAIN:
            due, done, over, unsure = (
                None if row[name] is None else number(row[name])
                for name in ("due", "stopped", "lapsed", "doubt")
            )
            begun = number(row["started"])
            yield Owed(row["clock"], row["subject"], begun, due, done, over, unsure)
