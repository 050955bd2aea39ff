"""A council's own list of a clock beside ours: who is on both, on ours only, on theirs only.

Before anybody is told of a duty undone, the two are held together, and each child on one of them
alone is told with the reason as far as the record has it (``reconciling_reasons``). Compared are
children: one is on a list if any duty of the clock stands as asked.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from holdfast.clocks.clock import Clock
from holdfast.clocks.duty import UNDATED
from holdfast.clocks.rules.answers import Answered
from holdfast.errors import BadSetting, NotFound
from holdfast.query.due import STATUSES
from holdfast.query.exclusions import Exclusions, exclusions_of
from holdfast.query.outlook import Outlook
from holdfast.reconciling.council_list import CouncilList, ListedChild
from holdfast.reconciling.our_duties import OurDuty, our_duties
from holdfast.reconciling.reasons import DifferenceReason, Facts, Reasons, of_both
from holdfast.record.schema.condition import Row as RecordRow
from holdfast.record.schema.table import Table


class ComparisonGroup(StrEnum):
    """Where a child stands: on both lists, on one, or on ours and excluded in writing."""

    AGREE = "agree"
    ONLY_OURS = "only_ours"
    ONLY_THEIRS = "only_theirs"
    EXCLUDED = "excluded"


@dataclass(frozen=True)
class ComparedChild:
    """A child on either list: our duty and their row nearest to each other, and the reason.

    ``child`` is our identifier; where no child of the record is meant, the number in the list.
    ``begun`` are the days on which the duties began that put the child on our list.
    """

    group: ComparisonGroup
    child: str
    known: bool
    ours: OurDuty | None
    theirs: ListedChild | None
    reason: DifferenceReason
    begun: tuple[date, ...] = ()

    @property
    def started(self) -> date | None:
        """The day on which our duty began; None where there is none, or it is not known."""
        return None if self.ours is None or self.ours.started == UNDATED else self.ours.started

    @property
    def row(self) -> "ComparedRow":
        """The comparison under its stable names."""
        ours, theirs = self.ours, self.theirs
        return ComparedRow(
            child=self.child,
            group=self.group.value,
            ours=OurRow(ours.status, self.started, ours.due, ours.stopped, ours.days_over)
            if ours
            else None,
            theirs=TheirRow(theirs.line, theirs.started, theirs.due, theirs.stopped)
            if theirs
            else None,
            kind=self.reason.kind.value,
            reason=self.reason.words,
        )


@dataclass(frozen=True)
class OurRow:
    """Our duty in a comparison, as machines are given it."""

    status: str
    started: date | None
    due: date | None
    stopped: date | None
    days_over: int


@dataclass(frozen=True)
class TheirRow:
    """The council's row in a comparison, as machines are given it; ``line`` is that of the list."""

    line: int
    started: date | None
    due: date | None
    stopped: date | None


@dataclass(frozen=True)
class ComparedRow:
    """A comparison as machines are given it: see ``ComparedChild``."""

    child: str
    group: str
    ours: OurRow | None
    theirs: TheirRow | None
    kind: str
    reason: str


@dataclass(frozen=True)
class ReasonCount:
    """Of how many ``children`` of a group a reason is told; ``title`` is ``kind`` in words."""

    group: str
    kind: str
    title: str
    children: int


@dataclass(frozen=True)
class Reconciled:
    """The two lists of one clock, held together on a day."""

    clock: Clock
    status: str
    day: date
    snapshot: str
    answered: Answered
    listed: CouncilList
    rows: tuple[ComparedChild, ...]

    def count(self, group: ComparisonGroup) -> int:
        """How many children are in a group."""
        return sum(row.group is group for row in self.rows)

    def reasons(self) -> list[ReasonCount]:
        """The reasons with how many children each is told of, in order of group."""
        counted = Counter((row.group, row.reason.kind) for row in self.rows)
        order = list(ComparisonGroup)
        ranked = sorted(counted.items(), key=lambda one: (order.index(one[0][0]), -one[1]))
        return [
            ReasonCount(group.value, kind.value, kind.words, number)
            for (group, kind), number in ranked
        ]

    def as_json(self) -> dict[str, Any]:
        """The whole for machines: stable names."""
        return {
            "clock": self.clock.key,
            "status": self.status,
            "as_at": self.day,
            "snapshot": self.snapshot,
            "answers": self.answered.answer.value,
            "list": self.listed.told(),
            **{group.value: self.count(group) for group in ComparisonGroup},
            "reasons": self.reasons(),
            "rows": [compared.row for compared in self.rows],
        }


def asked_clock(outlook: Outlook, key: str) -> Clock:
    """The clock of a list. Raises NotFound, BadSetting for one that runs for workers."""
    found = outlook.book.clock(key)
    if found is None:
        raise NotFound("There is no clock of that key.", "See `holdfast clocks` for the keys.")
    if found.for_workers:
        raise BadSetting(
            f"{key} runs for workers, and a list is of children.", "Choose a clock of children."
        )
    return found


def reconcile(
    outlook: Outlook, key: str, listed: CouncilList, status: str = "overdue"
) -> Reconciled:
    """Hold a council's list of a clock beside ours. Raises NotFound, BadSetting, BadRules."""
    clock = asked_clock(outlook, key)
    if status not in STATUSES:
        raise BadSetting("There is no status of that name.", f"Use one of {', '.join(STATUSES)}.")
    answered = next(one for one in outlook.answered if one.clock.key == key)
    names = _Names(outlook, clock)
    theirs = names.by_child(listed.rows)
    duties = our_duties(outlook, clock, status, theirs)
    lists = _Lists(outlook, clock, status, theirs, duties, exclusions_of(outlook))
    told = lists.told(answered)
    told += [
        ComparedChild(ComparisonGroup.ONLY_THEIRS, row.child, False, None, row, reason)
        for row, reason in names.lost
        if row.claims(status, outlook.day)
    ]
    order = list(ComparisonGroup)
    ranked = sorted(told, key=lambda one: (order.index(one.group), one.reason.kind, one.child))
    snapshot = outlook.snapshot.id
    return Reconciled(clock, status, outlook.day, snapshot, answered, listed, tuple(ranked))


class _Names:
    """Whom the numbers of a list mean: the child's identifier, or the case system's number.

    Capitals do not matter, nor noughts in front, which spreadsheets take away, as long as one
    child alone is meant. ``lost`` are the rows that mean nobody, or several.
    """

    def __init__(self, outlook: Outlook, clock: Clock) -> None:
        # Someone who has no row as a person is known by duties alone.
        rows = outlook.rows(
            "select child, system_number from persons union all "
            "select distinct subject as child, cast(null as varchar) as system_number "
            "from duties where clock = $clock",
            clock=clock.key,
        )
        self._exact: dict[str, set[str]] = {}
        self._system: dict[str, set[str]] = {}
        self._bare: dict[str, set[str]] = {}
        for row in rows:
            child, number = row["child"], row["system_number"]
            self._exact.setdefault(child.upper(), set()).add(child)
            for text in (child, number):
                if text:
                    self._bare.setdefault(text.upper().lstrip("0"), set()).add(child)
            if number:
                self._system.setdefault(number.upper(), set()).add(child)
        self.lost: list[tuple[ListedChild, DifferenceReason]] = []

    def by_child(self, rows: Iterable[ListedChild]) -> dict[str, list[ListedChild]]:
        """The rows of each child whom the record knows."""
        found: dict[str, list[ListedChild]] = {}
        for row in rows:
            meant = self._meant(row.child.upper())
            if len(meant) == 1:
                found.setdefault(next(iter(meant)), []).append(row)
            else:
                self.lost.append((row, of_both(several=bool(meant))))
        return found

    def _meant(self, number: str) -> set[str]:
        bare = self._bare.get(number.lstrip("0"), set())
        return self._exact.get(number) or self._system.get(number) or bare


@dataclass
class _Lists:
    """Both lists, child by child."""

    outlook: Outlook
    clock: Clock
    status: str
    theirs: Mapping[str, list[ListedChild]]
    duties: Mapping[str, list[OurDuty]]
    excluded: Exclusions

    def told(self, answered: Answered) -> list[ComparedChild]:
        """Every child on either list."""
        on, wanted = self.outlook.day, set(STATUSES[self.status])
        ours = {
            child: [duty for duty in own if duty.status in wanted]
            for child, own in self.duties.items()
        }
        claimed = {
            child: [row for row in rows if row.claims(self.status, on)]
            for child, rows in self.theirs.items()
        }
        both = [
            child
            for child in sorted(ours.keys() | claimed.keys())
            if ours.get(child) or claimed.get(child)
        ]
        differ = [child for child in both if not (ours.get(child) and claimed.get(child))]
        reasons = Reasons(self.outlook, self.clock, answered, self._gathered(differ))
        return [
            self._one(child, ours.get(child, []), claimed.get(child, []), reasons) for child in both
        ]

    def _one(
        self, child: str, ours: Sequence[OurDuty], claimed: Sequence[ListedChild], reasons: Reasons
    ) -> ComparedChild:
        everything = self.duties.get(child, [])
        rows = claimed or self.theirs.get(child, [])
        duty, row = _nearest(ours or everything, rows)
        facts = Facts(child, duty, everything, row)
        kept = [self.excluded.find(child, self.clock.key, own.started) for own in ours]
        exclusion = next((one for one in kept if one), None)
        if ours and claimed:
            group, reason = ComparisonGroup.AGREE, reasons.agree(facts)
        elif claimed:
            group, reason = ComparisonGroup.ONLY_THEIRS, reasons.only_theirs(facts)
        elif exclusion and all(kept):
            group, reason = ComparisonGroup.EXCLUDED, reasons.excluded(exclusion)
        else:
            group, reason = ComparisonGroup.ONLY_OURS, reasons.only_ours(facts)
        return ComparedChild(
            group, child, True, duty, row, reason, tuple(own.started for own in ours)
        )

    def _gathered(self, children: Sequence[str]) -> dict[str, dict[str, list[RecordRow]]]:
        """The rows of some children in the tables that the clock reads, by child and table."""
        found: dict[str, dict[str, list[RecordRow]]] = {child: {} for child in children}
        for table in _tables(self.clock) if children else ():
            subject = table.subject()
            assert subject is not None, "only tables about a child are read"
            rows = self.outlook.rows(
                f"select * from {table.name} where list_contains($children, {subject.name})",
                children=children,
            )
            for row in rows:
                found[row[subject.name]].setdefault(table.name, []).append(row)
        return found


def _tables(clock: Clock) -> list[type[Table]]:
    columns = [*clock.columns(), *(c for one in clock.shown_by for c in one.columns())]
    tables = {column.table.name: column.table for column in columns}
    about = (table for table in tables.values() if (s := table.subject()) and s.of == "persons")
    return sorted(about, key=lambda table: table.name)


def _nearest(
    duties: Sequence[OurDuty], rows: Sequence[ListedChild]
) -> tuple[OurDuty | None, ListedChild | None]:
    """The duty and the row that are most alike; of equals, the latest to begin."""
    if not rows:
        return (max(duties, key=lambda duty: duty.days_over, default=None), None)
    if not duties:
        return None, rows[-1]

    def alike(pair: tuple[OurDuty, ListedChild]) -> tuple[object, ...]:
        duty, row = pair
        same = (row.due is not None and row.due == duty.due) + (
            row.started is not None and row.started == duty.started
        )
        return (same, duty.started, row.due or date.min)

    return max(((duty, row) for duty in duties for row in rows), key=alike)
