"""The head of a child's page: who the child is, who holds the child, and what is open now."""

from datetime import date

from holdfast.days import birthday
from holdfast.query.beside import HolderBeside
from holdfast.query.journey import Journey, Lead, Person
from holdfast.record.holding import PART_NOT_KNOWN, USUAL, part_in_words
from holdfast.web.parts.lists import Fact
from holdfast.web.parts.templatetags.words import plain_day

NOT_RECORDED = "not recorded"


def facts(told: Journey, on: date, closed: date | None) -> list[Fact]:
    """Who the child is and who holds the child, as the record has it."""
    person, lead = told.person, told.lead
    names = (person.forename, person.surname)
    worker = _worker(lead) if lead else ""
    if lead and worker and not USUAL.holds({"role": lead.role}):
        worker = f"{worker}, {part_in_words(lead.role)}"
    team = (lead.team_name or lead.team) if lead else None
    case = [Fact("Case", f"closed {plain_day(closed)}")] if closed else []
    return [
        Fact("Identifier", person.child),
        Fact("Name", " ".join(name for name in names if name) or NOT_RECORDED),
        Fact("Age", age(person, on)),
        *case,
        Fact("Named worker", worker or NOT_RECORDED),
        Fact("Team", team or NOT_RECORDED),
        *(
            Fact(
                "Another worker" if _part_not_known(each) else "Beside the named worker",
                _beside(each),
            )
            for each in told.beside
        ),
    ]


def _worker(person: Lead | HolderBeside) -> str:
    return person.full_name or (f"Worker {person.worker}" if person.worker else "")


def _part_not_known(other: HolderBeside) -> bool:
    return PART_NOT_KNOWN.holds({"role": other.role})


def _beside(other: HolderBeside) -> str:
    """Who else has a part: the name, the part, the team."""
    parts = (_worker(other), part_in_words(other.role), other.team_name or other.team)
    return ", ".join(part for part in parts if part)


def age(person: Person, on: date) -> str:
    """The child's age on a day in whole years, or what the record says instead."""
    born, expected, died = person.born, person.expected, person.died
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


def unheld(told: Journey, on: date) -> str:
    """A warning where something is open and no named worker is recorded; else empty."""
    lead = told.lead
    if lead is None or not lead.worker:
        if any(_part_not_known(other) for other in told.beside):
            return (
                "It cannot be determined who leads this child’s case: a worker’s part is not known."
            )
        if told.beside:
            return f"Nobody is recorded as leading this child’s case on {plain_day(on)}."
        return f"No named worker is recorded for this child on {plain_day(on)}."
    if lead.named is False:
        return "The record names a team inbox or a duty list for this child, not one person."
    return ""
