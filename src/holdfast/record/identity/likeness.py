"""How like two children of two imports are, and who of those before may be one of those now.

Two things are asked. On what do the two agree, and on what do they contradict each other? And is
each the only one for the other? A child with more than one candidate is never
matched.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from holdfast.record.identity.births import Agreement, compared
from holdfast.record.identity.evidence import ChildEvidence

BORN = "birth date"
HEALTH = "NHS number"
PUPIL = "pupil number"
FORMER = "the number in a case system"
DAYS = "the days on which referrals, plans and care began"
SEX = "sex"

# What hardly two children share. The birth date is asked besides.
STRONG = frozenset({HEALTH, PUPIL, FORMER, DAYS})


@dataclass(frozen=True)
class Likeness:
    """On what two children agree, and on what they contradict each other."""

    agree: frozenset[str]
    contradict: frozenset[str]

    @property
    def may_be_one(self) -> bool:
        """Whether the two may be one child at all.

        Brothers and sisters share days; another NHS number is another child's, unless what
        agrees is as strong.
        """
        against, agree = self.contradict, self.agree
        return (
            bool(agree & STRONG)
            and not (HEALTH in against and not {PUPIL, BORN} <= agree)
            and not (PUPIL in against and HEALTH not in agree)
            and not (BORN in against and not {HEALTH, PUPIL} & agree)
            and not (SEX in against and not {HEALTH, PUPIL, FORMER} & agree)
        )

    @property
    def is_sure(self) -> bool:
        """Whether the birth date and something strong agree, and nothing speaks against it."""
        return BORN in self.agree and bool(self.agree & STRONG) and not self.contradict

    @property
    def words(self) -> str:
        """What agrees, and what does not."""
        found = f"{_listed(self.agree)} agree" if self.agree else ""
        against = f"{_listed(self.contradict)} differ" if self.contradict else ""
        return "; ".join(one for one in (found, against) if one)


def likeness(was: ChildEvidence, now: ChildEvidence) -> Likeness:
    """Compare a child of the import before with one of an import."""
    birth = compared((was.born, was.expected), (now.born, now.expected)).agreement
    agree = {BORN} if birth is Agreement.SAME else set()
    contradict = {BORN} if birth in (Agreement.OTHER, Agreement.UNCLEAR) else set()
    for what, one, other in (
        (HEALTH, was.health_number, now.health_number),
        (PUPIL, was.upn, now.upn),
        (SEX, was.sex, now.sex),
    ):
        if one and other:
            (agree if one == other else contradict).add(what)
    if _former(was, now):
        agree.add(FORMER)
    if was.days and was.days <= now.days:
        agree.add(DAYS)
    return Likeness(frozenset(agree), frozenset(contradict))


def candidates(
    before: Mapping[str, ChildEvidence], now: Mapping[str, ChildEvidence], by: frozenset[str]
) -> dict[str, dict[str, Likeness]]:
    """For each child of now who may be one of before: whom, and how like the two are.

    They are looked for by the marks ``by``. The answer is by the number of now, then of before.
    """
    shared = _by_mark(before, by)
    found: dict[str, dict[str, Likeness]] = {}
    for name, child in now.items():
        olders = {one for mark in _marks(child, by, child.linked) for one in shared.get(mark, ())}
        likenesses = {one: likeness(before[one], child) for one in sorted(olders)}
        viable = {one: how for one, how in likenesses.items() if how.may_be_one}
        if viable:
            found[name] = viable
    return found


def only_pairs(found: Mapping[str, Mapping[str, object]]) -> dict[str, str]:
    """Of candidates those who have no rival on either side: by the number of now, that before."""
    wanted = Counter(one for olders in found.values() for one in olders)
    singles = {name: next(iter(olders)) for name, olders in found.items() if len(olders) == 1}
    return {name: one for name, one in singles.items() if wanted[one] == 1}


Mark = tuple[object, ...]


def _by_mark(before: Mapping[str, ChildEvidence], by: frozenset[str]) -> dict[Mark, list[str]]:
    found: dict[Mark, list[str]] = {}
    for name, child in before.items():
        for mark in _marks(child, by):
            found.setdefault(mark, []).append(name)
    return found


def _marks(
    child: ChildEvidence, by: frozenset[str], linked: Set[str] = frozenset()
) -> Iterator[Mark]:
    """What a child may be found by; ``linked`` are numbers of it besides its own."""
    if HEALTH in by and child.health_number:
        yield (HEALTH, child.health_number)
    if PUPIL in by and child.upn:
        yield (PUPIL, child.upn)
    if DAYS in by and child.born:
        yield from ((DAYS, child.born, day) for day in child.days)
    if FORMER in by:
        numbers = {child.number, child.system_number} | linked
        yield from ((FORMER, number) for number in numbers - {""})


def _former(was: ChildEvidence, now: ChildEvidence) -> bool:
    """Whether a number of the one stands with the other, otherwise than as the same number.

    That two have one number is looked at apart: another case system gives it to another child.
    """
    older = {was.number, was.system_number} - {""}
    newer = ({now.system_number} | now.linked) - {""}
    return bool(older & newer) or (bool(was.system_number) and was.system_number == now.number)


def _listed(words: Iterable[str]) -> str:
    *first, last = sorted(words)
    return f"{', '.join(first)} and {last}" if first else last
