"""Which concerns are true of whom on a day, in the order in which a manager reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.clocks.computing import fingerprint
from holdfast.clocks.duty import Status
from holdfast.clocks.rules.answers import Answer
from holdfast.clocks.rules.book import Book
from holdfast.clocks.sql.standing import soon, standing_sql
from holdfast.concerns.computing import RUNS, answered_strands, lay_concerns
from holdfast.concerns.concern import Concern
from holdfast.concerns.register import CONCERNS, concern_book
from holdfast.engine.quoting import quote
from holdfast.journeys.care import IN_CARE
from holdfast.journeys.contact import OPEN_CASE
from holdfast.journeys.laid import relation_of
from holdfast.journeys.need import ON_NEED_PLAN
from holdfast.journeys.protection import ON_PLAN, UNDER_ENQUIRY
from holdfast.journeys.spell import Spell
from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY, Scope

# What a child is on, in the order in which lists stand; a child is in the first that fits.
STANDINGS: tuple[tuple[str, Spell], ...] = (
    ("protection plan", ON_PLAN),
    ("enquiry", UNDER_ENQUIRY),
    ("in care", IN_CARE),
    ("in need", ON_NEED_PLAN),
    ("open case", OPEN_CASE),
)
NOTHING_RECORDED = "nothing recorded"


@dataclass(frozen=True)
class TrueOf:
    """A concern that is true of a child on the day, in the first of its strands that fits.

    ``since`` is the day on which what made it known happened, and ``days`` count from it to the
    day of the outlook. ``standing`` is what the child is on. ``family`` is the number that the
    child shares with brothers and sisters; the child's own where none is recorded.
    """

    concern: str
    strand: str
    fact: str
    child: str
    family: str
    standing: str
    since: date
    days: int
    team: str | None
    worker: str | None


@dataclass(frozen=True)
class Counted:
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
) -> tuple[TrueOf, ...]:
    """The children of whom a concern is true on the outlook's day, in the order of every list.

    By strand, then what the child is on, then days, the most first, then the child's number.
    """
    _see(outlook)
    order = {strand.key: number for number, strand in enumerate(concern.strands)}
    facts = {strand.key: strand.fact for strand in concern.strands}
    held = f" and c.subject in ({scope.children_sql(outlook)})" if scope != EVERYBODY else ""
    rows = outlook.rows(
        "select c.clock as strand, c.subject as child, c.started as since, c.days_waited as days, "
        "o.standing, f.family, h.team, h.worker from concern_standing as c "
        "left join child_standing as o on o.child = c.subject "
        "left join families as f on f.child = c.subject "
        "left join holders as h on h.child = c.subject "
        f"where c.concern = $concern and c.status = $true{held}",
        concern=concern.key,
        true=Status.OVERDUE.value,
    )
    places = {name: place for place, (name, _) in enumerate(STANDINGS)}
    found = [
        TrueOf(
            concern.key,
            row["strand"],
            facts[row["strand"]],
            row["child"],
            row["family"] or row["child"],
            row["standing"] or NOTHING_RECORDED,
            row["since"],
            row["days"],
            row["team"],
            row["worker"],
        )
        for row in rows
    ]
    found.sort(
        key=lambda one: (
            order[one.strand],
            places.get(one.standing, len(places)),
            -one.days,
            one.child,
        )
    )
    return tuple({one.child: one for one in reversed(found)}[child] for child in _once(found))


def _once(found: Sequence[TrueOf]) -> list[str]:
    """The children in the order of their first row."""
    return list(dict.fromkeys(one.child for one in found))


def concerns_counted(outlook: Outlook, scope: Scope = EVERYBODY) -> tuple[Counted, ...]:
    """Every concern, counted on the outlook's day for a scope."""
    _see(outlook)
    lacking = _lacking(outlook)
    counted = []
    for concern in CONCERNS:
        found = concerns_true(outlook, concern, scope)
        known = {one.child for one in found}
        counted.append(
            Counted(
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
    held = f" and subject in ({scope.children_sql(outlook)})" if scope != EVERYBODY else ""
    # Of what is over by now it does not matter any more whether it was true.
    going_on = "(stopped is null or stopped > $day) and (lapsed is null or lapsed > $day)"
    rows = outlook.rows(
        "select distinct subject as child from concern_standing "
        f"where concern = $concern and status = $unknown and {going_on}{held}",
        concern=concern.key,
        unknown=Status.CANNOT_TELL.value,
        day=outlook.day,
    )
    return {row["child"] for row in rows}


def _lacking(outlook: Outlook) -> dict[str, str]:
    """Why a strand cannot be determined from the source, by the strand's key."""
    rules = concern_book(outlook.snapshot.home)
    answered = answered_strands(outlook.snapshot, outlook.book, rules)
    return {
        key: f"{found.clock.title}: {found.why}"
        for key, found in answered.items()
        if found.answer is Answer.CANNOT_TELL
    }


def _see(outlook: Outlook) -> None:
    """Name what is asked of on the outlook's engine, once."""
    if "concerns" in outlook.held:
        return
    rules = concern_book(outlook.snapshot.home)
    lay_concerns(outlook.engine, outlook.snapshot, outlook.book, rules)
    clocks = (*outlook.book.clocks, *rules.clocks)
    engine, day = outlook.engine, outlook.day
    engine.define("concern_standing", standing_sql(clocks, day, soon(day), RUNS), keep=True)
    engine.define("child_standing", _standing_sql(day), keep=True)
    engine.define(
        "families",
        "select child, min(family) as family from family_links group by child",
        keep=True,
    )
    outlook.held["concerns"] = True


def _standing_sql(day: date) -> str:
    """What each child is on, on a day: child, standing."""
    parts = " union all ".join(
        f"select subject as child, {place} as place, {quote(name)} as name "
        f"from {relation_of(spell)} "
        f"where started <= date '{day}' and (ended is null or ended > date '{day}')"
        for place, (name, spell) in enumerate(STANDINGS)
    )
    return (
        "select child, name as standing from (select child, name, row_number() over "
        f"(partition by child order by place) as nth from ({parts}) as parts) as ranked "
        "where nth = 1"
    )


def rules_of(outlook: Outlook) -> tuple[Book, str]:
    """The limits of the strands under which an outlook's concerns are read, and their mark."""
    rules = concern_book(outlook.snapshot.home)
    return rules, fingerprint(rules)
