"""What others ask of the register: the ids of children, and who is who in two snapshots."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from holdfast.record.identity.entries import KnownNumber, Register, holder, turn
from holdfast.record.store.snapshot import Snapshot


@dataclass(frozen=True)
class SameChildren:
    """Who of an earlier snapshot is who of a later one.

    ``renumbered`` gives the number of now by that of before, where the two differ; several of
    before may be one of now, since merged. ``reused`` are numbers that stand for one child before
    and for another now. Any other number that both have is the same child's.
    """

    renumbered: Mapping[str, str]
    reused: frozenset[str]

    def now(self, number: str) -> str | None:
        """The number of now of a child of before; None where that number is another child's."""
        if number in self.renumbered:
            return self.renumbered[number]
        return None if number in self.reused else number


NOBODY = SameChildren({}, frozenset())


def uids_of(
    register: Register, source: str, snapshot: str, numbers: Iterable[str]
) -> dict[str, str]:
    """The live uid of each number of a snapshot that the register knows.

    No two have one: where a later decision made one child of two that this snapshot holds apart,
    the one that gave way keeps its own.
    """
    held = register.held_by(source)
    own = {one: holder(held[one], snapshot).uid for one in numbers if one in held}
    live = {one: register.live(uid) for one, uid in own.items()}
    owners = {uid for one, uid in live.items() if own[one] == uid}
    found: dict[str, str] = {}
    for one in sorted(own):
        shared = live[one] in owners and own[one] != live[one]
        found[one] = own[one] if shared else live[one]
        owners.add(live[one])
    return found


def same_children(register: Register, before: Snapshot, now: Snapshot) -> SameChildren:
    """Who of an earlier snapshot is who of a later one, by a register that has taken in both.

    Only the register is read. A number that a snapshot lacks, though imports before and after it
    have it, counts as there.
    """
    source, snapshot = before.manifest.source, before.id
    held = register.held_by(source)
    was = {
        one: register.live(holder(held[one], snapshot).uid) for one in _numbers_at(held, snapshot)
    }
    later = register.held_by(now.manifest.source)
    uids = uids_of(register, now.manifest.source, now.id, _numbers_at(later, now.id))
    by_uid = {register.live(uid): one for one, uid in uids.items()}
    by_uid |= {uid: one for one, uid in uids.items() if register.live(uid) == uid}
    renumbered = {
        one: by_uid[uid] for one, uid in was.items() if uid in by_uid and by_uid[uid] != one
    }
    reused = frozenset(
        one for one, uid in was.items() if one in uids and register.live(uids[one]) != uid
    )
    return SameChildren(renumbered, reused)


def _numbers_at(held: Mapping[str, list[KnownNumber]], snapshot: str) -> list[str]:
    """The numbers that were in use at an import."""
    at = turn(snapshot)
    return [
        number
        for number, entries in held.items()
        if any(turn(one.first_seen) <= at <= turn(one.last_seen) for one in entries)
    ]
