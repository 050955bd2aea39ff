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

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from holdfast.clocks.clock import Clock
from holdfast.council_file import CouncilFile

FILE = "recording.toml"
SYSTEM = "system"
_NEEDED = ("since", "decided_on", "by")
_FIELDS = (*_NEEDED, "why")


@dataclass(frozen=True)
class RecordingDecision:
    """The council's decision that recording is good enough to be judged from a day on."""

    since: date
    decided_on: date
    by: str
    why: str = ""


@dataclass(frozen=True)
class GoodFrom:
    """What a council has decided: for the case system, for clocks, for single teams of a clock."""

    system: RecordingDecision | None = None
    clocks: Mapping[str, RecordingDecision] = field(default_factory=dict)
    teams: Mapping[str, Mapping[str, RecordingDecision]] = field(
        default_factory=dict
    )  # clock -> team

    def decision(self, clock: str, team: str | None = None) -> RecordingDecision | None:
        """The decision that holds for duties of a clock, in a team if one is named."""
        own = self.teams.get(clock, {}).get(team or "") or self.clocks.get(clock)
        told = [decision for decision in (own, self.system) if decision is not None]
        return max(told, key=lambda decision: decision.since, default=None)

    def day(self, clock: str, team: str | None = None) -> date | None:
        """The first day on which a duty may begin and be judged; None: any."""
        decided = self.decision(clock, team)
        return decided.since if decided else None

    def latest(self, clocks: Iterable[str]) -> date | None:
        """The day from which on all of some clocks are judged; None: any."""
        days = (self.day(key) for key in clocks)
        return max((day for day in days if day), default=None)

    def no_earlier(self, days: Mapping[str, date]) -> "GoodFrom":
        """The same, where duties of some clocks may not begin before a day of their own either."""
        clocks = dict(self.clocks)
        teams = {key: dict(own) for key, own in self.teams.items()}
        for key, day in days.items():
            least = RecordingDecision(
                day, day, "", "what is laid over the snapshot tells of no earlier day"
            )
            clocks[key] = max(clocks.get(key, least), least, key=lambda one: one.since)
            own = teams.get(key, {})
            teams |= {key: {t: max(d, least, key=lambda one: one.since) for t, d in own.items()}}
        return GoodFrom(self.system, clocks, {key: own for key, own in teams.items() if own})

    def __bool__(self) -> bool:
        return bool(self.system or self.clocks or self.teams)

    def marks(self) -> tuple[Any, ...]:
        """What changes with every day decided, in one order: for the fingerprint of duties."""
        clocks = sorted((key, decision.since) for key, decision in self.clocks.items())
        teams = sorted(
            (key, team, decision.since)
            for key, own in self.teams.items()
            for team, decision in own.items()
        )
        return (self.system.since if self.system else None, clocks, teams)


NOTHING_DECIDED = GoodFrom()


def read_good_from(clocks: Iterable[Clock], path: Path) -> GoodFrom:
    """What a council has decided; nothing where there is no file.

    Raises BadRules with the line and the reason, CannotRead when the file cannot be opened.
    """
    own = CouncilFile.find(path)
    return _decided(own, {clock.key for clock in clocks}) if own else NOTHING_DECIDED


def _decided(own: CouncilFile, known: Collection[str]) -> GoodFrom:
    given = own.parsed()
    system = given.pop(SYSTEM, None)
    clocks: dict[str, RecordingDecision] = {}
    teams: dict[str, dict[str, RecordingDecision]] = {}
    for key, held in given.items():
        if key not in known:
            own.refuse(f"there is no clock {key}", "See `holdfast clocks` for the keys.", key)
        words = own.section(held, key)
        by_team = own.section(words.pop("team", {}), key, "team")
        if by_team:
            teams[key] = {
                team: _decision(own, decided, key, "team", team)
                for team, decided in by_team.items()
            }
        if words or not by_team:
            clocks[key] = _decision(own, words, key)
    found = _decision(own, system, SYSTEM) if system is not None else None
    return GoodFrom(found, clocks, teams)


def _decision(own: CouncilFile, held: Any, *path: str) -> RecordingDecision:
    words = own.section(held, *path)
    own.known(words, _FIELDS, *path)
    for needed in _NEEDED:
        if words.get(needed) in (None, ""):
            own.refuse(f"[{'.'.join(path)}] does not say {needed}", _HOW[needed], *path)
    since, decided_on = (own.day(words[name], *path, name) for name in ("since", "decided_on"))
    by, why = (own.words(words.get(name, ""), *path, name) for name in ("by", "why"))
    return RecordingDecision(since, decided_on, by, why)


_HOW = {
    "since": "Write since = 2018-01-31, the first day from which recording can be judged.",
    "decided_on": "Write decided_on = 2018-01-31, the day on which it was decided.",
    "by": 'Write by = "Head of performance", who decided it.',
}
