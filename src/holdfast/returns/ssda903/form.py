"""The looked-after children return as the machine of returns sees it."""

from holdfast.errors import CannotRead
from holdfast.limits import RETURN_FINDINGS, ReadLimit
from holdfast.returns.form import Form, SurroundingTable
from holdfast.returns.rule import Within
from holdfast.returns.ssda903.days import NAMES, days_of
from holdfast.returns.ssda903.register import DFE, OURS, YEARS, rules_of
from holdfast.returns.ssda903.worked_out.earlier import EVER, LAST_EPISODE, RELEVANT
from holdfast.returns.ssda903.worked_out.given import BIRTHDAYS, ORDER_DAYS, YEAR
from holdfast.returns.ssda903.worked_out.people import CARE, PERSON
from holdfast.returns.ssda903.worked_out.places import GEO, ORDER_DAY, PROVIDER_LA
from holdfast.returns.ssda903.worked_out.turns import (
    DOLO_TURN,
    MISSING_TURN,
    PERIODS,
    PLACED_TURN,
    SPELL,
    TURN,
    WORKER_TURN,
)
from holdfast.sources.ssda903 import layout
from holdfast.sources.ssda903.layout import LAST_YEARS, TABLES
from holdfast.sources.ssda903.lists import COUNCIL, POSTCODES, PROVIDERS

_OF_CHILD = tuple(
    SurroundingTable(one.table, own="child", its="child", always=False)
    for one in (PERSON, CARE, EVER, LAST_EPISODE, RELEVANT)
)
_OF_ROW = {
    layout.EPISODES.name: (TURN, SPELL, GEO),
    layout.MISSING.name: (MISSING_TURN,),
    layout.DOLO.name: (DOLO_TURN,),
    layout.PLACED_ADOPTION.name: (PLACED_TURN,),
    layout.SW_EPISODES.name: (WORKER_TURN,),
    layout.PREVIOUS_PERMANENCE.name: (ORDER_DAY,),
}


def _around(name: str) -> tuple[SurroundingTable, ...]:
    """The tables around a row: of the child, and where it has a place in an order, of that."""
    own = (SurroundingTable(one.table, own="row", always=False) for one in _OF_ROW.get(name, ()))
    return (*_OF_CHILD, *own)


def too_much(limit: ReadLimit) -> CannotRead:
    """The return holds more of something than is read."""
    return CannotRead(
        f"The return has more than {limit}, the most that are read ({limit.what}).",
        "Look whether it is the whole return and nothing else; correct first what is wrong in "
        "every row, and check it again.",
    )


FORM = Form(
    name="ssda903",
    noun="looked-after return",
    title="Looked-after children return (SSDA903)",
    years=YEARS,
    rules_of=rules_of,
    rules=(*OURS, *DFE),
    ours=OURS,
    tables=TABLES,
    heads=(YEAR,),
    last_year=tuple(LAST_YEARS.values()),
    lists=(PROVIDERS, POSTCODES, COUNCIL, BIRTHDAYS, ORDER_DAYS),
    derived=(
        TURN, SPELL, PERSON, CARE, PERIODS, EVER, LAST_EPISODE, RELEVANT, GEO, PROVIDER_LA,
        ORDER_DAY, MISSING_TURN, DOLO_TURN, PLACED_TURN, WORKER_TURN,
    ),
    subject="CHILD",
    whole="The return",
    days=days_of,
    day_names=NAMES,
    within={
        Within.INSIDE: "inside this one",
        Within.BESIDE: "beside it",
        Within.GROUP: "of the same child",
        Within.CHILD: "of the same child",
        Within.FILE: "of the whole return",
        Within.LIST: "of the list",
    },
    too_much=too_much,
    most_findings=RETURN_FINDINGS,
    severity_words="DfE's lists do not say which rule is an error and which a query: one whose "
    "message asks to check or to explain is judged a query here, any other an error.",
    around={table.name: _around(table.name) for table in TABLES},
)  # fmt: skip
