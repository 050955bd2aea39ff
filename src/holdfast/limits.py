"""The most that is read of anything given to Holdfast, each limit with its reason.

A file is written by another system, or by somebody who means harm. None may take more than its
share of the machine: whole reads stay below 1 GB of memory and a minute. What is beyond a limit is
refused in words: a cell is emptied and kept, a row or a sheet is refused and counted, a file is
left out and named, and the rest is read. The numbers lie far above what a council holds: an
Annex A of 20,000 children has 250,000 cells and unpacks to 12 MB, and the largest census tells of
some 25,000 children. SECURITY.md prints this list (``make docs``).
"""

from dataclasses import dataclass

MB = 1_000_000


@dataclass(frozen=True)
class ReadLimit:
    """What is limited, the most of it that is read, in which unit, and why no more."""

    what: str
    most: int
    unit: str
    why: str

    def __str__(self) -> str:
        if self.unit == "bytes":
            return f"{self.most // MB:,} MB"
        return f"{self.most:,} {self.unit}"


CHILD_MEMORY = ReadLimit(
    "memory of the process that reads a workbook",
    768 * MB,
    "bytes",
    "its parser asks for all that a file claims to need, and ends its process where it gets none",
)
CHILD_SECONDS = ReadLimit(
    "time that one process reads a workbook", 50, "seconds", "20,000 children take one"
)
WORKBOOK_BYTES = ReadLimit(
    "size of a workbook", 100 * MB, "bytes", "eighty times that of 20,000 children"
)
UNPACKED_BYTES = ReadLimit(
    "size of a workbook once unpacked", 300 * MB, "bytes", "what can be parsed in the time"
)
UNPACKED_RATIO = ReadLimit(
    "how many times larger than packed a workbook may be, beyond 20 MB",
    100,
    "times",
    "lists pack to a tenth; only repetition packs to a hundredth",
)
RATIO_FROM = 20 * MB
SHEET_CELLS = ReadLimit(
    "cells of a workbook, each sheet from its first to its last that holds something",
    2_000_000,
    "cells",
    "each takes memory whether it holds anything or not; 20,000 children have 250,000",
)
SHEET_COLUMNS = ReadLimit("columns of a sheet", 16_384, "columns", "a spreadsheet has no more")
SHEETS = ReadLimit("sheets of a workbook", 200, "sheets", "each is searched for each list")
MERGED = ReadLimit("merged ranges of a sheet", 10_000, "ranges", "each is filled row by row")
LIST_BYTES = ReadLimit("size of a list as CSV", 100 * MB, "bytes", "it is held whole, as text")
LIST_ROWS = ReadLimit("rows of a list as CSV", 300_000, "rows", "six months of a county are 50,000")
COLUMNS = ReadLimit(
    "columns of a table or a list", 2_000, "columns", "the widest of the dataset has some fifty"
)
HEADING_LINE = ReadLimit(
    "length of the line of headings",
    1 << 20,
    "characters",
    "2,000 headings of 500 characters: what is longer is no line of headings",
)
CELL = ReadLimit(
    "length of a cell",
    100_000,
    "characters",
    "a spreadsheet holds 32,767; what is longer is a document, or a mark left open",
)
TABLE_BYTES = ReadLimit("size of a table as CSV", 300 * MB, "bytes", "two tables are held at once")
TABLE_ROWS = ReadLimit(
    "rows of a table", 2_000_000, "rows", "ten years of the largest council's visits are fewer"
)
TABLE_CELLS = ReadLimit(
    "cells of a table", 40_000_000, "cells", "an empty one takes memory too, in two tables"
)
UNFIT_ROWS = ReadLimit(
    "rows of a table that do not fit its headings",
    50_000,
    "rows",
    "so many mean that the file is written otherwise than it seems",
)
PARQUET_BYTES = ReadLimit(
    "size of a Parquet table once unpacked",
    300 * MB,
    "bytes",
    "one value repeated takes no room in the file, and its whole length in memory",
)
JSON_LENGTH = ReadLimit(
    "length of JSON in a cell", 20_000, "characters", "all factors with their words are 3,000"
)
JSON_DEPTH = ReadLimit("depth of JSON in a cell", 20, "levels", "the dataset's has two")
JSON_PIECES = ReadLimit("pieces of a JSON list in a cell", 500, "pieces", "there are 60 factors")
CENSUS_BYTES = ReadLimit(
    "size of a census file", 500 * MB, "bytes", "25,000 children are some 50 MB"
)
CENSUS_CHILDREN = ReadLimit(
    "children of a census file", 250_000, "children", "ten times the largest council"
)
CENSUS_ROWS = ReadLimit(
    "rows of a census file, of all its modules together", 5_000_000, "rows", "twenty for a child"
)
CENSUS_REFUSALS = ReadLimit(
    "parts of a census file that are no XML",
    10_000,
    "parts",
    "so many mean that the file is no census",
)
CENSUS_ODD = ReadLimit(
    "elements of a census file without a place, and values that are none",
    300_000,
    "of them",
    "twelve for each child of the largest council",
)
CENSUS_FINDINGS = ReadLimit(
    "findings of a census check",
    300_000,
    "findings",
    "twelve for each child of the largest council",
)
RETURN_CHILDREN = ReadLimit(
    "children of a looked-after return, both years",
    1_000_000,
    "children",
    "England has some 80,000 looked-after children",
)
RETURN_FINDINGS = ReadLimit(
    "findings of a check of the looked-after return",
    1_000_000,
    "findings",
    "a thousand for each child of an average council",
)
FINDINGS_HELD = ReadLimit(
    "findings of all checks that the pages hold at a time",
    600_000,
    "findings",
    "some 200 MB: the check looked at longest ago is let go first",
)
OWN_FILE = ReadLimit(
    "size of a file of the council's own words, rules or decisions",
    5 * MB,
    "bytes",
    "a person wrote it: a thousand lines are 0.1 MB",
)
PUBLISHED_FILE = ReadLimit(
    "size of a file of published figures",
    300 * MB,
    "bytes",
    "the largest data files of the national statistics of children have some 100 MB",
)
KEPT_FILE = ReadLimit(
    "size of a manifest, of the answers to queries, or of another such file of the data folder",
    64 * MB,
    "bytes",
    "a manifest is 0.1 MB, and ten years of answers some 10 MB",
)
BACKUP_RATIO = ReadLimit(
    "how many times larger than packed a backup may be, beyond 20 MB",
    100,
    "times",
    "what it holds is mostly packed already; only repetition packs to a hundredth",
)
BACKUP_MANIFEST = ReadLimit(
    "size of what a backup says of itself",
    64 * MB,
    "bytes",
    "a file takes 0.0002 MB of it, and a year of daily snapshots is 25,000 files",
)
BACKUP_NAME = ReadLimit(
    "length of what a backup says of one file's name",
    65_536,
    "characters",
    "no disk holds a name longer than 4,096",
)
ARCHIVE_FILES = ReadLimit("files in a zip", 200, "files", "the dataset has sixty tables")
ARCHIVE_RATIO = ReadLimit(
    "how many times the largest upload the files of a zip may be together",
    20,
    "times",
    "text packs to a tenth or less",
)

LIMITS = tuple(one for one in globals().values() if isinstance(one, ReadLimit))
