"""The pairs of children who may be one, worked out once for a snapshot and kept beside it.

Compared are names, day of birth, sex, NHS number and pupil number, by ``engine/linking``. Family
and address are shown and not weighed: brothers and sisters share both. Ethnicity is not compared,
since how well it is recorded differs between groups.

The shares below are of the planted second numbers of the made-up county, after slips of writing
were laid over them, and rounded; the two limits are where precision and recall turn
(docs/decisions/0019). They are for a council to look at again with its own answers.
"""

from enum import StrEnum
from pathlib import Path
from threading import Lock

from holdfast.engine.linking import ComparedColumn, Near, linked_pairs
from holdfast.query.outlook import Outlook
from holdfast.record.store.derived import (
    FOUNDATIONS,
    derived_key,
    find_derived,
    version,
    write_derived,
)

PAIRS = "same_child_pairs"

COMPARED = (
    ComparedColumn("forename", 0.88, Near.NAME, 0.07, 0.01, by_value=True),
    ComparedColumn("surname", 0.80, Near.NAME, 0.06, 0.01, by_value=True),
    ComparedColumn("born", 0.93, Near.DAY, 0.05, 0.004),
    ComparedColumn("sex", 0.98),
    ComparedColumn("health_number", 0.97),
    ComparedColumn("upn", 0.97),
)
# Pairs are looked for among children who are the same in all of one of these.
ALIKE_IN = (
    ("born",),
    ("forename", "surname"),
    ("forename", "year_born"),
    ("health_number",),
    ("upn",),
)
# Of a hundred children, how many are expected to have a second number, in halves.
EXPECTED = 0.005

# The base-2 logarithm of the odds from which on a pair is one or the other.
LIKELY_FROM, POSSIBLE_FROM = -4.5, -6.0

_MADE_BY = (*FOUNDATIONS, "holdfast.query.same_child")
_COMPUTING = Lock()


class Strength(StrEnum):
    """How much speaks for two children being one."""

    LIKELY = "likely"
    POSSIBLE = "possible"


def strength(weight: float) -> Strength:
    """How much a weight is."""
    return Strength.LIKELY if weight >= LIKELY_FROM else Strength.POSSIBLE


def lacking(outlook: Outlook) -> str:
    """What the source lacks without which no pair can be found; empty where there is enough."""
    feed = outlook.overlay.feeds.get("persons")
    columns = feed.columns if feed else ()
    if not {"born", "expected"} & set(columns):
        return "The source carries no day of birth: who may be one child cannot be determined."
    if not ({"forename", "surname"} <= set(columns) or {"health_number", "upn"} & set(columns)):
        return (
            "The source carries neither names nor NHS or pupil numbers: who may be one child "
            "cannot be determined."
        )
    return ""


def lay_pairs(outlook: Outlook) -> str:
    """Name the relation of the pairs on the outlook's engine, worked out if need be; its name.

    Columns: one, other (children, the lesser number first), weight, and for each compared column
    what it came to. It takes a second or two for a county, and is kept beside the snapshot. Raises
    CannotWrite when the disk refuses.
    """
    with _COMPUTING:
        if PAIRS not in outlook.kept:
            outlook.engine.parquet(PAIRS, _kept(outlook))
            outlook.kept[PAIRS] = True
    return PAIRS


def _kept(outlook: Outlook) -> Path:
    key = derived_key(_MADE_BY, version("splink"))
    found = find_derived(outlook.snapshot, PAIRS, key)
    if found is None:
        rows = outlook.engine.fetch(_PERSONS)
        pairs = linked_pairs(rows, "child", COMPARED, ALIKE_IN, EXPECTED, POSSIBLE_FROM)
        outlook.engine.rows("found_pairs", pairs)
        every = "select * from found_pairs"
        found = write_derived(outlook.engine, outlook.snapshot, PAIRS, key, every)
    return found


# Names are compared without regard to capitals and to spaces around them.
_PERSONS = """
select child, nullif(upper(trim(forename)), '') as forename,
  nullif(upper(trim(surname)), '') as surname,
  cast(coalesce(born, expected) as varchar) as born,
  cast(year(coalesce(born, expected)) as varchar) as year_born,
  case when sex in ('M', 'F') then sex end as sex, health_number, upn
from persons"""
