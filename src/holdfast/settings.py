"""Every setting, declared once: the command line, the pages and the handbook read this list."""

import os
from dataclasses import dataclass
from pathlib import Path

from holdfast.errors import BadSetting


@dataclass(frozen=True)
class Setting:
    """A setting read from the environment: its name, default and what it does."""

    name: str
    default: str
    meaning: str

    def text(self) -> str:
        """The value as given, or the default."""
        return os.environ.get(self.name, "").strip() or self.default

    def path(self) -> Path:
        """The value as a path, ``~`` expanded."""
        return Path(self.text()).expanduser()

    def whole(self) -> int:
        """The value as a whole number of at least 1. Raises BadSetting otherwise."""
        if not self.text().isdigit() or int(self.text()) < 1:
            raise BadSetting(
                f"The setting {self.name} must be a whole number of at least 1.",
                f"Set it again, or unset it to use {self.default}.",
            )
        return int(self.text())


HOME = Setting("HOLDFAST_HOME", "~/.holdfast", "The folder that holds all data.")
KEEP_DAYS = Setting(
    "HOLDFAST_KEEP_DAYS", "400", "Days for which `snapshot prune` keeps old snapshots."
)
DUE_SOON = Setting(
    "HOLDFAST_DUE_SOON", "5", "Working days before a due date at which it is shown as due soon."
)
MEMORY = Setting("HOLDFAST_MEMORY", "4GB", "The most memory that the engine may use.")

SETTINGS = (HOME, KEEP_DAYS, DUE_SOON, MEMORY)
