"""Reads the manual's examples: Markdown files whose tables are records and expected duties.

    ## cla_review_1                          the clock that every example below is about
    ### The first review is due ...          an example; words for people may follow

    care_episodes                            the name of a table of the record, then its rows

    | started    | ended |
    | ---------- | ----- |
    | 2018-01-31 |       |

    As at 2018-03-01                         the clock's duties as they stood on that day

    | started    | due        | stopped    | lapsed | status |
    | ---------- | ---------- | ---------- | ------ | ------ |
    | 2018-01-31 | 2018-02-28 | 2018-02-28 |        | met    |

    As at 2018-03-05, known until 2018-02-20     as asked about a day after the feeds have ended

An example of ``tests/spec/journeys`` stands under the name of a spell, or under ``holders``:

    Spells                                   each child's spells of that name

    | started    | ended |
    | ---------- | ----- |
    | 2018-01-31 |       |

    Held on 2018-03-01                       who leads each child's case on that day

    | worker | team |
    | ------ | ---- |
    | W1     | T1   |

    Spells: none.  Held on 2018-03-01, by nobody.

An example of ``tests/spec/concerns`` stands under the key of a strand of a concern:

    As at 2018-03-01                         each time that it came true, or may yet

    | since      | true from  | ended | state |
    | ---------- | ---------- | ----- | ----- |
    | 2018-01-31 | 2018-02-08 |       | true  |

An example of ``tests/spec/measures`` stands under the key of a measure:

    Measured on 2018-03-01                   over the twelve months to that day, of everybody

    | value | counted | of | open | overdue | cannot tell |
    | ----- | ------- | -- | ---- | ------- | ----------- |
    | 0.5   | 1       | 2  | 1    | 1       | 0           |

    Measured on 2018-03-01 over 3 months, team T1

An example of ``tests/spec/loop`` is written as ``reading_loop.py`` says.

An example may name several days. A fenced block of TOML gives the council's own limits: to
the example that it stands in, or to the whole file when it stands before the first. Days are
written 2018-01-31, flags yes or no; a blank cell is nothing recorded. Stops and lapses that
lie after the day are blank: nobody knew of them then. Without a column ``child`` (``worker``
where the clock runs for a worker) everything is about one child.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from holdfast.clocks.duty import Status, Why
from holdfast.errors import NotFound
from holdfast.record.register import table
from holdfast.record.schema.table import ColumnKind, Table
from tests.spec.reading_loop import LOOP, of_loop

ONE_CHILD = "child"
EXPECTED = ("started", "due", "stopped", "lapsed", "status")
# A concern's strand: since when it counts, from when it is true, when that ended.
EXPECTED_OF_CONCERN = ("since", "true from", "ended", "state")
STATES = ("not yet", "true", "over", "never came true", "cannot be determined")
OPTIONAL = ("days over", "child", "worker", "rule", "reason", "why")
AS_AT = re.compile(
    r"As at (\d{4}-\d\d-\d\d)(?:, known until (\d{4}-\d\d-\d\d))?(, no duty has begun\.)?$"
)
JOURNEY = re.compile(r"(Spells|Held on (\d{4}-\d\d-\d\d))(: none\.|, by nobody\.)?$")
MEASURED = re.compile(
    r"Measured on (\d{4}-\d\d-\d\d)(?: over (\d+) months)?(?:, team (\w+))?(?:, worker (\w+))?$"
)
OF_FIGURE = ("value", "counted", "of", "open", "overdue", "cannot tell")
OF_JOURNEY = ("child", "started", "ended", "worker", "team")
YES_OR_NO = {"yes": True, "no": False}

Cells = Mapping[str, Any]


class Malformed(Exception):
    """An example that cannot be read: the file, the line, and what is wrong there."""


@dataclass(frozen=True)
class Expected:
    """One duty as the manual expects it. ``told`` holds only the columns that were written."""

    subject: str
    told: Cells


@dataclass(frozen=True)
class AsAt:
    """The duties expected on a day; ``until``, the last day of which the feeds know."""

    day: date
    duties: tuple[Expected, ...]
    until: date | None = None


@dataclass(frozen=True)
class Measured:
    """The figure expected of a measure on a day. ``told`` holds only the columns written."""

    day: date
    months: int
    team: str
    worker: str
    told: Cells


@dataclass
class Example:
    """One example: the clock, the words of its heading, its rows and what is expected."""

    place: str
    clock: str
    title: str
    rules: str = ""
    rows: dict[str, list[Cells]] = field(default_factory=dict)
    days: list[AsAt] = field(default_factory=list)
    journeys: dict[str, list[Cells]] = field(default_factory=dict)
    figures: list[Measured] = field(default_factory=list)
    loop: dict[str, list[Cells]] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """A line of a file, with its place."""

    place: str
    text: str

    def wrong(self, what: str) -> Malformed:
        return Malformed(f"{self.place}: {what}")


def read_folder(folder: Path) -> list[Example]:
    """Every example of every Markdown file of a folder, in order. Raises Malformed."""
    return [one for path in sorted(folder.glob("*.md")) for one in read_examples(path)]


def read_examples(path: Path) -> list[Example]:
    """The examples of one file. Raises Malformed with the file and the line."""
    texts = path.read_text(encoding="utf-8").splitlines()
    return Reader(
        [Line(f"{path.name}:{n}", text.strip()) for n, text in enumerate(texts, 1)]
    ).read()


class Reader:
    """Goes down the lines of a file once, knowing the clock and the example it is in."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.at = 0
        self.clock = ""
        self.rules = ""
        self.caption: Line | None = None
        self.examples: list[Example] = []

    def read(self) -> list[Example]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.text.startswith("#"):
                self._heading(line)
            elif line.text.startswith("```"):
                self._fenced(line)
            elif line.text.startswith("|"):
                self._table(line)
            else:
                self._words(line)
            self.at += 1
        self._ended()
        return self.examples

    def _heading(self, line: Line) -> None:
        level, _, words = line.text.partition(" ")
        if level == "##":
            self._ended()
            self.clock = words.strip("`")
        elif level == "###":
            self._ended()
            if not self.clock:
                raise line.wrong("an example needs a heading '## clock_key' above it")
            self.examples.append(Example(line.place, self.clock, words, self.rules))
        self.caption = None

    def _ended(self) -> None:
        """An example that expects nothing would pass whatever happens."""
        last = self.examples[-1] if self.examples else None
        if last and not (last.days or last.journeys or last.figures or last.loop):
            raise Malformed(f"{last.place}: the example expects nothing: add 'As at' and a day")

    def _words(self, line: Line) -> None:
        if not line.text:
            return
        self.caption = line
        found = AS_AT.match(line.text)
        if found and found[3]:
            self._example(line).days.append(_as_at(line, found, ()))
        elif (found := JOURNEY.match(line.text)) and found[3]:
            self._example(line).journeys[found[1]] = []
        elif (found := LOOP.match(line.text)) and found[3]:
            self._example(line).loop[found[1]] = []

    def _fenced(self, line: Line) -> None:
        start = self.at + 1
        self.at = next(
            (n for n in range(start, len(self.lines)) if self.lines[n].text == "```"), -1
        )
        if self.at < 0:
            raise line.wrong("the block of local rules is not closed")
        if line.text != "```toml":
            raise line.wrong("a fenced block holds local rules and begins with ```toml")
        rules = "\n".join(one.text for one in self.lines[start : self.at])
        if self.examples:
            self.examples[-1].rules = rules
        else:
            self.rules = rules

    def _table(self, line: Line) -> None:
        """The table that begins here, under the line last read."""
        rows = list(self._table_rows(line))
        caption, self.caption = self.caption, None
        if caption is None:
            raise line.wrong("a table needs the name of a record table, or 'As at', above it")
        found = AS_AT.match(caption.text)
        example = self._example(line)
        if found:
            expected = tuple(_expected(one, cells) for one, cells in rows)
            example.days.append(_as_at(caption, found, expected))
        elif found := JOURNEY.match(caption.text):
            example.journeys[found[1]] = [_of_journey(one, cells) for one, cells in rows]
        elif found := LOOP.match(caption.text):
            example.loop[found[1]] = [of_loop(one, cells, _day) for one, cells in rows]
        elif found := MEASURED.match(caption.text):
            example.figures += [_measured(caption, found, one, cells) for one, cells in rows]
        else:
            into = example.rows.setdefault(*_named(caption))
            into += [_row(table(caption.text.strip("`")), one, cells) for one, cells in rows]

    def _table_rows(self, first: Line) -> Iterator[tuple[Line, dict[str, str]]]:
        names = _cells(first)
        if len(set(names)) < len(names):
            raise first.wrong("two columns have one name")
        while self.at + 1 < len(self.lines) and self.lines[self.at + 1].text.startswith("|"):
            self.at += 1
            line = self.lines[self.at]
            cells = _cells(line)
            if len(cells) != len(names):
                raise line.wrong(f"the row has {len(cells)} cells and the heading {len(names)}")
            if not all(re.fullmatch(":?-+:?", cell) for cell in cells):
                yield line, dict(zip(names, cells, strict=True))

    def _example(self, line: Line) -> Example:
        if not self.examples:
            raise line.wrong("this stands outside an example: a heading '### ...' is missing")
        return self.examples[-1]


def _as_at(line: Line, found: re.Match[str], duties: tuple[Expected, ...]) -> AsAt:
    day, until = _day(line, found[1]), _day(line, found[2]) if found[2] else None
    if until and until >= day:
        raise line.wrong("what is known ends before the day that is asked about")
    return AsAt(day, duties, until)


def _cells(line: Line) -> list[str]:
    if not line.text.endswith("|") or len(line.text) < 2:
        raise line.wrong("a row of a table begins and ends with |")
    return [cell.strip().strip("`") for cell in line.text[1:-1].split("|")]


def _named(caption: Line) -> tuple[str, list[Cells]]:
    name = caption.text.strip("`")
    try:
        return table(name).name, []
    except NotFound:
        raise caption.wrong(f"there is no record table {name!r}, and it is no 'As at'") from None


def _row(kind: type[Table], line: Line, cells: Mapping[str, str]) -> Cells:
    """A row of the record with every column of its table; blank and unwritten ones are None."""
    columns = {column.name: column for column in kind.columns}
    if unknown := set(cells) - set(columns):
        raise line.wrong(f"{kind.name} has no column {sorted(unknown)[0]!r}")
    subject = kind.subject()
    row: dict[str, Any] = dict.fromkeys(columns)
    if subject is not None:
        row[subject.name] = ONE_CHILD
    for name, text in cells.items():
        if text:
            row[name] = _value(columns[name].kind, line, text)
    if lacking := [column.name for column in kind.required() if row[column.name] is None]:
        raise line.wrong(f"{kind.name} needs {lacking[0]!r}")
    return row


def _value(kind: ColumnKind, line: Line, text: str) -> Any:
    if kind is ColumnKind.DAY:
        return _day(line, text)
    if kind is ColumnKind.FLAG:
        if text not in YES_OR_NO:
            raise line.wrong(f"{text!r} is neither yes nor no")
        return YES_OR_NO[text]
    if kind is ColumnKind.WHOLE:
        if not text.isdigit():
            raise line.wrong(f"{text!r} is no whole number")
        return int(text)
    if kind is ColumnKind.NUMBER:
        if not re.fullmatch(r"\d+(\.\d+)?", text):
            raise line.wrong(f"{text!r} is no number")
        return float(text)
    return text


def _day(line: Line, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise line.wrong(f"{text!r} is no day; write it as 2018-01-31") from None


def _expected(line: Line, cells: Mapping[str, str]) -> Expected:
    wanted = EXPECTED_OF_CONCERN if "state" in cells else EXPECTED
    if lacking := [name for name in wanted if name not in cells]:
        raise line.wrong(f"an expected duty needs the column {lacking[0]!r}")
    if unknown := set(cells) - {*wanted, *OPTIONAL}:
        raise line.wrong(f"there is no {sorted(unknown)[0]!r} in an expected duty")
    told = {name: _told(line, name, text) for name, text in cells.items()}
    subject = told.pop("child", None) or told.pop("worker", None) or ONE_CHILD
    return Expected(subject, told)


def _of_journey(line: Line, cells: Mapping[str, str]) -> Cells:
    """A spell, or who leads a child's case, as the manual expects it."""
    if unknown := set(cells) - set(OF_JOURNEY):
        raise line.wrong(f"there is no {sorted(unknown)[0]!r} in what journeys lay down")
    days = {
        name: _day(line, cells[name]) if cells[name] else None
        for name in ("started", "ended")
        if name in cells
    }
    return {"child": ONE_CHILD} | dict(cells) | days


def _measured(caption: Line, found: re.Match[str], line: Line, cells: Cells) -> Measured:
    """The figure of a measure, as the manual expects it: blank is what cannot be determined."""
    if unknown := set(cells) - set(OF_FIGURE):
        raise line.wrong(f"there is no {sorted(unknown)[0]!r} in the figure of a measure")
    try:
        told = {name: float(text) if text else None for name, text in cells.items()}
    except ValueError:
        raise line.wrong("the figure of a measure is a number") from None
    day, months = _day(caption, found[1]), int(found[2] or 12)
    return Measured(day, months, found[3] or "", found[4] or "", told)


def _told(line: Line, name: str, text: str) -> Any:
    if name in ("started", "due", "stopped", "lapsed", "since", "true from", "ended"):
        return _day(line, text) if text else None
    if name == "days over":
        return int(_value(ColumnKind.WHOLE, line, text or "0"))
    if name == "reason":
        return _value(ColumnKind.FLAG, line, text) if text else None
    if name == "state" and text not in STATES:
        raise line.wrong(f"{text!r} is no state; use one of: {', '.join(STATES)}")
    if name == "status" and text not in list(Status):
        raise line.wrong(f"{text!r} is no status; use one of: {', '.join(Status)}")
    if name == "why" and text and text.upper() not in Why.__members__:
        raise line.wrong(f"{text!r} is no doubt; use one of: {', '.join(Why.__members__).lower()}")
    return text or None
