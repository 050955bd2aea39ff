"""Whom the numbers of a supplement mean, and by which number a snapshot knows them.

A row is about a child, whatever number stands in it: the number is looked up once, when the file is
added, and the child's id in the register is kept beside it. So the rows follow a child through a
renumbering or another case system, as everything else does (``record/identity``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from holdfast.record.identity.entries import Register, holder
from holdfast.record.identity.evidence import numbers_in, persons
from holdfast.record.identity.opening import register_with
from holdfast.record.identity.relating import uids_of
from holdfast.record.store.snapshot import Snapshot

CHILDREN_FILE = "children.parquet"

CHILDREN = pa.schema([("number", pa.string()), ("uid", pa.string())])

# The numbers of a child besides that of the source, in a row of ``persons``.
_BESIDES = ("system_number", "upn", "health_number")


@dataclass
class KnownChildren:
    """The children that the register and a snapshot know, to be found by any of their numbers.

    ``here`` are the ids of those whom the snapshot holds. Capitals do not matter, nor noughts in
    front, which spreadsheets take away, as long as one child alone is meant.
    """

    here: frozenset[str]
    _ways: tuple[Mapping[str, set[str]], ...] = field(repr=False)

    def find(self, number: str) -> tuple[str, ...]:
        """The ids of whom a number means, by the first way in which it means anybody.

        None where nobody is known by it; several where it means more than one.
        """
        whole = number.strip().upper()
        spellings = (whole, whole, whole, whole.lstrip("0"))
        for way, written in zip(self._ways, spellings, strict=True):
            if meant := way.get(written):
                return tuple(sorted(meant))
        return ()


def known_children(snapshot: Snapshot) -> KnownChildren:
    """The children known in a data folder whose current snapshot this is.

    Raises what ``register_with`` raises.
    """
    register = register_with(snapshot)
    uids = uids_of(register, snapshot.manifest.source, snapshot.id, numbers_in(snapshot))
    own = {number: register.live(uid) for number, uid in uids.items()}
    here = _gathered(own.items())
    rows = persons(snapshot).select(["child", *_BESIDES]).to_pylist()
    besides = _gathered(
        (row[name], own[row["child"]])
        for row in rows
        for name in _BESIDES
        if row[name] and row["child"] in own
    )
    ever = _gathered(_ever(register))
    systems = ((row["system_number"], own.get(row["child"], "")) for row in rows)
    spelled = [*own.items(), *((one, uid) for one, uid in systems if one and uid), *_ever(register)]
    bare = _gathered((number.lstrip("0"), uid) for number, uid in spelled)
    return KnownChildren(frozenset(own.values()), (here, besides, ever, bare))


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for number, uid in pairs:
        found.setdefault(number.upper(), set()).add(uid)
    found.pop("", None)
    return found


def _ever(register: Register) -> list[tuple[str, str]]:
    """Every number by which any source knew a child; of one used again the child who has it now."""
    sources = sorted({one.source for one in register.entries})
    latest = register.latest_import()
    return [
        (number, register.live(holder(entries, latest).uid))
        for source in sources
        for number, entries in register.held_by(source).items()
    ]


def numbers_by_child(register: Register, snapshot: Snapshot) -> dict[str, str]:
    """The number by which a snapshot knows each child, by the child's id.

    Where two numbers of the snapshot are one child's since a later decision, that of the id that
    did not give way.
    """
    source = snapshot.manifest.source
    uids = uids_of(register, source, snapshot.id, numbers_in(snapshot))
    found = {register.live(uid): number for number, uid in uids.items()}
    return found | {uid: number for number, uid in uids.items() if register.live(uid) == uid}


def children_table(meant: Mapping[str, str]) -> pa.Table:
    """Numbers as they were given, and the ids of whom they mean, as rows of their file."""
    numbers = sorted(meant)
    return pa.table([numbers, [meant[one] for one in numbers]], schema=CHILDREN)
