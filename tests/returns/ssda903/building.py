"""Writes the files of a return, as a council would send them."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from holdfast.returns.ssda903.file_check import GivenBeside
from holdfast.sources.ssda903.layout import BY_NAME, tables_of

Rows = Mapping[str, Sequence[Mapping[str, str]]]

COUNCIL = "E06000001"
# Homes and placements: two in the council, one ten miles off, one in Wales, one 600 miles north,
# one that the list has twice, in two councils, and one farther than there can be.
POSTCODES = (
    ("AA1 1AA", COUNCIL, 400000, 300000),
    ("AA1 1AB", COUNCIL, 400200, 300000),
    ("BB2 2BB", "E06000002", 416093, 300000),
    ("CC3 3CC", "W06000015", 330000, 300000),
    ("DD4 4DD", "E06000003", 400000, 1265606),
    ("EE5 5EE", COUNCIL, 400000, 300000),
    ("EE5 5EE", "E06000002", 400000, 300000),
    ("FF6 6FF", "E06000004", 400000, 2200000),
)
PROVIDERS = (
    ("SC100", COUNCIL, "K2, U6", "PR1", "", "AA1 1AA"),
    ("SC200", "E06000002", "K2", "PR2/PR4", "01/06/2025", "BB2 2BB"),
    ("SC300", COUNCIL, "K3", "PR4", "", "AA1 1AB"),
)


def write_return(folder: Path, rows: Rows, year: int = 2026, whole: bool = True) -> Path:
    """Write the files of this year; ``whole``: also those without rows. Last year's beside them."""
    for suffix, place in (("", folder), ("_last", folder / "last_year")):
        place.mkdir(parents=True, exist_ok=True)
        for table in tables_of(year):
            held = rows.get(f"{table.name}{suffix}", ())
            if held or whole:
                write_table(place / f"{table.name}.csv", table.name, held)
    return folder


def write_table(path: Path, name: str, rows: Sequence[Mapping[str, str]]) -> None:
    """Write one file of the return."""
    heads = [column.name for column in BY_NAME[name].columns]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, heads, restval="")
        writer.writeheader()
        writer.writerows(rows)


def beside(folder: Path) -> GivenBeside:
    """The lists that are given beside every return of the tests."""
    lists = (
        ("postcodes.csv", ("pcds", "oslaua", "oseast1m", "osnrth1m"), POSTCODES),
        (
            "providers.csv",
            ("URN", "Local authority", "Placement code", "Placement provider code",
             "Deregistration date", "Setting postcode"),
            PROVIDERS,
        ),
    )  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    for name, heads, held in lists:
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([heads, *held])
    return GivenBeside(None, folder / "providers.csv", folder / "postcodes.csv", COUNCIL)
