"""A made-up council: children who go coherently from contact to closure.

A family's story is told by the stages, one file an area, in the order that ``journey`` gives;
``council`` holds every parameter, ``staff`` the people who do the work, and ``ledger`` keeps
what is known on the last day. Nothing here comes from any real child.
"""

from collections.abc import Callable, Mapping
from datetime import date

import pyarrow as pa

from holdfast import days
from holdfast.errors import BadSetting
from holdfast.simulation import contact, diary, family
from holdfast.simulation.chance import Chance
from holdfast.simulation.council import Council
from holdfast.simulation.family import Child
from holdfast.simulation.ledger import Ledger
from holdfast.simulation.scene import Scene
from holdfast.simulation.staff import Staff

__all__ = ["Council", "simulate"]


def simulate(
    children: int,
    as_at: date,
    seed: int,
    years: int = 6,
    progress: Callable[[int, int], None] | None = None,
    council: Council | None = None,
) -> Mapping[str, pa.Table]:
    """The record of a made-up council on the day ``as_at``: every table by its name.

    ``children`` first became known in the ``years`` before. The columns are those of
    ``record.shape.arrow_schema`` without provenance. The same seed gives the same tables.
    ``progress`` is told how many children are done, and of how many. Raises BadSetting for
    fewer than one child or year, and BeyondCalendar where bank holidays are not known.
    """
    scene = _scene(children, as_at, seed, years, council or Council())
    everyone: list[Child] = []
    for one in family.families(scene, children):
        family.describe(scene, one)
        contact.live(scene, one)
        everyone += one.children
        if progress:
            progress(len(everyone), children)
    family.mothers(scene, everyone)
    family.introduce(scene, everyone)
    return scene.ledger.tables()


def _scene(children: int, as_at: date, seed: int, years: int, council: Council) -> Scene:
    if children < 1 or years < 1:
        raise BadSetting(
            "A made-up council needs at least one child and one year.",
            "Give the number of children and of years as 1 or more.",
        )
    first = days.add_months(as_at, -12 * years)
    days.is_working_day(first)  # refuses days whose bank holidays nobody knows
    days.is_working_day(as_at)
    start, last = diary.number(first), diary.number(as_at)
    ledger = Ledger(last)
    staff = Staff(council.staffing, ledger, start, children, Chance(seed, "staff"))
    return Scene(council, ledger, staff, start, last, seed)
