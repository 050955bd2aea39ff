"""Missing episodes while exploitation was feared: each has an interview of its own.

``feared_episodes`` is no table of a source. It is worked out from missing episodes and the times
in which exploitation was feared, and read by events as a table is. A clock that lives in such a
time would take the interview about one episode for the answer to every other:

    child  found       interviewed  over
    C1     2018-01-04  None         2018-03-01   the fear was over, and nobody had asked
    C1     2018-01-09  2018-01-11   2018-03-01
    C1     2018-02-02  None         2018-02-02   the child declined

A child who was away from placement without permission was not missing.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from holdfast.areas import Area
from holdfast.engine import Engine
from holdfast.journeys.compiler import FAR, inline
from holdfast.journeys.missing import EXPLOITATION_CONCERN, FOUND, INTERVIEW_DECLINED
from holdfast.journeys.patterns import carries_every
from holdfast.journeys.reading import History, happened, spells
from holdfast.record.missing import MissingEpisodes
from holdfast.record.schema.table import Column, Table, day, key
from holdfast.record.schema.table import child as the_child
from holdfast.record.store.manifest import Feed


class FearedEpisodes(Table, area=Area.MISSING):
    """A missing episode that ended while exploitation was feared."""

    episode = key("The episode.")
    child = the_child()
    found = day("The day the child was found.", required=True)
    interviewed = day("The day of the interview about it.")
    over = day("The day from which none is asked for: declined, or nothing is feared any more.")


# What each column is worked out from.
_FOUND = frozenset({*FOUND.columns(), *EXPLOITATION_CONCERN.columns()})
FROM: Mapping[Column, frozenset[Column]] = {
    FearedEpisodes.child: _FOUND,
    FearedEpisodes.found: _FOUND,
    FearedEpisodes.interviewed: frozenset({MissingEpisodes.interviewed}),
    FearedEpisodes.over: frozenset(INTERVIEW_DECLINED.columns()),
}


def feared_feed(feeds: Mapping[str, Feed]) -> Feed:
    """What of ``feared_episodes`` a source lets be worked out: that of which it carries all."""
    known = (column.name for column, origins in FROM.items() if carries_every(feeds, origins))
    return Feed("every", tuple(known))


def define_feared_episodes(engine: Engine) -> None:
    """Name ``feared_episodes`` on an engine that holds the record and ``life``."""
    assert FOUND.where
    assert INTERVIEW_DECLINED.where
    engine.define(
        "feared_episodes",
        f"select m.episode, m.child, m.ended as found, m.interviewed, case "
        f"when {INTERVIEW_DECLINED.where.sql('m')} then m.ended else f.ended end as over "
        f"from missing_episodes as m "
        f"join (select subject, started, ended from {inline(EXPLOITATION_CONCERN)}) as f "
        f"on f.subject = m.child and f.started <= m.ended and m.ended < coalesce(f.ended, {FAR}) "
        f"where {FOUND.where.sql('m')}",
    )


def with_feared_episodes(record: Mapping[str, History]) -> dict[str, History]:
    """The record, everybody's rows, with those of ``feared_episodes`` worked out."""
    return {
        subject: {**history, "feared_episodes": list(_rows(history))}
        for subject, history in record.items()
    }


def _rows(history: History) -> Iterable[dict[str, Any]]:
    feared = spells(history, EXPLOITATION_CONCERN)
    assert INTERVIEW_DECLINED.where
    for occurrence in happened(history, FOUND):
        row, found = occurrence.row, occurrence.day
        for span in feared:
            if span.started <= found < span.last:
                declined = INTERVIEW_DECLINED.where.holds(row)
                yield {
                    "episode": row.get("episode"),
                    "child": row["child"],
                    "found": found,
                    "interviewed": row.get("interviewed"),
                    "over": found if declined else span.ended,
                }
