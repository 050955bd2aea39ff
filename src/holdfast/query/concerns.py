"""Which concerns are true of whom on a day, in the order in which a manager reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from threading import Lock

from holdfast.clocks.contact import SEEN
from holdfast.clocks.duty import UNDATED, Status
from holdfast.clocks.rules.answers import Answer
from holdfast.clocks.sql.standing import soon, standing_sql
from holdfast.concerns.computing import RUNS, answered_strands, lay_concerns
from holdfast.concerns.concern import Concern
from holdfast.concerns.register import CONCERNS, concern_book, find_concern
from holdfast.engine.quoting import closed, day_sql
from holdfast.journeys.care import IN_CARE
from holdfast.journeys.compiler import happening_sql, inline
from holdfast.journeys.contact import OPEN_CASE
from holdfast.journeys.laid import relation_of
from holdfast.journeys.need import ON_NEED_PLAN
from holdfast.journeys.protection import ON_PLAN, UNDER_ENQUIRY
from holdfast.journeys.spell import Spell
from holdfast.query.caseload.points import scheme_in_force
from holdfast.query.doubted import doubts_in_words, reason
from holdfast.query.outlook import Outlook, Row
from holdfast.query.scope import EVERYBODY, Scope

# How the outlook keeps everybody's between two questions.
_KEPT = "concerns true of everybody"


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
    day of the outlook; it is true from ``true_from`` on. ``standing`` is what the child is on.
    ``last_seen`` is the day of the last recorded visit at which the child was seen. ``family`` is
    the number that the child shares with brothers and sisters; the child's own where none is
    recorded.
    """

    concern: str
    strand: str
    fact: str
    child: str
    family: str
    standing: ChildIsOn
    since: date
    true_from: date
    days: int
    last_seen: date | None
    team: str | None
    worker: str | None


@dataclass(frozen=True)
class ConcernUnclearOf:
    """A child of whom it cannot be determined whether a concern is true, and why.

    ``since`` is the day on which what made it known happened; None where that is not known.
    """

    concern: str
    strand: str
    fact: str
    child: str
    standing: ChildIsOn
    since: date | None
    why: str
    team: str | None
    worker: str | None


_STRANDS = {(one.key, strand.key): n for one in CONCERNS for n, strand in enumerate(one.strands)}
_PLACES = {standing: place for place, standing in enumerate(ChildIsOn)}


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
    return _all_true(outlook, scope)[concern.key]


def concern_order(one: ConcernTrueOf) -> tuple[int, int, int, str]:
    """What lists of one concern are sorted by: strand, what the child is on, days, the child."""
    return _STRANDS[one.concern, one.strand], _PLACES[one.standing], -one.days, one.child


def concerns_unclear(
    outlook: Outlook, concern: Concern, scope: Scope = EVERYBODY
) -> tuple[ConcernUnclearOf, ...]:
    """The children of whom no strand is known to be true and one cannot be determined, and why."""
    known = {one.child for one in concerns_true(outlook, concern, scope)}
    rows = [row for row in _unclear_rows(outlook, scope, concern.key) if row["child"] not in known]
    doubts = doubts_in_words(outlook, (row["cause"] for row in rows if row["cause"] is not None))
    facts = {strand.key: strand.fact for strand in concern.strands}
    order = {strand.key: number for number, strand in enumerate(concern.strands)}
    found: dict[str, ConcernUnclearOf] = {}
    for row in sorted(rows, key=lambda row: (order[row["strand"]], row["child"])):
        unclear = ConcernUnclearOf(
            concern.key,
            row["strand"],
            facts[row["strand"]],
            row["child"],
            ChildIsOn(row["standing"] or ChildIsOn.NOTHING),
            None if row["since"] == UNDATED else row["since"],
            reason(row["why"], row["cause"], doubts),
            row["team"],
            row["worker"],
        )
        found.setdefault(unclear.child, unclear)
    return tuple(found.values())


def concerns_of_child(
    outlook: Outlook, child: str, scope: Scope = EVERYBODY
) -> tuple[ConcernTrueOf, ...]:
    """The concerns that are true of one child on the outlook's day, in the order of the register.

    None of a child out of scope. Raises NotFound for a scope that the record does not know.
    """
    see_concerns(outlook)
    found = _find_true(outlook, scope, child)
    return tuple(one for concern in CONCERNS for one in found[concern.key])


def concerns_counted(outlook: Outlook, scope: Scope = EVERYBODY) -> tuple[CountedConcern, ...]:
    """Every concern, counted on the outlook's day for a scope."""
    everything, lacking = _all_true(outlook, scope), strands_lacking(outlook)
    unclear: dict[str, set[str]] = {concern.key: set() for concern in CONCERNS}
    for row in _unclear_rows(outlook, scope):
        unclear[row["concern"]].add(row["child"])
    return tuple(
        CountedConcern(
            concern.key,
            len(found),
            len({one.family for one in found}),
            sum(one.days for one in found),
            len(unclear[concern.key] - {one.child for one in found}),
            tuple(lacking[strand.key] for strand in concern.strands if strand.key in lacking),
        )
        for concern, found in ((one, everything[one.key]) for one in CONCERNS)
    )


def is_untold(counted: CountedConcern) -> bool:
    """Whether the source can tell nothing of a concern: neither of whom it is true nor not."""
    return len(counted.lacking) == len(find_concern(counted.concern).strands)


def _all_true(outlook: Outlook, scope: Scope) -> dict[str, tuple[ConcernTrueOf, ...]]:
    """Every concern's list, by key; everybody's is kept with the outlook, and cut to a scope."""
    see_concerns(outlook)
    found = outlook.kept.get(_KEPT)
    if not isinstance(found, dict):
        found = outlook.kept[_KEPT] = _find_true(outlook.everybody, EVERYBODY)
    own = scope.children(outlook)
    if own is None:
        return found
    return {key: tuple(one for one in true if one.child in own) for key, true in found.items()}


def _find_true(
    outlook: Outlook, scope: Scope, child: str = ""
) -> dict[str, tuple[ConcernTrueOf, ...]]:
    """Every concern's list, by key. Of a child the first strand that fits stands for all.

    ``child`` is the one that is asked about; everybody where none is.
    """
    found_in = scope.of(outlook, "concern_standing", "subject")
    rows = outlook.rows(
        f"select c.concern, {_COLUMNS}, c.overdue_from as true_from, c.days_waited as days, "
        f"f.family, s.day as last_seen from {found_in} as c {_BESIDE_THE_CHILD} "
        "left join last_seen as s on s.child = c.subject "
        "left join families as f on f.child = c.subject where c.status = $true "
        "and ($child = '' or c.subject = $child)",
        **found_in.values,
        true=Status.OVERDUE.value,
        child=child,
    )
    facts = {strand.key: strand.fact for one in CONCERNS for strand in one.strands}
    found = [
        ConcernTrueOf(
            row["concern"],
            row["strand"],
            facts[row["strand"]],
            row["child"],
            row["family"] or row["child"],
            ChildIsOn(row["standing"] or ChildIsOn.NOTHING),
            row["since"],
            row["true_from"],
            row["days"],
            row["last_seen"],
            row["team"],
            row["worker"],
        )
        for row in rows
    ]
    found.sort(key=concern_order)
    lists: dict[str, dict[str, ConcernTrueOf]] = {concern.key: {} for concern in CONCERNS}
    for one in found:
        lists[one.concern].setdefault(one.child, one)
    return {key: tuple(children.values()) for key, children in lists.items()}


def _unclear_rows(outlook: Outlook, scope: Scope, concern: str = "") -> list[Row]:
    """What cannot be determined and is not over by now: of that it does not matter any more."""
    see_concerns(outlook)
    found_in = scope.of(outlook, "concern_standing", "subject")
    return outlook.rows(
        f"select c.concern, {_COLUMNS}, c.why, c.cause from {found_in} as c {_BESIDE_THE_CHILD} "
        "where c.status = $unknown and (c.stopped is null or c.stopped > $day) "
        "and (c.lapsed is null or c.lapsed > $day) and ($concern = '' or c.concern = $concern)",
        **found_in.values,
        unknown=Status.CANNOT_TELL.value,
        day=outlook.day,
        concern=concern,
    )


_COLUMNS = "c.clock as strand, c.subject as child, c.started as since, o.standing, h.team, h.worker"
_BESIDE_THE_CHILD = (
    "left join child_standing as o on o.child = c.subject "
    "left join holders as h on h.child = c.subject"
)


def strands_lacking(outlook: Outlook) -> dict[str, str]:
    """Why a strand cannot be determined from the source, by the strand's key."""
    rules = concern_book(outlook.snapshot.home)
    most = scheme_in_force(outlook.snapshot.home).scheme.most
    answered = answered_strands(outlook.overlay, outlook.book, rules, most)
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
            rules = concern_book(outlook.snapshot.home)
            most = scheme_in_force(outlook.snapshot.home).scheme.most
            lay_concerns(outlook.engine, outlook.overlay, outlook.book, rules, outlook.day, most)
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
            outlook.kept["concerns"] = True


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
