"""What a new snapshot would lose against the last: how much less it holds, and when that is much.

An export cut short, a table left out, another council's file or a column that lost its words all
read as data in which less was done. Nothing in the new snapshot alone shows it; the last does.

Two snapshots are compared only where they come of the same kind of source: of two kinds neither
holds what the other does. Both are seen under the same rules, each on its own day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa

from holdfast.clocks.computing import kept_duties
from holdfast.clocks.duty import Status
from holdfast.clocks.rules.answers import Answer, answers
from holdfast.clocks.sql.standing import OPEN, soon, standing_sql
from holdfast.engine import Engine
from holdfast.query.outlook import Outlook
from holdfast.record.identity.relating import NOBODY, SameChildren
from holdfast.record.store.manifest import Manifest
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.waiting import Loss

_FOLLOWED = pa.schema([pa.field("was", pa.string()), pa.field("is_now", pa.string())])
_OF_WORKERS = pa.schema([pa.field("clock", pa.string())])


@dataclass(frozen=True)
class Limits:
    """From which share on a loss is much, and from how many on at all.

    ``rows`` by table, ``answers`` by clock, ``children`` of all with something open.
    """

    rows: float
    answers: float = 0.2
    children: float = 0.05
    fewest: int = 10


# Rows. The dataset holds six years: from one import to the next little leaves it. An Annex A list
# holds the last three to twelve months, so that the quiet of a summer halves some of it by a
# third; a census or a looked-after return holds one year, and a number of years that the council
# chooses.
# Answers. A doubt or two is an import's everyday, and told with it; a fifth of a clock's is a
# column that lost its words or its days.
# Children. Whoever had something open a moment ago is still in the data, if only as closed: of
# these a source should lose none, but merges of records and transfers take some away.
# Fewest. In small tables a single family is a large share.
LIMITS: Mapping[str, Limits] = {
    "ssd": Limits(rows=0.1),
    "annex_a": Limits(rows=0.4),
    "cin_census": Limits(rows=0.3),
    "ssda903": Limits(rows=0.3),
    "made_up": Limits(rows=0.1),
}


@dataclass(frozen=True)
class Lost:
    """Of how many something is lost."""

    before: int
    lost: int

    def is_much(self, share: float, fewest: int) -> bool:
        """Whether it is at least that share and that many."""
        return self.lost >= max(fewest, share * self.before)

    @property
    def share(self) -> str:
        """The share lost, as a whole number of per cent."""
        return f"{round(100 * self.lost / self.before)} per cent" if self.before else "none"


@dataclass(frozen=True)
class LaidBeside:
    """A new snapshot counted beside the last of the same kind of source.

    ``rows`` is by record table, ``gone`` the tables that the source no longer gives at all;
    ``answers`` counts by clock the duties that could be determined, and cannot any more;
    ``silent`` are the clocks that the source no longer lets answer. ``children`` are those with
    something open; ``reused`` are the numbers that stand for other children than in the last.
    """

    source: str
    day: date
    last_day: date
    rows: Mapping[str, Lost] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    children: Lost = Lost(0, 0)
    answers: Mapping[str, Lost] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()
    reused: int = 0


def much_lost(beside: LaidBeside) -> tuple[Loss, ...]:
    """Every loss that is much, by the limits of the kind of source."""
    limits, of_the_day = LIMITS[beside.source], []
    if beside.day < beside.last_day:
        words = f"The data is as at {beside.day}, the last as at {beside.last_day}."
        of_the_day.append(Loss("day", "", 0, 0, words))
    return (
        *of_the_day,
        *_of_tables(beside, limits),
        *_of_children(beside, limits),
        *_of_answers(beside, limits),
    )


def _of_tables(beside: LaidBeside, limits: Limits) -> Iterable[Loss]:
    for table, found in sorted(beside.rows.items()):
        before = f"{found.before:,} row{'' if found.before == 1 else 's'} before"
        if table in beside.gone:
            words = f"{table}: the source no longer gives it; {before}."
            yield Loss("table", table, found.before, found.lost, words)
        elif found.is_much(limits.rows, limits.fewest):
            words = f"{table}: {found.lost:,} fewer rows ({found.share}); {before}."
            yield Loss("rows", table, found.before, found.lost, words)


def _of_children(beside: LaidBeside, limits: Limits) -> Iterable[Loss]:
    found = beside.children
    if found.is_much(limits.children, limits.fewest):
        words = (
            f"{found.lost:,} of {found.before:,} children with something open ({found.share}) are "
            "no longer in the data."
        )
        if beside.reused:
            words += (
                f" {beside.reused:,} numbers stand for other children than before: if the case "
                "system was changed, say so with `holdfast identity map`."
            )
        yield Loss("children", "persons", found.before, found.lost, words)


def _of_answers(beside: LaidBeside, limits: Limits) -> Iterable[Loss]:
    for clock, found in sorted(beside.answers.items()):
        of = f"{found.lost:,} of {found.before:,} duties that had an answer"
        if clock in beside.silent and found.lost:
            words = f"{clock}: the source no longer lets it be determined; {of} have none."
            yield Loss("answers", clock, found.before, found.lost, words)
        elif found.is_much(limits.answers, limits.fewest):
            words = f"{clock}: {of} ({found.share}) can no longer be determined."
            yield Loss("answers", clock, found.before, found.lost, words)


def lay_beside(new: Outlook, last: Snapshot, same: SameChildren = NOBODY) -> LaidBeside:
    """Count a new snapshot beside the last. The last's duties under the same rules must be kept.

    ``same`` says who of the last is who of the new one, where the numbers do not.
    Raises what the engine raises where a file of the last cannot be read.
    """
    before, after = last.manifest, new.snapshot.manifest
    engine, book = new.engine, new.book
    kept = kept_duties(last, book)
    assert kept is not None, "the last's duties are kept"
    engine.parquet("duties_of_the_last", kept)
    day = before.as_at
    engine.rows("clocks_of_workers", pa.table({"clock": list(new.for_workers)}, schema=_OF_WORKERS))
    _follow(engine, same)
    standing = standing_sql(book.clocks, day, soon(day), "followed_duties")
    engine.define("standing_of_the_last", standing)
    was = {one.clock.key: one.answer for one in answers(book.clocks, before.feeds)}
    given = after.rows.keys() | after.feeds.keys()
    return LaidBeside(
        source=after.source,
        day=after.as_at,
        last_day=day,
        rows=_rows(before, after),
        gone=frozenset(name for name in before.rows if name not in given),
        children=_children(new),
        reused=len(same.reused),
        answers=_answers(new, was),
        silent=frozenset(
            one.clock.key
            for one in new.answered
            if one.answer is Answer.CANNOT_TELL is not was[one.clock.key]
        ),
    )


def _follow(engine: Engine, same: SameChildren) -> None:
    """Name ``followed_duties``: the duties of the last, each under its child's number of now."""
    pairs: list[tuple[str, str | None]] = [*sorted(same.renumbered.items())]
    # A number that is another child's now is nobody's of the last.
    pairs += [(one, None) for one in sorted(same.reused - same.renumbered.keys())]
    columns = {"was": [one for one, _ in pairs], "is_now": [now for _, now in pairs]}
    engine.rows("followed", pa.table(columns, schema=_FOLLOWED))
    engine.define(
        "followed_duties",
        "select d.* replace (case when f.was is null then d.subject "
        "else coalesce(f.is_now, 'no longer ' || d.subject) end as subject) "
        "from duties_of_the_last as d left join clocks_of_workers as w on w.clock = d.clock "
        "left join followed as f on f.was = d.subject and w.clock is null",
    )


def _rows(before: Manifest, after: Manifest) -> dict[str, Lost]:
    return {
        name: Lost(rows, max(0, rows - after.rows.get(name, 0)))
        for name, rows in before.rows.items()
        if rows
    }


def _children(new: Outlook) -> Lost:
    (row,) = new.rows(
        """
      select count(*) as before, count(*) filter (where not held) as lost from (
        select l.subject, bool_or(p.child is not null) as held
        from standing_of_the_last as l left join (
          select child from persons union select subject from duties) as p on p.child = l.subject
        where list_contains($open, l.status) and not list_contains($for_workers, l.clock)
        group by l.subject) as each_child""",
        open=[status.value for status in OPEN],
        for_workers=new.for_workers,
    )
    return Lost(row["before"], row["lost"])


def _answers(new: Outlook, was: Mapping[str, Answer]) -> dict[str, Lost]:
    now = {one.clock.key: one.answer for one in new.answered}
    found = new.rows(_ANSWERS, unclear=Status.CANNOT_TELL.value)
    return {
        row["clock"]: Lost(row["before"], _no_longer(row, was[row["clock"]], now[row["clock"]]))
        for row in found
    }


def _no_longer(row: Mapping[str, Any], was: Answer, now: Answer) -> int:
    """How many of a clock's duties had an answer and have none."""
    if now is Answer.CANNOT_TELL:
        return int(row["before"])
    # Of a source that has come to tell the latest alone, what is absent is not told any more.
    absent = row["absent"] if (was, now) == (Answer.HISTORY, Answer.CURRENT) else 0
    return int(row["unclear"] + absent)


_ANSWERS = """
select l.clock, count(*) as before, count(*) filter (where n.subject is null) as absent,
  count(*) filter (where n.unclear) as unclear
from standing_of_the_last as l left join (
  select clock, subject, started, bool_and(status = $unclear) as unclear
  from standing group by clock, subject, started) as n
on n.clock = l.clock and n.subject = l.subject and n.started = l.started
where l.status <> $unclear group by l.clock"""
