"""What is owed to a child in care: to be seen, as often as regulation 28 asks of each home."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from holdfast.simulation.truth.calendar import Limit, days, months, months_after
from holdfast.simulation.truth.care import CARE_PLANNING
from holdfast.simulation.truth.owed import Owed
from holdfast.simulation.truth.past import FAR, Past, Span
from holdfast.simulation.truth.turns import (
    after_each,
    first_from,
    from_beginning,
    in_a_case,
    of_a_child,
)
from holdfast.simulation.truth.versions import changed, lifted, since
from holdfast.simulation.written.happenings import Happening

_LONG_TERM_FOSTERING = date(2015, 4, 1)
_WEEK, _FOUR_WEEKS, _SIX_WEEKS = lifted(days(7)), lifted(days(28)), lifted(days(42))
_THREE_MONTHS = lifted(months(3))
# Where a child in long-term fostering agreed to fewer visits: a rule of 2015.
_FEWER = lifted(changed(_LONG_TERM_FOSTERING, months(3), months(6)))


@dataclass(frozen=True, slots=True)
class VisitedHome:
    """A home of a child in care, and the days on which what is owed there turns."""

    past: Past
    span: Span
    long_term: int
    fewer_agreed: int

    @property
    def anniversary(self) -> int:
        """The day on which it has lasted a year."""
        return months_after(self.span[0], 12)

    @property
    def reviewed(self) -> int:
        """The day of the first review held there."""
        first = first_from(self.past.days(Happening.CARE_REVIEWED), self.span[0])
        return FAR if first is None else first

    def first(self, clock: str, limit: Limit) -> Owed:
        """The visit owed from the beginning."""
        return from_beginning(clock, self.past, self.span, *self._visits(limit))

    def later(self, clock: str, limit: Limit, begins: int = 0, ends: int = FAR) -> Iterator[Owed]:
        """The visit owed after each visit made from one day on and before another."""
        limit_and_visits = self._visits(limit)
        again = (day for day in limit_and_visits[0] if begins <= day < ends)
        return after_each(clock, self.past, self.span, *limit_and_visits, again=again)

    def _visits(self, limit: Limit) -> tuple[list[int], Limit, list[int]]:
        past = self.past
        return past.days(Happening.SEEN_IN_CARE), limit, past.days(Happening.UNCLEAR_IN_CARE)


def duties(past: Past) -> Iterator[Owed]:
    """Every visit owed to a child in care."""
    owed = of_a_child(past, since(CARE_PLANNING, _visits(past)), from_birth=True)
    return in_a_case(past, owed)


def _visits(past: Past) -> Iterator[Owed]:
    homes = past.told(Happening.PLACEMENT_BEGINS)
    ordinary = {home for _, home in homes} - {
        home for way in (*_OTHERWISE, *_NOT_VISITED_SO) for _, home in past.told(way)
    }
    for home in _homes(past, ((day, home) for day, home in homes if home in ordinary)):
        yield from ordinary_home(home)
    for way, visits in _OTHERWISE.items():
        for home in _homes(past, past.told(way)):
            yield from visits(home)


def _homes(past: Past, begun: Iterable[tuple[int, str]]) -> Iterator[VisitedHome]:
    ended = past.about(Happening.PLACEMENT_ENDS)
    long_term = past.about(Happening.LONG_TERM_AGREED)
    fewer = past.about(Happening.FEWER_VISITS_AGREED)
    for day, home in begun:
        for span in past.until_grown(past.while_alive([(day, ended.get(home))])):
            yield VisitedHome(past, span, long_term.get(home, FAR), fewer.get(home, FAR))


def ordinary_home(home: VisitedHome) -> Iterator[Owed]:
    """Within a week, then every six weeks; less often once settled for more than a year."""
    year, settled, agreed = home.anniversary, home.long_term, home.fewer_agreed
    yield home.first("cla_visit_first", _WEEK)
    yield from home.later("cla_visit_y1", _SIX_WEEKS, ends=year)
    yield from home.later("cla_visit_after", _SIX_WEEKS, year, min(settled, agreed))
    long = max(year, settled)
    yield from home.later("cla_visit_after_long_term", _THREE_MONTHS, long, agreed)
    yield from home.later("cla_visit_longterm_6m", _FEWER, max(year, agreed))


def with_parent_unassessed(home: VisitedHome) -> Iterator[Owed]:
    """Every week until the first review there, then every six weeks."""
    yield from _weekly_until_reviewed("cla_visit_pwp_pre", home)
    yield from home.later("cla_visit_pwp_later", _SIX_WEEKS, home.reviewed)


def for_now(home: VisitedHome) -> Iterator[Owed]:
    """With a carer approved for now, or at home on an interim order: weekly, then four weeks."""
    yield from _weekly_until_reviewed("cla_visit_reg24_ico", home)
    yield from home.later("cla_visit_reg24_ico_later", _FOUR_WEEKS, home.reviewed)


def _weekly_until_reviewed(clock: str, home: VisitedHome) -> Iterator[Owed]:
    if home.reviewed > home.span[0]:
        yield home.first(clock, _WEEK)
    yield from home.later(clock, _WEEK, ends=home.reviewed)


def at_home_on_care_order(home: VisitedHome) -> Iterator[Owed]:
    """Within a week, then every six weeks."""
    yield home.first("cla_visit_co_home", _WEEK)
    yield from home.later("cla_visit_co_home_later", _SIX_WEEKS)


def arranged_by_others(home: VisitedHome) -> Iterator[Owed]:
    """Within a week, every six weeks in the first year, then every three months."""
    yield home.first("cla_visit_other_living", _WEEK)
    yield from home.later("cla_visit_other_living_y1", _SIX_WEEKS, ends=home.anniversary)
    yield from home.later("cla_visit_other_living_after", _THREE_MONTHS, home.anniversary)


_OTHERWISE: dict[Happening, Callable[[VisitedHome], Iterator[Owed]]] = {
    Happening.WITH_PARENT_UNASSESSED: with_parent_unassessed,
    Happening.CARER_APPROVED_FOR_NOW: for_now,
    Happening.HOME_ON_INTERIM_ORDER: for_now,
    Happening.HOME_ON_CARE_ORDER: at_home_on_care_order,
    Happening.OTHERS_ARRANGE_LIVING: arranged_by_others,
}
# Visited under other regulations; and stays away, which are no home of their own.
_NOT_VISITED_SO = (Happening.PLACED_FOR_ADOPTION, Happening.AWAY_FROM_PLACEMENT)
