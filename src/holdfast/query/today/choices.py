"""What the council has chosen about the pages of the day: ``today.toml`` in the data folder.

    set_by = "the director, after the heads of service met"
    set_on = 2026-04-02

    [days]
    left_undone = 183
    decisions = 28
    silence = 183

Everything may be left out; the defaults are those of ``Choices``. Nothing here ranks children.
"""

from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

from holdfast.council_file import CouncilFile

FILE = "today.toml"
LONGEST = 3_660


@dataclass(frozen=True)
class Choices:
    """Stated policy choices: after how many calendar days something is asked for in another way.

    ``left_undone``  a step overdue for longer is no longer asked for one by one
    ``decisions``    a decision or an action overdue for longer is not asked for by name
    ``silence``      a case in the name of somebody who left, with nothing purposeful recorded for
                     so long, is open on paper
    ``set_by`` and ``set_on`` say who chose, and when; empty and None for Holdfast's own defaults.
    """

    left_undone: int = 183
    decisions: int = 28
    silence: int = 183
    set_by: str = ""
    set_on: date | None = None


_DAYS = tuple(field.name for field in fields(Choices) if field.type == "int" or field.type is int)


def read_choices(home: Path) -> Choices:
    """The choices of a data folder. Raises BadRules with the line and the reason, CannotRead."""
    file = CouncilFile.find(home / FILE, "file of choices")
    if file is None:
        return Choices()
    held = file.parsed()
    file.known(held, ("set_by", "set_on", "days"))
    days = file.section(held.get("days", {}), "days")
    file.known(days, _DAYS, "days")
    for name, number in days.items():
        if type(number) is not int or not 1 <= number <= LONGEST:
            file.refuse(
                f"{name} must be a whole number of days from 1 to {LONGEST:,}",
                "Write the number without quotation marks.",
                "days",
                name,
            )
    set_by = file.words(held["set_by"], "set_by") if "set_by" in held else ""
    set_on = file.day(held["set_on"], "set_on") if "set_on" in held else None
    return replace(Choices(**days), set_by=set_by, set_on=set_on)
