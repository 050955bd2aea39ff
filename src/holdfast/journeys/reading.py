"""Events and spells read in plain Python, for one person: slow and obvious on purpose."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from holdfast.days import FIRST_KNOWN, LAST_KNOWN, birthday
from holdfast.journeys.event import Event, SpellNearby
from holdfast.journeys.spell import Edge, Happening, Merging, Spell
from holdfast.record.holding import holds
from holdfast.record.schema.condition import Row

FAR = date(9999, 12, 31)

# One person's rows: table name to rows (column name to value).
History = Mapping[str, Sequence[Row]]


@dataclass(frozen=True)
class Occurrence:
    """One event: the day, the last day on which it still counts, and its row."""

    day: date
    until: date
    row: Row


@dataclass(frozen=True)
class Lived:
    """One spell: first day, last day (None: still open), and its row if it was not merged."""

    started: date
    ended: date | None
    row: Row

    @property
    def last(self) -> date:
        """The last day, or the end of time."""
        return self.ended or FAR

    def holds(self, day: date) -> bool:
        """Whether the day lies in the spell, first and last days included."""
        return self.started <= day <= self.last


@dataclass(frozen=True)
class Lifetime:
    """When a person was, or is expected to be, born, and when they died."""

    birth: date | None
    died: date | None


def life(history: History) -> Lifetime:
    """A person's life; the expected day of birth stands in for one that is not recorded."""
    rows = history.get("persons", ())
    birth = min((r["born"] or r["expected"] for r in rows if _birth(r)), default=None)
    died = min((r["died"] for r in rows if r.get("died")), default=None)
    # One before the calendar begins stands for a day that nobody knows; one after its end is
    # awaited, and nobody is born yet.
    known = birth is not None and birth >= FIRST_KNOWN
    return Lifetime(birth if known else None, died)


def _birth(row: Row) -> date | None:
    return row.get("born") or row.get("expected")


def happened(history: History, happening: Happening) -> list[Occurrence]:
    """Every time it happened, in order of day."""
    found = []
    if isinstance(happening, Edge):
        for lived in spells(history, happening.spell):
            if happening.side == "begins":
                found.append(Occurrence(lived.started, lived.last, {}))
            elif lived.ended is not None:
                found.append(Occurrence(lived.ended, lived.ended, {}))
    else:
        found += _events(history, happening)
    return sorted(found, key=lambda h: h.day)


def _events(history: History, event: Event) -> Iterable[Occurrence]:
    for row in history.get(event.table.name, ()):
        day = row.get(event.at.name)
        if day is None or not (event.where is None or event.where.holds(row)):
            continue
        if event.beside is None or _beside(event.beside, day, history):
            yield Occurrence(day, day, row)


def _beside(near: SpellNearby, day: date, history: History) -> bool:
    """Whether the spell that the event asks for runs near its day, or none where none should."""
    if day < near.since:
        return not near.held
    begun, lasts = day + timedelta(days=near.begun), day + timedelta(days=near.lasts)
    runs = any(
        spell.started <= begun and spell.last >= lasts for spell in spells(history, near.spell)
    )
    return runs is near.held


def spells(history: History, spell: Spell) -> list[Lived]:
    """A person's spells, in order, cut to their life and to the spell's ages."""
    rows = sorted(_stretches(history, spell), key=lambda s: (s.started, s.last))
    whole = rows if spell.merging is Merging.NEVER else _merged(rows, spell.merging)
    of_a_child = all(stretch.subject.of == "persons" for stretch in spell.stretches)
    lives = life(history) if of_a_child else Lifetime(None, None)
    young = (_until(lived, spell, lives) for lived in whole if not _left_out(lived, spell, lives))
    parts = (part for lived in young for part in _since(lived, spell, history))
    cut = (_cut(_up_to(part, spell, history), spell, lives) for part in parts)
    alive = [lived for lived in cut if lived is not None]
    return [part for lived in alive for part in _apart(lived, spell, history)]


def _stretches(history: History, spell: Spell) -> Iterable[Lived]:
    for stretch in spell.stretches:
        for row in history.get(stretch.table.name, ()):
            started = row.get(stretch.begins.name)
            if started is None or not (stretch.where is None or stretch.where.holds(row)):
                continue
            ended = row.get(stretch.ends.name)
            lived = Lived(started, max(started, ended) if ended else None, row)
            if lived.last >= (stretch.since or date.min):
                yield replace(lived, started=max(started, stretch.since or started))


def _merged(rows: Sequence[Lived], merging: Merging) -> list[Lived]:
    whole: list[Lived] = []
    # Rows alike are taken once: two that begin and end on one day would else be two spells.
    for row in {(row.started, row.last): row for row in rows}.values():
        touches = whole and merging is Merging.TOUCHING and row.started == whole[-1].last
        if whole and (touches or row.started < whole[-1].last):
            last = max(whole[-1].last, row.last)
            whole[-1] = replace(whole[-1], ended=None if last == FAR else last, row={})
        else:
            whole.append(replace(row, row={}))
    return whole


def _until(lived: Lived, spell: Spell, lives: Lifetime) -> Lived:
    """A spell up to the birthday that ends it; one that begins on or after it is left whole."""
    if spell.until_age is None or lives.birth is None or lives.birth > LAST_KNOWN:
        return lived
    last = birthday(lives.birth, spell.until_age)
    return replace(lived, ended=min(lived.last, last)) if lived.started < last else lived


def _left_out(lived: Lived, spell: Spell, lives: Lifetime) -> bool:
    """Whether a spell of children alone began when the person was a child no more."""
    if spell.until_age is None or not spell.children_alone or lives.birth is None:
        return False
    return lives.birth <= LAST_KNOWN and lived.started >= birthday(lives.birth, spell.until_age)


def _since(lived: Lived, spell: Spell, history: History) -> Iterable[Lived]:
    """What follows each time that its ``since`` happened in a spell, before its last day."""
    if spell.since is None:
        return [lived]
    days = {h.day for h in happened(history, spell.since)}
    inside = (day for day in sorted(days) if lived.started <= day < lived.last)
    return [replace(lived, started=day) for day in inside]


def _up_to(lived: Lived, spell: Spell, history: History) -> Lived:
    if spell.up_to is None:
        return lived
    days = (h.day for h in happened(history, spell.up_to) if lived.holds(h.day))
    return replace(lived, ended=min(days, default=lived.ended))


def _cut(lived: Lived, spell: Spell, lives: Lifetime) -> Lived | None:
    """The part of a spell within a person's life and the spell's ages, or None."""
    if lives.birth is None and spell.to_age is not None:
        return None
    if lives.birth is not None and lives.birth > LAST_KNOWN and spell.from_age is not None:
        return None
    started, last = lived.started, lived.last
    if lives.birth is not None and spell.from_age is not None:
        started = max(started, birthday(lives.birth, spell.from_age))
    if lives.birth is not None and spell.to_age is not None:
        last = min(last, birthday(lives.birth, spell.to_age))
    last = min(last, lives.died or FAR)
    ended = None if last == FAR else last
    return replace(lived, started=started, ended=ended) if started <= last else None


def _apart(lived: Lived, spell: Spell, history: History) -> Iterable[Lived]:
    """What is left of a spell before, between and after those that it lies apart from."""
    others = spells(history, spell.apart_from) if spell.apart_from else []
    others = [other for other in others if other.started < other.last]
    days = {
        lived.started,
        *(other.last for other in others if lived.started < other.last < lived.last),
    }
    for day in sorted(days):
        if not any(other.started <= day < other.last for other in others):
            ends = (other.started for other in others if day <= other.started <= lived.last)
            yield replace(lived, started=day, ended=min(ends, default=lived.ended))


def holder(history: History, day: date) -> Row | None:
    """The involvement of whoever leads a child's case on a day: the latest to take it on.

    One of whom the source does not say since when comes last. None: nobody holds the case.
    """
    held = [
        row
        for row in history.get("involvements", ())
        if holds(row.get("role"), day)
        and (row.get("started") or day) <= day <= (row.get("ended") or FAR)
    ]
    return min(held, key=_latest_first, default=None)


def _latest_first(row: Row) -> tuple[int, bool, str, bool, str]:
    """The order in which SQL ranks them: what is not recorded comes last."""
    worker, team = row.get("worker"), row.get("team")
    started = row.get("started") or date.min
    return (-started.toordinal(), worker is None, worker or "", team is None, team or "")
