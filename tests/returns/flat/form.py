"""A return that there is not: flat tables of one child number, as a dry run of the machine.

Two tables of this year, last year's copy of one, a look-up list, and two tables worked out from
them: what the rules about looked-after children need. Nothing here knows the census.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from holdfast.errors import CannotRead, NotFound
from holdfast.limits import ReadLimit
from holdfast.record.schema.shape import ARROW
from holdfast.record.schema.table import CodeSet, ColumnKind
from holdfast.returns.form import DerivedTable, Form, SurroundingTable
from holdfast.returns.rule import Breach, Other, Rule, Whole, Within

PLACE = {
    "row": pa.int64(),
    "child": pa.int64(),
    "line": pa.int64(),
    "unreadable": pa.list_(pa.string()),
}
KIND = CodeSet("Kind of stay", {"F": "with carers", "R": "in a home"}, "made up")


@dataclass(frozen=True)
class Column:
    name: str
    kind: ColumnKind = ColumnKind.ID
    codes: CodeSet | None = None
    item: str = ""
    meaning: str = "made up"


@dataclass(frozen=True)
class Flat:
    """A flat table; ``placed`` says that its rows are children's, and carry their place."""

    name: str
    columns: tuple[Column, ...]
    placed: bool = True

    def fields(self) -> tuple[Column, ...]:
        return self.columns

    def field(self, name: str) -> Column:
        return {one.name: one for one in self.columns}[name]

    def shape(self) -> pa.Schema:
        place = PLACE if self.placed else {}
        return pa.schema(place | {one.name: ARROW[one.kind] for one in self.columns})


CHILD, HOME = Column("CHILD"), Column("HOME")
DECOM, DEC = Column("DECOM", ColumnKind.DAY), Column("DEC", ColumnKind.DAY)
STAYS = Flat("Stays", (CHILD, DECOM, DEC, Column("KIND", ColumnKind.CODE, KIND), HOME))
REVIEWS = Flat("Reviews", (CHILD, Column("HELD", ColumnKind.DAY)))
STAYS_LAST = Flat("Stays_last", STAYS.columns)
HOMES = Flat("Homes", (HOME, Column("CLOSED", ColumnKind.DAY)), placed=False)
BEFORE = Flat("Before", (Column("PREVIOUS_END", ColumnKind.DAY),), placed=False)
TOTAL = Flat("Total", (Column("STAYS", ColumnKind.WHOLE),), placed=False)

FIX = "Correct it in the case system."
INVALID = Rule(
    "101",
    (
        Breach(
            STAYS,
            "The kind of stay is missing, or no code.",
            "missing(KIND) or unreadable(KIND) or invalid(KIND)",
        ),
    ),
    FIX,
)
NO_STAY = Rule(
    "102",
    (
        Breach(
            REVIEWS,
            "There was a review on a day on which the child stayed nowhere.",
            without=Other(
                STAYS, where="HELD >= other.DECOM and (missing(other.DEC) or HELD <= other.DEC)"
            ),
        ),
    ),
    FIX,
)
CHANGED = Rule(
    "103Q",
    (
        Breach(
            STAYS,
            "Last year the same stay was of another kind.",
            "DECOM = other.DECOM and KIND <> other.KIND",
            another=Other(STAYS_LAST),
        ),
    ),
    FIX,
)
GONE = Rule(
    "104Q",
    (
        Breach(
            STAYS_LAST,
            "A stay was open at the end of last year, and the child has none this year.",
            "missing(DEC)",
            without=Other(STAYS, Within.CHILD),
        ),
    ),
    FIX,
)
UNKNOWN_HOME = Rule(
    "105",
    (
        Breach(
            STAYS,
            "The home is not in the list.",
            "given(HOME)",
            without=Other(HOMES, Within.LIST, "other.HOME = HOME"),
        ),
    ),
    FIX,
)
CLOSED_HOME = Rule(
    "106",
    (
        Breach(
            STAYS,
            "The home was closed when the stay began.",
            "DECOM > other.CLOSED",
            another=Other(HOMES, Within.LIST, "other.HOME = HOME"),
        ),
    ),
    FIX,
)
OVERLAPS = Rule(
    "107",
    (Breach(STAYS, "The stay began before the last one ended.", "DECOM < PREVIOUS_END"),),
    FIX,
)
MANY = Rule(
    "108Q",
    (Breach(REVIEWS, "The child moved often.", "STAYS > 2 and HELD <= YearEnd"),),
    FIX,
)
SHARED = Rule(
    "109",
    (
        Breach(
            STAYS,
            "Two children have one home on one day.",
            "HOME = other.HOME and DECOM = other.DECOM and child <> other.child",
            another=Other(STAYS, Within.FILE),
        ),
    ),
    FIX,
)
LONG_NUMBER = Rule(
    "111",
    (Breach(STAYS, "The number of the child is too long.", "missing(CHILD) or length(CHILD) > 2"),),
    FIX,
)
NO_REVIEWS = Rule(
    "110",
    (Whole(REVIEWS, "Nobody was reviewed.", "(select count(*) from Reviews) = 0"),),
    FIX,
)
RULES = (
    INVALID, NO_STAY, CHANGED, GONE, UNKNOWN_HOME, CLOSED_HOME, OVERLAPS, MANY, SHARED, NO_REVIEWS,
    LONG_NUMBER,
)  # fmt: skip


def days_of(reference: date) -> dict[str, date]:
    return {"YearStart": date(reference.year - 1, 4, 1), "YearEnd": reference}


def rules_of(year: int) -> tuple[Rule, ...]:
    if year != 2026:
        raise NotFound("That year is not known.", "Choose 2026.")
    return RULES


def too_much(limit: ReadLimit) -> CannotRead:
    return CannotRead(f"There are more than {limit}.", "Look whether it is the whole return.")


FORM = Form(
    name="flat",
    noun="return of stays",
    title="Return of stays",
    years=(2026,),
    rules_of=rules_of,
    rules=RULES,
    ours=(),
    tables=(STAYS, REVIEWS),
    last_year=(STAYS_LAST,),
    lists=(HOMES,),
    derived=(
        DerivedTable(
            BEFORE,
            "select row, lag(DEC) over (partition by child order by DECOM, row) as PREVIOUS_END "
            "from Stays",
        ),
        DerivedTable(TOTAL, "select child, count(DECOM) as STAYS from Stays group by child"),
    ),
    around={
        STAYS.name: (SurroundingTable(BEFORE, own="row", always=False),),
        REVIEWS.name: (SurroundingTable(TOTAL, own="child", its="child", always=False),),
    },
    subject="CHILD",
    whole="The return",
    days=days_of,
    day_names=frozenset(days_of(date(2026, 3, 31))),
    within={Within.CHILD: "of the same child", Within.LIST: "of the list"}
    | dict.fromkeys((Within.GROUP, Within.FILE), "of the same child"),
    too_much=too_much,
)

Row = tuple[object, ...]


def rows(table: Flat, *given: Row, before: int = 0) -> pa.Table:
    """Rows of a table, each the values of its columns; ``before`` came in an earlier batch.

    Children are numbered by the last figure of theirs. A day is written as month-day of this
    year's return; what is no day is kept as unreadable.
    """
    made = [_row(table, values, before + at) for at, values in enumerate(given, 1)]
    return pa.Table.from_pylist(made, schema=table.shape())


def _row(table: Flat, values: Sequence[object], number: int) -> dict[str, object]:
    row = dict(zip((one.name for one in table.columns), values, strict=False))
    if table.placed:
        bad = [one.name for one in table.columns if row.get(one.name) == "no day"]
        row |= dict.fromkeys(bad)
        row |= {"row": number, "line": number + 1, "unreadable": bad or None}
        row["child"] = int(str(row["CHILD"])[-1])
    return row
