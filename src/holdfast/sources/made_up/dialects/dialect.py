"""What a dialect is: how the public build for one case system writes the dataset.

A declaration starts from what ``ssd_folder`` writes, which is the dataset as its own text has
it, and says in what a build differs: its words for our codes, columns and tables that it lacks
or never fills, other headings, its own numbers, rows that its script loses. Each table names
the public script that was read; what no script shows is listed under ``from_memory``.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

# What the plain folder holds to what the build writes; several where one council uses several.
# "" is nothing recorded. A text that is not listed stands as it is.
Words = Mapping[str, str | tuple[str, ...]]
Row = Mapping[str, str | None]

# The standard's own way of writing a day in a database's export.
DATABASE_DAY = "{year}-{month}-{day} 00:00:00.000"
# As PowerShell's Export-Csv writes it on a server whose culture is en-US.
MONTH_FIRST_DAY = "{bare_month}/{bare_day}/{year} 12:00:00 AM"


class Build(StrEnum):
    """The case systems for which a public build of the dataset exists."""

    SYSTEMC = "systemc"
    MOSAIC = "mosaic"
    ECLIPSE = "eclipse"


@dataclass(frozen=True)
class DroppedRows:
    """Rows that a build's script leaves out, and why."""

    why: str
    when: Callable[[Row], bool]


@dataclass(frozen=True)
class BuildTable:
    """In what a build's table differs. Columns are called as the standard calls them.

    ``source`` is the script that was read, below ``deployment_extracts``. ``by_row`` says what
    a column holds where one cell turns on another. ``through_referral``:
    columns filled with the latest referral of the child that was open on the day in the column
    named beside it, under a heading that the plain folder may lack. ``numbers_apart``: numbers
    of another kind than those they should refer to, so that they lead nowhere. ``window``: the
    day by which the script keeps a row: one within its years, or none yet; ``open_by``: the
    column that is empty in a row kept all the same.
    """

    source: str
    words: Mapping[str, Words] = field(default_factory=dict)
    by_row: Mapping[str, Callable[[Row], str]] = field(default_factory=dict)
    lacks: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    through_referral: Mapping[str, str] = field(default_factory=dict)
    numbers_apart: tuple[str, ...] = ()
    lost: DroppedRows | None = None
    window: str = ""
    open_by: str = ""


@dataclass(frozen=True)
class Dialect:
    """How one build writes the dataset.

    ``years`` is how far back its script reaches (0: to the beginning). ``day`` is how a day is
    written, ``nothing`` what stands for no value. ``numbers`` are the
    first figures of the numbers of each kind of row, ``guids`` the kinds whose numbers are new
    at every run. ``no_rows`` are tables that have headings alone.
    """

    build: Build
    title: str
    day: str
    tables: Mapping[str, BuildTable]
    years: int = 0
    nothing: str = ""
    numbers: Mapping[str, str] = field(default_factory=dict)
    guids: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    no_rows: tuple[str, ...] = ()
    from_memory: tuple[str, ...] = ()


def outcomes(
    keys: Sequence[str], *, before: str = "", other: str = "N", none: str = "", **ends: object
) -> Words:
    """Words for a column of outcomes: every flag of ``keys`` told in each cell.

    ``before`` is put before each key, ``other`` said of those not chosen, and ``none`` of all
    where nothing is recorded; ``ends`` are what the object ends with.
    """

    def told(chosen: str) -> str:
        said = {before + one: "Y" if one == chosen else other for one in keys}
        if not chosen:
            said = dict.fromkeys(said, none)
        return json.dumps(said | ends)

    return {json.dumps({key: "Y"}): told(key) for key in keys} | {"": told("")}


def instead_of_json(words: Mapping[str, str | tuple[str, ...]]) -> Words:
    """Words in place of an object with one flag: by the flag; "" where nothing is recorded."""
    return {json.dumps({key: "Y"}) if key else "": said for key, said in words.items()}


def open_still(column: str) -> Callable[[Row], bool]:
    """Whether a row has nothing yet in ``column``: it ends, is held or is completed later."""
    return lambda row: not row.get(column)
