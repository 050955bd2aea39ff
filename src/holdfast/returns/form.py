"""The form of a return: all that the machine must know of it to run its rules.

A form is declared once, in the folder of the return. Beside the columns that people fill in, the
rows of a table carry their place:

    row         the number of the row in its table
    child       the number of the child in what is checked, the same in every table
    line        the line of the file on which it begins (null where there is none)
    unreadable  the fields that hold something which is no day, number, or yes or no

and whatever other ``keys`` the form names. Lists carry none of these.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pyarrow as pa

from holdfast.errors import HoldfastError
from holdfast.limits import ReadLimit
from holdfast.returns.rule import Rule, Within
from holdfast.returns.table import FormTable

ROW, CHILD, LINE, UNREADABLE = "row", "child", "line", "unreadable"

# A field of a table: the table's name and the field's; of a whole table the field is "".
Place = tuple[str, str]


@dataclass(frozen=True)
class SurroundingTable:
    """A table around a row, whose fields a condition may name as if they were the row's own.

    The column ``its`` of that table holds what the column ``own`` of the row does. ``always``:
    every row has one around it; otherwise its fields are missing where there is none.
    """

    around: FormTable
    own: str
    its: str = ROW
    always: bool = True


@dataclass(frozen=True)
class DerivedTable:
    """A table that is worked out from others by SQL, a row for each child or for each row.

    The SQL names tables after ``from`` and ``join``. It serves what no comparison of two rows can
    say: the episode before this one, the days of a child's care. A rule may look at it as at any
    other table, and is about the tables and fields that the SQL names; where ``stands_for`` gives
    for a column of it the places that it comes from, about these alone.

    ``kept``: its rows are worked out once for some children and not anew for each rule. Last
    year's tables and lists that were not given are then empty ones to it.
    """

    table: FormTable
    sql: str
    stands_for: Mapping[str, tuple[Place, ...]] | None = None
    kept: bool = False


@dataclass(frozen=True, eq=False)
class Form:
    """A return, declared.

    ``name`` stands in addresses, ``noun`` and ``title`` in words for people. ``years`` are those
    in which the return may end; ``rules_of`` gives the rules of one, ``rules`` every wording that
    a rule ever had, ``ours`` those that are Holdfast's own.

    ``tables`` are this year's, read some children at a time. What is given whole: ``heads`` (what
    a file says of itself), ``last_year`` and ``lists`` (look-up lists); a rule that looks at one
    of these that is not there is not run. ``subject`` is the column with the council's number of
    the child: in every table of a flat return, in one of a return that is a tree.

    ``around`` names the tables around each table, from the inside out; ``group`` is the key that
    ``Within.GROUP`` compares. ``days`` gives the days that conditions may name, by the return's
    reference date (raising BeyondCalendar). ``whole`` is the table named in a finding about the
    whole return; ``within`` says in words where another row is looked for; ``too_much`` is the
    error where there is more of anything than is read, and ``most_findings`` how many findings
    are kept, if not as many as of a census.
    """

    name: str
    noun: str
    title: str
    years: tuple[int, ...]
    rules_of: Callable[[int], tuple[Rule, ...]]
    rules: tuple[Rule, ...]
    ours: tuple[Rule, ...]
    tables: tuple[FormTable, ...]
    subject: str
    whole: str
    days: Callable[[date], Mapping[str, date]]
    day_names: frozenset[str]
    within: Mapping[Within, str]
    too_much: Callable[[ReadLimit], HoldfastError]
    most_findings: ReadLimit | None = None
    severity_words: str = "A number that ends in Q is a query, any other an error."
    heads: tuple[FormTable, ...] = ()
    last_year: tuple[FormTable, ...] = ()
    lists: tuple[FormTable, ...] = ()
    derived: tuple[DerivedTable, ...] = ()
    keys: tuple[str, ...] = (ROW, CHILD)
    group: str = CHILD
    around: Mapping[str, tuple[SurroundingTable, ...]] | None = None

    @cached_property
    def by_name(self) -> Mapping[str, FormTable]:
        """Every table by its name."""
        worked_out = (derived.table for derived in self.derived)
        return {table.name: table for table in (*self.filled_in, *worked_out)}

    @property
    def given_whole(self) -> tuple[FormTable, ...]:
        """The tables that are not read some children at a time."""
        return (*self.heads, *self.last_year, *self.lists)

    @cached_property
    def with_subject(self) -> frozenset[str]:
        """The names of the tables whose rows hold the council's number of the child."""
        return frozenset(name for name, table in self.by_name.items() if has(table, self.subject))

    @cached_property
    def by_children(self) -> frozenset[str]:
        """The names of this year's tables, which are read some children at a time."""
        return frozenset(table.name for table in self.tables)

    @cached_property
    def reads(self) -> Mapping[str, tuple[Place, ...]]:
        """Of each derived table, the fields that its SQL names, derived tables seen through."""
        found: dict[str, tuple[Place, ...]] = {}
        for derived in self.derived:
            words = set(re.findall(r"\w+", derived.sql))
            places: dict[Place, None] = {}
            for name in self.named_in(derived.sql):
                fields = [one.name for one in self.by_name[name].fields() if one.name in words]
                places |= dict.fromkeys(found.get(name) or [(name, field) for field in fields])
            found[derived.table.name] = tuple(places)
        return found

    @cached_property
    def worked_out(self) -> Mapping[str, DerivedTable]:
        """Every derived table by its name."""
        return {derived.table.name: derived for derived in self.derived}

    @property
    def filled_in(self) -> tuple[FormTable, ...]:
        """The tables that are given, whole or some children at a time."""
        return (*self.given_whole, *self.tables)

    def stands_for(self, table: str, name: str) -> tuple[Place, ...]:
        """The places that a column comes from: of a table that is filled in, itself."""
        derived = self.worked_out.get(table)
        if derived is None:
            return ((table, name),)
        if derived.stands_for is None:
            return self.reads[table]
        return derived.stands_for.get(name, ())

    @property
    def noun_at_start(self) -> str:
        """The noun as it begins a sentence."""
        return self.noun[:1].upper() + self.noun[1:]

    @property
    def title_in_text(self) -> str:
        """The title as it stands within a sentence."""
        name = self.title[:2].isupper()
        return self.title if name else self.title[:1].lower() + self.title[1:]

    def column(self, name: str) -> str:
        """What a field is called in SQL, where CHILD and child would be one name."""
        place = (*self.keys, LINE, UNREADABLE)
        return f"{name}_" if name not in place and name.lower() in place else name

    def in_sql(self, rows: pa.Table) -> pa.Table:
        """The rows of a table with its fields named as SQL names them."""
        names = [self.column(name) for name in rows.column_names]
        return rows if names == rows.column_names else rows.rename_columns(names)

    def outer(self, table: FormTable) -> tuple[SurroundingTable, ...]:
        """The tables around one, from the inside out."""
        return (self.around or {}).get(table.name, ())

    def absent(self, given: Mapping[str, object]) -> Iterator[tuple[Place, str]]:
        """What is not there of the tables that are given whole, each with why rules do not run."""
        for table in self.last_year:
            if table.name not in given:
                yield (table.name, ""), f"last year's {self.noun} was not given ({table.name})"
        for table in self.lists:
            if table.name not in given:
                yield (table.name, ""), f"the list {table.name} was not given"

    def named_in(self, sql: str) -> tuple[str, ...]:
        """The tables from which SQL reads, in the order of its text."""
        return tuple(dict.fromkeys(found[2] for found in self._from.finditer(sql)))

    def relations(self, sql: str, relation: Callable[[str], str]) -> str:
        """SQL with each table from which it reads named as ``relation`` has it."""
        return self._from.sub(lambda found: f"{found[1]} {relation(found[2])}", sql)

    @cached_property
    def _from(self) -> re.Pattern[str]:
        return re.compile(rf"\b(from|join) ({'|'.join(self.by_name)})\b", re.IGNORECASE)


def has(table: FormTable, name: str) -> bool:
    """Whether a table has a field of that name."""
    return any(field.name == name for field in table.fields())
