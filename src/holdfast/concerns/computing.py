"""Runs the strands of every concern over a snapshot, and keeps the runs that came true.

They lie beside the snapshot, as its duties do, and go with it. ``concern_runs`` holds a row for
each time that a strand came true for a child, or that it cannot be determined whether it did:
``concern``, ``strand``, and the columns of ``duties`` (see ``clocks/duty.py``). It is true from
``overdue_from`` until ``stopped`` or ``lapsed``; from ``doubt`` on it cannot be determined. So
``standing_sql`` says how it stood on any day: *overdue* is true.

    strand                started     overdue_from  stopped     lapsed
    first_seen            2018-01-08  2018-01-16    2018-01-20  None    true for four days
    nobody_no_holder      2018-01-02  2018-01-03    None        None    true until somebody acts
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from holdfast.clocks import computing as clocks
from holdfast.clocks.clock import Clock
from holdfast.clocks.computing import begun_with, fingerprint
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.answers import Answer, Answered, answers
from holdfast.clocks.rules.book import Book
from holdfast.clocks.sql.compiler import DUTIES, unnumbered_sql
from holdfast.clocks.sql.known_until import known_sql
from holdfast.clocks.sql.same_start import UNNUMBERED, numbered_sql
from holdfast.concerns.origin_doubts import (
    lay_doubts_of_origins,
    origins,
    touched_or,
    with_doubts_of_origins,
)
from holdfast.concerns.register import CONCERNS
from holdfast.engine import Engine
from holdfast.engine.quoting import quote, quoted
from holdfast.journeys.feared_episodes import (
    FearedEpisodes,
    define_feared_episodes,
    feared_feed,
)
from holdfast.journeys.held_beyond import FROM as OF_HELD_BEYOND
from holdfast.journeys.held_beyond import (
    NOTHING_STATED,
    HeldBeyond,
    MostHeld,
    define_held_beyond,
    held_beyond_feed,
)
from holdfast.journeys.held_demands import FROM as OF_HELD_DEMANDS
from holdfast.journeys.held_demands import (
    HeldDemands,
    carries,
    define_held_demands,
    held_demands_feed,
)
from holdfast.journeys.holding_times import HoldingTimes, define_holding_times, holding_feed
from holdfast.journeys.patterns import PatternDays, define_patterns, pattern_feed
from holdfast.record.store.derived import derived_key, find_derived, write_derived
from holdfast.record.store.manifest import Feed
from holdfast.record.supplements.overlay import Overlay

MADE_BY = (*clocks.MADE_BY, "holdfast.concerns")

RUNS = "concern_runs"


def lay_concerns(
    engine: Engine,
    over: Overlay,
    duty_rules: Book,
    rules: Book,
    day: date,
    most: MostHeld = NOTHING_STATED,
) -> None:
    """Name ``concern_runs`` on an engine that holds a snapshot, its journeys and ``duties``.

    ``over`` is the snapshot with what is laid over it, ``duty_rules`` are those under which the
    duties were computed, ``rules`` those of the strands, ``most`` the most that one worker is to
    hold. The runs are as they are known for a day. What is not kept is worked out and kept. Raises
    CannotWrite when the disk refuses it.
    """
    kept = find_derived(over.snapshot, "concerns", _key(over, duty_rules, rules, most)) or _compute(
        engine, over, duty_rules, rules, most
    )
    if not over:
        engine.parquet(RUNS, kept)
        return
    engine.parquet(f"{RUNS}_as_kept", kept)
    clocks = (strand.clock for concern in CONCERNS for strand in concern.strands)
    ends = {one: end for one in clocks if (end := over.end(_tables(one)).day) < day}
    engine.define(RUNS, known_sql(engine, f"{RUNS}_as_kept", ends, day, ("concern",)))


def answered_strands(
    over: Overlay, duty_rules: Book, rules: Book, most: MostHeld = NOTHING_STATED
) -> dict[str, Answered]:
    """What each strand can answer from the snapshot and what is laid over it, by its key."""
    clocks = (*duty_rules.clocks, *rules.clocks)
    feeds = feeds_of(over, most)
    found = {one.clock.key: one for one in answers(clocks, feeds)}
    for key, one in found.items():
        if one.answer is Answer.CANNOT_TELL and (why := _lacking_origin(one.clock, over.feeds)):
            found[key] = replace(one, why=why)
    keys = (strand.key for concern in CONCERNS for strand in concern.strands)
    return {key: found[key] for key in keys}


def _lacking_origin(clock: Clock, feeds: Mapping[str, Feed]) -> str:
    """What an allocation strand lacks, told by what it is worked out from; empty of any other."""
    worked_out = {**OF_HELD_DEMANDS, **OF_HELD_BEYOND}
    read = [column for column in clock.columns() if column in worked_out]
    for column in read:
        for origin in sorted(worked_out[column], key=repr):
            if not carries(feeds, (origin,)):
                return f"the source does not carry {origin.table.name}: {origin.name}"
    return "the council has set no such number" if read else ""


def feeds_of(over: Overlay, most: MostHeld = NOTHING_STATED) -> Mapping[str, Feed]:
    """What the source and what is laid over it carry, and what journeys can work out from it."""
    feeds = over.feeds
    held = holding_feed(feeds)
    worked_out = {
        PatternDays.name: pattern_feed(feeds),
        FearedEpisodes.name: feared_feed(feeds),
        HeldDemands.name: held_demands_feed(feeds),
        HeldBeyond.name: held_beyond_feed(feeds, most),
    }
    return {**feeds, **worked_out} | ({HoldingTimes.name: held} if held else {})


def _key(over: Overlay, duty_rules: Book, rules: Book, most: MostHeld) -> str:
    marks = [most.mark, *([over.mark] if over else [])]
    return derived_key(MADE_BY, fingerprint(duty_rules), fingerprint(rules), *marks)


def _tables(clock: Clock) -> set[str]:
    """The tables of the record that a strand's clock rests on."""
    return {column.table.name for column in clock.columns()}.union(
        column.table.name for column in origins(clock)
    )


def _compute(engine: Engine, over: Overlay, duty_rules: Book, rules: Book, most: MostHeld) -> Path:
    own = [
        answered.asked
        for answered in answers(rules.clocks, feeds_of(over, most))
        if answered.answer is not Answer.CANNOT_TELL
    ]
    define_holding_times(engine)
    define_patterns(engine, keep=True)
    define_feared_episodes(engine)
    define_held_demands(engine)
    define_held_beyond(engine, most)
    begun = begun_with(over, rules, {one.key: _tables(one) for one in rules.clocks})
    lay_doubts_of_origins(engine, rules.clocks)
    # Of a county's runs nine in ten never come true: a case that moves begins one at every move.
    wanted = touched_or(_TRUE_OR_UNKNOWN, unnumbered_sql(engine, begun, own))
    mine = with_doubts_of_origins(numbered_sql(engine, wanted))
    shared = quoted(
        strand.key for concern in CONCERNS for strand in concern.strands if strand.clock in CLOCKS
    )
    duties = "duties_as_kept" if over else "duties"
    runs = f"{mine} union all select {DUTIES} from {duties} where clock in ({shared})"
    # Which strand is whose: concern, strand.
    strands = " union all ".join(
        f"select {quote(concern.key)} as concern, {quote(strand.key)} as strand"
        for concern in CONCERNS
        for strand in concern.strands
    )
    kept = write_derived(
        engine,
        over.snapshot,
        "concerns",
        _key(over, duty_rules, rules, most),
        f"select c.concern, r.* from ({runs}) as r join ({strands}) as c "
        f"on c.strand = r.clock where {_TRUE_OR_UNKNOWN} order by r.subject",
    )
    engine.define(UNNUMBERED, "select 1 as nothing")  # as large as all that was written
    return kept


_TRUE_OR_UNKNOWN = (
    "(r.doubt is not null or (r.overdue_from is not null"
    " and (r.stopped is null or r.stopped > r.due)"
    " and (r.lapsed is null or r.lapsed > r.due)))"
)
