"""The front door: contacts, and the referrals that some of them become."""

from holdfast.record.care import PrivateFostering, PrivateFosteringVisits
from holdfast.record.contact import Contacts, Referrals
from holdfast.simulation import early_help, journey
from holdfast.simulation.case import Case
from holdfast.simulation.chance import Shares
from holdfast.simulation.diary import YEAR, add_working_days, working_day, working_day_before
from holdfast.simulation.family import Child, Family
from holdfast.simulation.scene import Scene

_SOURCE = Shares(
    {"6": 28, "2A": 18, "1A": 9, "5B": 8, "3A": 4, "3B": 4, "3E": 5, "3F": 4, "3C": 3, "4": 3}
    | {"5A": 3, "5C": 3, "5D": 5, "7": 4, "8": 5, "9": 3, "1B": 2, "1C": 1, "1D": 1, "2B": 2}
)
_NEED = Shares({"N1": 58, "N5": 15, "N4": 9, "N2": 7, "N3": 3, "N6": 3, "N8": 2, "N9": 2, "N0": 1})
_TOO_OLD = 17.85
# Longer than a family may first be told of before a birth (see family).
_TOO_EARLY = -160 / YEAR


def live(scene: Scene, family: Family) -> None:
    """The way of a family through the years: every contact, and all that came of it."""
    day = family.first_contact
    while day <= scene.last:
        _contact(scene, family, _office_day(scene, family, day))
        if not family.chance.yes(scene.council.front_door.comes_back):
            return
        day += family.chance.wait(family.contacts_yearly)


def _office_day(scene: Scene, family: Family, day: int) -> int:
    """Most contacts reach the council on a working day, a few over the weekend."""
    if family.chance.yes(0.08):
        return day
    later = working_day(day)
    return later if later <= scene.last else working_day_before(day)


def _contact(scene: Scene, family: Family, day: int) -> None:
    concerned = [child for child in family.children if _of_concern(child, day)]
    source = "5C" if any(c.unaccompanied for c in concerned) else family.chance.pick(_SOURCE)
    held = [child for child in concerned if child.busy_until > day]
    free = [child for child in concerned if child.busy_until <= day]
    for child in held:
        _note(scene, family, child, day, day, source, "existing")
    if free:
        _triage(scene, family, free, day, source)


def _of_concern(child: Child, day: int) -> bool:
    in_care = child.care_until > day
    return _TOO_EARLY < child.age(day) < _TOO_OLD and day < child.gone and not in_care


def _triage(scene: Scene, family: Family, children: list[Child], day: int, source: str) -> None:
    """Decide what to do about children who are not yet on an open case."""
    door, chance = scene.council.front_door, family.chance
    known = family.referred and chance.yes(door.referral_again)
    certain = known or children[0].unaccompanied
    outcome = "referral" if certain else chance.pick(door.outcome)
    decided = add_working_days(day, chance.pace(door.decision))
    for child in children:
        _note(scene, family, child, day, decided, source, outcome)
    if decided > scene.last:
        return
    if outcome == "referral":
        family.referred = True
        journey.follow(Case(scene, family, decided, source, children))
    elif outcome == "early_help":
        early_help.support(scene, family, children, decided)
    elif outcome == "other" and chance.yes(door.private_fostering):
        _foster_privately(scene, family, children[0], decided)


def _note(
    scene: Scene, family: Family, child: Child, day: int, decided: int, source: str, outcome: str
) -> None:
    chance, made = family.chance, {"received": day, "source": source}
    if chance.yes(scene.council.front_door.decision_not_recorded):
        scene.ledger.add(Contacts, child=child.id, **made)
        return
    team = scene.staff.team("front_door", chance)
    worker = team.worker_on(min(decided, scene.last), chance)
    scene.ledger.add(
        Contacts,
        child=child.id,
        **made,
        decided=decided,
        outcome=outcome,
        team=team.id,
        worker=worker.id if worker else None,
    )


def refer(case: Case) -> bool:
    """Decide on the referral; whether it was taken on. Its rows are written at closure."""
    door, chance = case.council.front_door, case.chance
    alone = case.children[0].unaccompanied
    case.decided = add_working_days(case.received, chance.pace(door.referral_decision))
    case.need = "N8" if alone else "N2" if _disabled(case) else chance.pick(_NEED)
    case.taken_on = alone or not chance.yes(door.referral_not_needed)
    return case.taken_on


def _disabled(case: Case) -> bool:
    return case.children[0].disabled and case.chance.yes(0.6)


def write_referrals(case: Case) -> None:
    """Write the referral of each child, now that its closure is known."""
    team = case.scene.staff.team("front_door", case.chance)
    worker = team.worker_on(case.received, case.chance)
    for child in case.children:
        closed, reason = case.closings[child.id]
        case.add(
            Referrals,
            child,
            referral=case.referrals[child.id],
            received=case.received,
            decided=case.decided,
            source=case.source,
            primary_need=case.need,
            no_further_action=not case.taken_on,
            close_reason=reason,
            closed=closed,
            team=team.id,
            worker=worker.id if worker else None,
        )


def _foster_privately(scene: Scene, family: Family, child: Child, day: int) -> None:
    chance = family.chance
    ended = min(day + chance.between(60, 900), child.adult)
    if child.age(day) < 5 or child.age(day) > 15.5:
        return
    row = {"notified": day, "aware": day, "ended": ended}
    arrangement = scene.ledger.add(PrivateFostering, child=child.id, **row)
    visited = add_working_days(day, chance.between(1, 9))
    while visited < min(ended, scene.last):
        seen = chance.flag(0.95, 0.03)
        visit = {"arrangement": arrangement, "visited": visited, "seen": seen}
        scene.ledger.add(PrivateFosteringVisits, child=child.id, **visit)
        visited += chance.between(25, 48 if visited - day < YEAR else 90)
