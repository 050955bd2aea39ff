"""Deficits, and their way through supervision: discussed or not, challenged, directed, acted on.

A deficit is a duty to a child that was overdue for a day at least. Supervision talks of a
family, and not of one duty: a challenge or an action counts for whatever was late that day.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from holdfast.simulation.truth.calendar import NOT_KNOWN, working_days
from holdfast.simulation.truth.owed import Owed
from holdfast.simulation.truth.past import FAR, Past, end
from holdfast.simulation.truth.turns import first_from
from holdfast.simulation.written.follow_up import FollowedUp
from holdfast.simulation.written.happenings import Happening

# These are owed to workers: what is late there is no child's.
_OF_WORKERS = {"supervision_person"}


class Deficit(NamedTuple):
    """A duty that was late, and what those who oversee made of it while it was.

    ``due`` was its last day in time. Of what follows each is the first day, None where it
    never happened: ``discussed`` in supervision, ``challenged`` there, ``directed`` (an action
    was agreed), ``acted`` (an action set apart was done), all while it was overdue; ``done``, the
    day it was done after all; ``over``, the day it fell away undone.
    """

    clock: str
    child: str
    started: int
    due: int
    discussed: int | None
    challenged: int | None
    directed: int | None
    acted: int | None
    done: int | None
    over: int | None

    @property
    def silent(self) -> bool:
        """Whether supervision took place while it was overdue, and never challenged it."""
        return self.discussed is not None and self.challenged is None


def deficits(past: Past, duties: Iterable[Owed]) -> Iterator[Deficit]:
    """Every deficit among the duties owed to a child, and its way through supervision."""
    talk = [
        past.days(what)
        for what in (
            Happening.CASE_DISCUSSED,
            Happening.CHALLENGED,
            Happening.ACTION_AGREED,
            Happening.ACTION_DONE,
        )
    ]
    for one in duties:
        due = one.due
        if due is not None and due < past.last and _overdue(one, due):
            until = _end(one)
            discussed, challenged, directed, acted = (_while(days, due, until) for days in talk)
            yield Deficit(
                one.clock,
                one.whom,
                one.started,
                due,
                discussed,
                challenged,
                directed,
                acted,
                one.done,
                one.over,
            )


def _overdue(one: Owed, due: int) -> bool:
    """Whether a duty was ever overdue: at the end of the day after its last."""
    return due + 1 < _end(one) and not one.watch and one.clock not in _OF_WORKERS


def _end(one: Owed) -> int:
    return min(FAR if one.done is None else one.done, FAR if one.over is None else one.over)


def _while(days: list[int], due: int, until: int) -> int | None:
    """The first of some days on which the duty was overdue."""
    day = first_from(days, due + 1)
    return day if day is not None and day < until else None


# What follows tells the whole path of those that the product calls deficits: a duty that stayed
# undone for more than five working days, a dispute from the day it was raised, a strand of a
# concern from the day it was true.
_ALLOWED = working_days(5)
_WEEKS = 13 * 7
_DISPUTE = "drp_stage"
# Nobody who could act held the child.
_NOBODY = {"nobody_no_holder", "nobody_inbox", "nobody_left", "nobody_away", "nobody_manager"}


class DeficitTruth(NamedTuple):
    """One deficit. Days are whole numbers, each the first; None where it never happened.

    ``evidenced`` is the day it was done, ``lapsed`` the day it fell away undone, ``recurred`` the
    day on which the same was found again within thirteen weeks after it was done. ``silent``: it
    was discussed while it was open, and neither challenged nor was an action set. ``worker`` was
    named as holding the child on the day it was detected; empty where nobody in person was.

    ``verified`` is the day on which somebody looked, on that of the event or later, who neither
    was to do it nor had directed it; ``held`` the day from which thirteen weeks had passed without
    the same again, where it was verified. Both come of what was said in Holdfast alone.
    """

    rule: str
    child: str
    started: int
    detected: int
    seen: int | None
    challenged: int | None
    directed: int | None
    evidenced: int | None
    lapsed: int | None
    unclear: int | None
    recurred: int | None
    silent: bool
    worker: str
    verified: int | None = None
    held: int | None = None

    @property
    def ended(self) -> int:
        """The first day on which it was open no more; the end of time while it is open."""
        return min(
            FAR if day is None else day for day in (self.evidenced, self.lapsed, self.unclear)
        )


def deficit_paths(
    past: Past,
    duties: Iterable[Owed],
    strands: Iterable[Owed],
    rules: Collection[str] | None = None,
) -> Iterator[DeficitTruth]:
    """The deficits of one child among what was owed and what was true of the child.

    ``rules`` are the keys of what counts; None: all that somebody had to do. Duties and strands of
    one key are told as duties.
    """
    duties, strands = list(duties), list(strands)
    if rules is None:
        rules = {one.clock for one in (*duties, *strands) if not one.watch} - _OF_WORKERS
    given = [one for one in duties if one.clock in rules]
    own = {one.clock for one in given}
    found = [(one, _found_on(one)) for one in given]
    true = list(dict.fromkeys(strands))
    nobody = [one for one in true if one.clock in _NOBODY]
    found += [
        (_taken_on(past, one, nobody), _true_on(one))
        for one in true
        if one.clock in rules and one.clock not in own
    ]
    paths = [_path(past, one, day) for one, day in found if day is not None and _is(past, one, day)]
    for path in paths:
        done = path.evidenced
        again = [
            other.detected
            for other in paths
            if done is not None
            and other.rule == path.rule
            and done < other.detected <= done + _WEEKS
        ]
        yield path._replace(recurred=min(again, default=None))


def _taken_on(past: Past, one: Owed, nobody: Iterable[Owed]) -> Owed:
    """A time in which nobody could act, as done where somebody took the case on at its end.

    So it is not where the case closed, the child grew up, or in another way still nobody could.
    """
    day = one.over
    if one.clock not in _NOBODY or day is None:
        return one
    cases = past.of_childhood(past.open_cases())
    goes_on = any(first <= day < end((first, last)) for first, last in cases)
    still = any(other.clock != one.clock and other.started <= day < _end(other) for other in nobody)
    return one._replace(done=day, over=None) if goes_on and not still else one


def _true_on(strand: Owed) -> int | None:
    """The day on which a strand is a deficit: at once, but where nobody holds the child."""
    if strand.clock in _NOBODY or strand.due is None:
        return _found_on(strand)
    return strand.due + 1


def _found_on(duty: Owed) -> int | None:
    if duty.clock == _DISPUTE:
        return duty.started
    if duty.due is None:
        return None
    day = _ALLOWED(duty.due)
    return None if day == NOT_KNOWN else day + 1


def _is(past: Past, one: Owed, found: int) -> bool:
    """Whether it was still undone at the end of the day on which it is found."""
    done, over, _ = _ends(past, one)
    if done is not None:
        unsure = one.unsure is not None and one.due is not None and one.unsure <= one.due
    else:
        unsure = one.unsure is not None and one.unsure <= found
    ended = min(FAR if done is None else done, FAR if over is None else over)
    return found <= past.last and not unsure and ended > found


def _ends(past: Past, one: Owed) -> tuple[int | None, int | None, int | None]:
    """The day it was done, the day it fell away, the day from which it cannot be determined."""
    done = one.done if one.done is not None and one.done <= past.last else None
    if done is not None:
        return done, None, None
    over = one.over if one.over is not None and one.over <= past.last else None
    unsure = one.unsure if one.unsure is not None and one.unsure <= past.last else None
    if unsure is not None and (over is None or unsure <= over):
        return None, None, unsure
    return None, over, None


def _path(past: Past, one: Owed, found: int) -> DeficitTruth:
    done, over, unsure = _ends(past, one)
    until = min(FAR if day is None else day for day in (done, over, unsure))

    def first(*what: Happening) -> int | None:
        day = first_from(past.days(*what), found)
        return day if day is not None and day < until else None

    seen, challenged = first(Happening.CASE_DISCUSSED), first(Happening.CHALLENGED)
    directed = first(Happening.ACTION_AGREED, Happening.ACTION_SET)
    silent = seen is not None and challenged is None and directed is None
    if one.clock == _DISPUTE:
        # Whoever raises one has seen it, and challenges it.
        seen = challenged = found
        silent = False
    return DeficitTruth(
        one.clock,
        past.whom,
        one.started,
        found,
        seen,
        challenged,
        directed,
        done,
        over,
        unsure,
        None,
        silent,
        _named(past, found),
    )


def _named(past: Past, day: int) -> str:
    """Whom the record names as holding the child on a day: of several the latest to take it on."""
    no_more, left = past.about(Happening.NAMED_NO_MORE), past.about(Happening.LEAVES_INBOX)
    named = [
        (-first, worker)
        for first, told in past.told(Happening.HELD_BY)
        for involvement, worker in (told.split("|"),)
        if first <= day <= no_more.get(involvement, FAR)
    ]
    # An inbox is nobody, and sorts after a person who takes the child on that day.
    named += [
        (-first, _INBOX)
        for first, involvement in past.told(Happening.WAITS_IN_INBOX)
        if first <= day <= left.get(involvement, FAR)
    ]
    worker = min(named)[1] if named else ""
    return "" if worker == _INBOX else worker


_INBOX = "~"


def with_follow_up(path: DeficitTruth, said: Iterable[FollowedUp], last: int) -> DeficitTruth:
    """A deficit with what was said of it in Holdfast up to a last day.

    What is said to be put right moves nothing while no event shows it.
    """
    own = [one for one in said if one.on <= last]
    answers = [
        one for one in own if one.kind != "verified" and path.detected <= one.on < path.ended
    ]
    directions = [one for one in answers if one.kind == "directed"]

    def first(day: int | None, found: list[FollowedUp]) -> int | None:
        days = [one.on for one in found] + ([] if day is None else [day])
        return min(days, default=None)

    path = path._replace(
        seen=first(path.seen, answers),
        challenged=first(path.challenged, [one for one in answers if one.kind == "challenged"]),
        directed=first(path.directed, directions),
        silent=path.silent and not answers,
    )
    if path.evidenced is None:
        return path
    owner = directions[-1].owner if directions else path.worker
    not_theirs = {owner} | {one.by for one in own if one.kind == "directed"}
    done = path.evidenced
    looked = [
        one for one in own if one.kind == "verified" and one.on >= done and one.by not in not_theirs
    ]
    verified = first(None, looked)
    until = max(done + _WEEKS, verified or 0)
    holds = verified is not None and path.recurred is None and until <= last
    return path._replace(verified=verified, held=until if holds else None)
