"""Why a worker may take a family on, or may not: each reason in words, and the order of candidates.

The order is a policy, written here and shown with every proposal: someone who held the children
before comes first, then someone who holds or held a brother or sister, then declared experience;
what is left decides by room. No worker is scored: the number only orders the candidates for one
family, and is made of nothing but the reasons that are shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.allocating.proposal import Candidate, WaitingFamily
from holdfast.query.caseload.held import HeldChild, HeldTime
from holdfast.query.caseload.loads import WorkerLoad
from holdfast.query.caseload.points import PointsScheme
from holdfast.query.caseload.staff import WorkforcePerson
from holdfast.record.codes.oversight import EXPERIENCE

HELD_BEFORE, HOLDS_SIBLING, HELD_SIBLING, EXPERIENCED, ROOMY = 8.0, 6.0, 4.0, 2.0, 1.0
# What is not to be held alone in the first year in practice.
NOT_IN_FIRST_YEAR = ("protection", "court")


@dataclass(frozen=True)
class TeamKnown:
    """What is known of a team's workers: loads, people, and who held and holds whose children.

    ``held_by_family`` are the children whom anybody holds now, ``times`` all times that a named
    worker held a child, and ``members`` every child of each family. ``experience`` says whether
    the record holds any declaration of experience.
    """

    day: date
    loads: Sequence[WorkerLoad]
    people: Mapping[str, WorkforcePerson]
    held_by_family: Mapping[str, Sequence[HeldChild]]
    times: Mapping[str, Sequence[HeldTime]]
    members: Mapping[str, Sequence[str]]
    experience: bool


def candidates_for(
    waiting: WaitingFamily, known: TeamKnown, scheme: PointsScheme
) -> tuple[Candidate, ...]:
    """Every worker of the team for a family, the first choice first."""
    found = [_candidate(waiting, load, known, scheme) for load in known.loads]
    return tuple(sorted(found, key=lambda one: (bool(one.why_not), -one.preference, one.full_name)))


def _candidate(
    waiting: WaitingFamily, load: WorkerLoad, known: TeamKnown, scheme: PointsScheme
) -> Candidate:
    person = known.people.get(load.worker)
    # What the family adds; less where the worker holds a brother or sister.
    alone = sorted((scheme.points(one.status, one.also) for one in waiting.children), reverse=True)
    held = known.held_by_family.get(waiting.family, ())
    first = 0 if any(child.worker == load.worker for child in held) else 1
    points = sum(alone[:first]) + scheme.sibling_share * sum(alone[first:])
    continuity, before = _continuity(waiting, load.worker, known)
    sure, missing = _experience(waiting, person)
    reasons = [*continuity]
    doubts = []
    if sure:
        reasons.append(f"experience confirmed: {_words(sure)}")
    if missing and known.experience:
        doubts.append(f"no experience confirmed: {_words(missing)}")
    if load.room is not None and load.capacity:
        reasons.append(f"room for {load.room:g} points of {load.capacity:g}; this asks {points:g}")
    if person is not None and person.away is not None:
        doubts.append(f"away since {_when_away(person)}")
    if waiting.social_worker and person is not None and person.registered is None:
        doubts.append("not recorded whether a registered social worker")
    share = len(sure) / len(waiting.needs) if waiting.needs else 0.0
    after = (load.room - points) / load.capacity if load.room is not None and load.capacity else 0.0
    return Candidate(
        worker=load.worker,
        full_name=load.name,
        points=points,
        room=load.room,
        reasons=tuple(reasons),
        doubts=tuple(doubts),
        why_not=_why_not(waiting, load, person, points, known.day),
        preference=before + EXPERIENCED * share + ROOMY * max(-1.0, min(1.0, after)),
    )


def _continuity(waiting: WaitingFamily, worker: str, known: TeamKnown) -> tuple[list[str], float]:
    """Whether a worker knows the children, or a brother or sister: in words, and its place."""
    own = set(waiting.numbers)
    held = _held_until(own, worker, known)
    if held is not None:
        whom = "the child" if len(own) == 1 else "one or more of the children"
        return [f"held {whom} before, until {_when(held, known.day)}"], HELD_BEFORE
    now = [one for one in known.held_by_family.get(waiting.family, ()) if one.worker == worker]
    if now:
        return ["holds a brother or sister now"], HOLDS_SIBLING
    others = set(known.members.get(waiting.family, ())) - own
    held = _held_until(others, worker, known)
    if held is not None:
        until = _when(held, known.day)
        return [f"held a brother or sister before, until {until}"], HELD_SIBLING
    return [], 0.0


def _held_until(children: Iterable[str], worker: str, known: TeamKnown) -> date | None:
    """The last day on which a worker held any of these children; None: never."""
    days = [
        time.ended or known.day
        for child in children
        for time in known.times.get(child, ())
        if time.worker == worker
    ]
    return max(days, default=None)


def _when(day: date, today: date) -> str:
    return "today" if day >= today else f"{day.day} {day:%B %Y}"


def _experience(
    waiting: WaitingFamily, person: WorkforcePerson | None
) -> tuple[list[str], list[str]]:
    own = person.experience if person else ()
    sure = [one for one in waiting.needs if one in own]
    return sure, [one for one in waiting.needs if one not in own]


def _words(kinds: Iterable[str]) -> str:
    return ", ".join(EXPERIENCE.codes.get(one, one) for one in kinds)


def _why_not(
    waiting: WaitingFamily,
    load: WorkerLoad,
    person: WorkforcePerson | None,
    points: float,
    day: date,
) -> str:
    """Why a worker cannot be proposed, the first reason that fits; empty: the worker can."""
    if load.kind == "manager":
        return "a manager, who is not meant to hold a case"
    if person is not None and person.away_for_long(day):
        return f"away since {_when_away(person)}"
    if waiting.social_worker and person is not None and person.registered is False:
        return "not a registered social worker, and the child needs one"
    first_year = [one for one in waiting.needs if one in NOT_IN_FIRST_YEAR]
    if load.newly_qualified and first_year:
        return f"in the first year in practice, and not to hold alone: {_words(first_year)}"
    if load.room is None:
        return "hours are not recorded, so that room cannot be determined"
    if load.room < points:
        over = f"{-load.room:g} over" if load.room < 0 else f"room for {load.room:g}"
        return f"no room: {over}, and this asks {points:g} points"
    return ""


def _when_away(person: WorkforcePerson) -> str:
    assert person.away is not None, "who is away for long is away"
    return f"{person.away.started.day} {person.away.started:%B %Y}"
