"""A proposal for a team: from an outlook to families, candidates, and who goes to whom."""

from collections.abc import Mapping, Sequence

from holdfast.allocating.proposal import (
    AllocationProposal,
    Candidate,
    PlacedFamily,
    UnplacedFamily,
    WaitingFamily,
)
from holdfast.allocating.solving import Solved, TeamRoom, solve
from holdfast.allocating.weighing import TeamKnown, candidates_for
from holdfast.query.caseload.held import HeldChild, family_of, held_children, holdings
from holdfast.query.caseload.loads import caseload
from holdfast.query.caseload.points import AlsoSo, HeldStatus, PointsScheme
from holdfast.query.caseload.staff import staff
from holdfast.query.caseload.unallocated import AllocationState, UnallocatedChild, unallocated
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope

_SOCIAL_WORKER = (HeldStatus.PLAN, HeldStatus.ENQUIRY, HeldStatus.CARE)
_NEEDS: Mapping[HeldStatus | AlsoSo, str] = {
    HeldStatus.PLAN: "protection",
    HeldStatus.CARE: "care",
    HeldStatus.LEAVING_CARE: "leaving_care",
    AlsoSo.COURT: "court",
    AlsoSo.PRE_PROCEEDINGS: "court",
    AlsoSo.EXPLOITATION: "exploitation",
}
_NO_EXPERIENCE = (
    "No declaration of experience is recorded, so that nobody is preferred by it: the workforce "
    "file has a part for it."
)


def propose(outlook: Outlook, team: str, scheme: PointsScheme) -> AllocationProposal:
    """Propose a worker of a team for every child of it whom nobody holds and who is ready.

    Children of no team count to the team that held them last. Raises NotFound for a team that the
    record does not know.
    """
    scope = Scope(team)
    waiting, not_ready = _waiting(outlook, scope)
    known = _known(outlook, scope, scheme)
    candidates = [candidates_for(one, known, scheme) for one in waiting]
    rooms = {
        one.worker: TeamRoom(one.capacity, one.points)
        for one in known.loads
        if one.capacity is not None
    }
    solved = solve(waiting, candidates, rooms)
    return AllocationProposal(
        team=team,
        day=outlook.day,
        placed=_placed(waiting, candidates, solved),
        unplaced=_unplaced(waiting, candidates, solved),
        not_ready=not_ready,
        lacking=() if known.experience else (_NO_EXPERIENCE,),
        proven=solved.proven,
    )


def _waiting(
    outlook: Outlook, scope: Scope
) -> tuple[list[WaitingFamily], tuple[UnallocatedChild, ...]]:
    """The families that wait for a worker of a team, and the children who are not ready."""
    own = set(scope.teams(outlook))
    mine = [one for one in unallocated(outlook) if (one.team or one.last_team) in own]
    families: dict[str, list[UnallocatedChild]] = {}
    for one in mine:
        if one.state is not AllocationState.UNDECIDED:
            families.setdefault(one.family, []).append(one)
    waiting = [_family(family, children) for family, children in families.items()]
    waiting.sort(key=lambda one: (not one.social_worker, one.due is None, one.due, one.numbers))
    undecided = (one for one in mine if one.state is AllocationState.UNDECIDED)
    return waiting, tuple(undecided)


def _family(family: str, children: Sequence[UnallocatedChild]) -> WaitingFamily:
    what: list[HeldStatus | AlsoSo] = []
    for one in children:
        what += [one.status, *sorted(one.also)]
    due = [one.first_due.due for one in children if one.first_due]
    return WaitingFamily(
        family,
        tuple(children),
        tuple(dict.fromkeys(_NEEDS[one] for one in what if one in _NEEDS)),
        any(one.status in _SOCIAL_WORKER for one in children),
        min(due, default=None),
    )


def _known(outlook: Outlook, scope: Scope, scheme: PointsScheme) -> TeamKnown:
    own = set(scope.teams(outlook))
    people = staff(outlook)
    loads = [
        one
        for one in caseload(outlook, scheme, scope)
        if one.left is None and (one.team in own or set(one.teams) & own)
    ]
    members: dict[str, list[str]] = {}
    for child, family in family_of(outlook).items():
        members.setdefault(family, []).append(child)
    by_family: dict[str, list[HeldChild]] = {}
    for held in held_children(outlook):
        by_family.setdefault(held.family, []).append(held)
    return TeamKnown(
        day=outlook.day,
        loads=loads,
        people=people,
        held_by_family=by_family,
        times=holdings(outlook),
        members=members,
        experience=any(one.experience or one.declared for one in people.values()),
    )


def _placed(
    waiting: Sequence[WaitingFamily], candidates: Sequence[Sequence[Candidate]], solved: Solved
) -> tuple[PlacedFamily, ...]:
    taken: dict[str, list[WaitingFamily]] = {}
    for place, worker in solved.chosen.items():
        taken.setdefault(worker, []).append(waiting[place])
    placed = []
    for place, one in enumerate(waiting):
        worker = solved.chosen.get(place, "")
        if not worker:
            continue
        own = candidates[place]
        proposed = next(each for each in own if each.worker == worker)
        others = tuple(each for each in own if each is not proposed)
        traded = _traded(proposed, own[0], taken)
        placed.append(PlacedFamily(one, proposed, traded, (proposed, *others)))
    return tuple(placed)


def _traded(
    proposed: Candidate, first: Candidate, taken: Mapping[str, Sequence[WaitingFamily]]
) -> str:
    """Why a family did not get its first choice; empty where it did."""
    if first.worker == proposed.worker:
        return ""
    others = [", ".join(one.numbers) for one in taken.get(first.worker, ())]
    gained = f": the room there went to {'; '.join(others)}" if others else ", to spread the work"
    why = f" ({first.reasons[0]})" if first.reasons else ""
    return f"{first.full_name} would have been the first choice{why}{gained}."


def _unplaced(
    waiting: Sequence[WaitingFamily], candidates: Sequence[Sequence[Candidate]], solved: Solved
) -> tuple[UnplacedFamily, ...]:
    return tuple(
        UnplacedFamily(one, _why_unplaced(one, candidates[place]), tuple(candidates[place]))
        for place, one in enumerate(waiting)
        if place not in solved.chosen
    )


def _why_unplaced(waiting: WaitingFamily, candidates: Sequence[Candidate]) -> str:
    if not candidates:
        return "The team has no worker in post."
    possible = [one.full_name for one in candidates if one.possible]
    if possible:
        return f"The room of {', '.join(possible)} went to families that come first."
    rooms = [one.room for one in candidates if one.room is not None]
    most = max(rooms, default=None)
    least = min(one.points for one in candidates)
    if most is not None and most < least:
        many = len(waiting.children)
        together = f" for all {many} together, and a family is not split" if many > 1 else ""
        room = f"{most:g} points" if most > 0 else "none"
        return f"Nobody has room{together}: {least:g} points are asked, the most room is {room}."
    return "Nobody with room can be proposed: see the reason of each."
