"""What the record tells of the work, laid out once as arrays, to be seen on any day up to its own.

Days are whole numbers counted from 1 January 1970; ``FAR`` stands where something goes on. Of a day
in the past this is what is known now: what was recorded late is in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from holdfast.clocks.assessment import ASSESSMENT
from holdfast.errors import BadSetting
from holdfast.journeys.care import IN_CARE
from holdfast.journeys.contact import CHILDS_CASE
from holdfast.journeys.laid import relation_of
from holdfast.journeys.need import ON_NEED_PLAN
from holdfast.journeys.protection import ON_PLAN
from holdfast.query.caseload.held import held_children
from holdfast.query.caseload.loads import points_by_child
from holdfast.query.caseload.points import PointsScheme
from holdfast.query.caseload.staff import MANAGER, staff
from holdfast.query.caseload.unallocated import WHY_SPELLS, WhyUnallocated
from holdfast.query.outlook import Outlook, Row
from holdfast.scenarios.draws import Flags, Ints
from holdfast.scenarios.hazards import FAR
from holdfast.scenarios.stages import Sojourn, Span, WorkStage, merged, sojourns

EPOCH = date(1970, 1, 1)
_STATUS = {WorkStage.NEED: ON_NEED_PLAN, WorkStage.PLAN: ON_PLAN, WorkStage.CARE: IN_CARE}


def number_of(day: date) -> int:
    """A day as a whole number."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The day of a whole number."""
    return date.fromordinal(EPOCH.toordinal() + int(number))


@dataclass(frozen=True)
class Stretches:
    """Times of children: from ``first`` up to ``end``, which is no longer in it, by child."""

    child: Ints
    first: Ints
    end: Ints

    def on(self, day: int) -> Flags:
        """Which of them hold on a day."""
        held: Flags = (self.first <= day) & (self.end > day)
        return held


@dataclass(frozen=True)
class InPost:
    """Times in post: worker, team (-1: not told), hours, whether of an agency; ``end`` as above."""

    worker: Ints
    team: Ints
    first: Ints
    end: Ints
    hours: np.ndarray
    agency: Flags


@dataclass(frozen=True)
class StagesOfCases:
    """The stays of children in stages, in order of child and day; see ``Sojourn``."""

    child: Ints
    stage: Ints
    first: Ints
    end: Ints
    then: Ints
    finished: Flags


@dataclass(frozen=True)
class WorkRecord:
    """The work that the record tells of, up to its own ``day``.

    ``cases`` are open cases of children under 18 and ``stays`` the stages that each went through.
    ``assessing`` are the times in which an assessment was awaited, with the first day on which each
    is overdue (``late_from``), and ``finished``
    of those that were completed, by ``assessed_by`` (a team, or -1). ``unheld`` are the times in
    which nobody in post held the child, ``of_leaver`` of them because whoever is named had left.
    ``holding`` are the times of named workers. ``in_post`` and ``posts`` are None where the record
    holds none. ``points`` is what each child counts for on the day, by child.
    """

    day: int
    begins: int
    children: tuple[str, ...]
    cases: Stretches
    stays: StagesOfCases
    assessing: Stretches
    late_from: Ints
    finished: Flags
    assessed_by: Ints
    unheld: Stretches
    of_leaver: Flags
    holding: Stretches
    held_by: Ints
    held_in: Ints
    in_post: InPost | None
    posts: InPost | None
    points: Mapping[int, float]


class _WorkNumbers:
    """Numbers for identifiers, in the order in which they are first asked for."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def __call__(self, identifier: str | None) -> int:
        return -1 if identifier is None else self._known.setdefault(identifier, len(self._known))

    def __iter__(self) -> Iterable[str]:
        return iter(self._known)


def read_work(outlook: Outlook, scheme: PointsScheme) -> WorkRecord:
    """The work as the record tells of it, for everybody.

    Raises BadSetting where the source tells only how things stand now, so that there is nothing to
    learn rates and lengths from.
    """
    feed = outlook.overlay.feeds.get("referrals")
    if feed is None or feed.reach != "every":
        raise BadSetting(
            "A scenario cannot be run: the source tells how cases stand now, and not how they went "
            "before, so that lengths and rates cannot be determined.",
            "Import a source with every referral of two years or more, such as the Standard "
            "Safeguarding Dataset.",
        )
    child, worker, team = _WorkNumbers(), _WorkNumbers(), _WorkNumbers()
    day = number_of(outlook.day)
    open_rows = _stretch_rows(outlook, relation_of(CHILDS_CASE))
    cases = _merged_cases(open_rows, child, day)
    assessing, late_from, finished, by = _assessing(outlook, child, team, day)
    on = {
        stage: _by_child(_stretches(_stretch_rows(outlook, relation_of(spell)), child, day))
        for stage, spell in _STATUS.items()
    }
    unheld, of_leaver = _unheld(outlook, child, day)
    holding, held_by, held_in = _holding(outlook, child, worker, team, day)
    return WorkRecord(
        day=day,
        begins=int(cases.first.min()) if len(cases.first) else day,
        children=tuple(child),  # type: ignore[arg-type]
        cases=cases,
        stays=_stays(cases, assessing, finished, on),
        assessing=assessing,
        late_from=late_from,
        finished=finished,
        assessed_by=by,
        unheld=unheld,
        of_leaver=of_leaver,
        holding=holding,
        held_by=held_by,
        held_in=held_in,
        in_post=_in_post(outlook, worker, team, day),
        posts=_posts(outlook, team, day),
        points={
            child(one): n for one, n in points_by_child(held_children(outlook), scheme).items()
        },
    )


def _end(value: date | None, day: int) -> int:
    """An end as a number; one after the day has not come yet."""
    number = FAR if value is None else number_of(value)
    return number if number <= day else FAR


def _stretch_rows(outlook: Outlook, relation: str) -> list[Row]:
    return outlook.rows(
        f"select distinct subject, started, ended from {relation} "
        "where started <= $day and (ended is null or ended > started) "
        "order by subject, started, ended nulls last",
        day=outlook.day,
    )


def _stretches(rows: Iterable[Row], child: _WorkNumbers, day: int) -> Stretches:
    laid = [
        (child(row["subject"]), number_of(row["started"]), _end(row["ended"], day)) for row in rows
    ]
    return _as_stretches(laid)


def _as_stretches(laid: list[tuple[int, int, int]]) -> Stretches:
    table = np.array(laid, dtype=np.int64).reshape(-1, 3)
    return Stretches(table[:, 0], table[:, 1], table[:, 2])


def _by_child(stretches: Stretches) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for child, first, end in zip(
        stretches.child.tolist(), stretches.first.tolist(), stretches.end.tolist(), strict=True
    ):
        found[child].append(Span(first, end))
    return {child: merged(spans) for child, spans in found.items()}


def _merged_cases(rows: list[Row], child: _WorkNumbers, day: int) -> Stretches:
    apart = _by_child(_stretches(rows, child, day))
    return _as_stretches([(one, *span) for one, spans in apart.items() for span in spans])


def _stays(
    cases: Stretches,
    assessing: Stretches,
    finished: Flags,
    on: dict[WorkStage, dict[int, list[Span]]],
) -> StagesOfCases:
    waits = _by_child(assessing)
    done: dict[int, set[int]] = defaultdict(set)
    for child, end in zip(
        assessing.child[finished].tolist(), assessing.end[finished].tolist(), strict=True
    ):
        done[child].add(end)
    found: list[Sojourn] = []
    for child, first, end in zip(
        cases.child.tolist(), cases.first.tolist(), cases.end.tolist(), strict=True
    ):
        spans = {stage: held[child] for stage, held in on.items() if child in held}
        if child in waits:
            spans[WorkStage.ASSESSING] = waits[child]
        found += sojourns(child, Span(first, end), spans, frozenset(done.get(child, ())))
    found.sort(key=lambda one: (one.child, one.first))
    table = np.array(found, dtype=np.int64).reshape(-1, 6)
    child, stage, begun, ended, then = table[:, :5].T
    return StagesOfCases(child, stage, begun, ended, then, table[:, 5].astype(bool))


def _assessing(
    outlook: Outlook, child: _WorkNumbers, team: _WorkNumbers, day: int
) -> tuple[Stretches, Ints, Flags, Ints]:
    """The times in which an assessment was awaited: a duty of the clock of 45 working days."""
    rows = outlook.rows(
        "select d.subject, d.started, d.overdue_from, d.stopped, d.lapsed, d.doubt, a.team "
        "from duties as d "
        "left join (select referral, min(team) as team from assessments where authorised <= $day "
        "group by referral) as a on a.referral = d.part "
        "where d.clock = $clock and d.started <= $day "
        "order by d.subject, d.started, d.overdue_from, d.part",
        clock=ASSESSMENT.key,
        day=outlook.day,
    )
    laid, late, finished, by = [], [], [], []
    for row in rows:
        stopped = _end(row["stopped"], day)
        end = min(stopped, _end(row["lapsed"], day), _end(row["doubt"], day))
        laid.append((child(row["subject"]), number_of(row["started"]), end))
        late.append(FAR if row["overdue_from"] is None else number_of(row["overdue_from"]))
        finished.append(stopped == end and end < FAR)
        by.append(team(row["team"]))
    return _as_stretches(laid), np.array(late, int), np.array(finished, bool), np.array(by, int)


def _unheld(outlook: Outlook, child: _WorkNumbers, day: int) -> tuple[Stretches, Flags]:
    laid, leaver = [], []
    for why, spell in WHY_SPELLS.items():
        for row in _stretch_rows(outlook, relation_of(spell)):
            laid.append((child(row["subject"]), number_of(row["started"]), _end(row["ended"], day)))
            leaver.append(why is WhyUnallocated.LEFT)
    return _as_stretches(laid), np.array(leaver, bool)


def _holding(
    outlook: Outlook, child: _WorkNumbers, worker: _WorkNumbers, team: _WorkNumbers, day: int
) -> tuple[Stretches, Ints, Ints]:
    rows = outlook.rows(
        "select child, worker, team, greatest(started, since) as first, ended from holding "
        "where worker is not null and coalesce(named, true) "
        "and (started is null or started <= $day) and since <= $day "
        "order by child, started nulls first, worker, team",
        day=outlook.day,
    )
    laid = []
    for row in rows:
        first = number_of(row["first"]) if row["first"] else 0
        # Who holds a child still holds it on the last day; see journeys/holders.py.
        ended = FAR if row["ended"] is None else number_of(row["ended"]) + 1
        laid.append((child(row["child"]), first, ended if ended <= day else FAR))
    workers = np.array([worker(row["worker"]) for row in rows], int)
    return _as_stretches(laid), workers, np.array([team(row["team"]) for row in rows], int)


def _in_post(outlook: Outlook, worker: _WorkNumbers, team: _WorkNumbers, day: int) -> InPost | None:
    """Times in post of those who may hold children; None where the record has none."""
    if "employments" not in outlook.overlay.feeds:
        return None
    managers = {one for one, person in staff(outlook).items() if person.kind == MANAGER}
    rows = outlook.rows(
        "select worker, team, started, ended, full_time_equivalent as hours, agency "
        "from employments where started <= $day order by worker, started, team",
        day=outlook.day,
    )
    return _as_in_post([row for row in rows if row["worker"] not in managers], worker, team, day)


def _posts(outlook: Outlook, team: _WorkNumbers, day: int) -> InPost | None:
    """The posts of the titles that registered social workers have; None where there are none."""
    if "posts" not in outlook.overlay.feeds:
        return None
    titles = {person.job_title for person in staff(outlook).values() if person.registered}
    rows = outlook.rows(
        "select post as worker, team, role, started, ended, full_time_equivalent as hours, "
        "false as agency from posts where started <= $day order by post",
        day=outlook.day,
    )
    return _as_in_post([row for row in rows if row["role"] in titles], _WorkNumbers(), team, day)


def _as_in_post(
    rows: list[Row], worker: _WorkNumbers, team: _WorkNumbers, day: int
) -> InPost | None:
    if not rows:
        return None
    # The last day in post is still one in post.
    ends = [_end(row["ended"], day - 1) for row in rows]
    return InPost(
        np.array([worker(row["worker"]) for row in rows], int),
        np.array([team(row["team"]) for row in rows], int),
        np.array([number_of(row["started"]) for row in rows], int),
        np.array([end + 1 if end < FAR else FAR for end in ends], int),
        np.array([1.0 if row["hours"] is None else row["hours"] for row in rows]),
        np.array([bool(row["agency"]) for row in rows]),
    )
