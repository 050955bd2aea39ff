"""A return as plain Python reads it: rows of a child, with days, and no query at all."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

At = tuple[str, int]


@dataclass(frozen=True)
class PlainRow:
    """A row: its table, its number in it, and its cells as text."""

    table: str
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "").strip()

    def code(self, name: str) -> str:
        return self[name].upper()

    def day(self, name: str) -> date | None:
        """The day in a cell; None where there is none."""
        parts = self[name].split("/")
        try:
            return date(int(parts[2]), int(parts[1]), int(parts[0]))
        except (IndexError, ValueError):
            return None

    @property
    def at(self) -> At:
        return self.table, self.number


class PlainChild:
    """A child's rows by table."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.rows: dict[str, list[PlainRow]] = defaultdict(list)

    def of(self, table: str) -> list[PlainRow]:
        return self.rows.get(table, [])

    def ordered(self, table: str, start: str) -> list[PlainRow]:
        """The rows with a first day, in the order of it."""
        dated = [row for row in self.of(table) if row.day(start)]
        return sorted(dated, key=lambda row: (row.day(start) or date.max, row.number))

    @property
    def episodes(self) -> list[PlainRow]:
        return self.ordered("Episodes", "DECOM")

    def pairs(self) -> Iterator[tuple[PlainRow, PlainRow]]:
        """Each episode with the one after it."""
        return zip(self.episodes, self.episodes[1:], strict=False)

    @property
    def born(self) -> date | None:
        """The earliest date of birth of Header, else of the other files."""
        header = [day for row in self.of("Header") if (day := row.day("DOB"))]
        others = [
            day
            for name, rows in self.rows.items()
            if not name.endswith("_last")
            for row in rows
            if (day := row.day("DOB"))
        ]
        return min(header or others, default=None)

    def birthday(self, age: int) -> date | None:
        if not self.born:
            return None
        try:
            return self.born.replace(year=self.born.year + age)
        except ValueError:
            return self.born.replace(year=self.born.year + age, day=28)

    def periods(self) -> list[tuple[date, date | None]]:
        """Periods of care: episodes that follow on without a gap; no last day while one is open."""
        found: list[list[PlainRow]] = []
        for row in self.episodes:
            before = found[-1][-1].day("DEC") if found else None
            if before and before >= (row.day("DECOM") or date.min):
                found[-1].append(row)
            else:
                found.append([row])
        return [
            (
                rows[0].day("DECOM") or date.min,
                None
                if any(row.day("DEC") is None for row in rows)
                else max(row.day("DEC") or date.min for row in rows),
            )
            for rows in found
        ]

    @property
    def twelve_months(self) -> bool:
        """Looked after at 31 March and for the twelve months before."""
        open_at_end = False
        for row in self.of("Episodes"):
            start, end = row.day("DECOM"), row.day("DEC")
            blank = not row["DEC"]
            if not start or start > self.last:
                if row.code("REC") != "X1" and end and self.first <= end < self.last:
                    return False
                continue
            overlaps = blank or bool(end and end >= self.first)
            open_at_end |= blank or bool(end and end > self.last)
            if row.code("RNE") == "S" and start > self.first:
                return False
            if row.code("REC") != "X1" and end and self.first <= end < self.last:
                return False
            if overlaps and row.code("LS") in ("V3", "V4"):
                return False
        return open_at_end


def children(tables: Mapping[str, Sequence[Mapping[str, str]]], year: int) -> list[PlainChild]:
    """The children of a return with their rows."""
    found: dict[str, PlainChild] = {}
    first, last = date(year - 1, 4, 1), date(year, 3, 31)
    for table, rows in tables.items():
        for number, cells in enumerate(rows, 1):
            child = found.setdefault(cells["CHILD"], PlainChild(first, last))
            child.rows[table].append(PlainRow(table, number, cells))
    return list(found.values())
