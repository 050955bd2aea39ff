"""The head of a child's page: who the child is, who holds the child, and what is open now."""

from dataclasses import dataclass
from datetime import date

from holdfast.clocks.duty import Status
from holdfast.days import birthday
from holdfast.query.beside import HolderBeside
from holdfast.query.journey import Journey, Lead, Person, open_duties
from holdfast.query.listed_duty import ListedDuty
from holdfast.record.holding import PART_NOT_KNOWN, USUAL, part_in_words
from holdfast.web.parts.lists import Fact
from holdfast.web.parts.templatetags.words import count_of, plain_day

NOT_RECORDED = "not recorded"


@dataclass(frozen=True)
class Now:
    """What is open on the day, each list with the most overdue first.

    ``undone`` are duties that were open when the child's last case closed, and still are.
    ``unheld`` says, as a warning, that something is open and no named worker is recorded.
    """

    running: list[ListedDuty]
    undone: list[ListedDuty]
    cannot_tell: list[ListedDuty]
    closed: date | None
    unheld: str

    @property
    def summary(self) -> str:
        """All of it in a sentence or two; empty when nothing is open."""
        return _summary(self)

    @property
    def tables(self) -> list[tuple[str, list[ListedDuty]]]:
        """The captions and rows of the tables that have any."""
        found = (
            ("What is open, the most overdue first", self.running),
            ("What was left undone when the case closed", self.undone),
        )
        return [(caption, rows) for caption, rows in found if rows]


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
        *(Fact(_beside_as(each), _beside(each)) for each in told.beside),
    ]


def _worker(person: Lead | HolderBeside) -> str:
    return person.full_name or (f"Worker {person.worker}" if person.worker else "")


def _beside_as(other: HolderBeside) -> str:
    return "Another worker" if _part_not_known(other) else "Beside the named worker"


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


def now(told: Journey, on: date, closed: date | None) -> Now:
    """What is open for the child on a day; ``closed`` is when the last case closed."""
    waiting = open_duties(told)
    certain = [duty for duty in waiting if duty.status != Status.CANNOT_TELL]
    undone = [duty for duty in certain if closed and duty.started and duty.started <= closed]
    running = [duty for duty in certain if duty not in undone]
    unheld = _unheld(told, on) if running else ""
    unclear = [duty for duty in waiting if duty.status == Status.CANNOT_TELL]
    return Now(running, undone, unclear, closed, unheld)


def _summary(now: Now) -> str:
    overdue = [duty for duty in now.running if duty.status == Status.OVERDUE]
    soon = sum(duty.status == Status.DUE_SOON for duty in now.running)
    later = len(now.running) - len(overdue) - soon
    said = [
        _overdue(overdue) if overdue else "",
        f"{_are(soon)} due soon." if soon else "",
        f"{_are(later)} running with time left." if later else "",
        _undone(now) if now.undone else "",
        _undetermined(len(now.cannot_tell)) if now.cannot_tell else "",
    ]
    return " ".join(sentence for sentence in said if sentence)


def _are(count: int) -> str:
    return f"{count} {'is' if count == 1 else 'are'}"


def _undetermined(count: int) -> str:
    return f"How {'1 duty stands' if count == 1 else f'{count} duties stand'} cannot be determined."


def _undone(now: Now) -> str:
    left = f"{count_of(len(now.undone), 'duty,duties')} {'was' if len(now.undone) == 1 else 'were'}"
    return f"{left} left undone when the case closed on {plain_day(now.closed)}."


def _overdue(overdue: list[ListedDuty]) -> str:
    worst = overdue[0]
    days = count_of(worst.days_over, "day")
    what = f"the longest by {days}" if len(overdue) > 1 else f"by {days}"
    are = "duties are" if len(overdue) > 1 else "duty is"
    return f"{len(overdue)} {are} overdue, {what}: {worst.title[0].lower()}{worst.title[1:]}."


def _unheld(told: Journey, on: date) -> str:
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
