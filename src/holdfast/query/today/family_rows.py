"""Rows of the pages of a day: brothers and sisters whom one worker holds are one row.

Every list stands in one order: what the child is on, who set the day (law, then guidance, then the
council), days, the most first, then the child's number. Days are those since the child was last
seen where the child is to be seen, else those over.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.law import Tier
from holdfast.query.concerns import ChildIsOn, ConcernTrueOf
from holdfast.query.today.asks import Ask
from holdfast.query.today.day_facts import DayFacts, Discussed, OpenDuty

NEVER_SEEN = 100_000
_PLACES = {standing: place for place, standing in enumerate(ChildIsOn)}
_TIERS = {tier: place for place, tier in enumerate(Tier)}


@dataclass(frozen=True)
class OverdueFamily:
    """Children of one family whom one worker holds, and what is asked for them.

    The first of ``duties`` stands first in the order of lists, and is why the row stands where it
    does; so is the first of ``children``. ``standing`` and ``last_seen`` are of that child;
    ``discussed`` is None where nothing is recorded or the source tells nothing. ``is_new``: the
    first became overdue since the last working day.
    """

    family: str
    children: tuple[str, ...]
    worker: str | None
    team: str | None
    standing: ChildIsOn
    duties: tuple[OpenDuty, ...]
    last_seen: date | None
    discussed: Discussed | None
    is_new: bool

    @property
    def first(self) -> OpenDuty:
        """The duty for which the row stands where it does."""
        return self.duties[0]


@dataclass(frozen=True)
class UnheldChild:
    """A child for whom nobody can act, since when, and what falls due or came in meanwhile."""

    child: str
    family: str
    standing: ChildIsOn
    strand: str
    since: date
    next_due: OpenDuty | None
    is_new: bool


@dataclass(frozen=True)
class NameThatStands:
    """The children in the name of one worker, or of nobody, for whom nobody can act.

    A leaver's cases are allocated together, so they are one row. ``fact`` is that of the first.
    """

    worker: str | None
    fact: str
    strand: str
    children: tuple[UnheldChild, ...]

    @property
    def families(self) -> tuple[tuple[UnheldChild, ...], ...]:
        """The children by family, in the order of the list."""
        found: dict[str, list[UnheldChild]] = {}
        for child in self.children:
            found.setdefault(child.family, []).append(child)
        return tuple(tuple(one) for one in found.values())

    @property
    def is_new(self) -> bool:
        """Whether of any of them it was not yet so on the last working day."""
        return any(child.is_new for child in self.children)


def family_rows(
    facts: DayFacts, duties: Iterable[OpenDuty], law_first: bool = False
) -> tuple[OverdueFamily, ...]:
    """Duties as rows, in the order of every list; ``law_first`` puts who set the day above all."""
    together: dict[tuple[str, str | None], list[OpenDuty]] = {}
    ordered = sorted(duties, key=lambda one: list_order(facts, one))
    if law_first:
        ordered.sort(key=lambda one: _TIERS[one.tier])
    for duty in ordered:
        key = (facts.family.get(duty.child, duty.child), duty.worker)
        together.setdefault(key, []).append(duty)
    return tuple(_row(facts, family, own) for (family, _), own in together.items())


def names_that_stand(
    facts: DayFacts, unheld: Sequence[ConcernTrueOf], next_due: dict[str, OpenDuty]
) -> tuple[NameThatStands, ...]:
    """Children for whom nobody can act, by the name that stands: the order is that of the list."""
    together: dict[tuple[str, str | None], list[ConcernTrueOf]] = defaultdict(list)
    for one in unheld:
        together[one.strand, one.worker].append(one)
    return tuple(
        NameThatStands(
            worker,
            own[0].fact,
            strand,
            tuple(_unheld(facts, one, next_due.get(one.child)) for one in own),
        )
        for (strand, worker), own in together.items()
    )


def list_order(facts: DayFacts, duty: OpenDuty) -> tuple[int, int, int, str]:
    """What every list is sorted by, and nothing else."""
    standing = facts.standing.get(duty.child, ChildIsOn.NOTHING)
    return _PLACES[standing], _TIERS[duty.tier], -_days(facts, duty), duty.child


def _days(facts: DayFacts, duty: OpenDuty) -> int:
    """Whom the record never shows as seen stands before everybody whom it does."""
    if duty.ask is not Ask.SEE:
        return duty.days_over
    seen = facts.last_seen.get(duty.child)
    return (facts.day - seen).days if seen else NEVER_SEEN


def _row(facts: DayFacts, family: str, duties: Sequence[OpenDuty]) -> OverdueFamily:
    first = duties[0]
    return OverdueFamily(
        family=family,
        children=tuple(dict.fromkeys(duty.child for duty in duties)),
        worker=first.worker,
        team=first.team,
        standing=facts.standing.get(first.child, ChildIsOn.NOTHING),
        duties=tuple(duties),
        last_seen=facts.last_seen.get(first.child),
        discussed=facts.discussed.get(first.child) if facts.discussed else None,
        # What was not overdue yet on the last working day.
        is_new=any(
            duty.due is not None and duty.days_over > 0 and facts.before <= duty.due < facts.day
            for duty in duties
        ),
    )


def _unheld(facts: DayFacts, one: ConcernTrueOf, next_due: OpenDuty | None) -> UnheldChild:
    return UnheldChild(
        one.child,
        one.family,
        one.standing,
        one.strand,
        one.since,
        next_due,
        one.true_from > facts.before,
    )
