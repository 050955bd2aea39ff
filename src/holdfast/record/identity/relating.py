"""What others ask of the register: the ids of children, and who is who in two snapshots."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from holdfast.record.identity.entries import Register, holder


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


def same_numbers(
    register: Register,
    before: tuple[str, str, Iterable[str]],
    now: tuple[str, str, Iterable[str]],
) -> SameChildren:
    """Who is who in two imports, each given as its source, its snapshot's id and its numbers."""
    source, snapshot, numbers = before
    held = register.held_by(source)
    was = {one: register.live(holder(held[one], snapshot).uid) for one in numbers if one in held}
    uids = uids_of(register, *now)
    by_uid = {register.live(uid): one for one, uid in sorted(uids.items(), reverse=True)}
    by_uid |= {uid: one for one, uid in uids.items() if register.live(uid) == uid}
    renumbered = {
        one: by_uid[uid] for one, uid in was.items() if uid in by_uid and by_uid[uid] != one
    }
    reused = frozenset(
        one for one, uid in was.items() if one in uids and register.live(uids[one]) != uid
    )
    return SameChildren(renumbered, reused)
