"""A made-up county: children who go from contact to closure, and the people who work with them.

A family's story is told by the stages, one file an area, in the order that ``journey`` gives;
each step waits for somebody to do it. ``council`` holds every parameter, ``staff`` the people,
``work`` their lists of what is to be done, ``life`` what goes on in a family unseen, ``ledger``
the record that comes of it, and ``chronicle`` what really happened. No child here is real.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

import pyarrow as pa

from holdfast import days
from holdfast.simulation import contact, family, oversight
from holdfast.simulation.chance import Chance
from holdfast.simulation.council.council import Council
from holdfast.simulation.council.request import RUN_IN_YEARS, refuse
from holdfast.simulation.day_by_day import DayByDay
from holdfast.simulation.oddities import (
    PlantedOddity,
    Rates,
    found_in,
    oddities_table,
    plant,
    rates_of,
)
from holdfast.simulation.people import declared, held_by_managers
from holdfast.simulation.people.following_up import Deficient, Practice, follow_up, practice_of
from holdfast.simulation.people.staff import Staff
from holdfast.simulation.scene import Scene, Story
from holdfast.simulation.written import diary
from holdfast.simulation.written.chronicle import Chronicle, Told
from holdfast.simulation.written.follow_up import FollowedUp
from holdfast.simulation.written.happenings import Happening
from holdfast.simulation.written.ledger import Ledger

__all__ = ["COUNTY", "SEED", "Council", "County", "make_county", "simulate", "whole_county"]

# How many children the whole county comes to know in a year.
COUNTY = 4_640

# The seed of the county that is shown and held against the published figures. Of those tried with
# these parameters it is the one that chance carries out of none of the fifteen bands.
SEED = 1
_NOON = 0.5

Progress = Callable[[int, int], None]


def whole_county(years: int) -> int:
    """How many children the whole county comes to know in so many years and the one before them."""
    return COUNTY * (years + RUN_IN_YEARS)


@dataclass(frozen=True)
class County:
    """A county that was made up: its record on the last day, and what really happened in it.

    ``tables`` are the record's, by name, as ``record.shape.arrow_schema`` gives their columns,
    without provenance. ``chronicle`` is known to the simulation alone. ``retold`` is what the
    record tells of those of whom an oddity lets it tell something else, and ``planted`` are the
    oddities that were put there. ``practices`` is how the manager of each team follows up what
    Holdfast shows.
    """

    tables: Mapping[str, pa.Table]
    chronicle: Chronicle
    as_at: date
    retold: Mapping[str, Sequence[Told]] = field(default_factory=dict)
    planted: Sequence[PlantedOddity] = ()
    seed: int = SEED
    practices: Mapping[str, Practice] = field(default_factory=dict)

    def in_record(self) -> Iterable[Told]:
        """What the record tells: what happened, but of those in ``retold`` what stands there."""
        yield from (one for one in self.chronicle.told if one[1] not in self.retold)
        for told in self.retold.values():
            yield from told

    def followed_up(self, deficits: Iterable[Deficient]) -> Iterator[FollowedUp]:
        """What managers and others said in Holdfast of deficits that the record shows."""
        held = self.tables["involvements"]
        team_of = dict(zip(held["worker"].to_pylist(), held["team"].to_pylist(), strict=True))
        last = diary.number(self.as_at)
        yield from follow_up(deficits, self.practices, team_of, self.seed, last)

    def oddities(self) -> Iterator[PlantedOddity]:
        """Every oddity in the record: those planted, and those that came of the story."""
        yield from self.planted
        last = diary.number(self.as_at)
        yield from found_in(self.tables, self.chronicle, last, self.planted)

    def oddities_table(self) -> pa.Table:
        """Every oddity as a row: see ``oddities.kind.PlantedOddity``, and what it means."""
        return oddities_table(self.oddities())


def simulate(
    children: int,
    as_at: date,
    seed: int,
    years: int = 6,
    progress: Progress | None = None,
    council: Council | None = None,
    oddities: bool | Rates = False,
) -> Mapping[str, pa.Table]:
    """The record of a made-up council on the day ``as_at``: every table by its name."""
    return make_county(children, as_at, seed, years, progress, council, oddities).tables


def make_county(
    children: int,
    as_at: date,
    seed: int,
    years: int = 6,
    progress: Progress | None = None,
    council: Council | None = None,
    oddities: bool | Rates = False,
) -> County:
    """A made-up county on the day ``as_at``, and what really happened in it.

    ``children`` first became known in the ``years`` before, or in the year before them. The
    columns are those of ``record.shape.arrow_schema`` without provenance. The same seed gives
    the same tables. ``progress`` is told how many days are done, and of how many. Raises
    BadSetting for fewer than one child or year and for parameters of a ``council`` that cannot
    be, and BeyondCalendar where bank holidays are not known. ``oddities``: whether those of real
    data are planted, or at which rates instead of those declared; BadSetting for others.
    """
    scene, rates = _scene(children, as_at, seed, years, council or Council()), rates_of(oddities)
    with _uncollected():
        plain = _live(scene, children, progress)
        odd = plant(plain.tables, plain.chronicle, scene.last, seed, rates)
        lived = replace(plain, tables=odd.tables, chronicle=odd.chronicle)
        return replace(lived, retold=odd.retold, planted=odd.planted)


def _live(scene: Scene, children: int, progress: Progress | None) -> County:
    families = list(family.families(scene, children))
    for known in families:
        family.describe(scene, known)
        scene.start(contact.live(scene, known))
    scene.start(oversight.supervise(scene))
    scene.start(oversight.supervise_managers(scene))
    scene.start(held_by_managers.take_on(scene))
    scene.start(declared.confirm(scene))
    scene.start(declared.offer(scene))
    scene.start(_work(scene, progress))
    scene.time.live_until(scene.last + 1)
    if progress:
        progress(scene.last + 1 - scene.first, scene.last + 1 - scene.first)
    family_help_ago = scene.council.family_help.began_ago
    for known in families:
        family.tell_of_risk(scene, known)
        for child in known.children if family_help_ago else ():
            began = scene.last - family_help_ago
            scene.chronicle.tell(Happening.FAMILY_HELP_BEGINS, child.id, began)
    everyone = [child for known in families for child in known.children]
    family.mothers(scene, everyone)
    family.introduce(scene, everyone)
    return County(
        scene.ledger.tables(),
        scene.chronicle,
        diary.as_date(scene.last),
        seed=scene.seed,
        practices={
            team.id: practice_of(scene.seed, team.id, team.challenges) for team in scene.staff.teams
        },
    )


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
            yield scene.time.after(_NOON)
            scene.staff.work(scene.today)
            yield scene.time.after(_NOON)
        else:
            yield scene.time.after(1)
        if progress:
            progress(scene.today - scene.first, scene.last + 1 - scene.first)


def _scene(children: int, as_at: date, seed: int, years: int, council: Council) -> Scene:
    refuse(children, as_at, years)
    council.check()
    first = days.add_months(as_at, -12 * (years + RUN_IN_YEARS))
    start, last = diary.number(first), diary.number(as_at)
    ledger, chronicle, time = Ledger(last), Chronicle(), DayByDay(start)
    scale = children / whole_county(years)
    staff = Staff(
        council,
        ledger,
        time,
        (start, last),
        scale,
        Chance(seed, "staff"),
        chronicle,
    )
    return Scene(council, ledger, staff, time, start, last, seed, chronicle)
