"""A made-up county: children who go from contact to closure, and the people who work with them.

A family's story is told by the stages, one file an area, in the order that ``journey`` gives;
each step waits for somebody to do it. ``council`` holds every parameter, ``staff`` the people,
``work`` their lists of what is to be done, ``life`` what goes on in a family unseen, ``ledger``
the record that comes of it, and ``chronicle`` what really happened. No child here is real.
"""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
from simpy import Environment

from holdfast import days
from holdfast.errors import BadSetting
from holdfast.simulation import contact, diary, family, oversight
from holdfast.simulation.chance import Chance
from holdfast.simulation.chronicle import Chronicle
from holdfast.simulation.council import Council
from holdfast.simulation.ledger import Ledger
from holdfast.simulation.scene import Scene, Story
from holdfast.simulation.staff import Staff

__all__ = ["COUNTY", "Council", "County", "make_county", "simulate"]

# How many children the whole county comes to know in a year; and the year that the story runs
# before the years asked for, so that nothing starts from nothing.
COUNTY = 4_640
_RUN_IN = 12
_NOON = 0.5

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class County:
    """A county that was made up: its record on the last day, and what really happened in it.

    ``tables`` are the record's, by name, as ``record.shape.arrow_schema`` gives their columns,
    without provenance. ``chronicle`` is known to the simulation alone.
    """

    tables: Mapping[str, pa.Table]
    chronicle: Chronicle
    as_at: date


def simulate(
    children: int,
    as_at: date,
    seed: int,
    years: int = 6,
    progress: Progress | None = None,
    council: Council | None = None,
) -> Mapping[str, pa.Table]:
    """The record of a made-up council on the day ``as_at``: every table by its name."""
    return make_county(children, as_at, seed, years, progress, council).tables


def make_county(
    children: int,
    as_at: date,
    seed: int,
    years: int = 6,
    progress: Progress | None = None,
    council: Council | None = None,
) -> County:
    """A made-up county on the day ``as_at``, and what really happened in it.

    ``children`` first became known in the ``years`` before, or in the year before them. The
    columns are those of ``record.shape.arrow_schema`` without provenance. The same seed gives
    the same tables. ``progress`` is told how many days are done, and of how many. Raises
    BadSetting for fewer than one child or year, and BeyondCalendar where bank holidays are not
    known.
    """
    scene = _scene(children, as_at, seed, years, council or Council())
    with _uncollected():
        return _live(scene, children, progress)


def _live(scene: Scene, children: int, progress: Progress | None) -> County:
    families = list(family.families(scene, children))
    for one in families:
        family.describe(scene, one)
        scene.start(contact.live(scene, one))
    scene.start(oversight.supervise(scene))
    scene.start(_work(scene, progress))
    scene.time.run(until=scene.last + 1)
    if progress:
        progress(scene.last + 1 - scene.first, scene.last + 1 - scene.first)
    for one in families:
        family.tell_of_risk(scene, one)
    everyone = [child for one in families for child in one.children]
    family.mothers(scene, everyone)
    family.introduce(scene, everyone)
    return County(scene.ledger.tables(), scene.chronicle, diary.as_date(scene.last))


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage: among millions of rows that live to the end it takes half the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _work(scene: Scene, progress: Progress | None) -> Story:
    """The days of the council: on each working day people come in, and do what they can."""
    while True:
        day = diary.as_date(scene.today)
        if days.is_working_day(day):
            scene.staff.morning(scene.today, day.weekday())
            yield scene.time.timeout(_NOON)
            scene.staff.work(scene.today)
            yield scene.time.timeout(_NOON)
        else:
            yield scene.time.timeout(1)
        if progress:
            progress(scene.today - scene.first, scene.last + 1 - scene.first)


def _scene(children: int, as_at: date, seed: int, years: int, council: Council) -> Scene:
    if children < 1 or years < 1:
        raise BadSetting(
            "A made-up council needs at least one child and one year.",
            "Give the number of children and of years as 1 or more.",
        )
    first = days.add_months(as_at, -12 * years - _RUN_IN)
    days.is_working_day(first)  # refuses days whose bank holidays nobody knows
    days.is_working_day(as_at)
    start, last = diary.number(first), diary.number(as_at)
    ledger, chronicle, time = Ledger(last), Chronicle(), Environment(initial_time=start)
    scale = children / (COUNTY * (years + _RUN_IN / 12))
    staff = Staff(
        council.staffing,
        ledger,
        time,
        (start, last),
        scale,
        Chance(seed, "staff"),
        council.overseeing.challengers,
        chronicle,
    )
    return Scene(council, ledger, staff, time, start, last, seed, chronicle)
