"""Duties that are owed to a child only: they end on a birthday, and none began before birth.

A spell ends on the birthday that its declaration names (``Spell.until_age``), so a duty in it does
too; one that lives in no spell names the birthday itself. Where the record has such a duty begin on
or after that birthday, or before a birth that must come first, it contradicts itself: which
of the two days is wrong cannot be determined, and so neither can the duty.
Where no birth is recorded nothing is cut and nothing contradicted.

The oracle and the compiler read the declarations here, in plain Python and in SQL.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from holdfast.clocks.clock import Clock, Shape
from holdfast.clocks.duty import Why
from holdfast.clocks.sql.relations import Relations
from holdfast.days import LAST_KNOWN, birthday
from holdfast.engine.quoting import quoted
from holdfast.journeys.compiler import FAR
from holdfast.journeys.reading import Lifetime

_RUN = "clock, subject, part, started, stopped, lapsed, doubt, why, reason, own_due"
_EVER = "date '0001-01-01'"

# Whether a birth must come first, and the birthday on which the duty ends.
Ages = tuple[bool, int | None]


def uncut(clock: Clock) -> Clock:
    """The clock as it is asked where only what is open is told: the birthday ends the duty alone.

    Every spell ends on a birthday that lies ahead, and none would be open.
    """
    if clock.during is None or clock.during.until_age is None:
        return clock
    whole = replace(clock.during, until_age=None)
    return replace(clock, during=whole, until_age=clock.during.until_age)


# --- in plain Python ------------------------------------------------------------------------


def grown(clock: Clock, lived: Lifetime) -> date | None:
    """The birthday on which the duty ends; None where there is none, or it is not known."""
    if clock.ends_at_age is None or lived.birth is None or lived.birth > LAST_KNOWN:
        return None
    return birthday(lived.birth, clock.ends_at_age)


def contradicts(clock: Clock, lived: Lifetime, started: date) -> bool:
    """Whether the person was not yet born, or too old, when the duty began by the record."""
    unborn = clock.needs_birth and lived.birth is not None and started < lived.birth
    last = grown(clock, lived)
    return unborn or (last is not None and started >= last)


# --- in SQL ---------------------------------------------------------------------------------


def aged_lanes(runs: str, clocks: Iterable[Clock], relations: Relations) -> str:
    """The runs of clocks that live in spells, each with the doubt that the person's age raises."""
    alike: dict[Ages, list[Clock]] = {}
    for clock in clocks:
        if clock.shape is Shape.LANE and any(_ages(clock)):
            alike.setdefault(_ages(clock), []).append(clock)
    for number, (ages, told) in enumerate(alike.items()):
        # Few begin a spell unborn or grown: laid down, they are known to be few.
        name = f"out_of_age_{number}"
        spells = sorted({relations.spell(clock.during) for clock in told if clock.during})
        columns = f"subject, started, coalesce(ended, {FAR}) as last"
        begun = " union all ".join(f"select {columns} from {relation}" for relation in spells)
        # A spell of theirs began before birth, or reaches beyond the last birthday.
        contradicted = f"""
    select distinct p.subject, coalesce(p.birth, {_EVER}) as birth, p.grown
    from ({_people_sql(ages)}) as p join ({begun}) as s on s.subject = p.subject
    where s.started < p.birth or s.started >= p.grown or s.last > p.grown"""
        relations.engine.define(name, contradicted, keep=True)
        # Where there is nobody all the runs need not be asked.
        if relations.engine.fetch(f"select subject from {name} limit 1").num_rows:
            runs = _doubted_sql(runs, [clock.key for clock in told], name)
    return runs


def aged_open(runs: str, clocks: Iterable[Clock]) -> str:
    """The runs of clocks whose spells were left uncut, each lapsed on the birthday that ends it."""
    ends: dict[int, list[str]] = {}
    for clock in clocks:
        if clock.during is not None and clock.until_age is not None:
            ends.setdefault(clock.until_age, []).append(clock.key)
    for age, keys in ends.items():
        told = f"r.clock in ({quoted(keys)}) and coalesce(r.why, '') <> '{Why.AGE.name}'"
        runs = (
            "select r.clock, r.subject, r.part, r.started, r.stopped, "
            f"nullif(least(coalesce(r.lapsed, {FAR}), coalesce(p.grown, {FAR})), {FAR}) as lapsed, "
            f"r.doubt, r.why, r.reason, r.own_due from ({runs}) as r "
            f"left join ({_people_sql((False, age))}) as p on p.subject = r.subject and {told}"
        )
    return runs


def aged_alone(runs: str, clock: Clock) -> str:
    """The runs of clocks in no spell that end at one age: lapsed then, or doubted."""
    ages = _ages(clock)
    if not any(ages):
        return runs
    doubted = "(started < birth or started >= grown)"
    own = ", ".join(f"r.{column}" for column in _RUN.split(", "))
    return f"""
    select clock, subject, part, started, case when not {doubted} then stopped end as stopped,
      case when not {doubted} then nullif(least(coalesce(lapsed, {FAR}), grown), {FAR})
        else lapsed end as lapsed,
      case when {doubted} then started else doubt end as doubt,
      case when {doubted} then '{Why.AGE.name}' else why end as why,
      case when not {doubted} then reason end as reason, own_due
    from (select {own}, coalesce(p.birth, {_EVER}) as birth, coalesce(p.grown, {FAR}) as grown
      from ({runs}) as r left join ({_people_sql(ages)}) as p on p.subject = r.subject) as told"""


def _ages(clock: Clock) -> Ages:
    return (clock.needs_birth, clock.ends_at_age)


def _people_sql(ages: Ages) -> str:
    """Each person whose birth is known: the day of birth, and the birthday that ends duties."""
    needs_birth, until_age = ages
    birth = "l.birth" if needs_birth else _EVER
    if until_age is None:
        return f"select l.subject, {birth} as birth, {FAR} as grown from life as l"
    return (
        f"select l.subject, {birth} as birth, coalesce(a.day, {FAR}) as grown from life as l "
        f"left join birthdays as a on a.age = {until_age} and a.born = l.birth"
    )


def _doubted_sql(runs: str, keys: Sequence[str], people: str) -> str:
    when = "(r.started < p.birth or r.started >= p.grown)"
    return f"""
    select r.clock, r.subject, r.part, r.started,
      case when p.subject is null then r.stopped end as stopped, r.lapsed,
      case when p.subject is not null then r.started else r.doubt end as doubt,
      case when p.subject is not null then '{Why.AGE.name}' else r.why end as why,
      case when p.subject is null then r.reason end as reason, r.own_due
    from ({runs}) as r left join {people} as p
      on p.subject = r.subject and {when} and r.clock in ({quoted(keys)})"""
