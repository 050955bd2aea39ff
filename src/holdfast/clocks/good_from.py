"""From which day on the recording of a step is good enough to be judged.

Before a council's go-live, or before workers took to a form, a step that was taken is often not
in the record. A duty that began then cannot be determined. The council decides the day, dates
its decision, and writes both into ``recording.toml`` in the data folder:

    [system]                      # a change of case system or a go-live: it counts for all clocks
    since = 2016-04-01
    decided_on = 2018-01-15
    by = "Head of performance"
    why = "Visits were not brought over from the old system"

    [cp_visit]                    # one clock; the later of this and the system's day holds
    since = 2017-01-01
    decided_on = 2018-01-15
    by = "Head of performance"

    [cp_visit.team.T12]           # one team, for which this stands before the clock's own
    since = 2017-06-01
    decided_on = 2018-01-15
    by = "Head of performance"

A bad file is refused whole, with the line and the reason.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from holdfast.clocks.clock import Clock
from holdfast.errors import BadRules, CannotRead

FILE = "recording.toml"
SYSTEM = "system"
_NEEDED = ("since", "decided_on", "by")
_FIELDS = (*_NEEDED, "why")


@dataclass(frozen=True)
class Decision:
    """The council's decision that recording is good enough to be judged from a day on."""

    since: date
    decided_on: date
    by: str
    why: str = ""


@dataclass(frozen=True)
class GoodFrom:
    """What a council has decided: for the case system, for clocks, for single teams of a clock."""

    system: Decision | None = None
    clocks: Mapping[str, Decision] = field(default_factory=dict)
    teams: Mapping[str, Mapping[str, Decision]] = field(default_factory=dict)  # clock -> team

    def decision(self, clock: str, team: str | None = None) -> Decision | None:
        """The decision that holds for duties of a clock, in a team if one is named."""
        own = self.teams.get(clock, {}).get(team or "") or self.clocks.get(clock)
        told = [one for one in (own, self.system) if one is not None]
        return max(told, key=lambda one: one.since, default=None)

    def day(self, clock: str, team: str | None = None) -> date | None:
        """The first day on which a duty may begin and be judged; None: any."""
        decided = self.decision(clock, team)
        return decided.since if decided else None

    def latest(self, clocks: Iterable[str]) -> date | None:
        """The day from which on all of some clocks are judged; None: any."""
        days = (self.day(key) for key in clocks)
        return max((day for day in days if day), default=None)

    def __bool__(self) -> bool:
        return bool(self.system or self.clocks or self.teams)

    def marks(self) -> tuple[Any, ...]:
        """What changes with every day decided, in one order: for the fingerprint of duties."""
        clocks = sorted((key, one.since) for key, one in self.clocks.items())
        teams = sorted(
            (key, team, one.since) for key, own in self.teams.items() for team, one in own.items()
        )
        return (self.system.since if self.system else None, clocks, teams)


NOTHING_DECIDED = GoodFrom()


def read_good_from(clocks: Iterable[Clock], path: Path) -> GoodFrom:
    """What a council has decided; nothing where there is no file.

    Raises BadRules with the line and the reason, CannotRead when the file cannot be opened.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return NOTHING_DECIDED
    except (OSError, UnicodeDecodeError) as fault:
        reason = "is not UTF-8 text" if isinstance(fault, UnicodeDecodeError) else "cannot be read"
        raise CannotRead(
            f"The file {path.name} {reason}.", "Save it again as UTF-8 text."
        ) from None
    return _Reader({clock.key for clock in clocks}, path.name, text).read()


class _Reader:
    """Reads one file of decisions, knowing at each step the line it is on."""

    def __init__(self, clocks: set[str], name: str, text: str) -> None:
        self.clocks, self.name, self.text = clocks, name, text

    def read(self) -> GoodFrom:
        given = self._parsed()
        system = given.pop(SYSTEM, None)
        clocks: dict[str, Decision] = {}
        teams: dict[str, dict[str, Decision]] = {}
        for key, told in given.items():
            if key not in self.clocks:
                self._refuse(f"there is no clock {key}", "See `holdfast clocks` for the keys.", key)
            words = self._section(told, key)
            own = self._section(words.pop("team", {}), f"{key}.team")
            if own:
                teams[key] = {
                    team: self._decision(one, f"{key}.team.{team}") for team, one in own.items()
                }
            if words or not own:
                clocks[key] = self._decision(words, key)
        found = self._decision(system, SYSTEM) if system is not None else None
        return GoodFrom(found, clocks, teams)

    def _parsed(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as fault:
            raise BadRules(
                f"The file {self.name} is not valid TOML: {fault}.",
                "Correct that line; nothing of the file was used.",
            ) from None

    def _section(self, given: Any, section: str) -> dict[str, Any]:
        if not isinstance(given, dict):
            last = section.rpartition(".")[2]
            self._refuse(
                f"{section} must be a section", f"Write [{section}] above its lines.", key=last
            )
        return dict(given)

    def _decision(self, given: Any, section: str) -> Decision:
        words = self._section(given, section)
        for unknown in set(words) - set(_FIELDS):
            self._refuse(
                f"[{section}] says {unknown}", f"Use {', '.join(_FIELDS)}.", section, unknown
            )
        for needed in _NEEDED:
            if words.get(needed) in (None, ""):
                self._refuse(f"[{section}] does not say {needed}", _HOW[needed], section)
        since, decided_on = (self._day(words, name, section) for name in ("since", "decided_on"))
        by, why = (self._text(words, name, section) for name in ("by", "why"))
        return Decision(since, decided_on, by, why)

    def _day(self, words: Mapping[str, Any], name: str, section: str) -> date:
        given = words[name]
        if isinstance(given, str):
            try:
                given = date.fromisoformat(given.strip())
            except ValueError:
                given = None
        if not isinstance(given, date) or isinstance(given, datetime):
            why = f"{name} is no day"
            self._refuse(why, "Write it as year-month-day: 2018-01-31.", section, name)
        found: date = given
        return found

    def _text(self, words: Mapping[str, Any], name: str, section: str) -> str:
        given = words.get(name, "")
        if not isinstance(given, str):
            self._refuse(f"{name} is no text", "Write it in quotation marks.", section, name)
        return str(given).strip()

    def _refuse(self, why: str, next_step: str, section: str = "", key: str = "") -> None:
        raise BadRules(
            f"The file {self.name} is refused at line {self._line(section, key)}: {why}.",
            f"{next_step} Nothing of the file was used.",
        )

    def _line(self, section: str, key: str) -> int:
        """The line of a section's heading, or of a key in it; of the first line if neither."""
        parts = (rf"\"?{re.escape(part)}\"?" for part in section.split("."))
        whole = r"\s*\.\s*".join(parts)
        heading = re.compile(rf"^\s*\[\s*{whole}\s*[\].]")
        named = re.compile(rf"^\s*\"?{re.escape(key)}\"?\s*[=.]") if key else None
        headed = 0
        for number, line in enumerate(self.text.splitlines(), start=1):
            if section and heading.match(line):
                headed = headed or number
            if named and (headed or not section) and named.match(line):
                return number
        return headed or 1


_HOW = {
    "since": "Write since = 2018-01-31, the first day from which recording can be judged.",
    "decided_on": "Write decided_on = 2018-01-31, the day on which it was decided.",
    "by": 'Write by = "Head of performance", who decided it.',
}
