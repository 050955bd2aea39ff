"""Reasons given to queries, kept from one year to the next.

DfE takes a query back when a reason stands beside it. The same child is often asked about again
next year: as long as the facts of the row stand, the reason is shown with the query. They lie in
the data folder, one line each, and are only ever added to. A line holds no child's number: the
mark of a finding, which only the data can make again, stands in its place.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from holdfast.errors import BadSetting, CannotRead
from holdfast.record.durable import OWNER_ONLY, make_folder

FILE = "answers.jsonl"
LONGEST = 500


@dataclass(frozen=True)
class Answer:
    """The reason given to a query in the census of a year: who gave it and when (ISO)."""

    code: str
    mark: str
    year: int
    reason: str
    who: str
    at: str


class Answers:
    """The answers in a data folder."""

    def __init__(self, home: Path) -> None:
        self._file = home / "returns" / "cin_census" / FILE

    def give(self, answer: Answer) -> None:
        """Keep an answer; a later one to the same query takes its place. Raises BadSetting."""
        if not 0 < len(answer.reason.strip()) <= LONGEST:
            raise BadSetting(
                f"A reason must have between 1 and {LONGEST} characters.", "Say it again, shorter."
            )
        make_folder(self._file.parent)
        handle = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, OWNER_ONLY & 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(answer), ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def all(self) -> Mapping[tuple[str, str], Answer]:
        """The latest answer to each query, by code and mark. Raises CannotRead."""
        if not self._file.exists():
            return {}
        found: dict[tuple[str, str], Answer] = {}
        for number, line in enumerate(self._file.read_text(encoding="utf-8").splitlines(), 1):
            try:
                one = Answer(**json.loads(line))
            except (ValueError, TypeError):
                raise CannotRead(
                    f"Line {number} of the file of answers to queries cannot be read.",
                    "Restore the file from a backup, or take that line out.",
                ) from None
            found[one.code, one.mark] = one
        return found
