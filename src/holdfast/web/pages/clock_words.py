"""A clock's declaration in plain words: what starts and stops it, and who says how long."""

from dataclasses import dataclass
from datetime import date

from holdfast.clocks.clock import (
    UNCOMMENCED,
    Beginning,
    Clock,
    ClockRule,
    Previous,
    Start,
    Turning,
)
from holdfast.clocks.rules.book import Book
from holdfast.journeys.event import Event
from holdfast.journeys.spell import ALWAYS, Edge, Happening, Spell
from holdfast.law import Citation, Tier, children_acts
from holdfast.record.schema.table import Column

TIERS = {
    Tier.STATUTE: "Law",
    Tier.GUIDANCE: "Statutory guidance",
    Tier.LOCAL: "Local practice",
    Tier.STATISTICAL: "Statistical definition",
}
SHIPPED = "Local practice: a shipped example"
OWN = "Local practice: set by your council"
STATES = ("held ", "in ", "at ", "authorised ")
ORDINALS = ("", "first", "second", "third")


@dataclass(frozen=True)
class Version:
    """What a clock allows: in words, since when, whose rule it is, and the provision."""

    limit: str
    since: date | None
    whose: str
    cites: Citation
    team: str = ""


def starts(clock: Clock) -> list[str]:
    """What starts it: any of these."""
    return [_start(clock, start) for start in clock.starts]


def stops(clock: Clock) -> list[str]:
    """What stops it: any of these."""
    return [_named(stop) for stop in clock.stops]


def versions(clock: Clock, book: Book) -> list[Version]:
    """The limits that hold for everyone, oldest first, then those of single teams."""
    whose = _whose(clock, book)
    found = [_version(ruling.rule, whose) for ruling in book.rulings(clock)]
    teams = sorted(book.teams.get(clock.key, {}).items())
    return found + [
        _version(rule, f"Local practice: set by team {team}", team) for team, rule in teams
    ]


def in_force(told: list[Version], day: date) -> Version:
    """Of ``versions``, the one that holds for a duty begun on a day; before the first, the first.

    What single teams have set is left aside.
    """
    general = [version for version in told if not version.team]
    begun = [version for version in general if version.since is None or version.since <= day]
    return begun[-1] if begun else general[0]


def limits(clock: Clock, book: Book) -> list[str]:
    """The limits in short, oldest first, each said once: "10 working days since 2010"."""
    short: dict[str, Version] = {}
    for version in versions(clock, book):
        team = f" in team {version.team}" if version.team else ""
        short.setdefault(f"{version.limit}{team}", version)
    if len(short) == 1:
        return list(short)
    return [
        f"{words}, since {version.since.year}" if version.since else words
        for words, version in short.items()
    ]


def conditions(clock: Clock) -> list[str]:
    """Everything else that decides how it runs, each as a sentence."""
    return [sentence for sentence in (*_spell(clock), *_turns(clock), *_further(clock)) if sentence]


def _start(clock: Clock, start: Start) -> str:
    if isinstance(start, Beginning):
        return _named(clock.during.begins) if clock.during else "it begins"
    if isinstance(start, Previous):
        return _again(start, clock.flag)
    return _named(start)


def _named(happening: Happening) -> str:
    """An event, or a spell that begins or ends: "being in post begins"."""
    state = isinstance(happening, Edge) and _is_state(happening.spell)
    return f"being {happening.name}" if state else happening.name


def _is_state(spell: Spell) -> bool:
    """Whether its name says how someone is, not what runs: "in post", not "an open case"."""
    return spell.name.startswith(STATES)


def _again(start: Previous, flag: bool) -> str:
    step = "time it happens" if flag else "time it is done"
    if start.first == start.last:
        return f"the {ORDINALS[start.first]} {step}"
    if start.first == 1:
        return f"each {step}"
    nth = ORDINALS[start.first] if start.first < len(ORDINALS) else f"{start.first}th"
    return f"each {step}, from the {nth} on"


def _version(rule: ClockRule, whose: str, team: str = "") -> Version:
    if rule.since == UNCOMMENCED:
        return Version("Not in force: no day is named", None, whose, rule.cites, team)
    limit = str(rule.limit) if rule.limit else "No number of days is set"
    counted = ", the day of the start being the first" if rule.counts_start_day else ""
    return Version(f"{limit}{counted}", rule.since, whose, rule.cites, team)


def _whose(clock: Clock, book: Book) -> str:
    if clock.key in book.authority:
        return OWN
    return SHIPPED if clock.local else TIERS[clock.tier]


def _spell(clock: Clock) -> list[str]:
    if clock.during is None:
        return []
    if clock.during is ALWAYS:
        return ["It runs for as long as the person is in the record."]
    only = "while" if _is_state(clock.during) else "during"
    return [f"It runs only {only} {clock.during.name}, and lapses if that ends first."]


def _first(clock: Clock) -> str:
    """What must come first, of a sequence."""
    if clock.first_in is None:
        return ""
    stops = " or ".join(_named(one) for one in clock.stops)
    return (
        f"Before the day on which {clock.start_event.name}, or on it, this must have happened"
        f" during {clock.first_in.name}: {stops}."
    )


def _turns(clock: Clock) -> list[str]:
    ended = "; ".join(_named(one) for one in clock.ended_by)
    once = " and ".join(_turning(turning) for turning in clock.once)
    until = " or ".join(_turning(turning) for turning in clock.until)
    age = clock.ends_at_age
    return [
        _first(clock),
        f"It lapses on the child’s {age}th birthday, where the birth is recorded"
        f" ({children_acts.SECTION_105_1})."
        if age
        else "",
        f"It runs only once this has come: {once}." if once else "",
        f"It runs only until this comes: {until}." if until else "",
        "Of what starts it, only the first in that time does." if clock.first_start_only else "",
        f"It lapses when {clock.lapses.name}." if clock.lapses else "",
        "If the day of that is not recorded, it lapses at once." if clock.lapses_undated else "",
        f"It lapses when this happens: {ended}." if ended else "",
    ]


def _further(clock: Clock) -> list[str]:
    shown = "; ".join(one.name for one in clock.shown_by)
    return [
        "Where the record has it begin before birth, it cannot be determined."
        if clock.needs_birth
        else "",
        f"When the step is not recorded, but this is ({shown}), it cannot be determined."
        if shown
        else "",
        "The step may come before the start." if clock.may_precede else "",
        "The child’s own plan may set a shorter interval." if clock.plan_may_set else "",
        f"It is due on the date recorded as: {_meaning(clock.due_on)}." if clock.due_on else "",
        "The person’s death does not end it." if clock.after_death else "",
        "A watch, not a duty: nothing is ever overdue." if clock.flag else "",
    ]


def _turning(turning: Turning) -> str:
    if isinstance(turning, Event):
        return turning.name
    return _meaning(turning) if isinstance(turning, Column) else f"{turning} in"


def _meaning(column: Column) -> str:
    words = column.meaning.rstrip(".")
    return words[0].lower() + words[1:]
