"""The loop on random histories: read at once in SQL, and day by day by the oracle, it is the same.

Supervision, actions and what people said are thrown in at random, some of it before a deficit was
found, on the day it ended, or by whoever may not verify it.
"""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from random import Random

from holdfast.challenge.choices import LoopChoices
from holdfast.challenge.finding import deficit_paths, loop_of_record
from holdfast.challenge.oracle import paths_of_child
from holdfast.challenge.path import DeficitPath
from holdfast.challenge.said import SaidInHoldfast, SaidKind, SaidOfDeficit
from holdfast.challenge.states import LoopState
from holdfast.concerns.register import duty_book
from holdfast.query.outlook import open_outlook
from holdfast.record.store.snapshots import Store
from holdfast.sources.made_up import import_tables
from tests.depth import often
from tests.loop_facts import facts_of
from tests.property.returning import WORKERS, returning
from tests.records import tables_of

SEED, COUNT = 20181130, often(40, 1_500)
ON = date(2018, 12, 31)
ALL_MONTHS = 12 * 25
CHOICES = LoopChoices()


def _record(luck: Random) -> dict[str, list[dict]]:
    rows: dict[str, list[dict]] = {}
    for child, told in returning(SEED, COUNT).items():
        for table, given in told.items():
            rows.setdefault(table, []).extend({"child": child, **row} for row in given)
        rows.setdefault("supervisions", [])
        for number in range(luck.randrange(25)):
            said = {"challenge": [True, False, None], "actions_set": [True, False, False, None]}
            rows["supervisions"].append(
                {"supervision": f"{child} {number}", "child": child, "held": _day(luck)}
                | {name: luck.choice(given) for name, given in said.items()}
            )
        rows.setdefault("actions", []).extend(
            {"action": f"{child} {number}", "child": child, "set_on": _day(luck)}
            for number in range(luck.randrange(3))
        )
    return rows


def _day(luck: Random) -> date:
    return date(2012, 1, 1) + timedelta(days=luck.randrange(8 * 365))


def _said_of(paths: tuple[DeficitPath, ...], luck: Random, last: date) -> SaidInHoldfast:
    """Something of every third deficit, on days around those on which something happened to it."""
    said: list[SaidOfDeficit] = []
    supervised: dict[str, list[date]] = {}
    for path in paths:
        if luck.random() < 0.1:
            supervised.setdefault(path.key.child, []).append(_day(luck))
        if luck.random() < 0.4:
            continue
        near = [path.detected, path.ended or last]
        for _ in range(luck.randrange(1, 5)):
            on = luck.choice(near) + timedelta(days=luck.choice([-1, 0, 0, 1, 2, 40, 95]))
            people = [*WORKERS[:3], path.worker or "nobody", "a manager", "an auditor"]
            by, owner = luck.choice(people), luck.choice(["", *people[:2]])
            said.append(SaidOfDeficit(path.key, luck.choice(list(SaidKind)), on, by, owner))
    said.sort(key=lambda one: one.on)
    return SaidInHoldfast(tuple(said), supervised)


def test_the_loop_of_everybody_is_that_of_each_child_day_by_day(tmp_path: Path) -> None:
    luck = Random(SEED)
    # The importer adds the place that each row came from.
    tables = {
        name: table.drop_columns(["source_file", "source_part", "source_row"])
        for name, table in tables_of(_record(luck)).items()
    }
    snapshot = import_tables(Store(tmp_path), tables, ON, f"{ON}T08:30:00")
    outlook = open_outlook(snapshot, duty_book(tmp_path))
    try:
        record = loop_of_record(outlook, ALL_MONTHS).paths
        said = _said_of(record, luck, outlook.day)
        found = {one.key: one for one in deficit_paths(outlook, said, months=ALL_MONTHS)}
        wanted = {
            path.key: path
            for facts in facts_of(outlook, said).values()
            for path in paths_of_child(facts, outlook.day, CHOICES)
        }
    finally:
        outlook.close()
    assert sorted(wanted.keys() ^ found.keys()) == []
    different = [key for key, path in wanted.items() if found[key] != path]
    assert different == [], f"{wanted[different[0]]}\n{found[different[0]]}"
    states = Counter(path.state for path in wanted.values())
    assert set(states) == set(LoopState), states
    kinds = ("on_paper", "is_silent", "recurred", "unclear", "settled")
    assert [one for one in kinds if not any(getattr(p, one) for p in wanted.values())] == []
