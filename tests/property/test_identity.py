"""The register of children under random renumberings, merges, splits and reuse."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.record.identity.births import Agreement, compared
from holdfast.record.identity.entries import OF_CHILDREN, Register
from holdfast.record.identity.relating import uids_of
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
