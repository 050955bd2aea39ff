"""Who could take on whom: continuity, brothers and sisters, room, and what was traded."""

from dataclasses import replace
from typing import Any

import pytest

from holdfast.allocating.proposal import AllocationProposal
from holdfast.allocating.proposing import propose
from holdfast.query.caseload.points import HeldStatus
from tests.records import Rows, day
from tests.unit.test_caseload import SCHEME, held, person, post, seen

OLD = day("2024-03-01")


def team(
    waiting: str,
    workers: str = "XY",
    involvements: tuple[dict[str, Any], ...] = (),
    **more: Any,
) -> Rows:
    """A team whose children wait in its inbox since 1 March."""
    return {
        "persons": [{"child": child, "birth_date": day("2015-05-05")} for child in "ABCDEFGH"],
        "referrals": [
            {"referral": child, "child": child, "received": OLD, "decided": OLD}
            for child in "ABCDEFGH"
        ],
        "teams": [{"team": "T1"}],
        "professionals": [person(worker, registration="SW1") for worker in workers],
        "employments": [post(worker) for worker in workers],
        "involvements": [
            *(held(child, "IN", "2024-03-01", named=False) for child in waiting),
            *involvements,
        ],
        **more,
    }


def proposed(rows: Rows, **scheme: Any) -> AllocationProposal:
    return propose(seen(rows), "T1", replace(SCHEME, **scheme))


def placed(found: AllocationProposal) -> dict[str, str]:
    return {child: one.proposed.worker for one in found.placed for child in one.waiting.numbers}


def test_who_held_the_child_before_comes_first() -> None:
    before = held("A", "Y", "2022-01-10", ended=day("2023-01-10"))
    found = proposed(team("A", involvements=(before,)))
    assert placed(found) == {"A": "Y"}
    assert found.placed[0].proposed.reasons[0] == "held the child before, until 10 January 2023"
    assert found.proven


def test_a_brother_goes_to_who_holds_the_sister_and_counts_for_less() -> None:
    siblings = [{"child": child, "family": "F1"} for child in "AB"]
    rows = team("A", involvements=(held("B", "X"),), family_links=siblings)
    found = proposed(rows)
    assert placed(found) == {"A": "X"}
    assert found.placed[0].proposed.points == SCHEME.status[HeldStatus.CASE] / 2


def test_brothers_and_sisters_are_placed_together_or_not_at_all() -> None:
    siblings = [{"child": child, "family": "F1"} for child in "ABC"]
    together = proposed(team("ABC", family_links=siblings))
    assert len(set(placed(together).values())) == 1
    # 4 + 2 + 2 points, and room for 7.
    alone = proposed(team("ABC", family_links=siblings), full_time=7.0)
    assert placed(alone) == {}
    assert "for all 3 together, and a family is not split" in alone.unplaced[0].why


def test_nobody_is_given_more_than_there_is_room_for() -> None:
    found = proposed(team("ABCDE"), full_time=8.0)
    assert len(found.placed) == 4
    assert sorted(placed(found).values()) == ["X", "X", "Y", "Y"]
    assert "went to families that come first" in found.unplaced[0].why


def test_children_on_a_plan_come_before_more_children() -> None:
    plan = [{"plan": "P", "child": "A", "started": OLD}]
    found = proposed(team("ABC", "X", protection_plans=plan), full_time=9.0)
    assert placed(found) == {"A": "X"}


def test_work_is_spread_where_nothing_else_decides() -> None:
    found = proposed(team("ABCD"))
    assert sorted(placed(found).values()) == ["X", "X", "Y", "Y"]


def test_what_was_traded_is_told() -> None:
    before = tuple(held(child, "X", "2022-01-10", ended=day("2023-01-10")) for child in "AB")
    found = proposed(team("AB", involvements=before), full_time=4.0)
    assert set(placed(found).values()) == {"X", "Y"}
    (traded,) = [one for one in found.placed if one.traded]
    assert traded.traded.startswith("Worker X would have been the first choice (held the child")
    other = next(one for one in found.placed if not one.traded)
    assert other.waiting.numbers[0] in traded.traded


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"absences": [{"absence": "1", "worker": "X", "started": OLD}]}, "away since 1 March"),
        ({"professionals": [person("X", kind="manager")]}, ""),
        ({"professionals": [person("X")]}, "not a registered social worker"),
        ({"employments": [post("X", newly_qualified=True, since="2023-09-01")]}, "first year"),
        ({"employments": [post("X", full_time_equivalent=None)]}, "hours are not recorded"),
        ({"employments": [post("X", full_time_equivalent=0.05)]}, "no room: room for 5"),
    ],
)
def test_who_cannot_be_proposed_and_why(more: dict[str, Any], why: str) -> None:
    plan = [{"plan": "P", "child": "A", "started": OLD}]
    found = proposed(team("A", "X", protection_plans=plan, **more))
    assert placed(found) == {}
    (left,) = found.unplaced
    assert [one.why_not for one in left.candidates] == ([left.candidates[0].why_not] if why else [])
    assert why in (left.candidates[0].why_not if why else left.why)


def test_experience_is_preferred_once_a_supervisor_confirmed_it() -> None:
    plan = [{"plan": "P", "child": "A", "started": OLD}]
    declared = [
        {"experience": worker, "worker": worker, "about": "protection", "declared": OLD} | sure
        for worker, sure in (("X", {}), ("Y", {"confirmed": OLD}))
    ]
    found = proposed(team("A", protection_plans=plan, declared_experience=declared))
    assert placed(found) == {"A": "Y"}
    assert found.lacking == ()
    others = {one.worker: one.doubts for one in found.placed[0].candidates}
    assert others["X"] == ("no experience confirmed: child protection plans",)


def test_a_child_whose_referral_is_not_decided_is_not_ready() -> None:
    rows = team("")
    referral = {"referral": "A", "child": "A", "received": OLD, "decided": None}
    inbox = held("A", "IN", "2024-03-01", named=False)
    found = proposed({**rows, "referrals": [referral], "involvements": [inbox]})
    assert found.placed == ()
    assert [one.child for one in found.not_ready] == ["A"]
