"""The register of children: our own id of each, and the numbers by which sources knew the child.

Nothing here reads or writes a file. The register is a value: what changes it gives another.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from secrets import token_bytes
from typing import Literal

UID_BYTES = 10

Kind = Literal[
    "same", "number_alone", "corrected", "returned", "renumbered", "other_source", "reused",
    "split", "undecided", "new", "merged", "gone",
]  # fmt: skip

# What may become of a child of an import: each child is counted under one of these.
OF_CHILDREN: tuple[Kind, ...] = (
    "same", "number_alone", "corrected", "returned", "renumbered", "other_source", "reused",
    "split", "undecided", "new",
)  # fmt: skip
# Counted besides: ids that gave way to another, and children of the last import that are absent.
BESIDES: tuple[Kind, ...] = ("merged", "gone")

WORDS: Mapping[Kind, str] = {
    "same": "the same number and birth date",
    "number_alone": "the same number, a birth date not recorded",
    "corrected": "the same number, a birth date corrected",
    "returned": "a number that is again the child's who had it before",
    "renumbered": "another number of the same child",
    "other_source": "known by the number of another kind of source",
    "reused": "a number used again for another child",
    "split": "perhaps a part or a double of a child who is still there",
    "undecided": "perhaps a child known by another number or birth date",
    "new": "not seen before",
    "merged": "merged into another child",
    "gone": "in the last import and not in this",
}


@dataclass(frozen=True, slots=True)
class KnownNumber:
    """That a source knew a child by a number, from one import to another.

    ``uid`` is the child's id of our own, random and in hexadecimal; ``first_seen`` and
    ``last_seen`` are ids of snapshots. A child has an entry for each number in turn, and for
    each source. ``superseded_by`` is the uid to which this one gave way, or empty.
    """

    uid: str
    source: str
    number: str
    born: date | None
    expected: date | None
    first_seen: str
    last_seen: str
    superseded_by: str = ""

    @property
    def first_day(self) -> date:
        """The as-at day of the first import that held the child by this number."""
        return date.fromisoformat(self.first_seen[:10])

    @property
    def last_day(self) -> date:
        """The as-at day of the last."""
        return date.fromisoformat(self.last_seen[:10])


@dataclass(frozen=True)
class IdentityDecision:
    """What a person decided about a finding: that it is the same child, or another."""

    same: bool
    reason: str
    by: str
    at: str


@dataclass(frozen=True)
class Finding:
    """Something about a child of an import that was not followed in silence.

    ``number`` is the child's in the snapshot, ``before`` the number that it was or may have been
    known by. ``uid`` is the child's id and ``other`` that of the child it is, was or may be; both
    are one where the same child was followed. ``why`` quotes nothing of a child's row.
    """

    id: int
    kind: Kind
    snapshot: str
    number: str
    before: str
    uid: str
    other: str
    why: str
    waits: bool = False
    decisions: tuple[IdentityDecision, ...] = ()

    @property
    def is_waiting(self) -> bool:
        """Whether a person has to decide about it and has not."""
        return self.waits and not self.decisions


@dataclass(frozen=True)
class DeclaredNumbers:
    """What the council said about the next import: which number becomes which.

    ``by_matching``: that the numbers are another case system's, and the children are to be found
    by what else the record has of them.
    """

    rows: tuple[tuple[str, str], ...] = ()
    by_matching: bool = False

    def __bool__(self) -> bool:
        return bool(self.rows) or self.by_matching


@dataclass(frozen=True)
class Imported:
    """An import that the register has taken in: its kind of source, and what it found, counted."""

    source: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Register:
    """Every child that was ever imported. ``imports`` is by snapshot id."""

    entries: tuple[KnownNumber, ...] = ()
    imports: Mapping[str, Imported] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    declared: DeclaredNumbers = DeclaredNumbers()

    @cached_property
    def successors(self) -> Mapping[str, str]:
        """The uids that gave way, each with the one to which it did."""
        return {one.uid: one.superseded_by for one in self.entries if one.superseded_by}

    def live(self, uid: str) -> str:
        """The uid that stands for a child today: itself, or where its successors lead."""
        if uid not in self.successors:
            return uid
        seen = {uid}
        while (following := self.successors.get(uid)) is not None and following not in seen:
            seen.add(uid := following)
        return uid

    def held_by(self, source: str) -> dict[str, list[KnownNumber]]:
        """A source's entries by number, the earliest first."""
        found: dict[str, list[KnownNumber]] = {}
        for one in self.entries:
            if one.source == source:
                found.setdefault(one.number, []).append(one)
        return found

    def latest_import(self, source: str = "") -> str:
        """The id of the last import taken in, of a source or of any; empty where there is none."""
        of = (one for one, what in self.imports.items() if source in ("", what.source))
        return max(of, key=turn, default="")

    @property
    def waiting(self) -> tuple[Finding, ...]:
        """The findings that wait for a person."""
        return tuple(one for one in self.findings if one.is_waiting)

    def declaring(self, declared: DeclaredNumbers) -> "Register":
        """The register in which this is declared for the next import, and nothing else."""
        return replace(self, declared=declared)

    def superseding(self, uid: str, by: str) -> "Register":
        """The register in which ``uid`` has given way to ``by``; to none where that is empty."""
        entries = (
            replace(one, superseded_by=by) if one.uid == uid else one for one in self.entries
        )
        return replace(self, entries=tuple(entries))


@cache
def turn(snapshot_id: str) -> int:
    """Which import of the data folder it was: imports are in this order, whatever their days."""
    # Asked a million times of the few imports that a register names.
    return int(snapshot_id[11:])


def in_order(entries: Iterable[KnownNumber]) -> tuple[KnownNumber, ...]:
    """Entries in the one order in which a register holds them."""
    return tuple(
        sorted(entries, key=lambda one: (one.source, one.number, turn(one.first_seen), one.uid))
    )


def holder(entries: list[KnownNumber], snapshot_id: str) -> KnownNumber:
    """Of the entries of one number, that of the child who had it at an import."""
    if len(entries) == 1:
        return entries[0]
    at = turn(snapshot_id)
    before = [one for one in entries if turn(one.first_seen) <= at]
    return before[-1] if before else entries[0]


def new_uids() -> Iterator[str]:
    """Ids that were never used: random, so that none tells of a child or can be guessed."""
    while True:
        many = token_bytes(UID_BYTES * 1024).hex()
        yield from (many[at : at + 2 * UID_BYTES] for at in range(0, len(many), 2 * UID_BYTES))
