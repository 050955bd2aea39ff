"""The deficits of a council on a day, each with its path: what the record shows, and what was said.

What the record shows is worked out for everybody at once, and kept with the outlook. What people
said is little beside it, and is laid over deficit by deficit: an act shows on the next page without
anything of the record being read again.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from threading import Lock

from holdfast.challenge.choices import LoopChoices, read_loop_choices
from holdfast.challenge.deficit import DeficitKey, DeficitSource
from holdfast.challenge.escalation import highest
from holdfast.challenge.path import DeficitPath
from holdfast.challenge.raised import paths_beyond_record
from holdfast.challenge.relations import FACTS, define_deficits
from holdfast.challenge.said import NOTHING_SAID, SaidInHoldfast, SaidKind, SaidOfDeficit
from holdfast.days import add_months
from holdfast.query.concerns import see_concerns
from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY, Scope
from holdfast.record.supplements.overlay import HOLDFAST

MONTHS = 12
_KEPT = "deficits of everybody, {} months"
_SEEING = Lock()
_SAYING = (SaidKind.CHALLENGED, SaidKind.DIRECTED, SaidKind.REASON, SaidKind.RECORD_WRONG)


@dataclass(frozen=True)
class RecordLoop:
    """The deficits as the record alone shows them, and what it does not tell.

    ``places`` gives the positions in ``paths`` by child.
    """

    paths: tuple[DeficitPath, ...]
    places: Mapping[str, Sequence[int]]
    choices: LoopChoices
    tells: frozenset[str]


def loop_of_record(outlook: Outlook, months: int = MONTHS) -> RecordLoop:
    """Everybody's deficits of the last months as the record shows them, kept with the outlook.

    They are those that are open, and those that ended within so many months before its day. Raises
    BadRules or CannotRead for a ``loop.toml`` that cannot be read.
    """
    with _SEEING:
        name = _KEPT.format(months)
        found = outlook.kept.get(name)
        if not isinstance(found, RecordLoop):
            found = outlook.kept[name] = _read(outlook.everybody, months)
    return found


def deficit_paths(
    outlook: Outlook,
    said: SaidInHoldfast = NOTHING_SAID,
    scope: Scope = EVERYBODY,
    months: int = MONTHS,
) -> tuple[DeficitPath, ...]:
    """The deficits of the children in scope, with what people said up to the outlook's day.

    In order of child, rule and day; what was raised of a team is not among them (``team_paths``).
    Raises what ``loop_of_record`` does, and NotFound for a scope
    that the record does not know.
    """
    record = loop_of_record(outlook, months)
    children = scope.children(outlook)
    if children is None:
        paths = record.paths
    else:
        places = sorted(
            place for child, own in record.places.items() if child in children for place in own
        )
        paths = tuple(record.paths[place] for place in places)
    told = _not_in_record(outlook, said)
    return _with_raised(
        outlook,
        with_what_was_said(paths, told, outlook.day, record.choices),
        told,
        record.choices,
        children,
    )


def _with_raised(
    outlook: Outlook,
    paths: Sequence[DeficitPath],
    said: SaidInHoldfast,
    choices: LoopChoices,
    children: Container[str] | None,
) -> tuple[DeficitPath, ...]:
    """Paths with those of what was raised or came back, in the place of any of the same key."""
    if not said.raised and not said.until:
        return tuple(paths)
    of_record = {path.key: path.detected for path in paths if path.key in said.until}
    beyond = paths_beyond_record(outlook, said, choices, of_record, children)
    instead = {path.key for path in beyond}
    whole = [*(path for path in paths if path.key not in instead), *beyond]
    return tuple(sorted(whole, key=_in_order)) if beyond else tuple(paths)


def _in_order(path: DeficitPath) -> tuple[str, str, date, int]:
    key = path.key
    return key.child, key.rule, key.started, key.nth


def deficits_of_child(
    outlook: Outlook, child: str, said: SaidInHoldfast = NOTHING_SAID, months: int = MONTHS
) -> tuple[DeficitPath, ...]:
    """The deficits of one child, with what people said; see ``deficit_paths``.

    None of a child of whom whoever asks may not know.
    """
    if not EVERYBODY.holds(outlook, child):
        return ()
    record = loop_of_record(outlook, months)
    told = _not_in_record(outlook, said)
    own = with_what_was_said(
        [record.paths[place] for place in record.places.get(child, ())],
        told,
        outlook.day,
        record.choices,
    )
    return _with_raised(outlook, own, told, record.choices, (child,))


def _not_in_record(outlook: Outlook, said: SaidInHoldfast) -> SaidInHoldfast:
    """What was said, without the days on which the record itself has a supervision of the child.

    What is entered in Holdfast is laid over the record, and the case system may hold it too.
    """
    if not said.supervised or "supervisions" not in outlook.overlay.feeds:
        return said
    rows = outlook.rows(
        "select distinct child, held from supervisions where list_contains($children, child) "
        "and coalesce(source_file, '') <> $here",
        children=sorted(said.supervised),
        here=HOLDFAST,
    )
    known = {(row["child"], row["held"]) for row in rows}
    kept = {
        child: tuple(day for day in days if (child, day) not in known)
        for child, days in said.supervised.items()
    }
    return replace(said, supervised=kept)


def with_what_was_said(
    paths: Sequence[DeficitPath], said: SaidInHoldfast, day: date, choices: LoopChoices
) -> tuple[DeficitPath, ...]:
    """Paths as the record shows them, with what people entered up to a day laid over each."""
    own = said.by_deficit()
    if not own and not said.supervised and not said.until:
        return tuple(paths)
    return tuple(
        _over(
            path,
            own.get(path.key, ()),
            said.supervised.get(path.key.child, ()),
            day,
            choices,
            said.until.get(path.key),
        )
        if path.key in own or path.key.child in said.supervised or path.key in said.until
        else path
        for path in paths
    )


def _over(
    path: DeficitPath,
    own: Sequence[SaidOfDeficit],
    supervised: Sequence[date],
    day: date,
    choices: LoopChoices,
    until: date | None,
) -> DeficitPath:
    ended = path.ended or date.max
    said = [one for one in own if one.on <= day]
    while_open = [one for one in said if path.detected <= one.on < ended]
    talks = {on for on in supervised if path.detected <= on < ended and on <= day}
    answers = [one.on for one in while_open if one.kind in _SAYING]
    directions = [one for one in while_open if one.kind is SaidKind.DIRECTED]
    # Of two given on one day the later entered stands.
    last = max(reversed(directions), key=lambda one: one.on, default=None)
    challenges = _days(while_open, SaidKind.CHALLENGED)
    risen = highest([(one.level, one.on) for one in while_open if one.level is not None])
    found = replace(
        path,
        seen=_first(path.seen, *talks, *answers),
        challenged=_first(path.challenged, *challenges),
        directed=_first(path.directed, *(one.on for one in directions)),
        said=_first(path.said, *answers),
        settled=_first(path.settled, *_days(while_open, SaidKind.SETTLED)),
        supervised=path.supervised + len(talks),
        owner=last.owner if last else path.owner,
        by_when=last.due if last else path.by_when,
        evidence=last.evidence if last else path.evidence,
        raised_to=risen[0],
        raised_on=risen[1],
        aside_until=until if until is not None and until > day else None,
    )
    return _verified(found, said, day, choices)


def _verified(
    path: DeficitPath, said: Sequence[SaidOfDeficit], day: date, choices: LoopChoices
) -> DeficitPath:
    """Whether somebody who neither owned nor directed it looked, and whether it held since."""
    if path.evidenced is None:
        return path
    concerned = {path.owner or path.worker}
    concerned |= {one.by for one in said if one.kind is SaidKind.DIRECTED}
    looked = [
        one.on
        for one in said
        if one.kind is SaidKind.VERIFIED and one.by not in concerned and one.on >= path.evidenced
    ]
    return with_holding(replace(path, verified=_first(path.verified, *looked)), day, choices)


def with_holding(path: DeficitPath, day: date, choices: LoopChoices) -> DeficitPath:
    """The path with the day from which it is held: verified, and the weeks over without it."""
    if path.evidenced is None or path.verified is None or path.recurred is not None:
        return path
    held = max(path.verified, path.evidenced + timedelta(days=choices.held_days))
    return replace(path, held=held if held <= day else None)


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _days(said: Sequence[SaidOfDeficit], kind: SaidKind) -> list[date]:
    return [one.on for one in said if one.kind is kind]


def _read(outlook: Outlook, months: int) -> RecordLoop:
    choices = read_loop_choices(outlook.snapshot.home)
    see_concerns(outlook)
    tells = frozenset(outlook.overlay.feeds)
    first = add_months(outlook.day, -months)
    define_deficits(outlook.engine, (first, outlook.day), choices, tells)
    # Columns, not rows: there are some tens of thousands.
    columns = outlook.engine.fetch(
        f"select {', '.join(_COLUMNS)} from {FACTS} order by child, rule, started, nth"
    )
    given = (columns[name].to_pylist() for name in _COLUMNS)
    paths = tuple(_path(*row) for row in zip(*given, strict=True))
    places: dict[str, list[int]] = {}
    for place, path in enumerate(paths):
        places.setdefault(path.key.child, []).append(place)
    return RecordLoop(paths, places, choices, tells)


_COLUMNS = (
    "rule", "child", "started", "nth", "source", "due", "detected", "stopped", "lapsed", "unclear",
    "seen", "challenged", "agreed", "set_on", "supervised", "untold", "recurred", "team", "worker",
)  # fmt: skip


def _path(
    rule: str,
    child: str,
    started: date,
    nth: int,
    source: str,
    due: date | None,
    detected: date,
    stopped: date | None,
    lapsed: date | None,
    unclear: date | None,
    seen: date | None,
    challenged: date | None,
    agreed: date | None,
    set_on: date | None,
    supervised: int | None,
    untold: int | None,
    recurred: date | None,
    team: str | None,
    worker: str | None,
) -> DeficitPath:
    if source == DeficitSource.DISPUTE:
        # To raise a dispute is to have seen it and to challenge it.
        seen = challenged = detected
    directed = _first(agreed, set_on)
    return DeficitPath(
        key=DeficitKey(rule, child, started, nth),
        source=DeficitSource(source),
        due=due,
        detected=detected,
        team=team,
        worker=worker,
        seen=seen,
        challenged=challenged,
        directed=directed,
        said=_first(challenged, directed),
        evidenced=stopped,
        lapsed=lapsed,
        unclear=unclear,
        recurred=recurred,
        supervised=supervised or 0,
        untold=int(untold or 0),
    )
