"""What the record holds from before the story: earlier protection plans, kept as they should be.

Councils carry old plans over from the systems they had before. Without them hardly any plan
would be a second one.
"""

from typing import TYPE_CHECKING

from holdfast.record.protection import (
    CoreGroups,
    ProtectionPlans,
    ProtectionReviews,
    ProtectionVisits,
)
from holdfast.simulation.chance import Chance
from holdfast.simulation.written.diary import add_months, add_working_days, working_day_before
from holdfast.simulation.written.happenings import Happening

if TYPE_CHECKING:
    from holdfast.simulation.family import Child
    from holdfast.simulation.scene import Scene

_EVERY, _CORE_GROUP, _FIRST, _LATER = 8, 35, 3, 6


def plan(scene: "Scene", child: "Child", chance: Chance) -> None:
    """A plan some time in the years before the story, if the child was old enough."""
    ended = scene.first - chance.between(30, 1500)
    started = working_day_before(ended - chance.between(100, 500))
    if started < child.born + 20:
        return
    child.protection_plans += 1
    category = chance.pick(scene.council.protecting.category)
    row = {"initial_category": category, "latest_category": category, "other_authority": False}
    number = scene.ledger.add(ProtectionPlans, child=child.id, started=started, ended=ended, **row)
    scene.chronicle.tell(Happening.PROTECTION_PLAN_BEGINS, child.id, started, number)
    scene.chronicle.tell(Happening.PROTECTION_PLAN_ENDS, child.id, ended, number)
    if category == "NEG":
        scene.chronicle.tell(Happening.PLAN_FOR_NEGLECT, child.id, started, number)
    _keep(scene, child, number, (started, ended))


def _keep(scene: "Scene", child: "Child", plan: str, days: tuple[int, int]) -> None:
    """Visits, core groups and reviews, all in time."""
    started, ended = days
    about = {"child": child.id, "plan": plan}
    day = add_working_days(started, _EVERY)
    while day <= ended:
        row = {"visited": day, "seen": True, "recorded": day}
        written = scene.ledger.add(ProtectionVisits, **about, **row)
        scene.chronicle.tell(Happening.SEEN_ON_PLAN, child.id, day, plan)
        scene.chronicle.tell(Happening.VISITED_ON_PLAN, child.id, day, written)
        scene.chronicle.tell(Happening.VISIT_WRITTEN_UP, child.id, day, written)
        day = add_working_days(day, _EVERY)
    day = add_working_days(started, _EVERY)
    while day <= ended:
        scene.ledger.add(CoreGroups, **about, held=day)
        scene.chronicle.tell(Happening.CORE_GROUP_MEETS, child.id, day, plan)
        day = working_day_before(day + _CORE_GROUP)
    _review(scene, about, days)


def _review(scene: "Scene", about: dict[str, str], days: tuple[int, int]) -> None:
    started, ended = days
    booked, months = started, _FIRST
    while (due := add_months(booked, months)) <= ended:
        held = working_day_before(due)
        row = {"due": due, "held": held, "plan_continues": True}
        scene.ledger.add(ProtectionReviews, booked, **about, **row)
        scene.chronicle.tell(Happening.PROTECTION_REVIEWED, about["child"], held, about["plan"])
        booked, months = held, _LATER
