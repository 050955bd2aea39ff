"""Oddities of care and of death: reviews cancelled, visits to children who have died."""

from holdfast.record.care import CareEpisodes, CareReviews
from holdfast.record.family import Persons
from holdfast.record.need import NeedVisits
from holdfast.simulation.oddities.ground import Ground
from holdfast.simulation.oddities.kind import Meaning, OddityKind
from holdfast.simulation.oddities.retelling import say
from holdfast.simulation.written.chronicle import NEVER
from holdfast.simulation.written.happenings import Happening

CANCELLED = OddityKind(
    "cancelled_review",
    "A review in care is cancelled and held another day; the first date is left in the record.",
    (CareReviews,),
    Meaning.AS_TRUTH,
    "What was cancelled was not held, whatever day it bears.",
    "reviews held in care",
    0.03,
)
AFTER_DEATH = OddityKind(
    "after_death",
    "A visit is entered after the child's death: a letter of condolence, or a wrong child.",
    (NeedVisits,),
    Meaning.AS_TRUTH,
    "Death ends every duty but those that it brings about; nothing later counts.",
    "children who died",
    0.5,
)


def cancelled(ground: Ground) -> None:
    """Reviews in care that were first called for an earlier day, and cancelled."""
    chance, began = ground.chance(CANCELLED), dict[str, int]()
    periods, started = ground.pages.read(CareEpisodes, "care_period", "started")
    for name, day in zip(periods, started, strict=True):
        began[name] = min(day, began.get(name, NEVER))
    held, period = ground.pages.read(CareReviews, "held", "care_period")
    places = (n for n, day in enumerate(held) if day is not None and period[n] in began)
    for _, row in ground.pick(CANCELLED, CareReviews, places):
        day = row["held"] - chance.between(1, 10)
        if day > began[row["care_period"]]:
            name = f"{row['review']}-C"
            first = {"review": name, "held": day, "due": row["due"], "cancelled": True}
            own = {"care_period": row["care_period"], "child": row["child"]}
            ground.pages.add(CareReviews, first | own)
            ground.plant(CANCELLED, CareReviews, first | own, day, "no such row")


def after_death(ground: Ground) -> None:
    """Visits to children who have died."""
    chance = ground.chance(AFTER_DEATH)
    died = ground.pages.read(Persons, "died")[0]
    places = (place for place, day in enumerate(died) if day is not None)
    for which, (_, row) in enumerate(ground.pick(AFTER_DEATH, Persons, places), start=1):
        day, child = row["died"] + chance.between(1, 30), row["child"]
        if day <= ground.last:
            visit = {"visit": f"need_visits-D{which:06d}", "child": child}
            visit |= {"visited": day, "seen": True, "recorded": day}
            ground.pages.add(NeedVisits, visit)
            told = (
                (Happening.SEEN_AT_HOME, day),
                (Happening.VISITED_AT_HOME, day),
                (Happening.VISIT_WRITTEN_UP, day),
            )
            ground.written[child].append(
                say(*((what, child, when, visit["visit"], when) for what, when in told))
            )
            ground.plant(AFTER_DEATH, NeedVisits, visit, day, "no such row")
