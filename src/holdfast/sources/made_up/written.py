"""What was written: a file, or a sheet of one, and how many rows it holds."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class WrittenFile:
    """A file and its number of rows, headings not counted; ``sheet`` where it has several."""

    path: Path
    rows: int
    sheet: str = ""
