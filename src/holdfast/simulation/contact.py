"""The front door: contacts, and the referrals that some of them become."""

from typing import Any

from holdfast.record.care import PrivateFostering, PrivateFosteringVisits
from holdfast.record.contact import Contacts, Referrals
from holdfast.simulation import early_help, journey
from holdfast.simulation.case import Case
from holdfast.simulation.chance import Shares
from holdfast.simulation.family import NEVER, Child, Family
from holdfast.simulation.people.work import URGENT
from holdfast.simulation.scene import Scene, Story
from holdfast.simulation.written.diary import YEAR, add_working_days
from holdfast.simulation.written.happenings import Happening

_SOURCE = Shares(
    {"6": 28, "2A": 18, "1A": 9, "5B": 8, "3A": 4, "3B": 4, "3E": 5, "3F": 4, "3C": 3, "4": 3}
    | {"5A": 3, "5C": 3, "5D": 5, "7": 4, "8": 5, "9": 3, "1B": 2, "1C": 1, "1D": 1, "2B": 2}
)
_NEED = Shares({"N1": 58, "N5": 15, "N4": 9, "N2": 7, "N3": 3, "N6": 3, "N8": 2, "N9": 2, "N0": 1})
_TOO_OLD = 17.85
_CAME_TO = {
    "existing": Happening.CONTACT_PASSED_ON,
    "no_further_action": Happening.CONTACT_CLOSED,
}
# Days after which it is asked anew how hard a family's life is.
_LOOKS_ON = 60
# Longer than a family may first be told of before a birth (see family).
_TOO_EARLY = -160 / YEAR


def live(scene: Scene, family: Family) -> Story:
    """The way of a family through the years: every contact, and all that comes of it."""
    yearly, tells = scene.council.families.told_yearly, scene.council.front_door.tells
    yield scene.until(family.first_contact)
    while True:
        concerned = [child for child in family.children if _of_concern(child, scene.today)]
        if not concerned:
            return
        scene.start(_contact(scene, family, concerned))
        # The harder life is, the sooner somebody tells again.
        day, wait = scene.today, NEVER
        while day <= scene.last and wait > _LOOKS_ON:
            readily = tells.on(scene.last - day)
            wait = family.chance.wait(yearly[family.life.on(day)] * readily)
            day += min(wait, _LOOKS_ON)
        yield scene.until(day)


def _of_concern(child: Child, day: int) -> bool:
    in_care = child.care_until > day
    return _TOO_EARLY < child.age(day) < _TOO_OLD and day < child.gone and not in_care


def _contact(scene: Scene, family: Family, children: list[Child]) -> Story:
    """Somebody tells the council of a family."""
    source = "5C" if any(c.unaccompanied for c in children) else family.chance.pick(_SOURCE)
    rows: dict[str, dict[str, Any]] = {}
    for child in children:
        row = scene.ledger.begin(Contacts, child=child.id, received=scene.today, source=source)
        scene.chronicle.tell(Happening.CONTACT_RECEIVED, child.id, scene.today, row["contact"])
        rows[child.id] = row
    for child in children:
        if child.held:
            _decide(scene, family, rows[child.id], "existing")
    if family.case and not family.case.over:
        scene.start(journey.told_again(family.case))
    if free := [child for child in children if not child.held]:
        for child in free:
            child.held = True
        yield from _triage(scene, family, free, rows)


def _triage(
    scene: Scene, family: Family, children: list[Child], rows: dict[str, dict[str, Any]]
) -> Story:
    """Decide what to do about children who are not on an open case."""
    door, day, team = scene.council.front_door, scene.today, scene.staff.team("front_door", 0)
    yield team.shared.ask(door.triage_hours, day, add_working_days(day, 1), URGENT)
    outcome = _outcome(scene, family, children)
    for child in children:
        _decide(scene, family, rows[child.id], outcome)
        child.held = outcome == "referral"
    if outcome == "referral":
        family.referred = True
        source = rows[children[0].id]["source"]
        family.case = Case(scene, family, scene.today, source, children)
        yield from journey.follow(family.case)
    elif outcome == "early_help":
        early_help.support(scene, family, children, scene.today)
    elif outcome == "other" and family.chance.yes(door.private_fostering):
        _foster_privately(scene, family, children[0], scene.today)


def _outcome(scene: Scene, family: Family, children: list[Child]) -> str:
    door = scene.council.front_door
    share = door.referral[family.life.on(scene.today)]
    again = door.referred_again if family.referred else 1.0
    if children[0].unaccompanied or family.chance.yes(share * again):
        return "referral"
    return family.chance.pick(door.other_outcome)


def _decide(scene: Scene, family: Family, row: dict[str, Any], outcome: str) -> None:
    team = scene.staff.team("front_door", 0)
    row["decided"], row["outcome"], row["team"] = scene.today, outcome, team.id
    row["worker"] = team.someone(scene.today, family.chance)
    told = row["child"], scene.today, row["contact"]
    scene.chronicle.tell(Happening.CONTACT_DECIDED, *told)
    if outcome in _CAME_TO:
        scene.chronicle.tell(_CAME_TO[outcome], *told)


def refer(case: Case) -> Story:
    """Write the referral of each child, and decide on it."""
    door, chance, day = case.council.front_door, case.chance, case.today
    team = case.scene.staff.team("front_door", 0)
    alone = case.children[0].unaccompanied
    # Where a child is disabled, that is mostly the need that is recorded.
    disabled = not alone and case.children[0].disabled and chance.yes(0.6)
    case.need = "N8" if alone else "N2" if disabled else chance.pick(_NEED)
    case.taken_on = alone or not chance.yes(door.referral_not_needed)
    for child in case.children:
        case.tell(Happening.REFERRAL_RECEIVED, child, case.referrals[child.id])
        case.rows[child.id] = case.scene.ledger.begin(
            Referrals,
            referral=case.referrals[child.id],
            child=child.id,
            received=case.received,
            source=case.source,
            primary_need=case.need,
            team=team.id,
            worker=team.someone(case.received, chance),
        )
    yield team.for_manager.ask(door.referral_hours, day, add_working_days(day, 1), URGENT)
    case.decided = case.today
    for child in case.children:
        row = case.rows[child.id]
        row["decided"], row["no_further_action"] = case.decided, not case.taken_on
        case.tell(Happening.REFERRAL_DECIDED, child, row["referral"])
        if not case.taken_on:
            case.tell(Happening.REFERRAL_REFUSED, child, row["referral"])


def _foster_privately(scene: Scene, family: Family, child: Child, day: int) -> None:
    chance = family.chance
    # At 16, or at 18 where the child is disabled, it is private fostering no more.
    ended = min(day + chance.between(60, 900), child.turns(18 if child.disabled else 16))
    if child.age(day) < 5 or child.age(day) > 15.5:
        return
    row = {"notified": day, "aware": day, "ended": ended}
    arrangement = scene.ledger.add(PrivateFostering, child=child.id, **row)
    tell, about = scene.chronicle.tell, arrangement
    tell(Happening.FOSTERING_NOTIFIED, child.id, day, about)
    tell(Happening.FOSTERING_KNOWN, child.id, day, about)
    tell(Happening.FOSTERING_ENDS, child.id, ended, about)
    visited = add_working_days(day, chance.between(1, 9))
    while visited < min(ended, scene.last):
        seen = chance.flag(0.95, 0.03)
        visit = {"arrangement": arrangement, "visited": visited, "seen": seen}
        scene.ledger.add(PrivateFosteringVisits, child=child.id, **visit)
        if seen is not False:
            what = Happening.SEEN_FOSTERED if seen else Happening.UNCLEAR_FOSTERED
            tell(what, child.id, visited, about)
        visited += chance.between(25, 48 if visited - day < YEAR else 90)
