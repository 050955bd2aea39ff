"""Links to a child: what they outlive, where they lead, and what is said when they lead nowhere."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from holdfast.record.identity.deciding import decide
from holdfast.record.identity.entries import DeclaredNumbers, IdentityDecision, new_uids
from holdfast.record.identity.opening import changing
from holdfast.record.store.snapshots import Snapshot, Store
from holdfast.simulation import simulate
from holdfast.sources.made_up import import_tables
from holdfast.web import data
from tests.pages.test_children import seen

DAY = date(2018, 1, 31)


@pytest.fixture(scope="module")
def tables() -> Mapping[str, pa.Table]:
    return simulate(40, DAY, 7)


def lay(home: Path, tables: Mapping[str, pa.Table], **numbers: str) -> Snapshot:
    """A snapshot in which some children have another number."""
    found = dict(tables)
    for name, table in tables.items():
        for column in {"child", "mother"} & set(table.column_names):
            old = table[column]
            for was, now in numbers.items():
                old = pc.if_else(pc.equal(old, was), now, old)
            found[name] = found[name].set_column(
                table.column_names.index(column), table.schema.field(column), old
            )
    return import_tables(Store(home), found, DAY, "2018-02-01T06:00:00")


@pytest.fixture
def child(home: Path, tables: Mapping[str, pa.Table]) -> str:
    lay(home, tables)
    persons = data.outlook().rows("select child from persons where born is not null order by child")
    return str(persons[0]["child"])


def declare(home: Path, *rows: tuple[str, str]) -> None:
    with changing(home) as change:
        change.write(change.register.declaring(DeclaredNumbers(rows)))


def test_a_link_outlives_a_new_signing_key_and_a_renumbering(
    home: Path, tables: Mapping[str, pa.Table], child: str, manager: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    link = f"/children/{data.handle(child)}/"
    assert child in seen(manager, link)
    declare(home, (child, "NEW-1"))
    lay(home, tables, **{child: "NEW-1"})
    text = seen(manager, link)
    assert "NEW-1" in text
    assert child not in text
    assert data.handle("NEW-1") == link.split("/")[2]
    from django.conf import settings

    monkeypatch.setattr(settings, "SECRET_KEY", "another key")
    assert data.handle("NEW-1") == link.split("/")[2]
    assert data.child_of(link.split("/")[2]) == "NEW-1"


def test_a_link_to_a_number_used_again_does_not_lead_to_the_other_child(
    home: Path, tables: Mapping[str, pa.Table], child: str, manager: Any
) -> None:
    link = f"/children/{data.handle(child)}/"
    persons = tables["persons"]
    born = pc.if_else(
        pc.equal(persons["child"], child), pa.scalar(date(2001, 12, 30)), persons["born"]
    )
    place = persons.column_names.index("born")
    lay(home, {**tables, "persons": persons.set_column(place, persons.schema.field("born"), born)})
    answer = manager.get(link)
    assert answer.status_code == 404
    assert child not in answer.content.decode()
    assert data.handle(child) != link.split("/")[2]


def test_the_link_of_a_merged_child_leads_to_whom_it_was_merged_into(
    home: Path, tables: Mapping[str, pa.Table], child: str, manager: Any
) -> None:
    others = data.outlook().rows("select child from persons order by child")
    into = next(str(one["child"]) for one in others if one["child"] != child)
    link = f"/children/{data.handle(child)}/"
    stays = data.handle(into)
    gone = {
        name: table.filter(pc.not_equal(table["child"], child))
        if "child" in table.column_names
        else table
        for name, table in tables.items()
    }
    lay(home, gone)
    assert manager.get(link).status_code == 404
    # The birth dates differ, so that the mapping alone is not followed.
    declare(home, (child, into))
    lay(home, gone)
    with changing(home) as change:
        (waiting,) = change.register.waiting
        assert (waiting.number, waiting.before) == (into, child)
        decision = IdentityDecision(True, "one file", "A. Manager", "2018-02-01T09:00:00")
        change.write(decide(change.register, waiting.id, decision, new_uids()))
    assert into in seen(manager, link)
    assert data.handle(into) == stays


def test_a_damaged_register_is_said_in_words(home: Path, child: str, manager: Any) -> None:
    link = f"/children/{data.handle(child)}/"
    (home / "identity/register").write_bytes(b"spoilt")
    answer = manager.get(link)
    assert answer.status_code == 500
    assert "register of children" in answer.content.decode()
    assert child not in answer.content.decode()
