"""People's lives as relations: what every query over spells looks up.

``life``       Columns: subject, birth (None: not recorded), died (None: living).
``birthdays``  Columns: age, born, day (that birthday of whoever was born on that day).
"""

from collections.abc import Iterable
from functools import cache

import numpy as np
import pyarrow as pa

from holdfast.day_arrays import as_dates, known_days, months_later
from holdfast.days import FIRST_KNOWN
from holdfast.engine import Engine
from holdfast.journeys.spell import Spell

# The expected day of birth stands in for one that is not recorded. One before the calendar
# begins stands for a day that nobody knows, so such a birth counts as not recorded.
LIFE = f"""
select subject, case when birth >= date '{FIRST_KNOWN}' then birth end as birth, died
from (select child as subject, min(coalesce(born, expected)) as birth, min(died) as died
      from persons group by child) as whole
"""

BIRTHDAYS = pa.schema([("age", pa.int32()), ("born", pa.date32()), ("day", pa.date32())])


def define_lives(engine: Engine, ages: Iterable[int]) -> None:
    """Name ``life`` and, for these ages, ``birthdays`` on an engine that holds ``persons``."""
    engine.define("life", LIFE, keep=True)
    define_birthdays(engine, ages)


def define_birthdays(engine: Engine, ages: Iterable[int]) -> None:
    """Name ``birthdays`` on an engine, for these ages."""
    engine.rows("birthdays", pa.concat_tables([BIRTHDAYS.empty_table(), *map(_page, sorted(ages))]))


def ages_of(spells: Iterable[Spell]) -> set[int]:
    """The ages at which these spells, and those that they are cut by, begin or end."""
    given = tuple(spells)
    whole = [*given, *(spell.since.spell for spell in given if spell.since)]
    whole += [spell.apart_from for spell in given if spell.apart_from]
    ages = (age for spell in whole for age in (spell.from_age, spell.to_age, spell.until_age))
    return {age for age in ages if age is not None}


@cache
def _page(age: int) -> pa.Table:
    """The birthdays of one age, for a birth on every day that the calendar knows."""
    born = known_days()
    days = [as_dates(day) for day in (born, months_later(born, 12 * age))]
    ages = pa.array(np.full(len(born), age, dtype=np.int32))
    return pa.Table.from_arrays([ages, *days], schema=BIRTHDAYS)
