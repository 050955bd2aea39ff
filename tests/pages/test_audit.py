from datetime import datetime
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.errors import Damaged
from holdfast.web.actions.viewing import record_list, record_view
from holdfast.web.audit.log import verify_chain, write_row
from holdfast.web.audit.models import BEFORE_THE_FIRST, AuditKind, AuditRow

pytestmark = pytest.mark.both_databases


@pytest.fixture
def rows(home: Path) -> list[AuditRow]:
    """Four views by one manager."""
    return [
        record_view(
            by="manager", child=f"child-{n}", page="journey", detail="asked", reason="an audit"
        )
        for n in range(4)
    ]


def test_a_view_says_who_what_which_child_when_and_why(rows: list[AuditRow]) -> None:
    row = AuditRow.objects.get(number=1)
    assert (row.who, row.kind, row.page) == ("manager", "view", "journey")
    assert (row.target, row.detail, row.reason) == ("child-0", "asked", "an audit")
    assert row.seal_version == 2
    assert datetime.fromisoformat(row.at).tzinfo is not None


def test_each_row_follows_the_one_before(rows: list[AuditRow]) -> None:
    assert [row.number for row in rows] == [1, 2, 3, 4]
    assert [row.previous for row in rows] == [BEFORE_THE_FIRST, *(row.hash for row in rows[:3])]


def test_a_whole_log_is_verified(rows: list[AuditRow]) -> None:
    verified = verify_chain()
    assert (verified.rows, verified.last) == (4, rows[-1].hash)
    assert verify_chain(known=rows[1].hash) == verified


def test_an_empty_log_is_whole(home: Path) -> None:
    assert verify_chain().rows == 0


@pytest.mark.parametrize(
    "column", ["at", "who", "kind", "page", "target", "detail", "reason", "hash"]
)
def test_a_changed_column_is_found(rows: list[AuditRow], column: str) -> None:
    AuditRow.objects.filter(number=2).update(**{column: "another"})
    with pytest.raises(Damaged, match="Row 2 "):
        verify_chain()


def test_a_changed_row_with_its_hash_made_anew_is_found(rows: list[AuditRow]) -> None:
    row = AuditRow.objects.get(number=2)
    row.who = "nobody"
    AuditRow.objects.filter(number=2).update(who="nobody", hash=row.seal())
    with pytest.raises(Damaged, match="Row 3 "):
        verify_chain()


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_missing_row_is_found(rows: list[AuditRow], number: int) -> None:
    AuditRow.objects.filter(number=number).delete()
    with pytest.raises(Damaged, match=f"Row {number} "):
        verify_chain()


def test_rows_cut_off_the_end_are_found_by_the_hash_noted_before(rows: list[AuditRow]) -> None:
    known = verify_chain().last
    AuditRow.objects.filter(number__gte=3).delete()
    assert verify_chain().rows == 2  # a chain alone cannot tell
    with pytest.raises(Damaged, match="ends at row 2"):
        verify_chain(known)


def test_text_moved_from_one_column_to_the_next_gives_another_hash(home: Path) -> None:
    one = AuditRow(number=1, seal_version=2, who="ab", kind="c")
    assert one.seal() != AuditRow(number=1, seal_version=2, who="a", kind="bc").seal()


def test_two_rows_cannot_follow_the_same_one(rows: list[AuditRow]) -> None:
    second = AuditRow(
        number=5, at="", who="x", kind="view", seal_version=2, previous=rows[0].hash, hash="0"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save(force_insert=True)


def test_an_act_that_is_undone_leaves_no_row(rows: list[AuditRow]) -> None:
    with transaction.atomic():
        write_row(by="manager", kind=AuditKind.VIEW, page="journey", target="child-1")
        transaction.set_rollback(True)
    assert AuditRow.objects.count() == 4


def test_nobody_is_no_one_to_log(home: Path) -> None:
    with pytest.raises(PermissionDenied):
        record_view(by="", child="child-1", page="journey")


def test_only_what_is_in_the_list_of_kinds_is_written(home: Path) -> None:
    with pytest.raises(ValueError, match="is not a valid AuditKind"):
        write_row(by="manager", kind="look", page="journey")
    assert AuditRow.objects.count() == 0


def test_a_row_says_no_version_but_its_own(rows: list[AuditRow]) -> None:
    AuditRow.objects.filter(number=2).update(seal_version=1)
    with pytest.raises(Damaged, match="Row 2 "):
        verify_chain()
    AuditRow.objects.filter(number=2).update(seal_version=3)
    with pytest.raises(Damaged, match="Row 2 of the audit log was sealed by a later Holdfast"):
        verify_chain()


def test_what_no_database_can_hold_stops_no_row(home: Path) -> None:
    child = "MU\0\udcff" + "x" * 5000  # longer than PostgreSQL indexes
    record_view(by="manager", child=child, page="journey")
    assert AuditRow.objects.get().target == "MU\N{REPLACEMENT CHARACTER}?" + "x" * 5000
    assert verify_chain().rows == 1


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(change=st.data())
def test_any_edit_deletion_reordering_or_insertion_is_found(
    home: Path, change: st.DataObject
) -> None:
    with transaction.atomic():
        AuditRow.objects.all().delete()
        for n in range(3):
            record_list(by=f"m{n}", page="due", detail="x", children=["A", "B"])
        known = verify_chain().last
        rows = list(AuditRow.objects.all())
        spoil(rows, change)
        AuditRow.objects.all().delete()
        AuditRow.objects.bulk_create(rows)
        with pytest.raises(Damaged):
            verify_chain(known)
        transaction.set_rollback(True)


def spoil(rows: list[AuditRow], change: st.DataObject) -> None:
    """Do to the log what somebody might who can write to the database."""
    act = change.draw(st.sampled_from(["edit", "delete", "swap", "insert", "cut", "renumber"]))
    at = change.draw(st.integers(0, len(rows) - 1))
    if act == "edit":
        columns = ("at", "who", "kind", "page", "target", "detail", "reason")
        column = change.draw(st.sampled_from(columns))
        old = getattr(rows[at], column)
        setattr(rows[at], column, change.draw(st.text(max_size=8).filter(lambda new: new != old)))
        if change.draw(st.booleans()) and at < len(rows) - 1:
            rows[at].hash = rows[at].seal()
    elif act == "delete":
        del rows[at]
        for number, row in enumerate(rows, 1):
            row.number = number
    elif act == "swap":
        other = change.draw(st.integers(0, len(rows) - 1).filter(lambda n: n != at))
        rows[at].number, rows[other].number = rows[other].number, rows[at].number
    elif act == "insert":
        new = AuditRow(
            number=len(rows) + 1, at="", who="x", kind="view", page="child", seal_version=2,
            previous=rows[at].hash if at < len(rows) - 1 else "0" * 63 + "1",
        )  # fmt: skip
        new.hash = new.seal()
        rows[at].previous = "1" * 64 if new.previous == rows[at].previous else rows[at].previous
        if at < len(rows) - 1:
            rows[at + 1].previous = "2" * 64  # no two follow the same row
        rows.append(new)
    elif act == "cut":
        del rows[at:]
    else:
        for row in rows[at:]:
            row.number += 1
