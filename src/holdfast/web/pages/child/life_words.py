"""A life in lanes, in words: the sentence before its picture, and the table after it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from holdfast.count_words import count_of
from holdfast.query.journey import Person
from holdfast.query.life.lane import BarLook, MarkLook
from holdfast.query.life.picture import DrawnLane, LifeBar
from holdfast.web.pages.child.happened import listed
from holdfast.web.parts.templatetags.words import plain_day, short_day

_BEFORE_BIRTH = "before birth"
_ROW = (
    '<tr class="govuk-table__row">'
    '<th scope="row" class="govuk-table__header holdfast-row-head">{}</th>'
    '<td class="govuk-table__cell holdfast-day">{}</td>'
    '<td class="govuk-table__cell holdfast-day">{}</td>'
    '<td class="govuk-table__cell govuk-table__cell--numeric holdfast-day">{}</td>'
    '<td class="govuk-table__cell">{}</td></tr>'
)


@dataclass(frozen=True)
class LifeRow:
    """A row of the table: what, from when to when in words, for how many days, and what else."""

    what: str
    first: str
    last: str
    days: str
    more: str = ""


@dataclass(frozen=True)
class LaneRows:
    """A lane's title and its rows."""

    title: str
    rows: tuple[LifeRow, ...]

    @property
    def drawn(self) -> SafeString:
        """The rows of the table. A long life has hundreds: a template would take too long."""
        cells = ((row.what, row.first, row.last, row.days, row.more) for row in self.rows)
        return format_html_join("", _ROW, cells)


def how_long(days: int) -> str:
    """A time in words that need no reckoning: "12 days", "7 months", "3 years 2 months"."""
    if days < 60:
        return count_of(days, "day")
    months = round(days / 30.44)
    years, rest = divmod(months, 12)
    parts = [count_of(years, "year") if years else "", count_of(rest, "month") if rest else ""]
    return " ".join(part for part in parts if part) if months >= 24 else count_of(months, "month")


def life_sentence(
    lanes: Sequence[DrawnLane], person: Person, day: date, last_seen: date | None
) -> str:
    """What the picture shows, in a few sentences, each with its counts."""
    if not lanes:
        return "The record holds nothing of this life that a picture could show."
    by_key = {lane.key: lane for lane in lanes}
    name = person.forename or "The child"
    said = [
        _known(name, _first(lanes), person, day),
        _counted(by_key),
        _care(by_key.get("care"), day),
        _workers(by_key.get("worker"), day),
        _missing(by_key.get("missing")),
        _overdue(by_key.get("visits")),
        _seen(last_seen, person, day),
    ]
    return " ".join(sentence for sentence in said if sentence)


def _first(lanes: Iterable[DrawnLane]) -> date:
    days = [bar.first for lane in lanes for bar in lane.bars]
    days += [mark.day for lane in lanes for mark in lane.marks]
    days += [each.first for lane in lanes for each in lane.overdue]
    return min(days)


def _known(name: str, first: date, person: Person, day: date) -> str:
    birth = person.born or person.expected
    before = f", {_BEFORE_BIRTH}" if birth and first < birth else ""
    if person.died and person.died <= day:
        known = f"{name} was known from {plain_day(first)}{before}"
        return f"{known}, and died on {plain_day(person.died)}."
    return (
        f"{name} has been known since {plain_day(first)}{before}: {how_long((day - first).days)}."
    )


def _counted(lanes: dict[str, DrawnLane]) -> str:
    """How often each thing happened that is counted."""
    case, assessed = lanes.get("case"), lanes.get("assessed")
    marks = case.marks if case else ()
    counts = [
        (len(marks), "contact"),
        (len(case.bars) if case else 0, "open case"),
        (sum(m.look is MarkLook.TRIANGLE for m in assessed.marks) if assessed else 0,
         "enquiry,enquiries"),
        (_bars(lanes.get("need")), "child in need plan"),
        (_bars(lanes.get("protection")), "protection plan"),
    ]  # fmt: skip
    said = [count_of(number, noun) for number, noun in counts if number]
    return f"In that time: {listed(said)}." if said else ""


def _bars(lane: DrawnLane | None) -> int:
    return len(lane.bars) if lane else 0


def _care(lane: DrawnLane | None, day: date) -> str:
    if lane is None:
        return ""
    periods = [bar for bar in lane.bars if bar.look is BarLook.CASE]
    places = sum(bar.look is BarLook.CARE for bar in lane.bars)
    placed = f", in {count_of(places, 'placement')}" if places else ""
    if not periods:
        return f"{count_of(places, 'placement')} recorded, and no period of care." if places else ""
    if len(periods) == 1 and periods[0].last is None:
        return f"In care since {plain_day(periods[0].first)}{placed}."
    total = sum(((bar.last or day) - bar.first).days for bar in periods)
    if len(periods) == 1:
        return f"In care once, for {how_long(total)}{placed}."
    now = " and now" if periods[-1].last is None else ""
    return f"In care {count_of(len(periods), 'time')}{now}, {how_long(total)} in all{placed}."


def _workers(lane: DrawnLane | None, day: date) -> str:
    if lane is None:
        return ""
    names = {bar.says for bar in lane.bars if bar.look is BarLook.WORK}
    nobody = _together([bar for bar in lane.bars if bar.look is BarLook.NOBODY], day)
    held = f"{count_of(len(names), 'worker has,workers have')} held the case" if names else ""
    gaps = f"nobody who could act did for {count_of(nobody, 'day')}" if nobody else ""
    if held and gaps:
        return f"{held}, and {gaps}."
    return f"{held or gaps[:1].upper() + gaps[1:]}." if held or gaps else ""


def _together(bars: Iterable[LifeBar], day: date) -> int:
    """The days of spells that may overlap."""
    total, reached = 0, date.min
    for first, last in sorted((bar.first, bar.last or day) for bar in bars):
        total += max(0, (last - max(first, reached)).days)
        reached = max(reached, last)
    return total


def _missing(lane: DrawnLane | None) -> str:
    if lane is None or not lane.marks:
        return ""
    none = sum(mark.look is MarkLook.HOLLOW_DIAMOND for mark in lane.marks)
    after = f"; no interview is recorded after {none} of them" if none else ""
    return f"Missing or away {count_of(len(lane.marks), 'time')}{after}."


def _overdue(lane: DrawnLane | None) -> str:
    days = sum(each.days for each in lane.overdue) if lane else 0
    return f"A visit was overdue for {count_of(days, 'day')} in all." if days else ""


def _seen(last: date | None, person: Person, day: date) -> str:
    if last is None and unborn(person, day):
        return ""
    if last is None:
        return "No visit at which the child was seen is recorded."
    ago = "on this day" if last == day else f"{how_long((day - last).days)} before"
    return f"Last seen {plain_day(last)}, {ago}."


def unborn(person: Person, day: date) -> bool:
    """Whether the child is not born on a day, as far as the record says when."""
    birth = person.born or person.expected
    return birth is not None and day < birth


def life_table(lanes: Sequence[DrawnLane], day: date) -> tuple[LaneRows, ...]:
    """All that the picture shows, lane by lane; what happens often is counted by year."""
    return tuple(LaneRows(lane.title, tuple(_rows(lane, day))) for lane in lanes)


def _rows(lane: DrawnLane, day: date) -> Iterable[LifeRow]:
    for bar in lane.bars:
        last = short_day(bar.last) if bar.last else "goes on"
        days = f"{((bar.last or day) - bar.first).days:,}"
        yield LifeRow(_upper(bar.words), short_day(bar.first), last, days, bar.says)
    for mark in lane.marks:
        if not mark.many:
            yield LifeRow(_upper(mark.words), short_day(mark.day), "", "", mark.says)
    for undated in lane.undated:
        yield LifeRow(_upper(undated.words), f"by {short_day(undated.day)}", "", "")
    often = sorted((mark for mark in lane.marks if mark.many), key=lambda m: (m.words, m.day))
    for (said, year), same in groupby(often, key=lambda m: (m.words, m.day.year)):
        on = [mark.day for mark in same]
        listed = ", ".join(f"{one.day} {one:%b}" for one in on)
        yield LifeRow(_upper(said), str(year), "", count_of(len(on), "time"), listed)
    for each in lane.overdue:
        yield LifeRow("Overdue", short_day(each.first), short_day(each.last), f"{each.days:,}")


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
