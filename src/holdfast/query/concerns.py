"""Which concerns are true of whom on a day, in the order in which a manager reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from threading import Lock

from holdfast.clocks.contact import SEEN
from holdfast.clocks.duty import Status
from holdfast.clocks.rules.answers import Answer
from holdfast.clocks.sql.standing import soon, standing_sql
from holdfast.concerns.computing import RUNS, answered_strands, lay_concerns
from holdfast.concerns.concern import Concern
from holdfast.concerns.register import CONCERNS, concern_book
from holdfast.engine.quoting import closed, day_sql
from holdfast.journeys.care import IN_CARE
from holdfast.journeys.compiler import happening_sql, inline
from holdfast.journeys.contact import OPEN_CASE
from holdfast.journeys.laid import relation_of
from holdfast.journeys.need import ON_NEED_PLAN
from holdfast.journeys.protection import ON_PLAN, UNDER_ENQUIRY
from holdfast.journeys.spell import Spell
from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY, Scope


class ChildIsOn(StrEnum):
    """What a child is on, in the order in which lists stand; a child is in the first that fits."""

    PLAN = "protection plan"
    ENQUIRY = "enquiry"
    CARE = "in care"
    NEED = "in need"
    CASE = "open case"
    NOTHING = "nothing recorded"


_SPELLS: Mapping[ChildIsOn, Spell] = {
    ChildIsOn.PLAN: ON_PLAN,
    ChildIsOn.ENQUIRY: UNDER_ENQUIRY,
    ChildIsOn.CARE: IN_CARE,
    ChildIsOn.NEED: ON_NEED_PLAN,
    ChildIsOn.CASE: OPEN_CASE,
}


@dataclass(frozen=True)
class ConcernTrueOf:
    """A concern that is true of a child on the day, in the first of its strands that fits.

    ``since`` is the day on which what made it known happened, and ``days`` count from it to the
    day of the outlook. ``standing`` is what the child is on. ``last_seen`` is the day of the
    last recorded visit at which the child was seen. ``family`` is the number that the
    child shares with brothers and sisters; the child's own where none is recorded.
    """

    concern: str
    strand: str
    fact: str
    child: str
    family: str
    standing: ChildIsOn
    since: date
    days: int
    last_seen: date | None
    team: str | None
    worker: str | None


@dataclass(frozen=True)
class CountedConcern:
    """Of how many children and families a concern is true, and for how many days together.

    ``unknown`` are the children of whom it cannot be determined, and of whom no strand is known
    to be true. ``lacking`` says which strands the source cannot answer, and why.
    """

    concern: str
    children: int
    families: int
    child_days: int
    unknown: int
    lacking: tuple[str, ...]


def concerns_true(
    outlook: Outlook, concern: Concern, scope: Scope = EVERYBODY
) -> tuple[ConcernTrueOf, ...]:
    """The children of whom a concern is true on the outlook's day, in the order of every list.

    By strand, then what the child is on, then days, the most first, then the child's number.
    """
    see_concerns(outlook)
    order = {strand.key: number for number, strand in enumerate(concern.strands)}
    facts = {strand.key: strand.fact for strand in concern.strands}
    found_in = scope.of(outlook, "concern_standing", "subject")
    rows = outlook.rows(
        "select c.clock as strand, c.subject as child, c.started as since, c.days_waited as days, "
        f"o.standing, f.family, s.day as last_seen, h.team, h.worker from {found_in} as c "
        "left join child_standing as o on o.child = c.subject "
        "left join last_seen as s on s.child = c.subject "
        "left join families as f on f.child = c.subject "
        "left join holders as h on h.child = c.subject "
        "where c.concern = $concern and c.status = $true",
        **found_in.values,
        concern=concern.key,
        true=Status.OVERDUE.value,
    )
    places = {standing: place for place, standing in enumerate(ChildIsOn)}
    found = [
        ConcernTrueOf(
            concern.key,
            row["strand"],
            facts[row["strand"]],
            row["child"],
            row["family"] or row["child"],
            ChildIsOn(row["standing"] or ChildIsOn.NOTHING),
            row["since"],
            row["days"],
            row["last_seen"],
            row["team"],
            row["worker"],
        )
        for row in rows
    ]
    found.sort(
        key=lambda one: (
            order[one.strand],
            places[one.standing],
            -one.days,
            one.child,
        )
    )
    return tuple({one.child: one for one in reversed(found)}[child] for child in _once(found))


def _once(found: Sequence[ConcernTrueOf]) -> list[str]:
    """The children in the order of their first row."""
    return list(dict.fromkeys(one.child for one in found))


def concerns_counted(outlook: Outlook, scope: Scope = EVERYBODY) -> tuple[CountedConcern, ...]:
    """Every concern, counted on the outlook's day for a scope."""
    see_concerns(outlook)
    lacking = _lacking(outlook)
    counted = []
    for concern in CONCERNS:
        found = concerns_true(outlook, concern, scope)
        known = {one.child for one in found}
        counted.append(
            CountedConcern(
                concern.key,
                len(known),
                len({one.family for one in found}),
                sum(one.days for one in found),
                len(_unknown(outlook, concern, scope) - known),
                tuple(lacking[strand.key] for strand in concern.strands if strand.key in lacking),
            )
        )
    return tuple(counted)


def _unknown(outlook: Outlook, concern: Concern, scope: Scope) -> set[str]:
    found_in = scope.of(outlook, "concern_standing", "subject")
    # Of what is over by now it does not matter any more whether it was true.
    going_on = "(stopped is null or stopped > $day) and (lapsed is null or lapsed > $day)"
    rows = outlook.rows(
        f"select distinct subject as child from {found_in} as c "
        f"where concern = $concern and status = $unknown and {going_on}",
        **found_in.values,
        concern=concern.key,
        unknown=Status.CANNOT_TELL.value,
        day=outlook.day,
    )
    return {row["child"] for row in rows}


def _lacking(outlook: Outlook) -> dict[str, str]:
    """Why a strand cannot be determined from the source, by the strand's key."""
    rules = concern_book(outlook.snapshot.home)
    answered = answered_strands(outlook.overlay, outlook.book, rules)
    return {
        key: f"{found.clock.title}: {found.why}"
        for key, found in answered.items()
        if found.answer is Answer.CANNOT_TELL
    }


@dataclass(frozen=True)
class Daily:
    """The children of whom a concern was true, from each day on which their number changed."""

    day: date
    children: int


def concern_daily(
    outlook: Outlook, concern: Concern, scope: Scope = EVERYBODY
) -> tuple[Daily, ...]:
    """How many children a concern was true of, up to the outlook's day, by who is in scope on it.

    A child of whom several strands were true counts once. What cannot be determined from a day on
    counts up to that day.
    """
    see_concerns(outlook)
    found = scope.of(outlook, RUNS, "subject")
    rows = outlook.rows(
        _DAILY.format(runs=found), **found.values, concern=concern.key, day=outlook.day
    )
    number, series = 0, []
    for row in rows:
        number += row["change"]
        series.append(Daily(row["day"], number))
    return tuple(series)


# Times that overlap or touch are one: each begins where none before it reaches so far.
_DAILY = """
with times as (
  select subject, overdue_from as first,
    least(coalesce(stopped, date '9999-12-31'), coalesce(lapsed, date '9999-12-31'),
      coalesce(doubt, date '9999-12-31')) as last
  from {runs} as r where concern = $concern and overdue_from <= $day),
reached as (
  select subject, first, last, max(last) over (partition by subject order by first, last
    rows between unbounded preceding and 1 preceding) as furthest
  from times where first < last),
numbered as (
  select subject, first, last, sum(case when first <= furthest then 0 else 1 end) over (
    partition by subject order by first, last rows between unbounded preceding and current row)
    as part
  from reached),
whole as (
  select subject, part, min(first) as first, max(last) as last from numbered
  group by subject, part)
select day, cast(sum(change) as bigint) as change from (
  select first as day, 1 as change from whole
  union all select last as day, -1 as change from whole where last <= $day) as changes
group by day order by day"""


_SEEING = Lock()


def see_concerns(outlook: Outlook) -> None:
    """Work out the concerns of an outlook's day, if that has not been done.

    Every query of this module does so first; pages do it before anybody asks.
    """
    with _SEEING:
        if "concerns" not in outlook.kept:
            _define(outlook)
            outlook.kept["concerns"] = True


def _define(outlook: Outlook) -> None:
    rules = concern_book(outlook.snapshot.home)
    lay_concerns(outlook.engine, outlook.overlay, outlook.book, rules, outlook.day)
    clocks = (*outlook.book.clocks, *rules.clocks)
    engine, day = outlook.engine, outlook.day
    engine.define("concern_standing", standing_sql(clocks, day, soon(day), RUNS), keep=True)
    engine.define("child_standing", _standing_sql(day), keep=True)
    engine.define(
        "families",
        "select child, min(family) as family from family_links group by child",
        keep=True,
    )
    seen = " union all ".join(happening_sql(event, inline) for event in SEEN)
    engine.define(
        "last_seen",
        f"select subject as child, max(day) as day from ({seen}) as seen "
        f"where day <= {day_sql(day)} group by subject",
        keep=True,
    )


def _standing_sql(day: date) -> str:
    """What each child is on, on a day: child, standing."""
    parts = " union all ".join(
        f"select subject as child, {place} as place, {closed(name)} as name "
        f"from {relation_of(spell)} "
        f"where started <= {day_sql(day)} and (ended is null or ended > {day_sql(day)})"
        for place, (name, spell) in enumerate(_SPELLS.items())
    )
    return (
        "select child, name as standing from (select child, name, row_number() over "
        f"(partition by child order by place) as nth from ({parts}) as parts) as ranked "
        "where nth = 1"
    )
