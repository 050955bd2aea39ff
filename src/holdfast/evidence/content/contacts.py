"""How teams are reached when the systems are down, in ``contingency.toml``: no source has it.

    [council]
    out_of_hours = "Emergency duty team, 01234 500000"

    [team]
    "Saltmarsh assessment team" = "Duty desk, 01234 500100"

A team is named by its number or its name in the record. A file that is malformed is refused with
the line, so that nobody learns of it on the day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from holdfast.council_file import CouncilFile

FILE = "contingency.toml"


@dataclass(frozen=True)
class TeamContacts:
    """How the council is reached outside hours, and each team by its number or name."""

    out_of_hours: str = ""
    teams: Mapping[str, str] = field(default_factory=dict)


def read_contacts(home: Path) -> TeamContacts:
    """What the council says; nothing where there is no file. Raises BadRules, CannotRead."""
    found = CouncilFile.find(home / FILE, "file of contacts")
    if found is None:
        return TeamContacts()
    held = found.parsed()
    found.known(held, ("council", "team"))
    council = found.section(held.get("council", {}), "council")
    found.known(council, ("out_of_hours",), "council")
    teams = found.section(held.get("team", {}), "team")
    return TeamContacts(
        found.words(council.get("out_of_hours", ""), "council", "out_of_hours"),
        {name: found.words(said, "team", name) for name, said in teams.items()},
    )
