"""The register of children under random renumberings, merges, splits and reuse."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.record.contact import Referrals
from holdfast.record.family import Persons
from holdfast.record.identity.births import Agreement, compared
from holdfast.record.identity.entries import OF_CHILDREN, Register
from holdfast.record.identity.evidence import ChildEvidence
from holdfast.record.identity.opening import changing, register_with
from holdfast.record.identity.relating import uids_of
from holdfast.record.schema.shape import arrow_schema
from holdfast.record.store.snapshots import Manifest, Snapshot, Store
from tests.property.identity_histories import (
    FIRST,
    SECOND,
    SOURCE,
    THIRD,
    World,
    taken_in,
    uids,
    worlds,
)

FEW = settings(max_examples=150, deadline=None)


def both(world: World) -> tuple[Register, Register]:
    ids = uids()
    first = taken_in(world.before, ids=ids)
    declared = replace(first, declared=world.declared)
    return first, taken_in(world.now, declared, SECOND, world.before, ids)


@FEW
@given(worlds())
def test_every_child_of_an_import_has_one_live_id_of_its_own(world: World) -> None:
    _, register = both(world)
    found = uids_of(register, SOURCE, SECOND, world.now)
    assert found.keys() == world.now.keys()
    assert len(set(found.values())) == len(found)
    assert all(register.live(uid) == uid for uid in found.values())
    counts = register.imports[SECOND].counts
    assert sum(counts[kind] for kind in OF_CHILDREN) == len(world.now)


@FEW
@given(worlds())
def test_nothing_but_an_agreement_of_number_and_birth_date_is_followed_in_silence(
    world: World,
) -> None:
    first, register = both(world)
    was = {uid: one for one, uid in uids_of(first, SOURCE, FIRST, world.before).items()}
    listed = {(one.number, one.kind) for one in register.findings}
    for number, uid in uids_of(register, SOURCE, SECOND, world.now).items():
        if uid not in was:
            continue
        then, child = world.before[was[uid]], world.now[number]
        how = compared((then.born, then.expected), (child.born, child.expected)).agreement
        if was[uid] != number:
            assert (number, "renumbered") in listed
        elif how is Agreement.CORRECTED:
            assert (number, "corrected") in listed
        else:
            assert how in (Agreement.SAME, Agreement.NOT_RECORDED)


@FEW
@given(worlds())
def test_two_children_are_never_mixed_up(world: World) -> None:
    first, register = both(world)
    was = {uid: one for one, uid in uids_of(first, SOURCE, FIRST, world.before).items()}
    for number, uid in uids_of(register, SOURCE, SECOND, world.now).items():
        if uid in was and world.was[was[uid]] != world.is_now[number]:
            then, child = world.before[was[uid]], world.now[number]
            how = compared((then.born, then.expected), (child.born, child.expected)).agreement
            # What no register can see: another child of the same number and birth date.
            assert was[uid] == number
            assert how is not Agreement.OTHER


@FEW
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(world: World, chance: random.Random) -> None:
    shuffled = list(world.now.items())
    chance.shuffle(shuffled)
    mixed = list(world.before.items())
    chance.shuffle(mixed)
    other = replace(world, now=dict(shuffled), before=dict(mixed))
    assert both(world)[1] == both(other)[1]


@FEW
@given(worlds())
def test_the_same_import_again_changes_nothing(world: World) -> None:
    _, register = both(world)
    again = taken_in(world.now, register, THIRD, world.now, iter(()))
    assert again.findings == register.findings
    assert uids_of(again, SOURCE, THIRD, world.now) == uids_of(register, SOURCE, SECOND, world.now)
    assert [replace(one, last_seen="") for one in again.entries] == [
        replace(one, last_seen="") for one in register.entries
    ]


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_asking_only_of_those_who_changed_gives_the_same_answer(world: World) -> None:
    first, slow = both(world)
    with TemporaryDirectory() as folder:
        home = Path(folder)
        then = lay(home, world.before)
        with changing(home) as change:
            change.write(change.register.declaring(world.declared))
        now = lay(home, world.now)
        fast = register_with(now)
        assert fast.imports[now.id].counts == slow.imports[SECOND].counts
        assert told(fast) == told(slow)
        assert whose(fast, then.id, now.id, world) == whose(slow, FIRST, SECOND, world)
    assert first.findings == ()


def told(register: Register) -> list[tuple[object, ...]]:
    return [(one.kind, one.number, one.before, one.why, one.waits) for one in register.findings]


def whose(register: Register, then: str, now: str, world: World) -> dict[str, str | None]:
    """Which child of before each child of now is, by number."""
    source = register.imports[then].source
    was = {uid: one for one, uid in uids_of(register, source, then, world.before).items()}
    is_now = uids_of(register, source, now, world.now)
    return {one: was.get(uid) for one, uid in is_now.items()}


def lay(home: Path, children: Mapping[str, ChildEvidence]) -> Snapshot:
    persons = [
        {
            "child": one.number, "born": one.born, "expected": one.expected, "sex": one.sex or None,
            "health_number": one.health_number or None, "upn": one.upn or None, "source_row": 1,
        }
        for one in children.values()
    ]  # fmt: skip
    referrals = [
        {"referral": f"{one.number}-{n}", "child": one.number, "received": day, "source_row": 1}
        for one in children.values()
        for n, (_, day) in enumerate(sorted(one.days))
    ]
    with Store(home).begin() as draft:
        for table, rows in ((Persons, persons), (Referrals, referrals)):
            cells = pa.Table.from_pylist(rows, schema=arrow_schema(table))
            pq.write_table(cells, draft.table_path(table.name))
        manifest = Manifest(date(2018, 1, 31), "2018-02-01", "made_up", True, "made up")
        return draft.finish(manifest)
