"""A council's own list of one clock, as a person exported it: whom it names, and what it says.

A CSV file in any encoding and with any separator that spreadsheets write, with a title above
the headings or none. One column names the child; days and a word for how it stands may follow.
What cannot be read is kept and counted, and no message holds anything of a row.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from holdfast.errors import CannotRead
from holdfast.query.due import STATUSES
from holdfast.sources.days.reading_days import read_day
from holdfast.sources.separated_file import lines_of
from holdfast.sources.text import clean

# So far down is looked for the line of headings, below a title or the day of the report.
_DEEPEST_HEADING = 20

# Headings as people write them, letters and figures only.
CHILD = frozenset({
    "child", "childid", "childno", "childnumber", "childref", "childreference", "childidentifier",
    "childuniqueid", "childsuniqueid", "childsid", "childssystemid", "lachildid", "person",
    "personid", "personno", "personnumber", "personref", "personreference", "personidentifier",
    "perspersonid", "legacyid", "perslegacyid", "clientid", "clientno", "clientnumber",
    "systemid", "systemnumber", "mosaicid", "lcsid", "icsid", "eclipseid", "id",
})  # fmt: skip
DAYS = {
    "due": frozenset({
        "due", "duedate", "dateddue", "datedue", "dueday", "dueby", "duebydate", "nextdue",
        "nextduedate", "deadline", "targetdate", "target", "visitdue", "reviewdue",
        "dateofnextvisit", "dateofnextreview", "nextvisitdue", "nextreviewdue",
    }),
    "started": frozenset({
        "started", "start", "startdate", "startday", "datestarted", "from", "clockstart",
        "countedfrom", "lastvisit", "lastvisitdate", "dateoflastvisit", "lastreview",
        "dateoflaststatutoryvisit", "lastreviewdate", "dateoflastreview",
    }),
    "stopped": frozenset({
        "stopped", "done", "donedate", "dateddone", "datedone", "completed", "completeddate",
        "datecompleted", "completiondate", "completedon", "enddate", "ended", "stopdate",
    }),
}  # fmt: skip
STATUS = frozenset({
    "status", "overdue", "rag", "ragstatus", "duestatus", "timeliness", "compliance", "isoverdue",
})  # fmt: skip

_NOT_OVERDUE = ("due-soon", "running", "met", "late", "lapsed")
# What a word for how a duty stands means, in the words of ``STATUSES``.
_WORDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("overdue", "over due", "red", "outstanding", "out of timescale", "yes", "y"), ("overdue",)
    ),
    **dict.fromkeys(("due soon", "amber", "nearly due"), ("due-soon",)),
    **dict.fromkeys(("running", "in progress", "not yet due"), ("running", "due-soon")),
    "open": ("open",),
    **dict.fromkeys(("met", "in time", "completed in time", "done in time"), ("met",)),
    **dict.fromkeys(("completed late", "done late"), ("late",)),
    **dict.fromkeys(("completed", "complete", "done"), ("met", "late")),
    **dict.fromkeys(
        ("not overdue", "no", "n", "green", "in timescale", "within timescale", "up to date", "ok"),
        _NOT_OVERDUE,
    ),
    **dict.fromkeys(("not needed", "not required", "n/a"), ("lapsed",)),
}
_NOBODY = frozenset(
    {"", "-", "-1", "0", "n/a", "na", "none", "null", "unknown", "not known", "tbc"}
)
_SHORTENED = re.compile(r"\d(?:\.\d+)?e\+?\d+")
_BY_SLASHES = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}\b.*")


@dataclass(frozen=True)
class ListedChild:
    """One row: its line, the child's number as written, its days, and how it is said to stand.

    ``statuses`` are words of ``measures.due.STATUSES``; none where the row says nothing known.
    """

    line: int
    child: str
    started: date | None = None
    due: date | None = None
    stopped: date | None = None
    statuses: tuple[str, ...] = ()

    def claims(self, status: str, day: date) -> bool:
        """Whether it says that the duty stands so on a day; a list that says nothing does."""
        wanted = set(STATUSES[status])
        if self.statuses:
            return any(wanted & set(STATUSES[word]) for word in self.statuses)
        done = self.stopped is not None and self.stopped <= day
        return not (done and wanted <= set(STATUSES["open"]))


@dataclass(frozen=True)
class CouncilList:
    """A list as it was read: ``given`` rows are those read, repeated and without a child."""

    rows: tuple[ListedChild, ...]
    headings: Mapping[str, str]
    given: int
    repeated: int
    without_child: int
    shortened: int
    notes: tuple[str, ...]

    def told(self) -> dict[str, object]:
        """What became of its rows, for machines."""
        return {
            "given": self.given,
            "read": len(self.rows),
            "repeated": self.repeated,
            "without_child": self.without_child,
            "shortened": self.shortened,
            "columns": dict(self.headings),
            "notes": list(self.notes),
        }


def read_list(path: Path, as_at: date, child_column: str = "", name: str = "") -> CouncilList:
    """Read a list. ``name`` is what it is called to people. Raises CannotRead."""
    called = name or path.name
    lines = lines_of(path, called, "list")
    filled = [(number, cells) for number, cells in lines if any(cell.strip() for cell in cells)]
    if not filled:
        raise CannotRead(f"{called} is empty.", "Export the list again, with its headings.")
    at, columns = _headings(filled, called, child_column)
    body = filled[at + 1 :]
    if not body:
        raise CannotRead(
            f"{called} has headings and no rows.",
            "A list on which nobody stands need not be compared; check the export.",
        )
    return _read(columns, filled[at][1], body, as_at)


Columns = Mapping[str, int]  # what a column is for -> its place


def _headings(
    filled: Sequence[tuple[int, list[str]]], called: str, child_column: str
) -> tuple[int, Columns]:
    """Which line holds the headings, and what each column is for. Raises CannotRead."""
    wanted = frozenset({_plain(child_column)}) if child_column else CHILD
    for at, (_, cells) in enumerate(filled[:_DEEPEST_HEADING]):
        plain = [_plain(cell) for cell in cells]
        # "id" alone is the last that is taken for the child's.
        found = sorted(
            (i for i, c in enumerate(plain) if c in wanted), key=lambda i: plain[i] == "id"
        )
        if not found:
            continue
        columns = {"child": found[0]}
        for purpose, known in {**DAYS, "status": STATUS}.items():
            place = next((i for i, c in enumerate(plain) if c in known and i != found[0]), None)
            if place is not None:
                columns[purpose] = place
        return at, columns
    if child_column:
        raise CannotRead(
            f"{called} has no column of the name given for the child.",
            "Give --child-column the heading as it stands in the file.",
        )
    raise CannotRead(
        f"{called} has no column that is known to hold the child’s number.",
        "Call it Child ID, or say which it is with --child-column.",
    )


def _plain(heading: str) -> str:
    return re.sub(r"[^a-z0-9]", "", clean(heading))


def _read(
    columns: Columns, headings: Sequence[str], body: Iterable[tuple[int, list[str]]], as_at: date
) -> CouncilList:
    given = list(body)
    notes: list[str] = []
    days = {purpose: _days(given, columns, purpose, as_at, notes) for purpose in DAYS}
    rows: dict[tuple[object, ...], ListedChild] = {}
    met: Counter[str] = Counter()
    for at, (line, cells) in enumerate(given):
        number = _number(_cell(cells, columns["child"]))
        if clean(number) in _NOBODY:
            met["without"] += 1
        elif _SHORTENED.fullmatch(clean(number)):
            met["shortened"] += 1
        else:
            started, due, stopped = (days[purpose][at] for purpose in ("started", "due", "stopped"))
            row = ListedChild(line, number, started, due, stopped, _statuses(cells, columns, met))
            same = (number.upper(), row.started, row.due, row.stopped, row.statuses)
            met["repeated"] += same in rows
            rows.setdefault(same, row)
    notes += [words.format(met[what]) for what, words in _COUNTED.items() if met[what]]
    named = {purpose: headings[place].strip() for purpose, place in columns.items()}
    return CouncilList(
        tuple(rows.values()), named, len(given), met["repeated"], met["without"], met["shortened"],
        tuple(notes),
    )  # fmt: skip


_COUNTED = {
    "unclear": (
        "Rows whose word for how the duty stands is not known here, and which are taken as the "
        "list as a whole is: {}."
    ),
    "without": "Rows that name no child: {}.",
    "shortened": (
        "Rows whose number a spreadsheet has shortened (as 1.2E+11), so that whose it was cannot "
        "be determined: {}. Export the list with the numbers as text."
    ),
    "repeated": "Rows that say again what an earlier one says: {}.",
}


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


def _number(text: str) -> str:
    """A child's number without what a spreadsheet added to it."""
    return re.sub(r"^=?\"?'?|\"$", "", re.sub(r"(?<=\d)\.0+$", "", text)).strip()


def _statuses(cells: Sequence[str], columns: Columns, met: Counter[str]) -> tuple[str, ...]:
    word = clean(_cell(cells, columns["status"])) if "status" in columns else ""
    if word and word not in _WORDS:
        met["unclear"] += 1
    return _WORDS.get(word, ())


def _days(
    given: Sequence[tuple[int, list[str]]],
    columns: Columns,
    purpose: str,
    as_at: date,
    notes: list[str],
) -> list[date | None]:
    """The days of a column, row by row. What cannot be read is counted among the notes.

    A column in which a day can only be month-first is not read at all: half of it would be
    another day than was meant.
    """
    if purpose not in columns:
        return [None] * len(given)
    texts = [_cell(cells, columns[purpose]) for _, cells in given]
    pairs = [(int(m[1]), int(m[2])) for text in texts if (m := _BY_SLASHES.fullmatch(text))]
    swapped = any(second > 12 for _, second in pairs)
    if swapped and all(first <= 12 and second <= 31 for first, second in pairs):
        notes.append(f"The days of the column “{purpose}” are written month first: not read.")
        return [None] * len(given)
    found = [read_day(text, as_at) if text else None for text in texts]
    lost = sum(one is not None and bool(one.trouble) for one in found)
    if lost:
        notes.append(f"Days of the column “{purpose}” that cannot be read, left out: {lost}.")
    return [one.value if one and isinstance(one.value, date) else None for one in found]
