"""Events and spells read as SQL, in the subset that every engine reads alike.

An event becomes a relation (subject, day, until); a spell becomes (subject, part, started,
ended and the columns of its row that it carries), where ``part`` numbers a person's
spells and ``ended`` is null while it is open. What a query reads besides the record - ``life``
and ``birthdays`` - is named by ``define_lives``.
"""

from collections.abc import Callable, Sequence

from holdfast.days import LAST_KNOWN
from holdfast.journeys.event import Event, SpellNearby
from holdfast.journeys.spell import ALWAYS, Edge, Happening, Merging, Spell, Stretch

FAR = "date '9999-12-31'"


def happening_sql(happening: Happening, relation: Callable[[Spell], str]) -> str:
    """Every time it happened: (subject, day, until). ``relation`` names a spell's relation."""
    if isinstance(happening, Event):
        return _event_sql(happening, relation)
    spells = relation(happening.spell)
    if happening.side == "begins":
        until = f"coalesce(ended, {FAR})"
        return f"select subject, started as day, {until} as until from {spells}"
    return f"select subject, ended as day, ended as until from {spells} where ended is not null"


def _event_sql(event: Event, relation: Callable[[Spell], str]) -> str:
    held = f" and {event.where.sql('r')}" if event.where else ""
    subject, day = event.subject.name, event.at.name
    if event.beside:
        beside = relation(event.beside.spell)
        held += _beside_sql(event.beside, beside, f"r.{subject}", f"r.{day}")
    return (
        f"select r.{subject} as subject, r.{day} as day, r.{day} as until "
        f"from {event.table.name} as r where r.{day} is not null{held}"
    )


def _beside_sql(near: SpellNearby, spells: str, subject: str, day: str) -> str:
    """That the spell which the event asks for runs near its day, or none where none should."""
    begun = f"date_diff('day', b.started, {day}) >= {-near.begun}"
    lasts = f"(b.ended is null or date_diff('day', {day}, b.ended) >= {near.lasts})"
    runs = (
        f"exists (select 1 from (select subject, started, ended from {spells}) as b "
        f"where b.subject = {subject} and {begun} and {lasts})"
    )
    if near.held:
        return f" and {day} >= date '{near.since}' and {runs}"
    return f" and not ({day} >= date '{near.since}' and {runs})"


def inline(spell: Spell) -> str:
    """A spell's query in brackets, to stand where the name of its relation might."""
    return f"({spell_sql(spell)}) as of_another"


def spell_sql(spell: Spell, relation: Callable[[Spell], str] = inline) -> str:
    """Each person's spells, on an engine that holds the record and ``life`` (see ``lives.py``).

    ``relation`` names the relation of another spell by which this one is cut.
    """
    names = [column.name for column in spell.carries]
    rows = " union all ".join(_stretch_sql(stretch, names) for stretch in spell.stretches)
    carried = "".join(f", {name}" for name in names)
    if spell.merging is Merging.NEVER:
        order = f"started, last{carried}"
        whole = (
            f"select subject, started, last{carried}, row_number() over "
            f"(partition by subject order by {order}) as part from ({rows}) as rows_given"
        )
    else:
        whole = _merged_sql(rows, "<=" if spell.merging is Merging.TOUCHING else "<")
    if spell.until_age is not None:
        whole = _until_sql(whole, spell.until_age, carried, spell.children_alone)
    if spell.since is not None:
        whole = _since_sql(whole, happening_sql(spell.since, relation), carried)
    if spell.up_to is not None:
        whole = _up_to_sql(whole, _event_sql(spell.up_to, relation), carried)
    cut = _cut_sql(spell, whole, carried)
    return _apart_sql(cut, relation(spell.apart_from), carried) if spell.apart_from else cut


def no_spell_sql(spell: Spell) -> str:
    """What ``spell_sql`` gives where no row can begin such a spell: its columns, and no row."""
    days = ("started", "ended", *(column.name for column in spell.carries))
    told = ", ".join(f"cast(null as date) as {day}" for day in days)
    return (
        f"select cast(null as varchar) as subject, cast(null as bigint) as part, {told} where 1 = 0"
    )


def _since_sql(whole: str, events: str, carried: str) -> str:
    own = f"w.last{carried.replace(', ', ', w.')}"
    order = f"e.day, w.started, {own}"
    return (
        f"select w.subject, row_number() over (partition by w.subject order by {order}) as part, "
        f"e.day as started, {own} from ({whole}) as w join (select distinct subject, day "
        f"from ({events}) as every) as e on e.subject = w.subject "
        "and e.day >= w.started and e.day < w.last"
    )


def _until_sql(whole: str, age: int, carried: str, children_alone: bool) -> str:
    """Each spell up to a birthday; one that begins on or after it is left whole, or left out."""
    own = f"w.subject, w.part, w.started{carried.replace(', ', ', w.')}"
    last = "case when w.started < g.day and g.day < w.last then g.day else w.last end"
    return (
        f"select {own}, {last} as last from ({whole}) as w "
        "left join life as b on b.subject = w.subject "
        f"left join birthdays as g on g.age = {age} and g.born = b.birth"
        f"{' where g.day is null or w.started < g.day' if children_alone else ''}"
    )


def _up_to_sql(whole: str, events: str, carried: str) -> str:
    own = f"w.subject, w.part, w.started, w.last{carried.replace(', ', ', w.')}"
    return (
        f"select {own.replace('w.last', 'coalesce(min(e.day), w.last) as last')} "
        f"from ({whole}) as w left join ({events}) as e on e.subject = w.subject "
        f"and e.day between w.started and w.last group by {own}"
    )


def _stretch_sql(stretch: Stretch, carries: Sequence[str]) -> str:
    begins, ends = f"r.{stretch.begins.name}", f"r.{stretch.ends.name}"
    # One that ends before it begins is taken as a single day rather than lost.
    last = (
        f"case when {ends} is null then {FAR} when {ends} < {begins} then {begins} else {ends} end"
    )
    held = f" and {stretch.where.sql('r')}" if stretch.where else ""
    carried = "".join(f", r.{name}" for name in carries)
    started = begins
    if stretch.since:
        started = f"greatest({begins}, date '{stretch.since}')"
        held += f" and {last} >= date '{stretch.since}'"
    return (
        f"select r.{stretch.subject.name} as subject, {started} as started, {last} as last{carried}"
        f" from {stretch.table.name} as r where {begins} is not null{held}"
    )


def _merged_sql(rows: str, joins: str) -> str:
    """Islands: a row is fresh when it does not join the furthest end before it.

    Rows alike are taken once: the two windows could put them in different orders.
    """
    before = "partition by subject order by started, last rows between unbounded preceding and"
    furthest = f"max(last) over ({before} 1 preceding)"
    return f"""
    select subject, part, min(started) as started, max(last) as last from (
      select *, sum(fresh) over ({before} current row) as part from (
        select *, case when started {joins} {furthest} then 0 else 1 end as fresh
        from (select distinct subject, started, last from ({rows}) as rows_given) as each_once
      ) as flagged) as numbered
    group by subject, part"""


def _cut_sql(spell: Spell, whole: str, carried: str) -> str:
    """The part of each spell within the person's life and the spell's ages."""
    if any(stretch.subject.of != "persons" for stretch in spell.stretches):
        return (
            f"select subject, cast(part as integer) as part, started, {_open('last')} as ended"
            f"{carried} from ({whole}) as w"
        )
    first, joins_first = _birthday(spell.from_age, "younger")
    final, joins_final = _birthday(spell.to_age, "older")
    started = f"greatest(w.started, {first})" if first else "w.started"
    ends = ["w.last", f"coalesce(life.died, {FAR})", *([final] if final else [])]
    # The age lets the spell be told of nobody who is not born on any known day.
    told = ["life.birth is not null"] if spell.to_age is not None else []
    if spell.from_age is not None:
        told.append(f"(life.birth is null or life.birth <= date '{LAST_KNOWN}')")
    known = f" where {' and '.join(told)}" if told else ""
    return f"""
    select subject, cast(part as integer) as part, started, {_open("last")} as ended{carried} from (
      select w.subject, w.part, {started} as started, least({", ".join(ends)}) as last{carried}
      from ({whole}) as w
      left join life on life.subject = w.subject{joins_first}{joins_final}{known}
    ) as cut where started <= last"""


def _apart_sql(spells: str, others: str, carried: str) -> str:
    """What is left of each spell before, between and after those that it lies apart from."""
    own = f"w.last{carried.replace(', ', ', w.')}"
    # Named, for each is read more than once and is long: planning costs more than the rows.
    return f"""
    with whole as (select *, coalesce(ended, {FAR}) as last from ({spells}) as cut),
    held as (
      select subject, started, coalesce(ended, {FAR}) as last from {others}
      where started < coalesce(ended, {FAR})),
    parts as (
      select w.subject, w.part, w.started, {own} from whole as w union
      select w.subject, w.part, o.last as started, {own} from whole as w
      join held as o on o.subject = w.subject and o.last > w.started and o.last < w.last),
    free as (
      select w.* from parts as w left join held as o on o.subject = w.subject
      and o.started <= w.started and w.started < o.last where o.subject is null)
    select subject, cast(row_number() over (partition by subject order by started, part)
      as integer) as part, started, {_open("last")} as ended{carried} from (
      select w.subject, w.part, w.started,
        least(w.last, coalesce(min(o.started), {FAR})) as last{carried.replace(", ", ", w.")}
      from free as w left join held as o on o.subject = w.subject and o.started >= w.started
      group by w.subject, w.part, w.started, {own}) as apart"""


def _birthday(age: int | None, name: str) -> tuple[str, str]:
    """The day of a birthday as SQL, and the join that finds it."""
    if age is None:
        return "", ""
    join = f" left join birthdays as {name} on {name}.age = {age}"
    unknown = "date '0001-01-01'" if name == "younger" else FAR
    return f"coalesce({name}.day, {unknown})", f"{join} and {name}.born = life.birth"


def _open(last: str) -> str:
    return f"nullif({last}, {FAR})"


def always_sql(happenings: Sequence[str]) -> str:
    """One spell for each person to whom any of these (named relations) ever happened."""
    people = " union ".join(f"select subject from {name}" for name in happenings)
    return f"""
    select p.subject, 1 as part, date '0001-01-01' as started, life.died as ended
    from ({people}) as p left join life on life.subject = p.subject"""


def spells_of(happenings: Sequence[Happening]) -> set[Spell]:
    """The spells whose edges these are."""
    return {h.spell for h in happenings if isinstance(h, Edge) and h.spell is not ALWAYS}
