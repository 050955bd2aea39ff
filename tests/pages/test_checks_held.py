"""Checks of census files are held for a while, so many of them, each for its own session."""

import re
import time
from types import SimpleNamespace

import pytest

from holdfast.errors import NotFound
from holdfast.limits import FINDINGS_HELD
from holdfast.web import uploaded_checks
from holdfast.web.uploaded_checks import Checks, HeldCheck


def held(owner: str = "anne/1", findings: int = 0) -> HeldCheck:
    outcome = SimpleNamespace(findings=SimpleNamespace(num_rows=findings))
    return HeldCheck(owner, SimpleNamespace(outcome=outcome), {}, "")  # type: ignore[arg-type]


def test_a_check_ends_by_itself() -> None:
    kept = Checks(held_for=0.01)
    ticket = kept.keep(held())
    for _ in range(500):
        if not kept._held:
            break
        time.sleep(0.01)
    with pytest.raises(NotFound):
        kept.get("anne/1", ticket)


def test_only_so_many_checks_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploaded_checks, "MOST", 2)
    kept = Checks()
    one, two = kept.keep(held()), kept.keep(held())
    kept.get("anne/1", one)  # looked at last, so the other goes first
    three = kept.keep(held())
    assert list(kept._held) == [one, three]
    with pytest.raises(NotFound):
        kept.get("anne/1", two)
    kept.drop_all("anne/1")
    assert not kept._ends


def test_only_so_many_findings_are_held_and_the_last_check_always() -> None:
    kept = Checks()
    some, more = kept.keep(held(findings=1)), kept.keep(held(findings=FINDINGS_HELD.most - 1))
    assert list(kept._held) == [some, more]
    last = kept.keep(held(findings=FINDINGS_HELD.most + 1))
    assert list(kept._held) == [last]
    kept.drop_all("anne/1")


def test_tickets_cannot_be_guessed() -> None:
    kept = Checks()
    tickets = {kept.keep(held()) for _ in range(5)}
    assert len(tickets) == 5
    assert all(re.fullmatch("[0-9a-f]{32}", one) for one in tickets)
    kept.drop_all("anne/1")
