"""The path of every deficit of a made-up county is what really became of it, day for day.

The county has managers of different practice: some challenge what they meet, most hardly do, some
close on paper. The product reads the record and what was said in Holdfast; the truth is reckoned
from the chronicle, and from what was said, with a calendar of its own.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

import pytest

from holdfast.challenge.deficit import DEFICIT_RULES, DeficitKey
from holdfast.challenge.finding import deficit_paths
from holdfast.challenge.path import DeficitPath
from holdfast.challenge.said import SaidInHoldfast, SaidKind, SaidOfDeficit
from holdfast.concerns.register import duty_book
from holdfast.query.outlook import open_outlook
from holdfast.record.store.snapshots import Store
from holdfast.simulation import County, make_county
from holdfast.simulation.people.following_up import Practice
from holdfast.simulation.truth import duties, pasts
from holdfast.simulation.truth.calendar import as_date, number
from holdfast.simulation.truth.concerns import concerns, staff_of
from holdfast.simulation.truth.deficits import DeficitTruth, with_follow_up
from holdfast.simulation.truth.deficits import deficit_paths as true_paths
from holdfast.simulation.written.follow_up import FollowedUp
from holdfast.sources.made_up import import_tables
from tests.depth import often
from tests.property.test_truth import YEARS, eventful

AS_AT = date(2018, 1, 31)
CHILDREN = often(250, 1_500)
MONTHS = 12 * 20


def truth_of(county: County) -> list[DeficitTruth]:
    told, last = list(county.in_record()), number(county.as_at)
    staff = staff_of(told, last)
    return [
        path
        for past in pasts(told, last, as_written=True)
        for path in true_paths(past, duties(past), concerns(past, staff), DEFICIT_RULES.keys())
        if path.started <= last
    ]


def as_truth(path: DeficitPath, people: Collection[str]) -> DeficitTruth:
    def day(one: date | None) -> int | None:
        return None if one is None else number(one)

    return DeficitTruth(
        rule=path.key.rule,
        child=path.key.child,
        started=number(path.key.started),
        detected=number(path.detected),
        seen=day(path.seen),
        challenged=day(path.challenged),
        directed=day(path.directed),
        evidenced=day(path.evidenced),
        lapsed=day(path.lapsed),
        unclear=day(path.unclear),
        recurred=day(path.recurred),
        # Where the record does not say whether anything was said, the truth knows.
        silent=path.is_silent is not False,
        # The inbox of a team is nobody.
        worker=path.worker if path.worker and path.worker in people else "",
        verified=day(path.verified),
        held=day(path.held),
    )


def said_in_holdfast(said: Iterable[FollowedUp]) -> SaidInHoldfast:
    return SaidInHoldfast(
        [
            SaidOfDeficit(
                DeficitKey(one.rule, one.child, as_date(one.started)),
                SaidKind(one.kind),
                as_date(one.on),
                one.by,
                one.owner,
                None if one.due is None else as_date(one.due),
            )
            for one in said
        ]
    )


def told_apart(found: Counter[DeficitTruth], really: Counter[DeficitTruth]) -> str:
    odd: dict[str, list[DeficitTruth]] = defaultdict(list)
    for one in found - really:
        odd[f"{one.rule}: in the product alone"].append(one)
    for one in really - found:
        odd[f"{one.rule}: in truth alone"].append(one)
    return "\n".join(f"{what}: {len(many)}, as {many[0]}" for what, many in sorted(odd.items()))


@pytest.fixture(scope="module")
def lived() -> tuple[County, list[DeficitTruth]]:
    county = make_county(CHILDREN, AS_AT, 3, YEARS, council=eventful())
    return county, truth_of(county)


Lived = tuple[County, list[DeficitTruth]]


def test_every_path_is_what_became_of_the_deficit(lived: Lived, tmp_path: Path) -> None:
    county, really = lived
    said: dict[tuple[str, str, int], list[FollowedUp]] = defaultdict(list)
    for one in county.followed_up(really):
        said[one[:3]].append(one)
    held = [
        with_follow_up(path, said[path.rule, path.child, path.started], number(AS_AT))
        for path in really
    ]
    snapshot = import_tables(Store(tmp_path), county.tables, AS_AT, "2018-02-01T08:30:00")
    staff = county.tables["professionals"].to_pylist()
    people = {one["worker"] for one in staff if one["kind"] != "inbox"}
    told = said_in_holdfast(each for many in said.values() for each in many)
    outlook = open_outlook(snapshot, duty_book(tmp_path))
    try:
        of_record = Counter(
            as_truth(path, people) for path in deficit_paths(outlook, months=MONTHS)
        )
        found = Counter(
            as_truth(one, people) for one in deficit_paths(outlook, told, months=MONTHS)
        )
    finally:
        outlook.close()
    assert not (shown := told_apart(of_record, Counter(really))), shown
    assert not (shown := told_apart(found, Counter(held))), shown
    rules = {one.rule for one in really}
    assert len(rules) > 30, "too few kinds of deficit to be a test"
    for state in ("seen", "challenged", "directed", "evidenced", "lapsed", "recurred"):
        assert any(getattr(one, state) is not None for one in really), state
    assert any(one.silent for one in really)
    assert any(one.held for one in held)
    assert any(one.verified and one.recurred for one in held)


def test_what_is_closed_on_paper_is_not_verified(lived: Lived) -> None:
    (county, really), last = lived, number(AS_AT)
    said = [one for one in county.followed_up(really) if one.kind == "verified"]
    assert {one.practice for one in said} == {*Practice}
    by_key = defaultdict(list)
    for one in county.followed_up(really):
        by_key[one[:3]].append(one)
    paths = {path[:3]: path for path in really}
    undone = [one for one in said if paths[one[:3]].evidenced is None]
    assert any(one.practice == Practice.ON_PAPER for one in undone)
    for one in undone:
        path = with_follow_up(paths[one[:3]], by_key[one[:3]], last)
        assert (path.verified, path.held) == (None, None)
