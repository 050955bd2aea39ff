"""Every setting, declared once: the command line, the pages and the handbook read this list."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from holdfast.errors import BadSetting

_SIZE = re.compile(r"(\d{1,6}(?:\.\d{1,3})?) ?[KMGT]i?B", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Setting:
    """A setting read from the environment: its name, default, what it does, its largest number."""

    name: str
    default: str
    meaning: str
    most: int = 1_000_000

    def text(self) -> str:
        """The value as given, or the default. Raises BadSetting for what is not plain text."""
        value = os.environ.get(self.name, "").strip() or self.default
        if not value.isprintable():
            raise self._wrong("plain text, without control characters")
        return value

    def path(self) -> Path:
        """The value as a path, ``~`` expanded. Raises BadSetting."""
        try:
            return Path(self.text()).expanduser()
        except RuntimeError:  # nobody of that name has a home on this machine
            raise self._wrong("a path that exists on this machine") from None

    def whole(self) -> int:
        """The value as a whole number, from 1 to the most. Raises BadSetting otherwise."""
        text = self.text()
        fits = text.isascii() and text.isdigit() and len(text) <= len(str(self.most))
        if not fits or not 1 <= int(text) <= self.most:
            raise self._wrong(f"a whole number from 1 to {self.most}")
        return int(text)

    def size(self) -> str:
        """The value as an amount of memory, such as 4GB or 512 MB. Raises BadSetting otherwise."""
        found = _SIZE.fullmatch(self.text())
        if not found or float(found[1]) == 0:
            raise self._wrong("an amount of memory, such as 4GB or 512MB")
        return self.text()

    def _wrong(self, rule: str) -> BadSetting:
        back = f"use {self.default}" if self.default else "do without it"
        return BadSetting(
            f"The setting {self.name} must be {rule}.", f"Set it again, or unset it to {back}."
        )


HOME = Setting("HOLDFAST_HOME", "~/.holdfast", "The folder that holds all data.")
KEEP_DAYS = Setting(
    "HOLDFAST_KEEP_DAYS",
    "400",
    "Days for which `snapshot prune` keeps old snapshots.",
    most=36_500,
)
DUE_SOON = Setting(
    "HOLDFAST_DUE_SOON",
    "5",
    "Working days before a due date at which it is shown as due soon.",
    most=1_000,
)
MEMORY = Setting("HOLDFAST_MEMORY", "4GB", "The most memory that the engine may use.")
DATABASE = Setting(
    "HOLDFAST_DATABASE",
    "",
    "The PostgreSQL database that holds accounts, answers and the audit log, as "
    "postgresql://user:password@host/database; without it, a file in the data folder does.",
)
AUTHORITY = Setting(
    "HOLDFAST_AUTHORITY",
    "",
    "The council's code in published figures, as 916, or its name there: measures are held against "
    "its own past, its region and its statistical neighbours; without it, against England alone.",
)
CHROMIUM = Setting(
    "HOLDFAST_CHROMIUM",
    "",
    "The Chromium that prints packs as PDF, as a path; without it, the one that the machine finds.",
)
TRACEBACKS = Setting(
    "HOLDFAST_TRACEBACKS",
    "0",
    "1 shows developers where Holdfast failed and in what words. Never on children's data: those "
    "words may quote it.",
)

SETTINGS = (HOME, KEEP_DAYS, DUE_SOON, MEMORY, DATABASE, AUTHORITY, CHROMIUM, TRACEBACKS)
