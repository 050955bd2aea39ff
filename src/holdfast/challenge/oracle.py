"""The loop read slowly: one deficit, one day after another, from the facts about one child.

What ``paths.py`` finds for a whole council in SQL must be what this finds. It is also how
deficits that a person raised are read, of which there are few.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from holdfast.challenge.choices import EscalationLevel, LoopChoices
from holdfast.challenge.deficit import DISPUTES, HELD_BY_NOBODY, RAISED, DeficitKey, DeficitSource
from holdfast.challenge.path import DeficitPath
from holdfast.challenge.said import SaidKind, SaidOfDeficit
from holdfast.days import add_working_days
from holdfast.errors import BeyondCalendar

_ONE_DAY = timedelta(days=1)
_LEVELS = tuple(EscalationLevel)
_SAYING = (SaidKind.CHALLENGED, SaidKind.DIRECTED, SaidKind.REASON, SaidKind.RECORD_WRONG)


@dataclass(frozen=True)
class DeficitRun:
    """One run of a clock or a strand that may be a deficit; days as ``Duty`` has them."""

    key: DeficitKey
    source: DeficitSource
    due: date | None
    true_from: date | None
    stopped: date | None = None
    lapsed: date | None = None
    doubt: date | None = None


@dataclass(frozen=True)
class SupervisionHeld:
    """A supervision of the child: what the record says of it, None where it does not."""

    held: date
    challenge: bool | None
    actions_set: bool | None


@dataclass(frozen=True)
class CheckMade:
    """Somebody looked whether what a rule asks for was put right for the child."""

    rule: str
    on: date
    by: str


@dataclass(frozen=True)
class CaseHolding:
    """A time in which somebody held the child's case: a row of ``journeys/holders.py``."""

    worker: str | None
    team: str | None
    started: date | None
    ended: date | None
    since: date = date.min


@dataclass(frozen=True)
class ChildFacts:
    """All that the loop reads of one child."""

    runs: Sequence[DeficitRun] = ()
    holdings: Sequence[CaseHolding] = ()
    supervisions: Sequence[SupervisionHeld] = ()
    actions_set: Collection[date] = ()
    checks: Sequence[CheckMade] = ()
    said: Sequence[SaidOfDeficit] = ()
    supervised_here: Collection[date] = ()


def detection_day(run: DeficitRun, choices: LoopChoices) -> date | None:
    """The first day on which a run that is still undone is a deficit; None: never known to be.

    A duty is one on the day after so many working days past its due day, and so is a child whom
    nobody holds. What a person raised, or disputes, is one from that day, any other strand from the
    day it is true, and what was set aside from the day it comes back.
    """
    if run.source is DeficitSource.DISPUTE or run.source in RAISED:
        return run.key.started
    nobody = run.source is DeficitSource.CONCERN and run.key.rule in HELD_BY_NOBODY
    if run.source in (DeficitSource.CONCERN, DeficitSource.SET_ASIDE) and not nobody:
        return run.true_from
    if run.due is None or (nobody and run.true_from is None):
        return None
    try:
        return add_working_days(run.due, choices.working_days_over) + _ONE_DAY
    except BeyondCalendar:
        return None


def paths_of_child(facts: ChildFacts, day: date, choices: LoopChoices) -> list[DeficitPath]:
    """The path of every deficit of a child, as it stands on a day, in order of key."""
    found = []
    for run in facts.runs:
        detected = detection_day(run, choices)
        if detected is not None and _is_deficit(run, detected, day):
            found.append(_walk(run, detected, facts, day))
    found.sort(key=lambda path: path.key)
    return [_with_what_came_after(path, found, facts, day, choices) for path in found]


def _is_deficit(run: DeficitRun, detected: date, day: date) -> bool:
    """Whether it was still undone when the day of detection ended, and nothing leaves that open."""
    if run.stopped is not None and run.stopped <= day:
        ended: date | None = run.stopped
        doubted = run.doubt is not None and run.due is not None and run.doubt <= run.due
    else:
        ended = run.lapsed if run.lapsed is not None and run.lapsed <= day else None
        doubted = run.doubt is not None and run.doubt <= detected
    return detected <= day and not doubted and (ended is None or ended > detected)


def _walk(run: DeficitRun, detected: date, facts: ChildFacts, day: date) -> DeficitPath:
    """The days from its detection on, until it ends or the day asked about has come."""
    leads = _leader(facts.holdings, detected)
    team, worker = (leads.team, leads.worker) if leads else (None, None)
    path = DeficitPath(run.key, run.source, run.due, detected, team, worker)
    if run.source in DISPUTES:
        path = replace(path, seen=detected, challenged=detected, said=detected)
    on = detected
    while on <= day:
        # What ends it in the morning leaves nothing to say of it that day.
        if run.stopped == on:
            return replace(path, evidenced=on)
        if run.stopped is None or run.stopped > day:
            if run.doubt == on:
                return replace(path, unclear=on)
            if run.lapsed == on:
                return replace(path, lapsed=on)
        path = _talked_about(path, facts, on)
        on += _ONE_DAY
    return path


def _leader(holdings: Sequence[CaseHolding], on: date) -> CaseHolding | None:
    """Who led the case on a day: of several the latest to take it on.

    Where nobody did: the team that led it last, and no worker.
    """
    known = [
        one for one in holdings if one.since <= on and (one.started is None or one.started <= on)
    ]
    holding = [one for one in known if one.ended is None or one.ended >= on]
    holding.sort(key=lambda one: (one.worker or "~", one.team or "~"))
    holding.sort(key=lambda one: one.started or date.min, reverse=True)
    if holding:
        return holding[0]
    known.sort(key=lambda one: (one.worker or "~", one.team or "~"))
    known.sort(key=lambda one: (one.ended or date.max, one.started or date.min), reverse=True)
    return replace(known[0], worker=None) if known else None


def _talked_about(path: DeficitPath, facts: ChildFacts, on: date) -> DeficitPath:
    """What supervision, actions and people said of it on one day."""
    talks = [one for one in facts.supervisions if one.held == on]
    here = on in facts.supervised_here
    own = [one for one in facts.said if one.key == path.key and one.on == on]
    if not talks and not here and not own and on not in facts.actions_set:
        return path
    kinds = {one.kind for one in own}
    challenged = SaidKind.CHALLENGED in kinds or any(one.challenge for one in talks)
    directed = (
        SaidKind.DIRECTED in kinds
        or on in facts.actions_set
        or any(one.actions_set for one in talks)
    )
    said = challenged or directed or bool(kinds & set(_SAYING))
    untold = any(one.challenge is None or one.actions_set is None for one in talks)
    given = [one for one in own if one.kind is SaidKind.DIRECTED]
    if given:
        last = given[-1]
        path = replace(path, owner=last.owner, by_when=last.due, evidence=last.evidence)
    for level in (one.level for one in own if one.level is not None):
        if path.raised_to is None or _LEVELS.index(level) > _LEVELS.index(path.raised_to):
            path = replace(path, raised_to=level, raised_on=on)
    return replace(
        path,
        seen=path.seen or (on if talks or here or kinds & set(_SAYING) else None),
        challenged=path.challenged or (on if challenged else None),
        directed=path.directed or (on if directed else None),
        said=path.said or (on if said else None),
        settled=path.settled or (on if SaidKind.SETTLED in kinds else None),
        supervised=path.supervised + (1 if talks or here else 0),
        untold=path.untold + (1 if untold else 0),
    )


def _with_what_came_after(
    path: DeficitPath,
    others: Sequence[DeficitPath],
    facts: ChildFacts,
    day: date,
    choices: LoopChoices,
) -> DeficitPath:
    """Whether somebody else looked, whether the same was found again, and so whether it held."""
    if path.evidenced is None:
        return path
    until = path.evidenced + timedelta(days=choices.held_days)
    again = [
        one.detected
        for one in others
        if one.key.rule == path.key.rule and path.evidenced < one.detected <= until
    ]
    own = [one for one in facts.said if one.key == path.key]
    concerned = {path.owner or path.worker}
    concerned |= {one.by for one in own if one.kind is SaidKind.DIRECTED}
    looked = [one.on for one in own if one.kind is SaidKind.VERIFIED and one.by not in concerned]
    looked += [
        one.on for one in facts.checks if one.rule == path.key.rule and one.by not in concerned
    ]
    looked = [one for one in looked if path.evidenced <= one <= day]
    verified = min(looked, default=None)
    held = None
    if verified is not None and not again:
        held = max(until, verified) if max(until, verified) <= day else None
    return replace(path, recurred=min(again, default=None), verified=verified, held=held)
