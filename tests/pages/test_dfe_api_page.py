"""The page of DfE's API: what would be sent, what cannot be, what was sent. It sends nothing."""

import json
from pathlib import Path

import pytest
from django.test import Client

from holdfast.dfe_api.dry_run import FILE, DryRun, UnsendableChild, keep
from holdfast.dfe_api.ledger import opened
from holdfast.web import data as pages_data
from holdfast.web.accounts.models import User
from holdfast.web.actions.people import give_role
from holdfast.web.audit.models import AuditKind, AuditRow
from tests.pages.returned import text_of

PAGE = "/returns/dfe-api/"
SENT = {"taken": 250, "refused": 1, "in doubt": 0, "not sent": 0}


def a_dry_run(child: str, **changed: object) -> DryRun:
    """Worked out from the snapshot that is shown; one child cannot be sent."""
    told = {
        "snapshot": pages_data.current().id,
        "as_at": "2018-01-31",
        "made_at": "2018-02-01T08:30:00",
        "send": 0,
        "counts": {"new": 12, "updated": 3, "deleted": 2, "unchanged": 1_400},
        "held_back": 0,
        "rows_refused": 0,
        "too_many_gone": False,
        "unsendable": (UnsendableChild(child, ("la_child_id has characters not allowed",)),),
        "left_out": {"child_in_need_plans": 7},
    }
    return DryRun(**told | changed)  # type: ignore[arg-type]


@pytest.fixture
def child(own_council: Path) -> str:
    """A child of the council whose data folder may be written to."""
    (row,) = pages_data.whole().rows("select min(child) as child from persons")
    return str(row["child"])


def test_before_anything_was_worked_out_it_says_so(manager: Client, own_council: Path) -> None:
    text = text_of(manager, PAGE)
    assert "has not been worked out yet" in text
    assert "Nothing has been sent yet" in text
    assert f'href="{PAGE}"' in text_of(manager, "/returns/cin/")


def test_it_tells_what_would_be_sent_and_who_cannot_be(
    manager: Client, own_council: Path, child: str
) -> None:
    keep(own_council, a_dry_run(child))
    text = text_of(manager, PAGE)
    assert "Sent now, DfE would be told of 12 new children, 3 updated and 2 deleted." in text
    assert "la_child_id has characters not allowed" in text
    assert "child_in_need_plans" in text
    assert f'href="/children/{pages_data.handle(child)}/"' in text
    assert "Work it out again to see" not in text
    shown = AuditRow.objects.filter(kind=AuditKind.SHOWN)
    assert [row.target for row in shown] == [child]


def test_children_of_whom_somebody_may_not_know_are_counted_and_not_shown(
    anyone: Client, own_council: Path, child: str
) -> None:
    user = User.objects.create(username="T.Manager")
    give_role(by="a test", user=user, role="team_manager", scope="team", team="teams-none")
    anyone.force_login(user, backend="holdfast.web.accounts.local.LocalBackend")
    keep(own_council, a_dry_run(child))
    text = text_of(anyone, PAGE)
    assert child not in text
    assert "1 child more is not sent as it is, of whom you may not know." in text


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"snapshot": "20170101-000000-000000"}, "The data was imported anew"),
        ({"send": 9}, "Something was sent since"),
        ({"too_many_gone": True}, "More than a tenth of the children"),
        ({"held_back": 4, "rows_refused": 2}, "the last import refused 2 rows"),
    ],
)
def test_what_stands_in_the_way_is_said(
    changed: dict[str, object], says: str, manager: Client, own_council: Path, child: str
) -> None:
    keep(own_council, a_dry_run(child, **changed))
    assert says in text_of(manager, PAGE)


def test_what_dfe_refused_and_what_was_sent_is_told(
    manager: Client, own_council: Path, child: str
) -> None:
    with opened(own_council) as ledger:
        number = ledger.begin_send("2018-02-01T09:00:00", "a snapshot")
        ledger.refused(child, {"la_child_id": child}, "DfE says that it is malformed")
        ledger.end_send(number, "2018-02-01T09:02:00", SENT, "")
        ledger.begin_send("2018-02-02T09:00:00", "a snapshot")
    text = text_of(manager, PAGE)
    assert "DfE says that it is malformed" in text
    assert "1 February 2018 at 09:00" in text
    assert "To its end" in text
    assert "Broken off: it did not end" in text


def test_it_is_worked_out_on_asking_and_written_down(manager: Client, own_council: Path) -> None:
    answer = manager.post(PAGE)
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    text = text_of(manager, PAGE)
    assert "Sent now, DfE would be told of" in text
    row = AuditRow.objects.get(kind=AuditKind.SEND)
    assert "worked out: " in row.detail
    kept = json.loads((own_council / FILE).read_text(encoding="utf-8"))
    assert kept["counts"]["new"] > 100
    assert kept["counts"]["updated"] == 0
    assert not (own_council / "dfe_api.sqlite3").exists()  # what only reads makes no ledger


def test_a_ledger_that_is_broken_or_written_to_is_said(manager: Client, own_council: Path) -> None:
    with opened(own_council):
        assert "being written by another process" in text_of(manager, PAGE)
        assert "being written by another process" in text_of_post(manager)
    (own_council / FILE).write_text("no JSON")
    assert "cannot be read" in text_of(manager, PAGE)


def text_of_post(manager: Client) -> str:
    return " ".join(manager.post(PAGE).content.decode().split())


def test_it_is_for_those_who_answer_returns(anyone: Client, own_council: Path) -> None:
    user = User.objects.create(username="S.Worker")
    give_role(by="a test", user=user, role="elected_member", scope="none")
    anyone.force_login(user, backend="holdfast.web.accounts.local.LocalBackend")
    assert anyone.get(PAGE).status_code == 403
    assert anyone.post(PAGE).status_code == 403
