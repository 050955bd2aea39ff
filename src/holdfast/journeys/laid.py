"""What journeys lay down: the spells of everybody, who holds each child, which case is open.

Clocks, returns, figures and pages read these relations and derive none of them again:

``spells``   Columns: spell (its ``label``), subject, part, started, ended (None: it goes on), and
             the columns of its row that any spell carries.
``holding``  see ``holders.py``.
             ``holding_times`` cuts it where a worker left or was away: see ``holding_times.py``;
             ``pattern_days`` and ``feared_episodes`` are in ``patterns.py`` and the file so called,
             and so are ``held_demands`` and ``held_beyond``.
``cases``    Columns: child, started, ended: the spells while any of which a child's case is open.
``life``     and ``birthdays``: see ``lives.py``.

``spells`` and ``holding`` are worked out once for a snapshot and lie beside it. Events are not: one
is a filter over one table, read where it lies; laid down, all events would be as large as the
record (docs/decisions/0015).
"""

from collections.abc import Iterable, Mapping
from functools import cache

from holdfast.engine import Engine
from holdfast.engine.quoting import quote, quoted
from holdfast.journeys.care import IN_CARE, PRIVATELY_FOSTERED, SHORT_BREAK_SERIES
from holdfast.journeys.compiler import inline, no_spell_sql, spell_sql
from holdfast.journeys.contact import OPEN_CASE
from holdfast.journeys.feared_episodes import define_feared_episodes
from holdfast.journeys.held_beyond import NOTHING_STATED, MostHeld, define_held_beyond
from holdfast.journeys.held_demands import define_held_demands
from holdfast.journeys.holders import holding_sql
from holdfast.journeys.holding_times import define_holding_times
from holdfast.journeys.leaving_care import LEAVING_CARE
from holdfast.journeys.lives import ages_of, define_lives
from holdfast.journeys.patterns import define_patterns
from holdfast.journeys.protection import ON_PLAN
from holdfast.journeys.register import SPELLS
from holdfast.journeys.spell import Spell
from holdfast.record.family import Persons
from holdfast.record.schema.table import Column
from holdfast.record.store.derived import FOUNDATIONS, derived_key, find_derived, write_derived
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.supplements.overlay import Overlay, overlay_of
from holdfast.record.workforce import Involvements

MADE_BY = (*FOUNDATIONS, "holdfast.journeys")

# While any of these runs, the child's case is open.
CASES = (OPEN_CASE, ON_PLAN, IN_CARE, LEAVING_CARE, SHORT_BREAK_SERIES, PRIVATELY_FOSTERED)


def lay_journeys(engine: Engine, snapshot: Snapshot, over: Overlay | None = None) -> None:
    """Name the relations on an engine that holds a snapshot, working them out if need be.

    ``over`` is what is laid over the snapshot on that engine. Raises CannotWrite when the disk
    refuses them.
    """
    mark = over.mark_over(tables_read()) if over else ""
    key = derived_key(MADE_BY, *([mark] if mark else []))
    found = {name: find_derived(snapshot, name, key) for name in ("spells", "holding")}
    if not all(found.values()):
        # What was worked out just now need not be read again.
        define_journeys(engine)
        for name in found:
            write_derived(engine, snapshot, name, key, f"select * from {name}")
        return
    define_lives(engine, ages_of(SPELLS))
    for name, place in found.items():
        assert place is not None
        engine.parquet(name, place)
    for spell in SPELLS:
        columns = ", ".join((*_OWN, *(column.name for column in spell.carries)))
        told = f"select {columns} from spells where spell = {quote(label(spell))}"
        engine.define(relation_of(spell), told)
    engine.define("cases", _CASES)


def open_record(engine: Engine, snapshot: Snapshot) -> None:
    """Name a snapshot's tables with what is laid over them, and what journeys lay down.

    Raises what ``overlay_of`` raises, and CannotWrite when the disk refuses.
    """
    over = overlay_of(snapshot)
    over.open(engine)
    lay_journeys(engine, snapshot, over)


def tables_read() -> frozenset[str]:
    """The tables of the record that the relations are worked out from."""
    spells = (column.table.name for spell in SPELLS for column in spell.columns())
    return frozenset({*spells, Persons.name, Involvements.name})


def define_journeys(
    engine: Engine, spells: Iterable[Spell] = (), most: MostHeld = NOTHING_STATED
) -> None:
    """Name the relations on an engine that holds the record, worked out and kept in its memory.

    ``spells`` are those wanted; all that are declared when none are given. ``most`` is the most
    that one worker is to hold, as the council states it.
    """
    wanted = tuple(spells) or SPELLS
    define_lives(engine, ages_of(wanted))
    engine.define("holding", holding_sql(), keep=True)
    define_holding_times(engine)
    define_patterns(engine)
    define_feared_episodes(engine)
    define_held_demands(engine)
    define_held_beyond(engine, most)
    done: set[Spell] = set()

    def relation(spell: Spell) -> str:
        return relation_of(spell) if spell in done else inline(spell)

    filled = engine.filled({table for spell in wanted for table in spell.begun_in()})
    begun = [spell for spell in wanted if not filled.isdisjoint(spell.begun_in())]
    for spell in _cutting_first(wanted):
        told = spell_sql(spell, relation) if spell in begun else no_spell_sql(spell)
        engine.define(relation_of(spell), told, keep=True)
        done.add(spell)
    # Of none at all one that has no row: the relation has its columns all the same.
    engine.define("spells", " union all ".join(map(_row_sql, begun or wanted[:1])))
    engine.define("cases", _CASES)


def with_cutting(spells: Iterable[Spell]) -> list[Spell]:
    """Those of the spells that are declared, and the declared ones by which any is cut."""
    found: set[Spell] = set()
    left = list(spells)
    while left:
        spell = left.pop()
        if spell not in found:
            found.add(spell)
            left += _cutting(spell)
    return [spell for spell in SPELLS if spell in found]


def _cutting(spell: Spell) -> list[Spell]:
    """The spells by which one is cut."""
    beside = spell.up_to.beside if spell.up_to else None
    cutting = (spell.apart_from, spell.since and spell.since.spell, beside and beside.spell)
    return [other for other in cutting if other]


def _cutting_first(spells: Iterable[Spell]) -> list[Spell]:
    """The spells, each after those of them by which it is cut: these are read where they lie."""
    wanted = tuple(spells)
    ordered: dict[Spell, None] = {}

    def add(spell: Spell) -> None:
        for other in _cutting(spell):
            if other in wanted and other not in ordered:
                add(other)
        ordered[spell] = None

    for spell in wanted:
        add(spell)
    return list(ordered)


def relation_of(spell: Spell) -> str:
    """The name of the relation that holds one declared spell: subject, part, started, ended ..."""
    return f"spell_{_numbers()[spell]}"


def label(spell: Spell) -> str:
    """What a spell is called in ``spells``: its name, and the birthday that ends it."""
    return f"{spell.name}, until {spell.until_age}" if spell.until_age else spell.name


@cache
def _numbers() -> Mapping[Spell, int]:
    return {spell: number for number, spell in enumerate(SPELLS)}


@cache
def _carried() -> tuple[Column, ...]:
    """The columns that any spell carries."""
    return tuple(dict.fromkeys(column for spell in SPELLS for column in spell.carries))


def _row_sql(spell: Spell) -> str:
    carried = (
        column.name if column in spell.carries else f"cast(null as date) as {column.name}"
        for column in _carried()
    )
    columns = ", ".join((f"{quote(label(spell))} as spell", *_OWN, *carried))
    return f"select {columns} from {relation_of(spell)}"


_OWN = ("subject", "part", "started", "ended")

_CASES = (
    "select subject as child, started, ended from spells "
    f"where spell in ({quoted(label(spell) for spell in CASES)})"
)
