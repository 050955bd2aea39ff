"""Early help, for families whose contact stays below the threshold of social care."""

from typing import Any

from holdfast.record.early_help import EarlyHelpEpisodes
from holdfast.simulation import family_help
from holdfast.simulation.chance import Shares
from holdfast.simulation.family import Child, Family
from holdfast.simulation.scene import Scene
from holdfast.simulation.written.diary import add_working_days
from holdfast.simulation.written.happenings import Happening

_REASON = Shares({"Parenting support": 50, "School attendance": 25, "Housing": 15, "Health": 10})
_END = Shares({"Needs met": 65, "Family withdrew": 22, "Stepped up": 13})
_LEAD = Shares({"Council family hub": 60, "School": 30, "Voluntary organisation": 10})


def support(
    scene: Scene,
    family: Family,
    children: list[Child],
    day: int,
    soonest: int = 1,
    latest: int = 10,
) -> None:
    """Early help works with a family for some months, from some working days after ``day`` on."""
    chance, door = family.chance, scene.council.front_door
    started = add_working_days(day, chance.between(soonest, latest))
    assessed = add_working_days(started, chance.pace(door.early_help_assessed))
    ended = max(assessed, started + chance.length(door.early_help))
    worker = scene.staff.team("early_help", family.place).someone(day, chance)
    row = {
        "started": started,
        "assessed": assessed,
        "ended": ended,
        "reason": chance.pick(_REASON),
        "end_reason": chance.pick(_END),
        "organisation": chance.pick(_LEAD),
        "worker": worker,
    }
    lived: list[dict[str, Any]] = []
    for child in children:
        if child.born <= started < child.adult:
            if scene.council.family_help.began_ago:
                # With Family Help the council writes down what its early help does.
                lived.append(scene.ledger.begin(EarlyHelpEpisodes, child=child.id, **row))
                episode = lived[-1]["episode"]
            else:
                episode = scene.ledger.add(EarlyHelpEpisodes, child=child.id, **row)
            scene.chronicle.tell(Happening.EARLY_HELP_BEGINS, child.id, started, episode)
            scene.chronicle.tell(Happening.EARLY_HELP_ASSESSED, child.id, assessed, episode)
            scene.chronicle.tell(Happening.EARLY_HELP_ENDS, child.id, ended, episode)
    if lived:
        family_help.accompany(scene, family, lived)
