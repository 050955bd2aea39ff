"""The groups that children are in, characteristic by characteristic, on a day.

Who a child is is never an input of a clock or a concern (``tests/architecture/test_protected.py``):
the groups are joined on after what is true has been worked out.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from threading import Lock

import pyarrow as pa

from holdfast.days import birthday
from holdfast.query.outlook import Outlook, Row

GROUPS = "fairness_groups"
NOT_RECORDED = "not recorded"
NO_TEAM = "no team"
REFUSED = "would not say"


class Characteristic(StrEnum):
    """By what children are grouped."""

    SEX = "sex"
    AGE = "age"
    ETHNICITY = "ethnicity"
    DISABILITY = "disability"
    TEAM = "team"


# In the order of tables. The age bands are those of the statistics of children in need.
AGES = ((1, "under 1"), (5, "1 to 4"), (10, "5 to 9"), (16, "10 to 15"), (18, "16 or 17"))
OLDER, UNBORN = "18 or over", "unborn"
SEXES = {"F": "female", "M": "male"}
_ETHNICITIES = {
    "White": ("WBRI", "WIRI", "WIRT", "WROM", "WOTH"),
    "Mixed": ("MWBC", "MWBA", "MWAS", "MOTH"),
    "Asian": ("AIND", "APKN", "ABAN", "CHNE", "AOTH"),
    "Black": ("BCRB", "BAFR", "BOTH"),
    "other": ("OOTH",),
    REFUSED: ("REFU",),
}
ETHNICITIES = {code: group for group, codes in _ETHNICITIES.items() for code in codes}
DISABLED, NOT_DISABLED = "a disability recorded", "no disability"

ORDER: dict[Characteristic, tuple[str, ...]] = {
    Characteristic.SEX: (*SEXES.values(), NOT_RECORDED),
    Characteristic.AGE: (UNBORN, *(words for _, words in AGES), OLDER, NOT_RECORDED),
    Characteristic.ETHNICITY: (*_ETHNICITIES, NOT_RECORDED),
    Characteristic.DISABILITY: (DISABLED, NOT_DISABLED, NOT_RECORDED),
}

_LAYING = Lock()


def lay_groups(outlook: Outlook) -> str:
    """Name the relation of every child's groups on the outlook's engine; its name.

    Columns: child, and one for each characteristic, never empty. ``team`` is the code of the team
    that leads the child's case on the day.
    """
    with _LAYING:
        if GROUPS not in outlook.kept:
            outlook.engine.rows(GROUPS, _table(outlook.rows(_CHILDREN), outlook.day))
            outlook.kept[GROUPS] = True
    return GROUPS


def age_group(born: date | None, expected: date | None, day: date) -> str:
    """The age band of a child on a day; the expected day stands for a birth not recorded."""
    birth = born or expected
    if birth is None:
        return NOT_RECORDED
    if birth > day:
        return UNBORN
    return next((words for age, words in AGES if day < birthday(birth, age)), OLDER)


def _table(rows: Iterable[Row], day: date) -> pa.Table:
    found = [
        {
            "child": row["child"],
            Characteristic.SEX: SEXES.get(row["sex"], NOT_RECORDED),
            Characteristic.AGE: age_group(row["born"], row["expected"], day),
            Characteristic.ETHNICITY: ETHNICITIES.get(row["ethnicity"], NOT_RECORDED),
            Characteristic.DISABILITY: _disability(row["disabled"]),
            Characteristic.TEAM: row["team"] or NO_TEAM,
        }
        for row in rows
    ]
    names = ["child", *(one.value for one in Characteristic)]
    return pa.Table.from_pylist(found, pa.schema([(name, pa.string()) for name in names]))


def _disability(disabled: int | None) -> str:
    if disabled is None:
        return NOT_RECORDED
    return DISABLED if disabled else NOT_DISABLED


# Children without a row as a person are known by their duties alone: all but their team is then
# not recorded.
_CHILDREN = """
with kinds as (
  select child, max(case when kind = 'NONE' then 0 else 1 end) as disabled
  from disabilities group by child),
children as (
  select child from persons union select subject as child from standing
  union select child from holders)
select c.child, max(p.sex) as sex, max(p.ethnicity) as ethnicity, max(p.born) as born,
  max(p.expected) as expected, max(k.disabled) as disabled, max(h.team) as team
from children as c left join persons as p on p.child = c.child
left join kinds as k on k.child = c.child left join holders as h on h.child = c.child
group by c.child"""
