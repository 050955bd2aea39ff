"""Children who are not known again by their numbers: matched by what else two imports hold."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from holdfast.record.identity.entries import Register, holder
from holdfast.record.identity.evidence import ChildEvidence, Import
from holdfast.record.identity.likeness import (
    DAYS,
    FORMER,
    HEALTH,
    PUPIL,
    candidates,
    likeness,
    only_pairs,
)
from holdfast.record.identity.numbers import MatchOutcome, Perhaps

ALIKE = "birth date and sex agree, and nothing else is known"
DOUBLE = "the NHS or pupil number is that of a child who is still there"
MERGED = "the NHS or pupil number is that of a child who is no longer there"

# The children that one child may be, at most, that are put before a person.
MOST = 3
# What is asked first tells brothers and sisters apart; what is asked then may not.
_STAGES = (frozenset({HEALTH, PUPIL, FORMER}), frozenset({DAYS}))


class Leftover:
    """The children of an import who have no id yet, and those of before who have no child yet.

    ``now`` and ``before`` are by number; ``uids`` gives the id of a number of before.
    """

    def __init__(
        self,
        given: Import,
        uids: Mapping[str, str],
        met: Mapping[str, MatchOutcome],
        superseded: Collection[str],
        by_matching: bool,
    ) -> None:
        self.given, self.uids, self.met, self.by_matching = given, uids, met, by_matching
        taken = {one.uid for one in met.values() if one.uid}
        spoken_for = {uid for one in met.values() if one.uid for uid, *_ in one.perhaps}
        self.before = {
            one: given.before[one]
            for one, uid in self.uids.items()
            if uid not in taken and uid not in spoken_for and uid not in superseded
        }
        self.now = {
            one: child
            for one, child in given.children.items()
            if one not in met or (not met[one].uid and met[one].kind != "split")
        }


@dataclass(frozen=True)
class Merged:
    """A child of before who may be one that is still there: numbers, ids and why."""

    number: str
    before: str
    uid: str
    other: str
    why: str


def proposals(left: Leftover) -> dict[str, MatchOutcome]:
    """What becomes of the children who are like one of before."""
    before, now = dict(left.before), dict(left.now)
    found: dict[str, MatchOutcome] = {}
    for by in _STAGES:
        alike = candidates(before, now, by)
        pairs = only_pairs(alike)
        for number, olders in alike.items():
            likely = sorted(olders.items(), key=lambda pair: (-len(pair[1].agree), pair[0]))[:MOST]
            older, like = likely[0]
            if number in pairs and left.by_matching and like.is_sure:
                found[number] = MatchOutcome(
                    "renumbered", left.uids[older], before=older, why=like.words
                )
            else:
                children = [(left.uids[one], one, like.words) for one, like in likely]
                found[number] = _perhaps(left, number, children)
            now.pop(number)
        for olders in alike.values():
            for one in olders:
                before.pop(one, None)
    if left.by_matching:
        for number, older in _alike_in_all(before, now).items():
            found[number] = _perhaps(left, number, [(left.uids[older], older, ALIKE)])
    return found


def _perhaps(left: Leftover, number: str, children: Iterable[Perhaps]) -> MatchOutcome:
    """A child who waits; also on whether it is the one of its own number, if that waited."""
    met = left.met.get(number)
    own = met.perhaps if met and met.waits else ()
    further = tuple(one for one in children if one[0] not in {uid for uid, *_ in own})
    return MatchOutcome("undecided", perhaps=own + further, waits=True)


def _alike_in_all(
    before: Mapping[str, ChildEvidence], now: Mapping[str, ChildEvidence]
) -> dict[str, str]:
    """Pairs of whom nothing is known but birth date and sex, and whom both share with nobody."""
    by_birth: dict[object, list[str]] = {}
    for number, child in before.items():
        if child.born:
            by_birth.setdefault((child.born, child.sex), []).append(number)
    found = {
        number: dict.fromkeys(by_birth[child.born, child.sex])
        for number, child in now.items()
        if (child.born, child.sex) in by_birth
    }
    pairs = only_pairs(found)
    return {
        number: older
        for number, older in pairs.items()
        if not likeness(before[older], now[number]).contradict
    }


def doubles(left: Leftover) -> dict[str, MatchOutcome]:
    """New children who share a number with a child of before who is still there."""
    new = _by_mark({one: child for one, child in left.now.items() if one not in left.met})
    still = {
        one: child
        for one, child in (left.given.before if new else {}).items()
        if one in left.uids and one not in left.before
    }
    return {
        number: MatchOutcome("split", before=older, perhaps=((left.uids[older], older, DOUBLE),))
        for older, child in sorted(still.items())
        for mark in _marks(child)
        for number in new.get(mark, ())
    }


def merged_perhaps(left: Leftover) -> list[Merged]:
    """Children of before who are gone, and share a number with one who is still there."""
    if left.given.before_source != left.given.source:
        return []
    children = left.given.children
    gone = _by_mark({one: child for one, child in left.before.items() if one not in children})
    found = {
        older: Merged(number, older, left.uids[older], left.met[number].uid, MERGED)
        for number, child in sorted((children if gone else {}).items())
        if left.met[number].entry
        for mark in _marks(child)
        for older in gone.get(mark, ())
    }
    return [found[one] for one in sorted(found)]


def _by_mark(children: Mapping[str, ChildEvidence]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for number, child in sorted(children.items()):
        for mark in _marks(child):
            found.setdefault(mark, []).append(number)
    return found


def _marks(child: ChildEvidence) -> Iterable[tuple[str, str]]:
    if child.health_number:
        yield (HEALTH, child.health_number)
    if child.upn:
        yield (PUPIL, child.upn)


def uids_before(register: Register, given: Import) -> dict[str, str]:
    """The id of each child of the import before."""
    if not given.before:
        return {}
    entries = register.held_by(given.before_source)
    latest = register.latest_import(given.before_source)
    return {
        one: register.live(holder(entries[one], latest).uid)
        for one in given.before
        if one in entries
    }
