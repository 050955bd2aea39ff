"""What the oracle of the loop reads of each child, taken from an outlook row by row."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from holdfast.challenge.deficit import DEFICIT_RULES, HELD_BY_NOBODY, DeficitKey
from holdfast.challenge.oracle import CaseHolding, ChildFacts, DeficitRun, SupervisionHeld
from holdfast.challenge.said import NOTHING_SAID, SaidInHoldfast
from holdfast.clocks.duty import UNDATED
from holdfast.concerns.computing import RUNS
from holdfast.days import add_months
from holdfast.journeys.contact import OPEN_CASE
from holdfast.journeys.laid import relation_of
from holdfast.query.concerns import see_concerns
from holdfast.query.outlook import Outlook

Rows = Sequence[dict[str, Any]]


def facts_of(outlook: Outlook, said: SaidInHoldfast = NOTHING_SAID) -> dict[str, ChildFacts]:
    """The facts about every child who has a duty or a run of a strand."""
    see_concerns(outlook)
    columns = "clock, subject, started, nth, due, overdue_from, stopped, lapsed, doubt"
    runs: dict[str, dict[DeficitKey, DeficitRun]] = defaultdict(dict)
    for name in (RUNS, "duties"):
        for row in outlook.rows(f"select {columns} from {name}"):
            rule = DEFICIT_RULES.get(row["clock"])
            if rule is None or row["started"] == UNDATED:
                continue
            key = DeficitKey(row["clock"], row["subject"], row["started"], row["nth"])
            runs[row["subject"]][key] = DeficitRun(
                key,
                rule.source,
                row["due"],
                row["overdue_from"],
                row["stopped"],
                row["lapsed"],
                row["doubt"],
            )
    cases, lives = _by_child(outlook, relation_of(OPEN_CASE), "subject"), _lives(outlook)
    for child, own in runs.items():
        open_then = [(case["started"], case["ended"]) for case in cases[child]]
        as_run = dict(own)
        for key, run in as_run.items():
            if (
                key.rule in HELD_BY_NOBODY
                and run.stopped
                and not _taken_on(run, as_run.values(), open_then, lives.get(child))
            ):
                own[key] = replace(run, stopped=None, lapsed=run.stopped)
    talks, actions = _by_child(outlook, "supervisions"), _by_child(outlook, "actions")
    holdings = _by_child(outlook, "holding")
    return {
        child: ChildFacts(
            runs=tuple(own.values()),
            holdings=tuple(
                CaseHolding(h["worker"], h["team"], h["started"], h["ended"], h["since"])
                for h in holdings[child]
            ),
            supervisions=tuple(
                SupervisionHeld(t["held"], t["challenge"], t["actions_set"]) for t in talks[child]
            ),
            actions_set={a["set_on"] for a in actions[child]},
            said=tuple(one for one in said.said if one.key.child == child),
            supervised_here=frozenset(said.supervised.get(child, ())),
        )
        for child, own in runs.items()
    }


def _taken_on(
    run: DeficitRun,
    others: Iterable[DeficitRun],
    cases: Sequence[tuple[date, date | None]],
    birth: date | None,
) -> bool:
    """Whether somebody took the case on: it went on, of a child, and nothing else was so then."""
    day = run.stopped
    assert day is not None
    goes_on = any(first <= day and (last is None or last > day) for first, last in cases)
    grown = birth is not None and add_months(birth, 12 * 18) <= day
    still = any(
        other.key.rule in HELD_BY_NOBODY
        and other.key.rule != run.key.rule
        and other.key.started <= day
        and (other.stopped or other.lapsed or date.max) > day
        for other in others
    )
    return goes_on and not grown and not still


def _lives(outlook: Outlook) -> dict[str, date | None]:
    return {row["subject"]: row["birth"] for row in outlook.rows("select * from life")}


def _by_child(outlook: Outlook, relation: str, column: str = "child") -> dict[str, Rows]:
    found: dict[str, Any] = defaultdict(list)
    for row in outlook.rows(f"select * from {relation}"):
        found[row[column]].append(row)
    return found
