"""A number that the register knows: whether it still stands for the same child."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from holdfast.record.identity.births import Agreement, BirthsCompared, compared
from holdfast.record.identity.entries import (
    DeclaredNumbers,
    Kind,
    KnownNumber,
    Register,
    holder,
    turn,
)
from holdfast.record.identity.evidence import ChildEvidence, Import
from holdfast.record.identity.likeness import STRONG, Likeness, likeness

SPEAKS_AGAINST = "the number is the same, but something speaks against it"
BY_CHANCE = "the number and the birth date are the same, but most numbers stand for other children"
EARLIER = "an earlier child of this number has the birth date"
ANOTHER_CHILD = "the birth date is another"
ELSEWHERE = "the number and the birth date are those of another kind of source"

# From how many numbers with another birth date on, being more than those that agree, the numbers
# are taken for another case system's, in which a few agree by chance.
_MANY = 10
# How many numbers two kinds of source must share, and which part of them must agree in birth
# date, before one's numbers are taken for the other's.
_SHARED, _AGREE = 3, 0.9

# A uid that it may be, the number by which that was known, and why.
Perhaps = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class MatchOutcome:
    """What became of a child of an import.

    ``uid`` is empty where the child is to have a new one; ``entry`` is the register's own for
    this number, where it goes on; ``perhaps`` are the children it may be. Of several who would
    have one uid that of the lowest ``rank`` keeps it.
    """

    kind: Kind
    uid: str = ""
    entry: KnownNumber | None = None
    before: str = ""
    why: str = ""
    perhaps: tuple[Perhaps, ...] = ()
    waits: bool = False
    rank: tuple[int, ...] = (9,)


def births_compared(
    held: Mapping[str, list[KnownNumber]], given: Import
) -> dict[str, BirthsCompared]:
    """How the birth dates of known numbers agree with those of an import's children."""
    return {
        one: _compared(holder(held[one], given.snapshot), child)
        for one, child in given.children.items()
        if one in held
    }


def is_another_system(
    found: Iterable[BirthsCompared], declared: DeclaredNumbers, quiet: int
) -> bool:
    """Whether the numbers that two imports share stand for other children.

    Then those that agree in birth date may do so by chance. ``quiet`` more agree.
    """
    counted = Counter(one.agreement for one in found)
    other = counted[Agreement.OTHER]
    if declared.by_matching:
        return other > 0
    same = counted[Agreement.SAME] + counted[Agreement.CORRECTED] + quiet
    return other >= _MANY and other > same


def meet_number(
    register: Register,
    entries: list[KnownNumber],
    found: BirthsCompared,
    given: Import,
    number: str,
    another_system: bool,
) -> MatchOutcome:
    """What a child of a known number is; ``found`` is how the birth dates agree.

    ``another_system`` says that most numbers stand for other children.
    """
    last, child = holder(entries, given.snapshot), given.children[number]
    uid = register.live(last.uid)
    if found.agreement is Agreement.OTHER:
        again = [one for one in entries if one is not last and _is_same(one, child)]
        if again and not another_system:
            earlier = register.live(again[-1].uid)
            return MatchOutcome("returned", earlier, before=number, why=EARLIER, rank=(2,))
        return MatchOutcome("reused", perhaps=((uid, number, ANOTHER_CHILD),))
    if another_system or found.agreement is not Agreement.SAME:
        was = given.before.get(number) if given.before_source == given.source else None
        like = likeness(was, child) if was else None
        if why := _against(found, like, another_system):
            return MatchOutcome("undecided", perhaps=((uid, number, why),), waits=True)
    rank = (1, last.uid != uid, -turn(last.last_seen))
    return MatchOutcome(KINDS[found.agreement], uid, last, why=found.why, rank=rank)


# What a child is of whom the number and the birth date agree so.
KINDS: Mapping[Agreement, Kind] = {
    Agreement.SAME: "same",
    Agreement.NOT_RECORDED: "number_alone",
    Agreement.CORRECTED: "corrected",
}


def _against(found: BirthsCompared, like: Likeness | None, another_system: bool) -> str:
    """What speaks against one child in two imports of one number; empty where nothing does."""
    if another_system:
        sure = like is not None and like.agree & STRONG and not like.contradict
        return "" if sure else BY_CHANCE
    if found.agreement is Agreement.UNCLEAR:
        return found.why
    # A birth date that was corrected or is not recorded is followed where all else agrees.
    if like is not None and like.contradict:
        return f"{SPEAKS_AGAINST}: {like.words}"
    return ""


def of_other_sources(
    register: Register, given: Import, fresh: Mapping[str, ChildEvidence], taken: Collection[str]
) -> dict[str, MatchOutcome]:
    """Children whom another kind of source knows by the same number, or by the case system's.

    Followed only where the two kinds of source share numbers and nearly all agree in birth date.
    """
    # The last holder of each number in any other kind of source.
    known: dict[str, KnownNumber] = {}
    for entry in register.entries:
        if entry.source != given.source:
            last = known.get(entry.number)
            if last is None or turn(entry.first_seen) >= turn(last.first_seen):
                known[entry.number] = entry
    if not known:
        return {}
    found: dict[str, MatchOutcome] = {}
    for numbers in _ways(given, fresh):
        pairs = {
            one: known[number]
            for one, number in numbers.items()
            if one not in found and number in known
        }
        same = [one for one, entry in pairs.items() if _is_same(entry, fresh[one])]
        if len(same) >= _SHARED and len(same) >= _AGREE * len(pairs):
            for one in same:
                entry = pairs[one]
                if (uid := register.live(entry.uid)) not in taken:
                    rank = (3, -turn(entry.last_seen))
                    found[one] = MatchOutcome(
                        "other_source", uid, before=entry.number, why=ELSEWHERE, rank=rank
                    )
    return found


def _ways(given: Import, fresh: Mapping[str, ChildEvidence]) -> Iterable[Mapping[str, str]]:
    """Each way in which the number of an import may be written in another kind of source."""
    yield {one: one for one in fresh}
    yield {one: child.system_number for one, child in fresh.items() if child.system_number}
    if given.before_source != given.source:
        others = {one.system_number: one.number for one in given.before.values()}
        yield {one: others[one] for one in fresh if one in others}


def _is_same(entry: KnownNumber, child: ChildEvidence) -> bool:
    return _compared(entry, child).agreement is Agreement.SAME


def _compared(entry: KnownNumber, child: ChildEvidence) -> BirthsCompared:
    return compared((entry.born, entry.expected), (child.born, child.expected))
