"""A random walk of faults: whatever fails, DfE ends with the record, and nothing is sent twice.

Each walk is some days of sending to a real server that fails in every way that servers do, by a
process that may be killed at any moment; then a quiet day.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

from holdfast.dfe_api import connection
from holdfast.dfe_api.changed import hash_of, messages
from holdfast.dfe_api.connection import ApiAnswer, DfeApi
from holdfast.dfe_api.ledger import Held, HeldState, SendLedger, opened
from holdfast.dfe_api.limits import Payload
from holdfast.dfe_api.sending import send_messages
from tests.depth import often
from tests.unit.dfe_receiver import AFTER, BEFORE, SLOW, Receiver, point_at, receiving

DAYS = 6
# Seconds that are waited for an answer while faults are tried, and that a slow one takes.
PATIENCE, SLOW_FOR = 0.3, 0.4


class KilledError(BaseException):
    """Our process ends here, as by a power cut: nothing may tidy up after it."""


class MortalApi(DfeApi):
    """The connection of a process that ends at its ``last`` moment: before a batch, or after it."""

    def __init__(self, last: int | None) -> None:
        super().__init__()
        self._last, self._moment = last, 0

    def send(self, batch: Sequence[Payload]) -> ApiAnswer:
        """Send a batch, unless the process ends; it may end with the answer unread."""
        self._live_on()
        answer = super().send(batch)
        self._live_on()
        return answer

    def _live_on(self) -> None:
        self._moment += 1
        if self._moment == self._last:
            raise KilledError


class MortalLedger(SendLedger):
    """A ledger that is written by a process that may end between two of its lines."""

    luck, likely = Random(0), 0.0

    def taken(self, child: str, meaning: str, parts: Payload, receipt: str) -> None:
        """Note a receipt, unless the process ends."""
        if self.luck.random() < self.likely:
            raise KilledError
        super().taken(child, meaning, parts, receipt)


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    with receiving() as server:
        server.slow_seconds = SLOW_FOR
        point_at(server, monkeypatch.setenv)
        yield server


def record_of_a_day(draw: Random) -> dict[str, Payload]:
    """Some of 260 children, each with a plan that ended on some day.

    No two plans ended on one day: another identifier alone is no change, and would not be sent.
    """
    several = [
        {f"P{n}": f"2018-03-{n}{draw.randint(1, 8)}"} for n in draw.choices((0, 1, 2), k=260)
    ]
    children = {f"C{n}": _payload(f"C{n}", plans) for n, plans in enumerate(several)}
    return {
        child: children[child] for child in draw.sample(sorted(children), draw.randint(90, 250))
    }


def _payload(child: str, plans: dict[str, str]) -> Payload:
    told = [
        {"child_in_need_plan_id": key, "start_date": "2018-01-02", "end_date": ended}
        for key, ended in plans.items()
    ]
    episode = {"social_care_episode_id": "R1", "child_in_need_plans": told}
    return {"la_child_id": child, "child_details": {"sex": "F"}, "social_care_episodes": [episode]}


def send(home: Path, told: dict[str, Payload], api: DfeApi) -> None:
    with opened(home) as ledger:
        mortal = MortalLedger(ledger._connection)
        send_messages(messages(told, ledger.held()), mortal, api, lambda seconds: None)


def held_by(home: Path) -> dict[str, Held]:
    with opened(home) as ledger:
        return ledger.held()


def plans_of(children: dict[str, Payload]) -> dict[str, dict[str, str]]:
    """What DfE holds of each child: its plans, and the day each ended."""
    return {
        child: {
            key: plan["end_date"]
            for key, plan in held["social_care_episodes"]["R1"]["child_in_need_plans"].items()
        }
        for child, held in children.items()
    }


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(often(6, 200)))
def test_whatever_fails_nothing_is_lost_and_nothing_is_sent_twice(
    seed: int, tmp_path: Path, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = Random(seed)
    faults = [*BEFORE, *AFTER, SLOW, *[""] * 6]
    killed, told = 0, record_of_a_day(draw)
    monkeypatch.setattr(MortalLedger, "luck", draw)
    monkeypatch.setattr(connection, "SECONDS", PATIENCE)
    for day in range(DAYS):
        # On the first day the process surely ends in the middle.
        last = draw.randint(1, 9) if day else draw.randint(1, 2)
        receiver.faults = [draw.choice(faults) for _ in range(12)]
        receiver.longest_batch = draw.choice((100, 100, 40))
        receiver.poisoned = set(draw.sample(sorted(told), draw.choice((0, 0, 2))))
        monkeypatch.setattr(MortalLedger, "likely", draw.choice((0.0, 0.005)))
        settled = _settled(held_by(tmp_path), told)
        receiver.told.clear()
        receiver.receipts.clear()
        try:
            send(tmp_path, told, MortalApi(last))
        except KilledError:
            killed += 1
        # Who was settled when the day began is not sent again, and nobody gets two receipts.
        assert not settled & {one["la_child_id"] for batch in receiver.told for one in batch}
        assert set(receiver.receipts.values()) <= {1}
        _no_less_is_noted_than_dfe_holds(held_by(tmp_path), receiver)
        if draw.random() < 0.7:
            told = record_of_a_day(draw)
    assert killed
    _a_quiet_day(tmp_path, told, receiver, monkeypatch)


def _settled(held: dict[str, Held], told: dict[str, Payload]) -> set[str]:
    """The children of whom DfE has given a receipt for what the record says now."""
    return {
        child
        for child, one in held.items()
        if one.state is HeldState.SENT and child in told and hash_of(told[child]) == one.meaning
    }


def _no_less_is_noted_than_dfe_holds(held: dict[str, Held], receiver: Receiver) -> None:
    """Every plan that DfE holds is among those that the ledger says it may hold."""
    for child, plans in plans_of(receiver.children).items():
        noted = {
            plan["child_in_need_plan_id"]
            for parts in held[child].parts
            for episode in parts.get("social_care_episodes", [])
            for plan in episode.get("child_in_need_plans", [])
        }
        assert plans.keys() <= noted, child


def _a_quiet_day(
    home: Path, told: dict[str, Payload], receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing fails: DfE holds the record and nothing else, and nothing is left to send."""
    monkeypatch.setattr(connection, "SECONDS", 30)
    monkeypatch.setattr(MortalLedger, "likely", 0.0)
    receiver.faults, receiver.poisoned, receiver.longest_batch = [], set(), 100
    send(home, told, DfeApi())
    assert plans_of(receiver.children) == {
        child: {
            plan["child_in_need_plan_id"]: plan["end_date"]
            for plan in one["social_care_episodes"][0]["child_in_need_plans"]
        }
        for child, one in told.items()
    }
    receiver.told.clear()
    send(home, told, DfeApi())
    assert receiver.told == []
