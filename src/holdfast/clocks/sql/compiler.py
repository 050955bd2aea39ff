"""The compiler: every duty of everybody, read from the declarations as SQL.

It reads the spells that journeys laid down, and events where they lie (``relations.py``). Clocks
that live in a spell are run together over lanes (``lanes.py``), the others row by row
(``row_and_key.py``); every run is judged by the rule in force (``ruling.py``), its due date looked
up in the almanac. Nothing here computes with dates. Queries are few and long rather than many:
planning one costs more than running it over a small council.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa

from holdfast.clocks.clock import Clock, Shape
from holdfast.clocks.rules.ages import aged_alone, aged_lanes, aged_open, uncut
from holdfast.clocks.rules.almanac import almanac
from holdfast.clocks.rules.book import Book
from holdfast.clocks.rules.sequence import sequence_sql
from holdfast.clocks.sql.contradictions import outlasting
from holdfast.clocks.sql.doubting import doubted_sql
from holdfast.clocks.sql.finishing import finishing_sql
from holdfast.clocks.sql.lanes import Lanes
from holdfast.clocks.sql.relations import Relations
from holdfast.clocks.sql.row_and_key import alive, ended, shown
from holdfast.clocks.sql.ruling import ONE_DAY, judged_sql
from holdfast.clocks.sql.same_start import numbered_sql
from holdfast.engine import Engine
from holdfast.engine.quoting import quoted
from holdfast.journeys.held_beyond import NOTHING_STATED, MostHeld
from holdfast.journeys.laid import define_journeys, with_cutting
from holdfast.journeys.lives import ages_of, define_birthdays
from holdfast.periods import Limit

RUN = "clock, subject, part, started, stopped, lapsed, doubt, why, reason, own_due"

# The columns of the ``duties`` relation: see ``Duty``. ``overdue_from`` is the day after due.
DUTIES = (
    "clock, subject, part, started, due, overdue_from, stopped, lapsed, doubt, why, ruling, "
    "reason, cause, nth"
)


@dataclass(frozen=True)
class ClockToCompile:
    """A clock to be answered; ``current_only`` when the source holds only the latest dates."""

    clock: Clock
    current_only: bool = False


def duties(
    engine: Engine,
    book: Book,
    asked: Sequence[ClockToCompile],
    most: MostHeld = NOTHING_STATED,
    keep: bool = False,
) -> None:
    """Name on the engine a relation ``duties`` with every run of the clocks asked.

    The engine must hold every table of the record under its name. ``most`` is the most that one
    worker is to hold, as the council states it. ``keep`` works them out at once, for several
    questions. Columns: ``DUTIES``.
    """
    read = (clock for one in asked for clock in (one.clock, uncut(one.clock)))
    wanted = Relations(engine, tuple(read)).all_spells()
    define_journeys(engine, with_cutting(wanted), most)
    engine.define("duties", duties_sql(engine, book, asked), keep)


def duties_sql(engine: Engine, book: Book, asked: Sequence[ClockToCompile]) -> str:
    """The query of ``duties``, once what it reads lies on the engine.

    The engine must hold the record and what journeys lay down. To be run once and written: naming
    it first would plan it twice.
    """
    return numbered_sql(engine, unnumbered_sql(engine, book, asked))


def unnumbered_sql(engine: Engine, book: Book, asked: Sequence[ClockToCompile]) -> str:
    """The query of ``duties`` without ``nth``, for who wants some of them alone."""
    asked = [
        ClockToCompile(uncut(request.clock), True) if request.current_only else request
        for request in asked
    ]
    told_of = tuple(request.clock for request in asked)
    filled = engine.filled({table for clock in told_of for table in clock.begun_in()})
    # Planning costs what a small record does not have: what cannot begin is not planned.
    asked = [request for request in asked if not filled.isdisjoint(request.clock.begun_in())]
    clocks = tuple(request.clock for request in asked)
    relations = Relations(engine, clocks)
    plans = [clock.key for clock in clocks if clock.plan_may_set]
    turnings = (turning for clock in clocks for turning in (*clock.once, *clock.until))
    limits = {turning for turning in turnings if isinstance(turning, Limit)}
    lengths_read = sorted({ONE_DAY} | limits, key=str)
    agreed: list[tuple[str, int]] = []
    if plans:
        # The intervals that children's own plans set, for the clocks that let them.
        rows = engine.fetch(
            "select distinct duty, working_days from agreed_intervals "
            f"where working_days between 1 and 260 and duty in ({quoted(plans)})"
        )
        agreed = [(row["duty"], row["working_days"]) for row in rows.to_pylist()]
    rulings, lengths = almanac(book, agreed, lengths_read)
    engine.rows("rulings", rulings)
    engine.rows("almanac", lengths)
    ends_at = {clock.ends_at_age for clock in clocks if clock.ends_at_age is not None}
    define_birthdays(engine, ages_of(relations.all_spells()) | ends_at)
    relations.define_spells()
    judged = judged_sql(book, plans, _runs_sql(engine, relations, asked))
    return doubted_sql(engine, book, told_of, judged)


def duty_table(engine: Engine) -> pa.Table:
    """All duties, in order of person, clock and start."""
    found = engine.fetch(f"select {DUTIES} from duties order by subject, clock, started, nth")
    # Engines say differently what may be missing.
    return found.cast(_DUTY_SCHEMA)


_DAYS = ("started", "due", "overdue_from", "stopped", "lapsed", "doubt")
_OTHERS = {"reason": pa.bool_(), "cause": pa.int64(), "nth": pa.int32()}
_DUTY_SCHEMA = pa.schema(
    (name, pa.date32() if name in _DAYS else _OTHERS.get(name, pa.string()))
    for name in DUTIES.split(", ")
)


def _runs_sql(engine: Engine, relations: Relations, asked: Iterable[ClockToCompile]) -> str:
    """Every run of the clocks asked, not yet judged. Columns: ``RUN``."""
    told = tuple(asked)
    current = frozenset(request.clock.key for request in told if request.current_only)
    living = [request.clock for request in told if request.clock.shape is Shape.LANE]
    alone: dict[tuple[object, ...], list[ClockToCompile]] = {}
    for request in (request for request in told if request.clock.shape is not Shape.LANE):
        clock = request.clock
        ages = (clock.until_age, clock.from_birth)
        ends = (clock.after_death, clock.ended_by, clock.shown_by, clock.within, *ages)
        alike = (*ends, request.current_only)
        alone.setdefault(alike, []).append(request)
    lanes = _all(Lanes(engine, relations, current).runs(living))
    lanes = aged_open(aged_lanes(lanes, living, relations), living)
    parts = [outlasting(lanes, living, relations)]
    return _all([*parts, *(_alone_sql(relations, alike) for alike in alone.values())])


def _all(parts: Iterable[str]) -> str:
    return " union all ".join(f"select {RUN} from ({part}) as told" for part in parts) or _NONE


def _alone_sql(relations: Relations, alike: Sequence[ClockToCompile]) -> str:
    """The runs of clocks in no spell that are ended and shown by the same."""
    clock = alike[0].clock
    whole = (
        sequence_sql(request.clock, relations)
        if request.clock.shape is Shape.SEQUENCE
        else finishing_sql(request.clock)
        for request in alike
    )
    runs = " union all ".join(f"select {RUN} from ({each}) as r" for each in whole)
    if not clock.after_death:
        runs = alive(runs)
    if clock.ended_by:
        runs = ended(runs, relations.event(clock.ended_by))
    if alike[0].current_only:
        runs = f"select * from ({runs}) as open where stopped is null and lapsed is null"
    runs = aged_alone(runs, clock)
    if clock.shown_by:
        runs = shown(runs, relations.event(clock.shown_by))
    runs = outlasting(runs, [request.clock for request in alike], relations)
    return f"select {RUN} from ({runs}) as told"


_NONE = (
    "select cast(null as varchar) as clock, cast(null as varchar) as subject, "
    "cast(null as varchar) as part, cast(null as date) as started, cast(null as date) as stopped, "
    "cast(null as date) as lapsed, cast(null as date) as doubt, cast(null as varchar) as why, "
    "cast(null as boolean) as reason, cast(null as date) as own_due where 1 = 0"
)
