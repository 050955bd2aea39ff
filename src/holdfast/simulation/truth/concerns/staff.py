"""Those who hold children: who left when, who manages, and who was away for long."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from holdfast.simulation.truth.calendar import months_after
from holdfast.simulation.truth.past import FAR, Past, Span, end
from holdfast.simulation.written.chronicle import Told
from holdfast.simulation.written.happenings import Happening

# An absence of fewer days is covered by colleagues.
_LONG = 10
_OF_STAFF = {
    Happening.WORKER_JOINS,
    Happening.WORKER_LEAVES,
    Happening.MANAGES,
    Happening.WORKER_GOES_AWAY,
    Happening.WORKER_COMES_BACK,
    Happening.COMES_NEWLY_QUALIFIED,
    Happening.EXPERIENCE_CONFIRMED,
}
_FIRST_YEAR = 12  # months


@dataclass(frozen=True, slots=True)
class HolderPast:
    """When a worker left, whether one is a manager, and the times of ten days or more away.

    ``first_year`` is that in practice, of one who came newly qualified; ``confirmed`` since when
    which experience was. ``beyond`` are the times in which the worker held more than the most, by
    what is counted.
    """

    left: int | None = None
    manager: bool = False
    away: tuple[Span, ...] = field(default=())
    first_year: Span | None = None
    confirmed: Mapping[str, int] = field(default_factory=dict)
    beyond: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)


Staff = Mapping[str, HolderPast]


def staff_of(told: Iterable[Told], last: int) -> Staff:
    """Everybody who ever worked for the council, by name."""
    heard: dict[str, list[Told]] = {}
    for one in told:
        if one[0] in _OF_STAFF:
            heard.setdefault(one[1], []).append(one)
    staff = {}
    for whom, mine in heard.items():
        past = Past(whom, last)
        past.hear(mine)
        left = next(iter(past.days(Happening.WORKER_LEAVES)), None)
        # The day of the return may lie ahead of the last day, and be known.
        back = {one[3]: one[2] for one in mine if one[0] is Happening.WORKER_COMES_BACK}
        gone = [(day, back.get(about)) for day, about in past.told(Happening.WORKER_GOES_AWAY)]
        away = tuple(span for span in gone if end(span) - span[0] >= _LONG)
        staff[whom] = HolderPast(
            left,
            bool(past.days(Happening.MANAGES)),
            away,
            _first_year(past, left),
            past.about(Happening.EXPERIENCE_CONFIRMED),
        )
    return staff


def _first_year(past: Past, left: int | None) -> Span | None:
    began = next(iter(past.days(Happening.COMES_NEWLY_QUALIFIED)), None)
    if began is None:
        return None
    return began, min(months_after(began, _FIRST_YEAR), FAR if left is None else left)
