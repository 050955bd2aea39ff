"""The head of a child's page: what the child is on, who holds the child, when last seen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.count_words import count_of
from holdfast.journeys.care import IN_CARE
from holdfast.journeys.contact import OPEN_CASE
from holdfast.journeys.leaving_care import LEAVING_CARE
from holdfast.journeys.need import ON_NEED_PLAN
from holdfast.journeys.protection import ON_PLAN, UNDER_ENQUIRY
from holdfast.journeys.reading import happened, holder, spells
from holdfast.journeys.spell import Spell
from holdfast.query.journey import Journey, Person
from holdfast.query.life.saying import in_words
from holdfast.query.life.seeing import SEEING_CLOCKS, SEEN_EVENTS
from holdfast.query.listed_duty import ListedDuty
from holdfast.query.siblings import Sibling
from holdfast.record.care import LegalStatuses, Placements
from holdfast.record.holding import part_in_words
from holdfast.record.protection import ProtectionPlans
from holdfast.record.schema.condition import Row
from holdfast.record.schema.table import Column
from holdfast.record.workforce import Involvements
from holdfast.web.asked import Asked
from holdfast.web.pages.child.head import NOT_RECORDED, age, years
from holdfast.web.pages.child.life_words import how_long, unborn
from holdfast.web.parts.templatetags.words import plain_day, short_day

# What a child may be on, in the order in which it is said.
_ON: tuple[tuple[str, Spell], ...] = (
    ("Protection plan", ON_PLAN),
    ("Under enquiry", UNDER_ENQUIRY),
    ("In care", IN_CARE),
    ("Child in need plan", ON_NEED_PLAN),
    ("Leaving-care support", LEAVING_CARE),
    ("Open case", OPEN_CASE),
)
_CHAIRS = (("Reviewing officer", "IRO"), ("Conference chair", "CPC"))
_BEFORE_THE_CASE = len(_ON) - 1


@dataclass(frozen=True)
class HeadFact:
    """One of the facts at the head: its name, what it says, a line beneath, and links."""

    title: str
    value: str
    under: str = ""
    links: tuple[tuple[str, str, str], ...] = ()


def age_at_head(person: Person, day: date) -> str:
    """The age as the head says it: in months below two years, in years from then on."""
    if person.born is None or person.born > day or (person.died and person.died <= day):
        return age(person, day)
    number = years(person.born, day)
    if number >= 2:
        return f"{count_of(number, 'year')} old, born {plain_day(person.born)}"
    months = 12 * (day.year - person.born.year) + day.month - person.born.month
    months -= day.day < person.born.day
    young = count_of(months, "month") if months else count_of((day - person.born).days, "day")
    return f"{young} old, born {plain_day(person.born)}"


def last_seen(told: Journey, day: date) -> date | None:
    """The last day by ``day`` on which a visit saw the child; None where none is recorded.

    A visit that is dated after the child's death saw somebody else.
    """
    end = min(day, told.person.died or day)
    days = (one.day for event in SEEN_EVENTS for one in happened(told.history, event))
    return max((each for each in days if each <= end), default=None)


def contacts_since(told: Journey, seen: date | None, day: date) -> int:
    """How many contacts have come in since a day, or ever where it is None."""
    received = (row["received"] for row in told.history.get("contacts", ()))
    return sum(bool(each and each <= day and (not seen or each > seen)) for each in received)


def head_facts(
    told: Journey,
    asked: Asked,
    closed: date | None,
    open_now: Sequence[ListedDuty],
    workers: Mapping[str, str],
    brothers_and_sisters: Sequence[tuple[Sibling, str]],
) -> list[HeadFact]:
    """The six facts, those first that say what is done for the child."""
    found = [_on(told, asked.day, closed), _held(told, asked.day), *_beside(told)]
    found += _chairs(told, asked.day, workers)
    found.append(_seen(told, asked.day, open_now))
    found += _lives(told, asked.day)
    found.append(_siblings(brothers_and_sisters, asked))
    return found


def _on(told: Journey, day: date, closed: date | None) -> HeadFact:
    """What the child is on; the open case is said where nothing else is."""
    running: list[tuple[str, date]] = []
    for place, (name, spell) in enumerate(_ON):
        now = [s for s in spells(told.history, spell) if s.started <= day and s.last > day]
        if now and (place < _BEFORE_THE_CASE or not running):
            running.append((name, max(one.started for one in now)))
    if not running:
        words = f"case closed {plain_day(closed)}" if closed else "nothing recorded"
        return HeadFact("On", words)
    said = [f"{_with_kind(name, told, day)} since {short_day(since)}" for name, since in running]
    return HeadFact("On", said[0], "; ".join(said[1:]))


def _with_kind(name: str, told: Journey, day: date) -> str:
    """A plan with its category, care with its legal status."""
    kinds: dict[str, tuple[Column, Column, Column]] = {
        "Protection plan": (
            ProtectionPlans.latest_category, ProtectionPlans.started, ProtectionPlans.ended,
        ),
        "In care": (LegalStatuses.status, LegalStatuses.started, LegalStatuses.ended),
    }  # fmt: skip
    if name not in kinds:
        return name
    says, begins, ends = kinds[name]
    row = _current(told.history.get(says.table.name, ()), begins, ends, day)
    words = in_words(says, row, {}) if row else ""
    return f"{name} ({words})" if words else name


def _current(rows: Iterable[Row], begins: Column, ends: Column, day: date) -> Row | None:
    """The row that runs on a day, the latest to begin."""
    running = [
        row for row in rows if (row[begins.name] or date.max) <= day < (row[ends.name] or date.max)
    ]
    return max(running, key=lambda row: row[begins.name], default=None)


def _held(told: Journey, day: date) -> HeadFact:
    lead = told.lead
    if lead is None or not (lead.full_name or lead.worker):
        return HeadFact("Held by", "nobody is recorded")
    team = lead.team_name or lead.team
    name = lead.full_name or f"Worker {lead.worker}"
    row = holder(told.history, day)
    since = row["started"] if row else None
    under = f"since {short_day(since)}, {how_long((day - since).days)}" if since else ""
    return HeadFact("Held by", ", ".join(part for part in (name, team) if part), under)


def _beside(told: Journey) -> list[HeadFact]:
    """Who else has a part: the first by name, the rest counted beneath."""
    if not told.beside:
        return []
    said = [
        f"{other.full_name or f'Worker {other.worker}'}, {part_in_words(other.role)}"
        for other in told.beside
    ]
    return [HeadFact("Beside", said[0], "; ".join(said[1:]))]


def _chairs(told: Journey, day: date, workers: Mapping[str, str]) -> list[HeadFact]:
    """Who reviews a child in care, and who chairs the conferences: the latest to be named."""
    found = []
    for title, role in _CHAIRS:
        rows = [row for row in told.history.get("involvements", ()) if row["role"] == role]
        row = _current(rows, Involvements.started, Involvements.ended, day)
        if row and row["worker"]:
            found.append(HeadFact(title, in_words(Involvements.worker, row, workers)))
    return found


def _seen(told: Journey, day: date, open_now: Sequence[ListedDuty]) -> HeadFact:
    seen = last_seen(told, day)
    due = min(
        (duty.due for duty in open_now if duty.clock in SEEING_CLOCKS and duty.due), default=None
    )
    under = ""
    if due:
        under = (
            f"next visit due {short_day(due)}" if due >= day else f"visit was due {short_day(due)}"
        )
    if seen is None:
        words = "not yet born" if unborn(told.person, day) else NOT_RECORDED
        return HeadFact("Last seen", words, under)
    ago = "on this day" if seen == day else f"{how_long((day - seen).days)} ago"
    return HeadFact("Last seen", f"{short_day(seen)}, {ago}", under)


def _lives(told: Journey, day: date) -> list[HeadFact]:
    """Where a child in care lives."""
    rows = told.history.get("placements", ())
    row = _current(rows, Placements.started, Placements.ended, day)
    if row is None:
        return []
    kind = in_words(Placements.kind, row, {}) or "kind of placement not recorded"
    far = in_words(Placements.distance, row, {})
    under = ", ".join(part for part in (f"since {short_day(row['started'])}", far) if part)
    return [HeadFact("Lives", kind, under)]


def _siblings(found: Sequence[tuple[Sibling, str]], asked: Asked) -> HeadFact:
    if not found:
        return HeadFact("Brothers and sisters", "none recorded")
    links = tuple((sibling_name(one), _age(one, asked.day), url) for one, url in found)
    return HeadFact("Brothers and sisters", "", "", links)


def sibling_name(one: Sibling) -> str:
    """What a brother or sister is called on the page."""
    names = (one.forename, one.surname)
    return " ".join(name for name in names if name) or f"Child {one.child}"


def _age(one: Sibling, day: date) -> str:
    if one.died and one.died <= day:
        return "died"
    birth = one.born or one.expected
    if birth is None:
        return "age not recorded"
    if day < birth:
        return "not yet born"
    return f"{years(birth, day)}{'' if one.held else ', no open case'}"
