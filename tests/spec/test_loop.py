"""The manual's examples of the challenge loop hold for both readers: day by day, and in SQL."""

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from holdfast.challenge.choices import LoopChoices
from holdfast.challenge.deficit import DEFICIT_RULES, DeficitKey
from holdfast.challenge.finding import deficit_paths
from holdfast.challenge.oracle import paths_of_child
from holdfast.challenge.path import DeficitPath
from holdfast.challenge.said import SaidInHoldfast, SaidKind, SaidOfDeficit
from holdfast.concerns.register import duty_book
from holdfast.query.outlook import open_outlook
from holdfast.record.register import table
from holdfast.record.store.snapshots import Snapshot, Store
from holdfast.sources.made_up import import_tables
from tests.loop_facts import facts_of
from tests.records import tables_of
from tests.spec.reading import Example, read_folder
from tests.spec.told import records_of

EXAMPLES = tuple(read_folder(Path(__file__).parent / "loop"))
LAST = date(2019, 3, 31)
ALL_MONTHS = 12 * 25
Paths = list[DeficitPath]


@pytest.mark.parametrize("reader", ["oracle", "sql"])
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.place}-{one.clock}")
def test_example(reader: str, example: Example) -> None:
    for asked, wanted in example.loop.items():
        if asked == "Said":
            continue
        day = date.fromisoformat(asked.removeprefix("Loop on "))
        found = [
            path
            for path in paths_on(day)[reader]
            if path.key.child.partition("/")[0] == example.place and path.key.rule == example.clock
        ]
        columns = list(wanted[0]) if wanted else []
        assert sorted(_cells(path, columns) for path in found) == sorted(
            [str(row[name]) for name in columns] for row in wanted
        )


def test_every_example_is_about_a_rule_and_says_what_became_of_it() -> None:
    assert {example.clock for example in EXAMPLES} <= DEFICIT_RULES.keys()
    assert [one.place for one in EXAMPLES if not {*one.loop} - {"Said"}] == []


def _cells(path: DeficitPath, columns: list[str]) -> list[str]:
    flags = {"silent": path.is_silent, "on paper": path.on_paper}
    words = {True: "yes", False: "no", None: "cannot be determined"}
    told = {"started": path.key.started, "state": path.state.value} | {
        name: words[flag] for name, flag in flags.items()
    }
    return [str(told[name] if name in told else getattr(path, name)) for name in columns]


@cache
def paths_on(day: date) -> dict[str, Paths]:
    """What each reader finds of all examples on a day, from one council that holds them all."""
    outlook = open_outlook(_council(), duty_book(Path(_FOLDER.name)), day)
    said = SaidInHoldfast(tuple(one for one in _said() if one.on <= day))
    try:
        return {
            "sql": list(deficit_paths(outlook, said, months=ALL_MONTHS)),
            "oracle": [
                path
                for facts in facts_of(outlook, said).values()
                for path in paths_of_child(facts, day, LoopChoices())
            ],
        }
    finally:
        outlook.close()


_FOLDER = TemporaryDirectory()


@cache
def _council() -> Snapshot:
    rows: dict[str, list[dict[str, Any]]] = {}
    for number, (child, history) in enumerate(records_of(EXAMPLES).items()):
        rows.setdefault("persons", []).append({"child": child, "born": date(2010, 1, 1)})
        for name, told in history.items():
            key = table(name).key()
            for place, row in enumerate(told):
                own = {key.name: f"{number}-{place}"} if key and not row.get(key.name) else {}
                rows.setdefault(name, []).append({**row, **own})
    tables = {
        name: found.drop_columns(["source_file", "source_part", "source_row"])
        for name, found in tables_of(rows).items()
    }
    return import_tables(Store(Path(_FOLDER.name)), tables, LAST, f"{LAST}T08:30:00")


def _said() -> list[SaidOfDeficit]:
    """What the examples say that people said, in the order in which it was entered."""
    return [
        SaidOfDeficit(
            DeficitKey(one.clock, f"{one.place}/child", row["started"]),
            SaidKind(row["kind"]),
            row["on"],
            row["by"] or "",
            row.get("owner") or "",
        )
        for one in EXAMPLES
        for row in one.loop.get("Said", ())
    ]
