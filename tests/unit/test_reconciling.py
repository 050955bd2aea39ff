"""A council's own list of a clock beside ours: each kind of difference, planted and found."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.clocks.rules.good_from import GoodFrom, RecordingDecision
from holdfast.errors import BadSetting, NotFound
from holdfast.query.exclusions import Exclusion, Exclusions
from holdfast.query.outlook import Outlook
from holdfast.reconciling.comparing import ComparedChild, ComparisonGroup, Reconciled, reconcile
from holdfast.reconciling.council_list import read_list
from holdfast.reconciling.reasons import ReasonKind
from tests.records import EVERYTHING, day, outlook_of

ON = "2018-01-31"
Given = Mapping[str, Sequence[Mapping[str, Any]]]


def plan(child: str, started: str, ended: str | None = None) -> dict[str, Any]:
    return {
        "child": child,
        "plan": f"P-{child}",
        "started": day(started),
        "ended": day(ended) if ended else None,
    }


def visit(child: str, on: str | None, seen: bool | None = True) -> dict[str, Any]:
    visited = day(on) if on else None
    return {"child": child, "visit": f"V-{child}-{on}", "visited": visited, "seen": seen}


def person(child: str, number: str | None = None) -> dict[str, Any]:
    return {"child": child, "system_number": number, "born": day("2010-05-05")}


# cp_visit: each is overdue at the end of January 2018 unless the name says why not.
ROWS: Given = {
    "persons": [person(f"C{n}") for n in range(1, 20)] + [person("0077"), person("C99", "S99")],
    "protection_plans": [
        plan("C1", "2018-01-02"),
        plan("C2", "2018-01-02"),
        plan("C3", "2018-01-02"),
        plan("C4", "2018-01-02"),
        plan("C5", "2018-01-29"),
        plan("C6", "2018-01-02", "2018-01-20"),
        plan("C8", "2018-01-02"),
        plan("C9", "2018-01-02"),
        plan("C10", "2018-02-05"),
        plan("C11", "2018-01-02"),
        plan("0077", "2018-01-02"),
        plan("C99", "2018-01-02"),
    ],
    "protection_visits": [
        visit("C3", "2018-01-15", seen=False),
        visit("C4", "2018-01-26"),
        visit("C8", "2018-01-12", seen=None),
        visit("C11", "2018-02-03"),
    ],
    "referrals": [
        {
            "child": "C9",
            "referral": "R9",
            "received": day("2017-01-01"),
            "closed": day("2018-01-05"),
        }
    ],
}


@pytest.fixture(scope="module")
def outlook() -> Outlook:
    return outlook_of(ROWS, ON)


def held(
    outlook: Outlook, tmp_path: Path, text: str, clock: str = "cp_visit", status: str = "overdue"
) -> Reconciled:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    return reconcile(outlook, clock, read_list(path, outlook.day), status)


def of(found: Reconciled, child: str) -> ComparedChild:
    (row,) = [one for one in found.rows if one.child == child]
    return row


def test_both_lists_are_told_whole(outlook: Outlook, tmp_path: Path) -> None:
    found = held(outlook, tmp_path, "Child ID,Due\nC1,16/01/2018\nC2,20/01/2018\nNobody,\n")
    assert of(found, "C1").reason.kind is ReasonKind.AGREE
    assert of(found, "C2").reason.kind is ReasonKind.OTHER_DAYS
    assert of(found, "Nobody").reason.kind is ReasonKind.NO_SUCH_CHILD
    assert not of(found, "Nobody").known
    ours = {"C1", "C2", "C3", "C11", "0077", "C99"}
    assert {
        row.child for row in found.rows if row.ours and row.group is not ComparisonGroup.ONLY_THEIRS
    } >= ours
    told = found.as_json()
    assert (told["clock"], told["as_at"]) == ("cp_visit", day(ON))
    assert told["agree"] + told["only_ours"] + told["only_theirs"] + told["excluded"] == len(
        told["rows"]
    )
    assert sum(counted.children for counted in told["reasons"]) == len(told["rows"])
    assert json.dumps(told, default=str)


@pytest.mark.parametrize(
    ("row", "kind", "words"),
    [
        ("C4,,", ReasonKind.DONE, "26 January 2018"),
        ("C4,02/01/2018,16/01/2018", ReasonKind.DONE, "26 January 2018"),
        ("C5,,", ReasonKind.NOT_YET_DUE, "29 January 2018"),
        ("C5,10/01/2018,", ReasonKind.STARTED_ELSEWHERE, "10 January 2018"),
        ("C5,29/01/2018,30/01/2018", ReasonKind.DUE_ELSEWHERE, "30 January 2018"),
        ("C6,,", ReasonKind.ENDED, "20 January 2018"),
        ("C7,,", ReasonKind.NO_START, "a child protection plan"),
        ("C8,,", ReasonKind.CANNOT_DETERMINE, "Cannot be determined"),
        ("C9,,", ReasonKind.CANNOT_DETERMINE, "the case is closed"),
        ("C10,,", ReasonKind.BEGINS_LATER, "5 February 2018"),
    ],
)
def test_why_only_they_have_a_child(
    outlook: Outlook, tmp_path: Path, row: str, kind: ReasonKind, words: str
) -> None:
    found = of(held(outlook, tmp_path, f"Child ID,Start,Due\n{row}\n"), row.split(",")[0])
    assert (found.group, found.reason.kind) == (ComparisonGroup.ONLY_THEIRS, kind), found.reason
    assert words in found.reason.words


@pytest.mark.parametrize(
    ("child", "text", "kind", "words"),
    [
        ("C1", "Child ID\nC2\n", ReasonKind.NOT_IN_LIST, "16 January 2018"),
        ("C3", "Child ID\nC2\n", ReasonKind.NOT_SEEN, "15 January 2018"),
        ("C11", "Child ID\nC2\n", ReasonKind.AFTER_THE_DAY, "3 February 2018"),
        ("C1", "Child ID,Done\nC1,30/01/2018\n", ReasonKind.DONE_BY_THEM, "30 January 2018"),
        (
            "C1",
            "Child ID,Start,RAG\nC1,20/01/2018,green\n",
            ReasonKind.STARTED_ELSEWHERE,
            "20 January",
        ),
        (
            "C1",
            "Child ID,Due,RAG\nC1,09/02/2018,green\n",
            ReasonKind.DUE_ELSEWHERE,
            "9 February 2018",
        ),
        ("C1", "Child ID,RAG\nC1,green\n", ReasonKind.OTHERWISE_BY_THEM, "otherwise"),
    ],
)
def test_why_only_we_have_a_child(
    outlook: Outlook, tmp_path: Path, child: str, text: str, kind: ReasonKind, words: str
) -> None:
    found = of(held(outlook, tmp_path, text), child)
    assert (found.group, found.reason.kind) == (ComparisonGroup.ONLY_OURS, kind), found.reason
    assert words in found.reason.words


def test_a_duty_left_open_when_the_case_closed_is_told(tmp_path: Path) -> None:
    referral = {"child": "C1", "referral": "R1", "received": day("2017-12-01")}
    rows: Given = {
        "persons": [person("C1")],
        "referrals": [{**referral, "closed": day("2018-01-20"), "decided": day("2017-12-04")}],
        "contacts": [{"child": "C1", "contact": "K1", "received": day("2017-12-02")}],
    }
    found = held(outlook_of(rows, ON), tmp_path, "Child ID\nC2\n", "contact_decision")
    assert of(found, "C1").reason.kind is ReasonKind.CASE_CLOSED
    assert "20 January 2018" in of(found, "C1").reason.words


def test_a_number_means_one_child(outlook: Outlook, tmp_path: Path) -> None:
    """Capitals, the case system's number, and noughts that a spreadsheet took away."""
    found = held(outlook, tmp_path, "Child ID\nc1\ns99\n77\n")
    agreed = {row.child for row in found.rows if row.group is ComparisonGroup.AGREE}
    assert agreed == {"C1", "C99", "0077"}


def test_a_number_of_several_children_means_none(tmp_path: Path) -> None:
    rows = {"persons": [person("A1", "5"), person("A2", "5")]}
    found = held(outlook_of(rows, ON), tmp_path, "Child ID\n5\n")
    assert [row.reason.kind for row in found.rows] == [ReasonKind.SEVERAL_CHILDREN]


def test_a_role_that_does_not_hold_is_told(tmp_path: Path) -> None:
    involved = {"started": day("2017-12-10"), "worker": "W1", "named": True}
    rows: Given = {
        "persons": [person("C1"), person("C2")],
        "referrals": [
            {"child": one, "referral": f"R{one}", "received": day("2017-12-04")}
            for one in ("C1", "C2")
        ],
        "involvements": [
            {"child": "C1", "role": "ALLWKR", **involved},
            {"child": "C2", "role": "CW", **involved, "named": False},
        ],
    }
    found = held(outlook_of(rows, ON), tmp_path, "Child ID\nC3\n", "allocation")
    assert of(found, "C1").reason.kind is ReasonKind.ROLE
    assert of(found, "C2").reason.kind is ReasonKind.INBOX
    assert "ALLWKR" not in of(found, "C1").reason.words


def test_a_source_that_cannot_answer_accuses_nobody(tmp_path: Path) -> None:
    feeds = {name: feed for name, feed in EVERYTHING.items() if name != "protection_visits"}
    outlook = outlook_of({"persons": [person("C1")]}, ON, feeds=feeds)
    found = held(outlook, tmp_path, "Child ID\nC1\n")
    assert [row.reason.kind for row in found.rows] == [ReasonKind.CANNOT_ANSWER]
    assert "protection_visits" in found.rows[0].reason.words


def test_what_began_before_recording_was_good_is_told_so(tmp_path: Path) -> None:
    decided = RecordingDecision(day("2018-01-10"), day(ON), "Head of performance")
    book = Book(CLOCKS, good_from=GoodFrom(clocks={"cp_visit": decided}))
    found = held(outlook_of(ROWS, ON, book), tmp_path, "Child ID\nC1\n")
    row = of(found, "C1")
    assert row.reason.kind is ReasonKind.CANNOT_DETERMINE
    assert "before recording was good enough" in row.reason.words


def test_another_status_can_be_compared(outlook: Outlook, tmp_path: Path) -> None:
    found = held(outlook, tmp_path, "Child ID\nC1\n", status="open")
    assert of(found, "C4").group is ComparisonGroup.ONLY_OURS
    assert of(found, "C1").group is ComparisonGroup.AGREE
    found = held(outlook, tmp_path, "Child ID\nC1\n", status="met")
    assert of(found, "C1").reason.kind is ReasonKind.STANDS_OTHERWISE


def test_what_cannot_be_asked_is_refused(outlook: Outlook, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no clock of that key"):
        held(outlook, tmp_path, "Child ID\nC1\n", "cp_vist")
    with pytest.raises(BadSetting, match="runs for workers"):
        held(outlook, tmp_path, "Child ID\nC1\n", "supervision_person")
    with pytest.raises(BadSetting, match="no status of that name"):
        held(outlook, tmp_path, "Child ID\nC1\n", status="bad")


def test_an_excluded_duty_is_told_as_excluded(
    outlook: Outlook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kept(child: str, since: str, why: str) -> Exclusion:
        return Exclusion(child, "cp_visit", day(since), None, why, "A manager", day("2018-02-01"))

    written = Exclusions(
        [kept("C1", "2018-01-02", "Seen by the police"), kept("C2", "2018-01-03", "A later one")]
    )
    monkeypatch.setattr("holdfast.reconciling.comparing.exclusions_of", lambda _: written)
    found = held(outlook, tmp_path, "Child ID\nC3\n")
    assert of(found, "C1").group is ComparisonGroup.EXCLUDED
    assert "Seen by the police" in of(found, "C1").reason.words
    assert of(found, "C2").group is ComparisonGroup.ONLY_OURS
    assert found.as_json()["excluded"] == 1
