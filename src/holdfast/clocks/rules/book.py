"""The rule book: every clock with the limits that hold in one council.

Law and guidance come from the declarations. Local limits come from one TOML file that the
council edits; the nearest wins: the child's own plan, then the team, then the authority,
then the shipped example. A bad file is refused whole, with the line and the reason.

    [authority]
    cp_visit = "10 working days"

    [team.T12]
    cin_visit = { limit = "15 working days", counts_start_day = true }

Where a rule is in force only from a day that the council names, the day stands there too:

    [in_force]
    fgdm_offer = 2027-04-01

A council that joined early help and section 17 in one service says since when:

    [family_help]
    since = 2026-09-01
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from holdfast.clocks.clock import Clock, ClockRule, commenced
from holdfast.clocks.family_help import in_family_help
from holdfast.clocks.rules.good_from import FILE, NOTHING_DECIDED, GoodFrom, read_good_from
from holdfast.council_file import CouncilFile
from holdfast.law import Citation, Standing
from holdfast.periods import WorkingDays, parse_limit

LOCAL_RULES = "local_rules.toml"
AUTHORITY = Citation("Local practice standard", "authority", "set by the council", Standing.READ)
TEAM = Citation("Local practice standard", "team", "set by the team", Standing.READ)
PLAN = Citation("The child's own plan", "", "agreed for this child", Standing.READ)


@dataclass(frozen=True)
class Ruling:
    """One rule in force: its name in duties, what it says, and its place in ``clock.rules``."""

    name: str
    rule: ClockRule


@dataclass(frozen=True)
class Book:
    """The clocks of one council, with its own limits by authority and by team."""

    clocks: tuple[Clock, ...]
    authority: Mapping[str, ClockRule] = field(default_factory=dict)
    teams: Mapping[str, Mapping[str, ClockRule]] = field(
        default_factory=dict
    )  # clock -> team -> rule
    family_help: date | None = None  # since when early help and section 17 are one service
    good_from: GoodFrom = NOTHING_DECIDED

    def clock(self, key: str) -> Clock | None:
        """The clock of that key, if there is one."""
        return next((clock for clock in self.clocks if clock.key == key), None)

    def of(self, clocks: Iterable[Clock]) -> "Book":
        """The book of these clocks alone: as the council has them, with their limits."""
        keys = {clock.key for clock in clocks}
        return replace(
            self,
            clocks=tuple(clock for clock in self.clocks if clock.key in keys),
            authority={key: rule for key, rule in self.authority.items() if key in keys},
            teams={key: rules for key, rules in self.teams.items() if key in keys},
        )

    def rulings(self, clock: Clock) -> tuple[Ruling, ...]:
        """The authority's rulings for a clock, oldest first."""
        if clock.key in self.authority:
            return (Ruling(f"{clock.key}/authority", self.authority[clock.key]),)
        return tuple(Ruling(_named(clock, rule), rule) for rule in clock.rules)

    def team_ruling(self, clock: Clock, team: str | None) -> Ruling | None:
        """The ruling of a team for a clock, if it set one."""
        rule = self.teams.get(clock.key, {}).get(team or "")
        return Ruling(f"{clock.key}/team/{team}", rule) if rule else None

    def by_team(self, clock: Clock) -> bool:
        """Whether it matters which team held the child when a duty of the clock began."""
        return bool(self.teams.get(clock.key) or self.good_from.teams.get(clock.key))

    def plan_ruling(self, clock: Clock, working_days: int) -> Ruling:
        """The ruling of a child's own plan."""
        name = f"{clock.key}/plan/{working_days}"
        return Ruling(name, ClockRule(WorkingDays(working_days), PLAN))

    def in_force(self, clock: Clock, started: date) -> Ruling | None:
        """The authority's ruling for a duty that started on a day; None before the first."""
        held = (r for r in self.rulings(clock) if r.rule.since is None or r.rule.since <= started)
        return max(held, key=lambda r: r.rule.since or date.min, default=None)

    def named(self, name: str) -> Ruling | None:
        """The ruling of a duty, by the name that the duty carries."""
        parts = name.split("/")
        clock = self.clock(parts[0])
        if clock is None:
            return None
        if len(parts) == 3 and parts[1] == "plan":
            return self.plan_ruling(clock, int(parts[2]))
        if len(parts) == 3 and parts[1] == "team":
            return self.team_ruling(clock, parts[2])
        return next((r for r in self.rulings(clock) if r.name == name), None)


def _named(clock: Clock, rule: ClockRule) -> str:
    return f"{clock.key}/{rule.since.isoformat()}" if rule.since else clock.key


def read_book(
    clocks: Iterable[Clock], path: Path | None, others: Iterable[Clock] | None = None
) -> Book:
    """The rule book with the council's own file, or the shipped limits when there is none.

    ``others`` are clocks whose limits may stand in the file too, and are no part of the book.
    Raises BadRules with the line and the reason, CannotRead when the file cannot be opened.
    """
    clocks = tuple(clocks)
    if path is None:
        return Book(clocks)
    known = (*clocks, *(others or ()))
    return _Reader(known, CouncilFile.read(path, "local rules file")).book().of(clocks)


def council_book(
    clocks: Iterable[Clock], home: Path, others: Iterable[Clock] | None = None
) -> Book:
    """The rule book of a data folder: its local limits, and since when recording is judged.

    ``others`` are as ``read_book`` has them. Raises BadRules with the line and the reason,
    CannotRead when a file cannot be opened.
    """
    clocks, own = tuple(clocks), home / LOCAL_RULES
    book = read_book(clocks, own if own.exists() else None, others)
    return replace(book, good_from=read_good_from(clocks, home / FILE))


def presets(clocks: Iterable[Clock]) -> str:
    """The shipped limits of every local clock as a file that a council can save and edit."""
    lines = [
        "# The council's own limits. The nearest wins: the child's own plan, then the team, then",
        "# the authority. Units: working days, calendar days, weeks, months, hours.",
        "",
        "[authority]",
    ]
    clocks = tuple(clocks)
    for clock in clocks:
        if clock.local and clock.first_in is None:
            limit = clock.rules[-1].limit
            none = f"# {clock.key}: no limit is set"
            lines += [f"# {clock.title}", f'{clock.key} = "{limit}"' if limit else none]
    lines += ["", "# [team.T12]", '# cin_visit = "15 working days"', ""]
    lines += ["# [in_force]", *(f"# {c.key} = 2027-04-01" for c in clocks if c.first_in), ""]
    lines += ["# [family_help]", "# since = 2026-09-01", ""]
    return "\n".join(lines)


_SECTIONS = ("authority", "team", "in_force", "family_help")
_KEYS = "See `holdfast clocks` for the keys."


class _Reader:
    """Reads one file of local limits against the clocks that there are."""

    def __init__(self, clocks: tuple[Clock, ...], own: CouncilFile) -> None:
        self.clocks = {clock.key: clock for clock in clocks}
        self.own = own

    def book(self) -> Book:
        given = self.own.parsed()
        use = "Use [authority], [team.X], [in_force] or [family_help]."
        self.own.known(given, _SECTIONS, next_step=use)
        teams: dict[str, dict[str, ClockRule]] = {}
        for team, limits in self._section(given, "team").items():
            for key, rule in self._limits(limits, TEAM, "team", team).items():
                teams.setdefault(key, {})[team] = rule
        authority = self._limits(given.get("authority", {}), AUTHORITY, "authority")
        days = self._days(self._section(given, "in_force"))
        named = (commenced(c, days[c.key]) if c.key in days else c for c in self.clocks.values())
        family_help = self._section(given, "family_help")
        next_step = "Write since = 2026-09-01."
        self.own.known(family_help, ("since",), "family_help", next_step=next_step)
        since = self.own.day(family_help["since"], "family_help", "since") if family_help else None
        clocks = in_family_help(named, since) if since else tuple(named)
        return Book(clocks, authority, teams, since)

    def _section(self, given: Mapping[str, Any], name: str) -> dict[str, Any]:
        return self.own.section(given.get(name, {}), name)

    def _days(self, given: Mapping[str, Any]) -> dict[str, date]:
        """From which day each clock that awaits one is in force."""
        for key in given:
            clock = self.clocks.get(key)
            if clock is None or clock.first_in is None or not clock.awaited:
                why = f"there is no clock {key} that awaits a day"
                self.own.refuse(why, _KEYS, "in_force", key)
        return {key: self.own.day(day, "in_force", key) for key, day in given.items()}

    def _limits(self, held: Any, cites: Citation, *path: str) -> dict[str, ClockRule]:
        limits = self.own.section(held, *path)
        return {key: self._rule(value, cites, *path, key) for key, value in limits.items()}

    def _rule(self, value: Any, cites: Citation, *path: str) -> ClockRule:
        key = path[-1]
        clock = self.clocks.get(key)
        if clock is None:
            self.own.refuse(f"there is no clock {key}", _KEYS, *path)
        if not clock.local:
            why = f"{key} is set by {clock.tier.value}, not by the council"
            self.own.refuse(why, "Remove the line.", *path)
        if clock.first_in is not None:
            why = f"{key} says what comes first and has no limit"
            self.own.refuse(why, "Name its first day under [in_force] instead.", *path)
        words = value if isinstance(value, dict) else {"limit": value}
        limit = parse_limit(str(words.get("limit", "")))
        counts = words.get("counts_start_day", False)
        if (
            limit is None
            or not isinstance(counts, bool)
            or set(words) - {"limit", "counts_start_day"}
        ):
            why = f"the limit of {key} cannot be read"
            example = 'Write for example "10 working days" or "3 months".'
            self.own.refuse(why, example, *path)
        return ClockRule(limit, cites, counts_start_day=counts)
