"""DfE's API: the payload, what changed, and that sending loses nothing and repeats nothing."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdfast.dfe_api.changed import (
    Message,
    PayloadChange,
    hash_of,
    messages,
    parts_of,
    with_what_is_gone,
)
from holdfast.dfe_api.connection import DfeApi
from holdfast.dfe_api.declared import CHILD, MOST_AT_ONCE, VERSION
from holdfast.dfe_api.dry_run import without_what_may_be_unread
from holdfast.dfe_api.ledger import FILE, HeldState, opened
from holdfast.dfe_api.limits import Payload, problems
from holdfast.dfe_api.payload import draw_payloads
from holdfast.dfe_api.sending import Became, SendReport, send_messages
from holdfast.engine import open_engine
from holdfast.errors import BadSetting, Damaged
from holdfast.record.store.snapshots import Snapshot, Store
from holdfast.simulation import simulate
from holdfast.sources.made_up import import_tables
from tests.unit.dfe_receiver import AFTER, Receiver, point_at, receiving, schema_of

OPENAPI = Path(__file__).parents[2].parent / "shared/data/dfe_csc_api_openapi.json"


def payload(child: str = "C1", **plans: str | None) -> Payload:
    """A child with one referral and plans, by identifier the day each ended."""
    several = [
        {"child_in_need_plan_id": key, "start_date": "2018-01-02"}
        | ({"end_date": ended} if ended else {})
        for key, ended in plans.items()
    ]
    episode = {"social_care_episode_id": "R1", "referral_date": "2018-01-01"}
    return {
        "la_child_id": child,
        "child_details": {"sex": "F"},
        "social_care_episodes": [episode | ({"child_in_need_plans": several} if several else {})],
    }


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    store, as_at = Store(tmp_path_factory.mktemp("council")), date(2018, 1, 31)
    return import_tables(store, simulate(200, as_at, 7), as_at, "2018-02-01T08:30:00")


# --- the payload ----------------------------------------------------------------------------


@pytest.mark.skipif(not OPENAPI.exists(), reason="DfE's description is not on this machine")
def test_what_is_declared_is_what_dfe_describes() -> None:
    """Every field with its limits, both ways."""
    described = json.loads(OPENAPI.read_text(encoding="utf-8"))
    assert described["info"]["version"] == VERSION
    schema = described["components"]["schemas"]["CSC"]
    assert schema["maxItems"] == MOST_AT_ONCE
    assert _flat(schema["items"]) == _flat(schema_of(CHILD))


def _flat(schema: dict[str, Any], within: str = "") -> dict[str, Any]:
    """Every leaf of a schema by its path, with what limits it."""
    limits = ("type", "format", "maxLength", "minLength", "pattern", "maxItems", "uniqueItems")
    if "properties" in schema:
        found = {f"{within} extra": schema.get("additionalProperties", True)}
        found[f"{within} required"] = sorted(schema.get("required", []))
        for name, inner in schema["properties"].items():
            found |= _flat(inner, f"{within}.{name}")
        return found
    found = {within: {name: schema[name] for name in limits if name in schema}}
    return found | (_flat(schema["items"], f"{within}[]") if "items" in schema else {})


def test_a_council_s_payloads_keep_to_the_limits(council: Snapshot) -> None:
    with closing(open_engine()) as engine:
        drawn = draw_payloads(engine, council)
    assert len(drawn.payloads) > 20
    assert drawn.invalid == {}
    blocks = {name for one in drawn.payloads.values() for name in _names(one)}
    # What a made-up council of this size surely has.
    assert {"child_and_family_assessments", "child_in_need_plans", "factors"} <= blocks
    for one in drawn.payloads.values():
        assert None not in json.loads(json.dumps(one)).values()


def _names(told: Any) -> Iterator[str]:
    if isinstance(told, dict):
        yield from told
    for inner in (
        told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    ):
        yield from _names(inner)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"la_child_id": "A-1"}, "la_child_id has characters"),
        ({"la_child_id": "1" * 21}, "la_child_id is longer than 20"),
        ({"extra": 1}, "extra is no field"),
        ({"child_details": {"unique_pupil_number": "12"}}, "shorter than 13"),
        ({"child_details": {"date_of_birth": "31/01/2018"}}, "date_of_birth is no day"),
        ({"child_details": {"disabilities": ["A"] * 2}}, "no list of different codes"),
        ({"child_details": {"uasc_flag": "yes"}}, "neither true nor false"),
        ({"social_care_episodes": [{}]}, "social_care_episode_id is missing"),
    ],
)
def test_what_the_api_would_refuse_is_told_by_field_alone(
    change: dict[str, Any], words: str
) -> None:
    found = problems({**payload(), **change})
    assert any(words in one for one in found)
    assert not any("31/01" in one or "A-1" in one for one in found)


# --- what changed ---------------------------------------------------------------------------


def test_new_identifiers_overnight_are_no_change() -> None:
    assert hash_of(payload(P1=None)) == hash_of(payload(P9=None))
    assert hash_of(payload(P1=None)) != hash_of(payload(P1="2018-03-01"))


def test_a_part_that_is_gone_or_renumbered_is_taken_back() -> None:
    before = parts_of(payload(P1=None, P2=None))
    told = with_what_is_gone(payload(P1="2018-03-01", P7=None), [before])
    plans = told["social_care_episodes"][0]["child_in_need_plans"]
    assert [plan["child_in_need_plan_id"] for plan in plans] == ["P1", "P7", "P2"]
    assert plans[-1] == {"child_in_need_plan_id": "P2", "purge": True}
    assert problems(told) == []
    alone = with_what_is_gone(payload(), [before])
    assert all(plan["purge"] for plan in alone["social_care_episodes"][0]["child_in_need_plans"])


def test_rows_that_could_not_be_read_hold_back_what_would_be_taken_back(
    council: Snapshot,
) -> None:
    kept = Message("C1", PayloadChange.NEW, payload("C1"), "", {})
    gone = Message("C2", PayloadChange.DELETED, {"la_child_id": "C2", "purge": True}, "", {})
    part = with_what_is_gone(payload("C3"), [parts_of(payload("C3", P1=None))])
    less = Message("C3", PayloadChange.UPDATED, part, "", {})
    found = [kept, gone, less]
    assert without_what_may_be_unread(found, council) == (found, [])
    count = replace(council.manifest.counts[0], refused=2)
    unread = replace(council, manifest=replace(council.manifest, counts=(count,)))
    assert without_what_may_be_unread(found, unread) == ([kept], [gone, less])


# --- sending --------------------------------------------------------------------------------


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    with receiving() as server:
        point_at(server, monkeypatch.setenv)
        yield server


def send(home: Path, told: dict[str, Payload], waits: list[float] | None = None) -> SendReport:
    with opened(home) as ledger:
        found = messages(told, ledger.held())
        wait = (waits if waits is not None else []).append
        return send_messages(found, ledger, DfeApi(), wait)


def many(count: int) -> dict[str, Payload]:
    return {f"C{n:04}": payload(f"C{n:04}", P1=None) for n in range(count)}


def test_everybody_is_sent_once_and_not_again(tmp_path: Path, receiver: Receiver) -> None:
    report = send(tmp_path, many(250))
    assert report.counts == {Became.TAKEN: 250}
    assert receiver.batches == [100, 100, 50]
    assert send(tmp_path, many(250)).became == {}
    assert set(receiver.receipts.values()) == {1}


def test_what_is_new_updated_and_gone_is_sent(tmp_path: Path, receiver: Receiver) -> None:
    send(tmp_path, many(3))
    later = many(2) | {"C0001": payload("C0001", P1="2018-05-01"), "C9": payload("C9")}
    with opened(tmp_path) as ledger:
        found = messages(later, ledger.held())
    assert {one.child: one.change for one in found} == {
        "C0001": PayloadChange.UPDATED,
        "C9": PayloadChange.NEW,
        "C0002": PayloadChange.DELETED,
    }
    send(tmp_path, later)
    assert sorted(receiver.children) == ["C0000", "C0001", "C9"]
    assert send(tmp_path, later).became == {}
    assert send(tmp_path, many(3)).counts == {Became.TAKEN: 3}  # back, changed back, and gone
    assert sorted(receiver.children) == ["C0000", "C0001", "C0002"]


def test_one_who_cannot_be_sent_holds_nobody_back(tmp_path: Path, receiver: Receiver) -> None:
    receiver.poisoned = {"C0042", "C0107"}
    report = send(tmp_path, many(130))
    assert report.counts == {Became.TAKEN: 128, Became.REFUSED: 2}
    assert {child for child, what in report.became.items() if what is Became.REFUSED} == {
        "C0042",
        "C0107",
    }
    receiver.poisoned = set()
    assert send(tmp_path, many(130)).counts == {Became.TAKEN: 2}
    assert set(receiver.receipts.values()) == {1}


def test_a_batch_that_is_too_large_is_halved(tmp_path: Path, receiver: Receiver) -> None:
    receiver.longest_batch = 30
    assert send(tmp_path, many(100)).counts == {Became.TAKEN: 100}
    assert max(size for size in receiver.batches if size <= 30) == 25


def test_a_wait_that_the_answer_asks_for_is_kept(tmp_path: Path, receiver: Receiver) -> None:
    receiver.faults = ["429", "500"]
    waits: list[float] = []
    assert send(tmp_path, many(1), waits).counts == {Became.TAKEN: 1}
    assert 7 <= waits[0] < 8
    assert waits[1] > waits[0]


def test_a_token_that_has_run_out_is_renewed(tmp_path: Path, receiver: Receiver) -> None:
    receiver.faults = ["401"]
    assert send(tmp_path, many(1)).counts == {Became.TAKEN: 1}
    assert receiver.tokens == 2


@pytest.mark.parametrize(
    ("faults", "words"),
    [(["403"], "refuses the council"), (["500"] * 15, "does not answer")],
)
def test_a_run_that_cannot_go_on_says_why_and_goes_on_another_day(
    tmp_path: Path, receiver: Receiver, faults: list[str], words: str
) -> None:
    receiver.faults = faults
    report = send(tmp_path, many(350))
    assert words in report.stopped
    assert report.counts[Became.NOT_SENT] > 0
    receiver.faults = []
    send(tmp_path, many(350))
    assert len(receiver.children) == 350


@pytest.mark.parametrize("fault", AFTER)
def test_what_was_kept_and_not_answered_is_in_doubt_and_sent_again(
    tmp_path: Path, receiver: Receiver, fault: str
) -> None:
    receiver.faults = [fault] * 5
    assert send(tmp_path, many(2)).counts == {Became.IN_DOUBT: 2}
    with opened(tmp_path) as ledger:
        assert {held.state for held in ledger.held().values()} == {HeldState.IN_DOUBT}
    # Meanwhile the plan goes by another identifier: DfE must not be left with both.
    later = {child: payload(child, P2=None) for child in many(2)}
    assert send(tmp_path, later).counts == {Became.TAKEN: 2}
    plans = receiver.children["C0000"]["social_care_episodes"]["R1"]["child_in_need_plans"]
    assert list(plans) == ["P2"]


def test_the_ledger_keeps_nothing_that_was_said_of_a_child(
    tmp_path: Path, receiver: Receiver
) -> None:
    send(tmp_path, {"C1": payload("C1", P1="2018-03-01")})
    kept = (tmp_path / FILE).read_bytes()
    assert b"C1" in kept
    assert b"2018" not in kept
    assert b"sex" not in kept


def test_two_do_not_send_at_once_and_a_broken_ledger_is_said(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.leaving([("C1", {})])
        with pytest.raises(Damaged, match="another process"), opened(tmp_path):
            pass
    (tmp_path / FILE).write_bytes(b"no database at all" * 100)
    with pytest.raises(Damaged, match="cannot be read"), opened(tmp_path):
        pass


@pytest.mark.parametrize("name", ["HOLDFAST_DFE_URL", "HOLDFAST_DFE_TOKEN_URL"])
def test_nothing_is_sent_without_tls(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "http://dfe.example/api")
    with pytest.raises(BadSetting, match="https"):
        DfeApi()
