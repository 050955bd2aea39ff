"""What leaves in doubt whether an episode of care is care or short breaks.

The record needs to know no more of its legal status than that: a care order and a placement order
that begin on one day are care whichever counts. In doubt it is where rows of ``ssd_legal_status``
that may hold on its first day, and are not surely superseded, may differ in that: one cannot be
read, is blank or unknown to every vocabulary, or two begin on one day. So it is where no row may
hold: a child in care has a legal status, and which it is nobody has recorded. Annex A asks for it
in the same way.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from holdfast.record.care import CareEpisodes, LegalStatuses
from holdfast.record.codes.care import LEGAL_STATUS
from holdfast.record.store.doubts import Doubt, DoubtKind
from holdfast.sources.intake.gathering import Gathered

SHORT_BREAKS = frozenset({"V3", "V4"})

UNREADABLE = (
    "Whether it is care or short breaks is in doubt: a legal status that may hold on its first day"
    " could not be taken as it stands."
)
TWO = "Whether it is care or short breaks is in doubt: legal statuses of both begin on one day."
NONE = "It has no legal status: none is recorded that holds on its first day."
NEXT_STEP = "Correct the child's legal statuses in the source and import again."

Place = tuple[str, str, int | None]


@dataclass(frozen=True)
class _Status:
    """One row of legal statuses: what is known of it. ``child`` None: it may be anybody's.

    ``code`` None: it may be any. ``sure`` says that all of it is known, ``begun`` that all but its
    end is.
    """

    child: str | None
    code: str | None
    started: date | None
    ended: date | None
    sure: bool = False
    begun: bool = False

    def surely_holds(self, day: date) -> bool:
        """Whether it is in force on a day on which it may be; it is on its first."""
        return self.sure or (self.begun and self.started == day)

    def may_hold(self, day: date) -> bool:
        """Whether it may be in force on a day; a status of one day is, on that day."""
        if self.started is not None and self.started > day:
            return False
        return self.ended is None or self.ended > day or self.started == day

    @property
    def short(self) -> bool | None:
        """Whether it is one of short breaks; None: nobody knows."""
        return None if self.code is None else self.code in SHORT_BREAKS


def status_doubts(
    statuses: Gathered, episodes: Gathered, blank: frozenset[Place]
) -> Iterator[Doubt]:
    """The doubts on the legal status of episodes; ``blank`` are rows that give no status."""
    if not (len(statuses.rows) or len(statuses.aside) or len(statuses.doubts)):
        return
    of_child: dict[str | None, list[_Status]] = defaultdict(list)
    for one in _statuses(statuses, blank):
        of_child[one.child].append(one)
    unsure = {child for child, rows in of_child.items() if any(not one.sure for one in rows)}
    anybody = of_child[None]
    names = ("child", "started", "legal_status", "source_file", "source_part", "source_row")
    for row in episodes.rows.select(names).to_pylist():
        child, day, status = row["child"], row["started"], row["legal_status"]
        if status is not None and not anybody and child not in unsure:
            continue
        found = _found([*of_child.get(child, ()), *anybody], day)
        if found:
            yield _doubt(row, *found)


def _found(rows: Sequence[_Status], day: date) -> tuple[str, DoubtKind] | None:
    """Why the status on a day is in doubt, and of what kind; None where it is not."""
    holding = [one for one in rows if one.may_hold(day)]
    surely = (one.started for one in holding if one.surely_holds(day))
    latest = max((first for first in surely if first is not None), default=date.min)
    held = [one for one in holding if one.started is None or one.started >= latest]
    if not held:
        return NONE, DoubtKind.UNANSWERED
    kinds = {one.short for one in held}
    sure = all(one.surely_holds(day) for one in held)
    # A care order of the child's own whose days are in doubt is still no short break.
    if kinds == {False} and any(one.child is not None for one in held):
        return None
    if kinds == {True} and sure:
        return None
    return (TWO, DoubtKind.CONTRADICTS) if sure else (UNREADABLE, DoubtKind.UNREADABLE)


def _statuses(gathered: Gathered, blank: frozenset[Place]) -> Iterator[_Status]:
    """Every row of legal statuses, kept or set aside, and those of which nothing could be told."""
    doubted: dict[Place, list[Mapping[str, Any]]] = defaultdict(list)
    for doubt in gathered.doubts.to_pylist():
        doubted[_place(doubt)].append(doubt)
    for row in (*gathered.rows.to_pylist(), *gathered.aside.to_pylist()):
        place = _place(row)
        columns = {one["record_column"] for one in doubted.pop(place, ())}
        # Words of which the council has said that they mean nothing are no status.
        if row["status"] is not None or columns or place in blank:
            yield _status(row, columns, place in blank)
    for doubts in doubted.values():
        yield _Status(doubts[0]["child"], None, None, None)


def _status(row: Mapping[str, Any], doubted: Iterable[str], blank: bool) -> _Status:
    columns = set(doubted)
    if "" in columns:
        return _Status(row["child"], None, None, None)
    code = row["status"]
    unread = blank or LegalStatuses.status.name in columns
    known = code if code in LEGAL_STATUS.codes and not unread else None
    child = None if LegalStatuses.child.name in columns else row["child"]
    started = None if LegalStatuses.started.name in columns else row["started"]
    ended = None if LegalStatuses.ended.name in columns else row["ended"]
    begun = known is not None and not columns - {LegalStatuses.ended.name}
    return _Status(child, known, started, ended, sure=begun and not columns, begun=begun)


def _place(row: Mapping[str, Any]) -> Place:
    return row["source_file"], row["source_part"], row["source_row"]


def _doubt(row: Mapping[str, Any], what: str, kind: DoubtKind) -> Doubt:
    column = CareEpisodes.legal_status
    place = _place(row)
    return Doubt(CareEpisodes.name, column.name, row["child"], kind, what, NEXT_STEP, *place)
