"""Deficits that no run of a clock makes: those that people raised, and duties that came back.

A person raises one of a child, or of a team. A duty that was set aside until a day is a deficit
from that day on where it is still undone, also one of which the loop would not speak otherwise (a
decision, an action to be checked) or not yet. There are few of either, and they are read by the
oracle, from what the record holds of those children.
"""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from threading import Lock
from typing import Any

from holdfast.challenge.choices import LoopChoices
from holdfast.challenge.deficit import DEFICIT_RULES, DeficitKey, DeficitSource, evidence_of
from holdfast.challenge.oracle import (
    CaseHolding,
    ChildFacts,
    DeficitRun,
    SupervisionHeld,
    paths_of_child,
)
from holdfast.challenge.path import DeficitPath
from holdfast.challenge.relations import EVER
from holdfast.challenge.said import RaisedDeficit, SaidInHoldfast, SaidOfDeficit
from holdfast.clocks.clock import Clock
from holdfast.clocks.register import CLOCKS
from holdfast.concerns.computing import RUNS
from holdfast.concerns.register import CONCERNS
from holdfast.journeys.compiler import happening_sql
from holdfast.journeys.event import Event
from holdfast.journeys.laid import relation_of
from holdfast.journeys.register import EVENTS
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope
from holdfast.record.supplements.overlay import HOLDFAST

_ONE_DAY = timedelta(days=1)
_KEPT = "facts of children of whom deficits were raised"
_READING = Lock()

# The events of a child by which what was raised can be shown to be put right, by name: those that
# fulfil a duty, so that somebody did something.
_FULFIL = {stop for clock in CLOCKS for stop in clock.stops}
EVIDENCE: Mapping[str, Event] = {
    event.name: event
    for event in EVENTS
    if event in _FULFIL and event.subject.name == "child" and event.beside is None
}

_EVENTS: Mapping[str, Event] = {event.name: event for event in EVENTS}
_CLOCKS: Mapping[str, Clock] = {clock.key: clock for clock in CLOCKS} | {
    strand.key: strand.clock for concern in CONCERNS for strand in concern.strands
}


def evidence_offered(path: DeficitPath) -> list[str]:
    """What shows a deficit put right: of a duty the events that fulfil it."""
    rule, clock = DEFICIT_RULES.get(path.key.rule), _CLOCKS.get(path.key.rule)
    if rule is not None:
        return list(rule.evidence)
    return list(evidence_of(clock)) if clock is not None else [path.evidence]


def is_carried(outlook: Outlook, evidence: str) -> bool:
    """Whether the data can ever show it: not where it lacks something that the event reads."""
    event, feeds = _EVENTS.get(evidence), outlook.overlay.feeds
    return event is None or all(
        column.table.name in feeds and column.name in feeds[column.table.name].columns
        for column in event.columns()
    )


def paths_beyond_record(
    outlook: Outlook,
    said: SaidInHoldfast,
    choices: LoopChoices,
    of_record: Mapping[DeficitKey, date],
    children: Container[str] | None = None,
) -> list[DeficitPath]:
    """The deficits of children that were raised, or came back, up to the outlook's day.

    Of ``children``, or of everybody. ``of_record`` gives the day on which the record alone shows a
    deficit: of a duty that came back before that day the path here is the one that stands.
    """
    raised = [
        one
        for one in said.raised
        if one.key.child
        and one.key.started <= outlook.day
        and (children is None or one.key.child in children)
    ]
    back = [
        key
        for key, until in said.until.items()
        if until <= outlook.day and (children is None or key.child in children)
    ]
    if not raised and not back:
        return []
    facts = _facts_of(outlook, {one.child for one in (*(one.key for one in raised), *back)})
    runs: dict[str, list[DeficitRun]] = defaultdict(list)
    titles: dict[DeficitKey, tuple[str, str]] = {}
    for one in raised:
        runs[one.key.child].append(_raised_run(outlook, one, facts[one.key.child]))
        titles[one.key] = one.title, one.evidence
    for run in _back_runs(outlook, back, said.until):
        if run.true_from is not None and run.true_from < of_record.get(run.key, date.max):
            runs[run.key.child].append(run)
            titles[run.key] = _CLOCKS[run.key.rule].title, ""
    return _walked(outlook.day, said, choices, facts, runs, titles)


def _walked(
    day: date,
    said: SaidInHoldfast,
    choices: LoopChoices,
    facts: Mapping[str, "_RecordFacts"],
    runs: Mapping[str, Sequence[DeficitRun]],
    titles: Mapping[DeficitKey, tuple[str, str]],
) -> list[DeficitPath]:
    """The paths of runs, by child, with the title and what shows each put right."""
    found = []
    of_whom = _by_child(said.said, runs)
    for child, own in runs.items():
        told = facts[child].told
        told = replace(
            told,
            runs=own,
            said=of_whom[child],
            supervised_here=frozenset(said.supervised.get(child, ())),
        )
        for path in paths_of_child(told, day, choices):
            title, evidence = titles[path.key]
            found.append(replace(path, title=title, evidence=path.evidence or evidence))
    return found


def team_paths(
    outlook: Outlook,
    said: SaidInHoldfast,
    choices: LoopChoices,
    teams: Collection[str] | None = None,
) -> list[DeficitPath]:
    """The deficits that were raised of ``teams``, or of any team, up to the outlook's day."""
    found = []
    by_key = said.by_deficit()
    for one in said.raised:
        if one.key.child or one.key.started > outlook.day:
            continue
        if teams is not None and one.team not in teams:
            continue
        run = DeficitRun(one.key, one.source, None, None, _first_without(outlook, one))
        facts = ChildFacts(
            runs=(run,),
            holdings=(CaseHolding(None, one.team, None, None),),
            said=by_key.get(one.key, ()),
        )
        found += [
            replace(path, title=one.title, evidence=path.evidence or one.evidence)
            for path in paths_of_child(facts, outlook.day, choices)
        ]
    return found


def _first_without(outlook: Outlook, one: RaisedDeficit) -> date | None:
    """The first day after it was raised on which no deficit of the rule is open in its teams.

    Nothing that people say changes it: it is kept with the outlook.
    """
    name = f"first without {one.evidence} in {one.team} after {one.key.started}"
    kept = outlook.everybody.kept
    if name not in kept:
        kept[name] = _read_first_without(outlook, one)
    found = kept[name]
    return found if isinstance(found, date) else None


def _read_first_without(outlook: Outlook, one: RaisedDeficit) -> date | None:
    free = one.key.started + _ONE_DAY
    rows = outlook.everybody.rows(
        f"select detected, ended from {EVER} where rule = $rule "
        "and list_contains($teams, team) and ended > $raised order by detected",
        rule=one.evidence,
        teams=Scope(team=one.team).teams(outlook),
        raised=free,
    )
    for row in rows:
        if row["detected"] > free:
            break
        free = max(free, row["ended"])
    return free if free <= outlook.day else None


@dataclass(frozen=True)
class _RecordFacts:
    """What the record holds of one child; ``cases`` are the times when the case was open.

    ``events`` are the days of each kind of event that was asked about.
    """

    told: ChildFacts
    cases: tuple[tuple[date, date | None], ...]
    events: dict[str, tuple[date, ...]] = field(default_factory=dict)


def _facts_of(outlook: Outlook, children: Iterable[str]) -> dict[str, _RecordFacts]:
    """The facts of children, read once for an outlook."""
    with _READING:
        kept = outlook.everybody.kept.setdefault(_KEPT, {})
        assert isinstance(kept, dict), "nothing else is kept under that name"
        missing = sorted(set(children) - kept.keys())
        if missing:
            kept.update(_read_facts(outlook.everybody, missing))
    return kept


def _read_facts(outlook: Outlook, children: Sequence[str]) -> dict[str, _RecordFacts]:
    feeds = outlook.overlay.feeds

    def rows(
        relation: str, table: str = "", where: str = "true"
    ) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        if table and table not in feeds:
            return found
        told = f"select * from {relation} where list_contains($children, child) and {where}"
        for row in outlook.rows(told, children=list(children)):
            found[row["child"]].append(row)
        return found

    holdings, cases = rows("holding"), rows("cases")
    talks = rows("supervisions", "supervisions", f"coalesce(source_file, '') <> '{HOLDFAST}'")
    actions = rows("actions", "actions")
    return {
        child: _RecordFacts(
            ChildFacts(
                holdings=tuple(
                    CaseHolding(h["worker"], h["team"], h["started"], h["ended"], h["since"])
                    for h in holdings[child]
                ),
                supervisions=tuple(
                    SupervisionHeld(t["held"], t["challenge"], t["actions_set"])
                    for t in talks[child]
                ),
                actions_set=frozenset(a["set_on"] for a in actions[child] if a["set_on"]),
            ),
            tuple((c["started"], c["ended"]) for c in cases[child] if c["started"]),
        )
        for child in children
    }


def _raised_run(outlook: Outlook, one: RaisedDeficit, facts: _RecordFacts) -> DeficitRun:
    days = _days_of(outlook, one.evidence, one.key.child, facts)
    shown = next((day for day in days if one.key.started < day <= outlook.day), None)
    closed = _case_closed(facts.cases, one.key.started)
    lapsed = closed if shown is None or (closed is not None and closed < shown) else None
    return DeficitRun(one.key, one.source, None, None, None if lapsed else shown, lapsed)


def _days_of(outlook: Outlook, evidence: str, child: str, facts: _RecordFacts) -> tuple[date, ...]:
    """The days on which an event happened to a child, in order."""
    if evidence not in facts.events:
        event = EVIDENCE.get(evidence)
        rows = (
            outlook.everybody.rows(
                f"select distinct day from ({happening_sql(event, relation_of)}) as e "
                "where subject = $child order by day",
                child=child,
            )
            if event is not None and event.table.name in outlook.overlay.feeds
            else []
        )
        facts.events[evidence] = tuple(row["day"] for row in rows)
    return facts.events[evidence]


def _case_closed(cases: Iterable[tuple[date, date | None]], raised: date) -> date | None:
    """The day on which the case that was open then closed; None where none was, or it goes on."""
    until: date | None = None
    for started, ended in sorted(cases, key=lambda one: one[0]):
        if started > (until or raised):
            break
        if ended is None:
            return None
        if ended > (until or raised):
            until = ended
    return until


def _back_runs(
    outlook: Outlook, keys: Sequence[DeficitKey], until: Mapping[DeficitKey, date]
) -> list[DeficitRun]:
    """The runs of duties that were set aside and have come back, still undone on that day."""
    if not keys:
        return []
    columns = "clock, subject, started, nth, due, overdue_from, stopped, lapsed, doubt"
    found = {}
    for relation in (RUNS, "duties"):
        rows = outlook.everybody.rows(
            f"select distinct {columns} from {relation} "
            "where list_contains($children, subject) and list_contains($rules, clock)",
            children=sorted({key.child for key in keys}),
            rules=sorted({key.rule for key in keys}),
        )
        for row in rows:
            key = DeficitKey(row["clock"], row["subject"], row["started"], row["nth"])
            if key in until and key.rule in _CLOCKS and row["due"] is not None:
                found[key] = DeficitRun(
                    key,
                    DeficitSource.SET_ASIDE,
                    row["due"],
                    max(until[key], row["due"] + _ONE_DAY),
                    row["stopped"],
                    row["lapsed"],
                    row["doubt"],
                )
    return [found[key] for key in keys if key in found]


def _by_child(
    said: Iterable[SaidOfDeficit], children: Collection[str]
) -> dict[str, list[SaidOfDeficit]]:
    found: dict[str, list[SaidOfDeficit]] = defaultdict(list)
    for one in said:
        if one.key.child in children:
            found[one.key.child].append(one)
    return found
