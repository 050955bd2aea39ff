"""A TOML file that a council writes for itself: read whole, or refused whole, with the line.

What each file may say is its own reader's matter. Here is what they share: the text, the line on
which a thing is written, the types a value may have, and the sentence in which it is refused.
"""

import re
import tomllib
from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from holdfast.errors import BadRules, CannotRead
from holdfast.limits import OWN_FILE
from holdfast.ordinary_file import refuse_odd_file

_PART = r"(?:\"(?:[^\"\\]|\\.)*\"|'[^']*'|[A-Za-z0-9_-]+)"
_KEY = re.compile(rf"\s*({_PART}(?:\s*\.\s*{_PART})*)\s*=")
_UNUSED = "Nothing of the file was used."


class CouncilFile:
    """The text of one file, with the words for what is wrong in it.

    ``kind`` is what the file is called before its name: "vocabulary file". A path (``*path``) is
    every part of a key from the top down: ``"team", "T12", "cp_visit"`` for the ``cp_visit`` of
    ``[team.T12]``.
    """

    def __init__(self, text: str, name: str, kind: str = "file") -> None:
        self.text = text
        self.name = name
        self.kind = kind

    @classmethod
    def find(cls, path: Path, kind: str = "file") -> "CouncilFile | None":
        """The file; None where there is none.

        Raises CannotRead where it cannot be opened, or is not UTF-8.
        """
        try:
            refuse_odd_file(path, OWN_FILE)
            return cls(path.read_text(encoding="utf-8-sig"), path.name, kind)
        except FileNotFoundError:
            return None
        except UnicodeDecodeError:
            why, next_step = "is not UTF-8 text", "Save it again as UTF-8 text."
        except OSError:
            why, next_step = "cannot be read", "See that it is a file, and who may read it."
        raise CannotRead(f"The {kind} {path.name} {why}.", next_step)

    @classmethod
    def read(cls, path: Path, kind: str = "file") -> "CouncilFile":
        """The file. Raises CannotRead where there is none, or as ``find`` does."""
        found = cls.find(path, kind)
        if found is None:
            raise CannotRead(
                f"The {kind} {path.name} is missing.", "See how its name and folder are written."
            )
        return found

    def parsed(self) -> dict[str, Any]:
        """What the file says, as tomllib gives it. Raises BadRules where it is not TOML."""
        try:
            return tomllib.loads(self.text)
        except RecursionError:
            why = "it holds lists or tables in one another, too deep to be read"
        # Besides TOMLDecodeError: a number of more digits than Python will read.
        except ValueError as fault:
            why = str(fault)
        raise BadRules(
            f"The {self.kind} {self.name} is not valid TOML: {why}.",
            "Correct that line; nothing of the file was used.",
        )

    def refuse(self, why: str, next_step: str, *path: str) -> NoReturn:
        """Raise BadRules: what is wrong, on which line, and what to do about it."""
        raise BadRules(
            f"The {self.kind} {self.name} is refused at line {self.line(*path)}: {why}.",
            f"{next_step} {_UNUSED}",
        )

    def section(self, held: Any, *path: str) -> dict[str, Any]:
        """A section's lines, to be changed freely. Raises BadRules where it is a mere value."""
        if not isinstance(held, dict):
            name = ".".join(path)
            self.refuse(f"{name} must be a section", f"Write [{name}] above its lines.", *path)
        return dict(held)

    def known(
        self, held: Collection[str], allowed: Collection[str], *path: str, next_step: str = ""
    ) -> None:
        """Raise BadRules at the first key of a section, or section of the file, not allowed."""
        for key in held:
            if key not in allowed:
                where = f"no {key} in [{'.'.join(path)}]" if path else f"no section [{key}]"
                use = next_step or f"Use {', '.join(allowed)}."
                self.refuse(f"there is {where}", use, *path, key)

    def day(self, held: Any, *path: str) -> date:
        """A day, as TOML writes it or in quotation marks. Raises BadRules."""
        if isinstance(held, str):
            try:
                held = date.fromisoformat(held.strip())
            except ValueError:
                held = None
        if not isinstance(held, date) or isinstance(held, datetime):
            why = f"{path[-1]} must be a day"
            self.refuse(why, "Write it as year-month-day: 2018-01-31.", *path)
        return held

    def words(self, held: Any, *path: str) -> str:
        """Text, without the spaces around it. Raises BadRules."""
        if not isinstance(held, str):
            self.refuse(f"{path[-1]} must be text", "Write it in quotation marks.", *path)
        return held.strip()

    def line(self, *path: str) -> int:
        """The line on which a path is first written, or else the nearest part above it.

        The first line where none of it is. Counts from 1.
        """
        places = _places(self.text)
        for length in range(len(path), 0, -1):
            for number, written in places:
                if written[:length] == path[:length]:
                    return number
        return 1


def heading(line: str) -> tuple[str, ...]:
    """The parts of the name in a section's heading; none where the line is no heading."""
    return _parts(line) if line.lstrip().startswith("[") else ()


def key(line: str) -> tuple[str, ...]:
    """The parts of the key at the beginning of a line; none where there is no key."""
    found = _KEY.match(line)
    return _parts(f"{found.group(1)} = 1") if found else ()


def _places(text: str) -> list[tuple[int, tuple[str, ...]]]:
    """Every heading and key of a file by its whole path, with its line."""
    found: list[tuple[int, tuple[str, ...]]] = []
    section: tuple[str, ...] = ()
    # Not splitlines: it parts at characters that end no line of TOML.
    for number, line in enumerate(text.split("\n"), start=1):
        if headed := heading(line):
            section = headed
            found.append((number, section))
        elif parts := key(line):
            found.append((number, section + parts))
    return found


def _parts(line: str) -> tuple[str, ...]:
    """The path that one line of TOML writes; none where it cannot stand alone."""
    try:
        held: Any = tomllib.loads(line)
    except (ValueError, RecursionError):
        return ()
    found: list[str] = []
    while isinstance(held, dict) and held:
        name, held = next(iter(held.items()))
        found.append(name)
    return tuple(found)
