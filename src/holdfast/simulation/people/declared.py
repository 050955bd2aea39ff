"""What workers declare to have experience in, who confirms it, and who is to come.

Most who have worked before are confirmed within weeks of beginning, one who comes newly qualified
towards the end of the first year; a few never are. Like ``held_by_managers`` it has luck of its own
and rows of its own, so that no other draw in the county is disturbed by it.
"""

from collections.abc import Iterator

from holdfast.record.workforce import DeclaredExperience, Recruits
from holdfast.simulation.chance import Chance
from holdfast.simulation.people.team import SimulatedWorker
from holdfast.simulation.scene import Scene, Story
from holdfast.simulation.written.happenings import Happening

_WEEK, _YEAR = 7, 365
# In what, and the share of workers who are confirmed in it in the end.
_CONFIRMED = {
    "protection": 0.95,
    "court": 0.9,
    "exploitation": 0.85,
    "neglect": 0.9,
    "care": 0.95,
}
# Of those who are not, how many have declared it.
_DECLARED_ALONE = 0.5
_SOUGHT, _UNDATED, _WITHDRAWN = 0.5, 0.15, 0.2


def confirm(scene: Scene) -> Story:
    """Week by week, the declarations of everybody who has begun since and what was confirmed."""
    waiting: dict[str, tuple[SimulatedWorker, list[tuple[int, str]]]] = {}
    known: set[str] = set()
    while True:
        for one in scene.staff.people():
            if one.id not in known:
                known.add(one.id)
                waiting[one.id] = one, list(_declared(scene, one))
        for whom, (one, planned) in list(waiting.items()):
            left = [(day, about) for day, about in planned if day > scene.today]
            for day, about in planned:
                if day <= scene.today and (one.left is None or day < one.left):
                    scene.ledger.add(
                        DeclaredExperience,
                        day,
                        worker=whom,
                        about=about,
                        declared=max(one.joined, day - _WEEK),
                        confirmed=day,
                    )
                    scene.chronicle.tell(Happening.EXPERIENCE_CONFIRMED, whom, day, about)
            waiting[whom] = one, left
            if not left or one.left is not None:
                del waiting[whom]
        yield scene.until(scene.today + _WEEK)


def _declared(scene: Scene, worker: SimulatedWorker) -> Iterator[tuple[int, str]]:
    """On which day each kind of experience will be confirmed, of one worker who stays so long."""
    chance = Chance(scene.seed, f"experience of {worker.id}")
    for about, share in _CONFIRMED.items():
        confirmed = chance.yes(share)
        after = chance.between(270, 420) if worker.newly_qualified else chance.between(0, 60)
        if confirmed:
            yield worker.joined + after, about
        elif chance.yes(_DECLARED_ALONE):
            scene.ledger.add(
                DeclaredExperience, worker=worker.id, about=about, declared=worker.joined
            )


def offer(scene: Scene) -> Story:
    """On the last day: who has been offered a post that nobody holds, and when they begin."""
    yield scene.until(scene.last)
    chance = Chance(scene.seed, "recruits")
    for post in scene.staff.posts:
        if post.holder or post.surge or post.made > scene.last or not chance.yes(_SOUGHT):
            continue
        offered = scene.last - chance.between(3, 60)
        begins = scene.last + chance.between(7, 84)
        undated, withdrawn = chance.yes(_UNDATED), chance.yes(_WITHDRAWN)
        scene.ledger.add(
            Recruits,
            offered,
            team=post.team.id,
            role=post.job,
            offered=offered,
            starts=None if undated else begins,
            withdrawn_on=chance.between(offered, scene.last) if withdrawn else None,
            full_time_equivalent=1.0,
        )
