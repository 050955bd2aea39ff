"""The head of a child's page: who the child is, who holds the child, and what is open now."""

from dataclasses import dataclass
from datetime import date

from holdfast.clocks.duty import Status
from holdfast.days import birthday
from holdfast.measures.journey import Journey, open_duties
from holdfast.measures.outlook import Outlook, Row
from holdfast.web.parts.lists import Fact
from holdfast.web.parts.templatetags.words import count_of, plain_day

NOT_RECORDED = "not recorded"


@dataclass(frozen=True)
class Now:
    """What is open on the day: a sentence, the duties that run, those that nobody can tell.

    ``unheld`` says, as a warning, that something is open and no named worker is recorded.
    """

    summary: str
    running: list[Row]
    cannot_tell: list[Row]
    unheld: str


def facts(told: Journey, on: date) -> list[Fact]:
    """Who the child is and who holds the child, as the record has it."""
    person, holder = told.person, told.holder or {}
    names = (person.get("forename"), person.get("surname"))
    number = holder.get("worker")
    worker = holder.get("full_name") or (f"Worker {number}" if number else "")
    team = holder.get("team_name") or holder.get("team")
    return [
        Fact("Identifier", person["child"]),
        Fact("Name", " ".join(name for name in names if name) or NOT_RECORDED),
        Fact("Age", age(person, on)),
        Fact("Named worker", worker or NOT_RECORDED),
        Fact("Team", team or NOT_RECORDED),
    ]


def age(person: Row, on: date) -> str:
    """The child's age on a day in whole years, or what the record says instead."""
    born, expected, died = (person.get(name) for name in ("born", "expected", "died"))
    if born is None:
        return _expected(expected, on) if expected else "date of birth not recorded"
    if on < born:
        return f"not yet born, born {plain_day(born)}"
    if died is not None and died <= on:
        return f"died {plain_day(died)}, aged {years(born, died)}"
    return f"{years(born, on)} (born {plain_day(born)})"


def _expected(expected: date, on: date) -> str:
    """Some systems put every estimated day of birth where an expected one belongs."""
    if on < expected:
        return f"not yet born, expected {plain_day(expected)}"
    return f"about {years(expected, on)} (day of birth estimated, {plain_day(expected)})"


def years(born: date, on: date) -> int:
    """Whole years between two days."""
    count = on.year - born.year
    return count if birthday(born, count) <= on else count - 1


def now(told: Journey, seen: Outlook) -> Now:
    """What is open for the child on the outlook's day, the most overdue first."""
    held = open_duties(told)
    running = [row for row in held if row["status"] != Status.CANNOT_TELL]
    cannot_tell = [row for row in held if row["status"] == Status.CANNOT_TELL]
    unheld = _unheld(told, seen.day) if held else ""
    return Now(_summary(running, cannot_tell), running, cannot_tell, unheld)


def _summary(running: list[Row], cannot_tell: list[Row]) -> str:
    overdue = [row for row in running if row["status"] == Status.OVERDUE]
    sentences = [_overdue(overdue)] if overdue else []
    others = (
        ("due soon", sum(row["status"] == Status.DUE_SOON for row in running)),
        ("running with time left", sum(row["status"] == Status.RUNNING for row in running)),
    )
    sentences += [
        f"{count} {'is' if count == 1 else 'are'} {words}." for words, count in others if count
    ]
    if cannot_tell:
        sentences.append(f"Of {count_of(len(cannot_tell), 'duty,duties')} nobody can tell.")
    return " ".join(sentences)


def _overdue(overdue: list[Row]) -> str:
    worst = overdue[0]
    days = count_of(worst["days_over"], "day")
    what = f"the longest by {days}" if len(overdue) > 1 else f"by {days}"
    are = "duties are" if len(overdue) > 1 else "duty is"
    return f"{len(overdue)} {are} overdue, {what}: {worst['title'][0].lower()}{worst['title'][1:]}."


def _unheld(told: Journey, on: date) -> str:
    holder = told.holder
    if holder is None or not holder.get("worker"):
        return f"No named worker is recorded for this child on {plain_day(on)}."
    if holder.get("named") is False:
        return "The record names a team inbox or a duty list for this child, not one person."
    return ""
