"""The head of a child's page: who the child is, who holds the child, and what is open now."""

from dataclasses import dataclass
from datetime import date

from holdfast.clocks.duty import Status
from holdfast.days import birthday
from holdfast.query.journey import Journey, open_duties
from holdfast.query.outlook import Row
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

    running: list[Row]
    undone: list[Row]
    cannot_tell: list[Row]
    closed: date | None
    unheld: str

    @property
    def summary(self) -> str:
        """All of it in a sentence or two; empty when nothing is open."""
        return _summary(self)

    @property
    def tables(self) -> list[tuple[str, list[Row]]]:
        """The captions and rows of the tables that have any."""
        found = (
            ("What is open, the most overdue first", self.running),
            ("What was left undone when the case closed", self.undone),
        )
        return [(caption, rows) for caption, rows in found if rows]


def facts(told: Journey, on: date, closed: date | None) -> list[Fact]:
    """Who the child is and who holds the child, as the record has it."""
    person, holder = told.person, told.holder or {}
    names = (person.get("forename"), person.get("surname"))
    worker = _worker(holder)
    if worker and "role" in holder and not USUAL.holds(holder):
        worker = f"{worker}, {part_in_words(holder['role'])}"
    team = holder.get("team_name") or holder.get("team")
    case = [Fact("Case", f"closed {plain_day(closed)}")] if closed else []
    return [
        Fact("Identifier", person["child"]),
        Fact("Name", " ".join(name for name in names if name) or NOT_RECORDED),
        Fact("Age", age(person, on)),
        *case,
        Fact("Named worker", worker or NOT_RECORDED),
        Fact("Team", team or NOT_RECORDED),
        *(Fact(_beside_as(row), _beside(row)) for row in told.beside),
    ]


def _worker(row: Row) -> str:
    number = row.get("worker")
    return row.get("full_name") or (f"Worker {number}" if number else "")


def _beside_as(row: Row) -> str:
    return "Another worker" if PART_NOT_KNOWN.holds(row) else "Beside the named worker"


def _beside(row: Row) -> str:
    """Who else has a part: the name, the part, the team."""
    team = row.get("team_name") or row.get("team")
    told = (_worker(row), part_in_words(row["role"]), team)
    return ", ".join(part for part in told if part)


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


def now(told: Journey, on: date, closed: date | None) -> Now:
    """What is open for the child on a day; ``closed`` is when the last case closed."""
    held = open_duties(told)
    certain = [row for row in held if row["status"] != Status.CANNOT_TELL]
    undone = [row for row in certain if closed and row["started"] <= closed]
    running = [row for row in certain if row not in undone]
    unheld = _unheld(told, on) if running else ""
    unclear = [row for row in held if row["status"] == Status.CANNOT_TELL]
    return Now(running, undone, unclear, closed, unheld)


def _summary(now: Now) -> str:
    overdue = [row for row in now.running if row["status"] == Status.OVERDUE]
    soon = sum(row["status"] == Status.DUE_SOON for row in now.running)
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


def _overdue(overdue: list[Row]) -> str:
    worst = overdue[0]
    days = count_of(worst["days_over"], "day")
    what = f"the longest by {days}" if len(overdue) > 1 else f"by {days}"
    are = "duties are" if len(overdue) > 1 else "duty is"
    return f"{len(overdue)} {are} overdue, {what}: {worst['title'][0].lower()}{worst['title'][1:]}."


def _unheld(told: Journey, on: date) -> str:
    holder = told.holder
    if holder is None or not holder.get("worker"):
        if any(PART_NOT_KNOWN.holds(row) for row in told.beside):
            return (
                "It cannot be determined who leads this child’s case: a worker’s part is not known."
            )
        if told.beside:
            return f"Nobody is recorded as leading this child’s case on {plain_day(on)}."
        return f"No named worker is recorded for this child on {plain_day(on)}."
    if holder.get("named") is False:
        return "The record names a team inbox or a duty list for this child, not one person."
    return ""
