"""The oddities of real data, planted in a made-up county at stated rates, and written down.

A kind (``kind``) is declared beside whoever plants it: ``visits``, ``placeholders``, ``cases``,
``people``; those that come of the story itself are in ``found``. ``register`` lists them all.
Each changes rows (``pages``) and, beside them, what the record tells (``retelling``): so the
truth knows what really happened, and also what a right clock makes of such a record.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields

import pyarrow as pa

from holdfast.errors import BadSetting
from holdfast.simulation.oddities.found import in_record, unwritten
from holdfast.simulation.oddities.ground import Ground
from holdfast.simulation.oddities.kind import Meaning, OddityKind, PlantedOddity, Shows
from holdfast.simulation.oddities.pages import Pages
from holdfast.simulation.oddities.register import BY_KEY, KINDS, PLANTERS, RATES
from holdfast.simulation.oddities.retelling import retold
from holdfast.simulation.written.chronicle import Chronicle, Told

__all__ = [
    "BY_KEY",
    "KINDS",
    "RATES",
    "Meaning",
    "Odd",
    "OddityKind",
    "PlantedOddity",
    "Rates",
    "Shows",
    "found_in",
    "oddities_table",
    "plant",
    "rates_of",
]

Rates = Mapping[str, float]


@dataclass(frozen=True)
class Odd:
    """What oddities made of a county.

    ``retold``: what the record tells of those of whom it tells something else than what
    happened, by name; of all others it tells what happened. ``planted`` are the oddities that
    were put there, in the order of planting.
    """

    tables: Mapping[str, pa.Table]
    chronicle: Chronicle
    retold: Mapping[str, Sequence[Told]] = field(default_factory=dict)
    planted: Sequence[PlantedOddity] = ()


def rates_of(wanted: bool | Rates) -> Rates:
    """The rate of each kind that is planted: those declared, none, or some changed.

    Raises BadSetting for a kind that is not planted, and for a rate outside 0 to 1.
    """
    if isinstance(wanted, bool):
        return RATES if wanted else dict.fromkeys(RATES, 0.0)
    for key, rate in wanted.items():
        if key not in RATES:
            known = ", ".join(RATES)
            raise BadSetting(f"No oddity is called {key}.", f"Use one of: {known}.")
        if not 0 <= rate <= 1:
            raise BadSetting(f"The rate of {key} is a share.", "Give it from 0 to 1.")
    return RATES | dict(wanted)


def plant(
    tables: Mapping[str, pa.Table], chronicle: Chronicle, last: int, seed: int, rates: Rates
) -> Odd:
    """Plant oddities in a county's tables, and tell what really happened and what they say."""
    if not any(rates.values()):
        return Odd(tables, chronicle)
    ground = Ground(Pages(tables), last, seed, rates)
    for planter in PLANTERS:
        planter(ground)
    real, record = retold(chronicle.told, ground.happened, ground.written)
    told = Chronicle()
    told.told = real
    return Odd(ground.pages.tables(), told, record, ground.planted)


def found_in(
    tables: Mapping[str, pa.Table],
    chronicle: Chronicle,
    last: int,
    planted: Sequence[PlantedOddity],
) -> Iterator[PlantedOddity]:
    """The oddities that come of the story itself: those of its rows that nobody planted."""
    yield from unwritten(chronicle.told, last)
    known = {(one.kind, one.row) for one in planted}
    found = in_record(Pages(tables), chronicle.told, last)
    yield from (one for one in found if (one.kind, one.row) not in known)


def oddities_table(found: Iterable[PlantedOddity]) -> pa.Table:
    """Oddities as a table of the truth: the fields of ``PlantedOddity``, and what each means."""
    rows = list(found)
    columns = {one.name: [getattr(row, one.name) for row in rows] for one in fields(PlantedOddity)}
    columns["means"] = [BY_KEY[row.kind].means.value for row in rows]
    kinds = {"day": pa.date32()}
    arrays = {
        name: pa.array(values, pa.int32()).cast(pa.date32())
        if name in kinds
        else pa.array(values, pa.string())
        for name, values in columns.items()
    }
    return pa.table(arrays)
