"""The due list and a child's page show whoever leads, and who is beside with the part."""

import re
from pathlib import Path

import pyarrow as pa
import pytest
from django.test import Client

from holdfast.record.store.snapshots import Store
from holdfast.simulation import simulate
from holdfast.sources.made_up import import_tables
from holdfast.web import data
from holdfast.web.accounts.models import User
from holdfast.web.actions.people import give_role
from tests.records import day

AS_AT = day("2024-03-28")


@pytest.fixture
def beside(home: Path) -> str:
    """A made-up council in which another worker joins whoever leads one child's case."""
    tables = dict(simulate(40, AS_AT, 5))
    held = tables["involvements"]
    lead = next(
        row
        for row in held.to_pylist()
        if row["role"] == "CW" and row["ended"] is None and row["named"] and row["worker"]
    )
    worker = next(
        row["worker"]
        for row in tables["professionals"].to_pylist()
        if row["full_name"] and row["worker"] != lead["worker"]
    )
    joins = lead | {"involvement": "second", "worker": worker, "role": "LCPP"}
    joined = pa.Table.from_pylist([*held.to_pylist(), joins], schema=held.schema)
    import_tables(Store(home), tables | {"involvements": joined}, AS_AT, "2024-03-29T08:30:00")
    return str(lead["child"])


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_child_s_page_shows_both(manager: Client, beside: str) -> None:
    text = text_of(manager, f"/children/{data.handle(beside)}/")
    assert re.search(r"Beside \w.*?, lead child protection practitioner", text)
    assert re.search(r"Held by (?!nobody)\w", text)


def test_the_due_list_shows_both(manager: Client, beside: str) -> None:
    text = text_of(manager, "/due/?status=met&clock=allocation")
    assert len(re.findall(r"with [^,]+, lead child protection practitioner", text)) >= 1
    file = manager.get("/due.csv?status=met&clock=allocation").content.decode("utf-8-sig")
    assert file.splitlines()[0].split(",")[-3:] == ["excluded", "as_at", "snapshot"]


def test_each_of_the_two_sees_the_child_by_a_scope_of_their_own(
    beside: str, anyone: Client
) -> None:
    seen = data.whole()
    sql = "select worker from {} where child = $child"
    both = [
        seen.rows(sql.format(part), child=beside)[0]["worker"] for part in ("holders", "beside")
    ]
    assert both[0] != both[1]
    roles = ("social_worker", "lead_child_protection_practitioner")
    for role, worker in zip(roles, both, strict=True):
        user = User.objects.create(username=role)
        give_role(by="x", user=user, role=role, worker=worker)
        anyone.force_login(user, backend="holdfast.web.accounts.local.LocalBackend")
        assert anyone.get(f"/children/{data.handle(beside)}/").status_code == 200
