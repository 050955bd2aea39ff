"""Finds the children of an import in the register: a pure function of what both say.

The number and the birth date agree: the same child. Whatever else is followed, because the
council declared it or because a correction is of a kind named in ``births``, is counted and
listed. What may be so, and was not declared, waits for a person. Until somebody decides, a child
in doubt has an id of its own: to part two children is put right later, to mix them is not.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from holdfast.record.identity.births import Agreement
from holdfast.record.identity.claims import Claimed, claimed_by
from holdfast.record.identity.entries import (
    OF_CHILDREN,
    DeclaredNumbers,
    Finding,
    Imported,
    Kind,
    KnownNumber,
    Register,
    in_order,
    turn,
)
from holdfast.record.identity.evidence import ChildEvidence, Import
from holdfast.record.identity.like_children import (
    Leftover,
    doubles,
    merged_perhaps,
    proposals,
    uids_before,
)
from holdfast.record.identity.numbers import (
    MatchOutcome,
    births_compared,
    is_another_system,
    meet_number,
    of_other_sources,
)

NOT_GONE = "the mapping says that it was merged, but it is another child of the data"
SEVERAL = "two children of the data are the one child of before"


def match(register: Register, given: Import, uids: Iterator[str]) -> Register:
    """The register with the children of an import in it, and what was found about them.

    ``uids`` gives ids that were never used. The order of the children does not matter.
    """
    return _Matching(register, given, uids).matched()


def stand_for_others(register: Register, given: Import) -> bool:
    """Whether the numbers of an import are another case system's."""
    found = births_compared(register.held_by(given.source), given)
    return is_another_system(found.values(), register.declared, given.quiet)


def to_look_at(register: Register, given: Import) -> tuple[set[str], set[str]]:
    """The numbers of before, and of the import, of whom more has to be known than a person's row.

    They are those that are in one alone or whose birth date is another; all, where the numbers
    are another case system's.
    """
    if stand_for_others(register, given):
        return set(given.before), set(given.children)
    held = register.held_by(given.source)
    found = births_compared(held, given)
    differ = {one for one, how in found.items() if how.agreement is not Agreement.SAME}
    new = given.children.keys() - held.keys()
    return (given.before.keys() - given.children.keys()) | differ, new | differ


class _Matching:
    """One import on its way into the register."""

    def __init__(self, register: Register, given: Import, uids: Iterator[str]) -> None:
        self.register, self.given, self.uids = register, given, uids
        self.held = register.held_by(given.source)
        self.uids_before = uids_before(register, given)
        self.met: dict[str, MatchOutcome] = {}
        self.superseded: dict[str, str] = {}
        self.findings: list[Finding] = []

    def matched(self) -> Register:
        given, register = self.given, self.register
        # By the council's mapping, and by number and birth date.
        claims = claimed_by(register, given.source, given.snapshot, given.children)
        found = births_compared(self.held, given)
        unclaimed = {number: how for number, how in found.items() if number not in claims}
        another = is_another_system(unclaimed.values(), register.declared, given.quiet)
        self.met = {number: claim.met for number, claim in claims.items()}
        for number, how in unclaimed.items():
            known = self.held[number]
            self.met[number] = meet_number(register, known, how, given, number, another)
        fresh = {one: given.children[one] for one in given.children.keys() - self.met.keys()}
        taken = {met.uid for met in self.met.values()}
        self.met |= of_other_sources(register, given, fresh, taken)
        self._leave_each_uid_to_one()
        # By all else that the two imports say of whom the numbers have not told.
        self.met |= proposals(self._leftover())
        self.met |= doubles(self._leftover())
        for number in sorted(given.children):
            met = self.met.get(number, MatchOutcome("new"))
            self.met[number] = met if met.uid else replace(met, uid=next(self.uids))
        self._tell_findings(claims)
        return replace(
            register,
            entries=in_order(self._entries()),
            imports={**register.imports, given.snapshot: self._imported()},
            findings=(*register.findings, *self.findings),
            declared=DeclaredNumbers(),
        )

    def _leave_each_uid_to_one(self) -> None:
        """Of several who would have one uid only the nearest keeps it; of equals, none."""
        by_uid: dict[str, list[str]] = {}
        for number, met in self.met.items():
            if met.uid:
                by_uid.setdefault(met.uid, []).append(number)
        for uid, numbers in by_uid.items():
            if len(numbers) > 1:
                ranked = sorted(numbers, key=lambda one: (self.met[one].rank, one))
                equal = self.met[ranked[0]].rank == self.met[ranked[1]].rank
                for one in ranked if equal else ranked[1:]:
                    before = self.met[one].before or one
                    perhaps = ((uid, before, SEVERAL),)
                    self.met[one] = MatchOutcome(
                        "split", before=before, perhaps=perhaps, waits=True
                    )

    def _leftover(self) -> Leftover:
        by_matching = self.register.declared.by_matching
        return Leftover(self.given, self.uids_before, self.met, self.superseded, by_matching)

    def _tell_findings(self, claims: Mapping[str, Claimed]) -> None:
        """What was found: who was merged, and may be; then what became of each number."""
        taken = {met.uid for met in self.met.values()}
        for number, claim in sorted(claims.items()):
            uid = claim.met.uid
            for older, before in claim.merged if self.met[number].uid == uid else ():
                # What is still a child of the import, or merged already, cannot give way.
                if older in taken or older in self.superseded:
                    self._find("undecided", number, before, older, uid, NOT_GONE, True)
                else:
                    self.superseded[older] = uid
                    self._find("merged", number, before, older, uid, claim.why)
        for one in merged_perhaps(self._leftover()):
            self._find("undecided", one.number, one.before, one.uid, one.other, one.why, True)
        for number, met in sorted(self.met.items()):
            if met.kind in ("corrected", "returned", "renumbered"):
                self._find(met.kind, number, met.before or number, met.uid, met.uid, met.why)
            for uid, before, why in met.perhaps:
                if met.kind in ("undecided", "reused", "split"):
                    self._find(met.kind, number, before, met.uid, uid, why, met.waits)
                else:  # a child who is known: whoever it may be besides would give way
                    self._find("undecided", number, before, uid, met.uid, why, met.waits)

    def _find(
        self, kind: Kind, number: str, before: str, uid: str, other: str, why: str,
        waits: bool = False,
    ) -> None:  # fmt: skip
        ids = max((one.id for one in self.register.findings), default=0) + len(self.findings) + 1
        self.findings.append(
            Finding(ids, kind, self.given.snapshot, number, before, uid, other, why, waits)
        )

    def _entries(self) -> Iterator[KnownNumber]:
        extended = {id(met.entry): number for number, met in self.met.items() if met.entry}
        for one in self.register.entries:
            number = extended.get(id(one))
            entry = one if number is None else self._seen_again(one, self.given.children[number])
            by = self.superseded.get(one.uid)
            yield entry if by is None else replace(entry, superseded_by=by)
        for number, met in self.met.items():
            if met.entry is None:
                child, seen = self.given.children[number], self.given.snapshot
                yield KnownNumber(
                    met.uid, self.given.source, number, child.born, child.expected, seen, seen
                )

    def _seen_again(self, one: KnownNumber, child: ChildEvidence) -> KnownNumber:
        seen, at = self.given.snapshot, turn(self.given.snapshot)
        # As the import has it, so that a correction is listed once; what it lacks is kept.
        given = (child.born, child.expected) if child.born or child.expected else None
        born, expected = given or (one.born, one.expected)
        return KnownNumber(
            one.uid,
            one.source,
            one.number,
            born,
            expected,
            seen if at < turn(one.first_seen) else one.first_seen,
            seen if at > turn(one.last_seen) else one.last_seen,
            one.superseded_by,
        )

    def _imported(self) -> Imported:
        counts = Counter(met.kind for met in self.met.values())
        counts["same"] += self.given.quiet
        present = {met.uid for met in self.met.values()} | self.superseded.keys()
        latest = self.register.latest_import(self.given.source)
        last = {
            self.register.live(one.uid)
            for entries in self.held.values()
            for one in entries
            if one.last_seen == latest
        }
        found = {kind: counts[kind] for kind in OF_CHILDREN}
        besides = {"merged": len(self.superseded), "gone": len(last - present)}
        return Imported(self.given.source, found | besides)
