"""Why a child is on one list of a clock and not on the other, as far as the record tells.

No reason blames anybody: it says what the record holds and what the list says, so that a person
who knows both can see which is right. What lies behind a difference and is in neither is told as
just that.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from holdfast.clocks.clock import Clock, Shape
from holdfast.clocks.duty import Status
from holdfast.clocks.rules.answers import Answer, Answered
from holdfast.journeys.event import Event
from holdfast.journeys.reading import FAR, History, happened, spells
from holdfast.journeys.spell import ALWAYS, Edge, Happening
from holdfast.query.doubted import doubts_in_words, reason
from holdfast.query.exclusions import Exclusion
from holdfast.query.outlook import Outlook
from holdfast.reconciling.council_list import ListedChild
from holdfast.reconciling.our_duties import OurDuty
from holdfast.record.schema.condition import Both, Condition, Either, Row
from holdfast.record.schema.table import Column, Table


class ReasonKind(StrEnum):
    """The kinds of reasons: stable words for machines; ``words`` for people."""

    AGREE = "agree"
    OTHER_DAYS = "agree_other_days"
    NO_SUCH_CHILD = "no_such_child"
    SEVERAL_CHILDREN = "several_children"
    CANNOT_ANSWER = "clock_cannot_answer"
    CANNOT_DETERMINE = "cannot_be_determined"
    NO_START = "no_start_in_the_record"
    BEGINS_LATER = "begins_after_the_day"
    DONE = "done_by_the_record"
    ENDED = "ended_without_the_step"
    STARTED_ELSEWHERE = "began_on_another_day"
    DUE_ELSEWHERE = "due_on_another_day"
    NOT_YET_DUE = "not_yet_due"
    NO_LIMIT = "no_limit_set"
    STANDS_OTHERWISE = "stands_otherwise"
    ROLE = "role_does_not_hold"
    INBOX = "held_by_no_named_worker"
    NOT_SEEN = "visit_without_child_seen"
    NOT_COUNTED = "step_recorded_otherwise"
    UNDATED = "step_without_a_day"
    AFTER_THE_DAY = "step_after_the_day"
    DONE_BY_THEM = "done_by_their_list"
    OTHERWISE_BY_THEM = "on_their_list_otherwise"
    CASE_CLOSED = "left_open_when_the_case_closed"
    NOT_IN_LIST = "not_in_their_list"
    EXCLUDED = "excluded"

    @property
    def words(self) -> str:
        """The reason in a few words."""
        return _WORDS[self]


_WORDS = {
    ReasonKind.AGREE: "On both lists",
    ReasonKind.OTHER_DAYS: "On both lists, with other days",
    ReasonKind.NO_SUCH_CHILD: "No child of that number is in the record",
    ReasonKind.SEVERAL_CHILDREN: "Several children of the record have that number",
    ReasonKind.CANNOT_ANSWER: "This source cannot answer the clock",
    ReasonKind.CANNOT_DETERMINE: "Cannot be determined from the record",
    ReasonKind.NO_START: "What starts the clock is not in the record",
    ReasonKind.BEGINS_LATER: "What starts the clock comes after the day compared",
    ReasonKind.DONE: "The record has the step",
    ReasonKind.ENDED: "What it belongs to ended first",
    ReasonKind.STARTED_ELSEWHERE: "Counted from another day",
    ReasonKind.DUE_ELSEWHERE: "Due on another day",
    ReasonKind.NOT_YET_DUE: "Not yet due by the rule in force",
    ReasonKind.NO_LIMIT: "No number of days is set",
    ReasonKind.STANDS_OTHERWISE: "The duty stands otherwise",
    ReasonKind.ROLE: "Held under a role that does not count",
    ReasonKind.INBOX: "Held by a team or an inbox, not by a named worker",
    ReasonKind.NOT_SEEN: "A visit is recorded, the child not recorded as seen",
    ReasonKind.NOT_COUNTED: "The step is recorded in a way that does not count",
    ReasonKind.UNDATED: "The step is recorded without its day",
    ReasonKind.AFTER_THE_DAY: "The step is dated after the day compared",
    ReasonKind.DONE_BY_THEM: "Done by the council’s list, not by the record",
    ReasonKind.OTHERWISE_BY_THEM: "On the council’s list, standing otherwise",
    ReasonKind.CASE_CLOSED: "Left open when the case closed",
    ReasonKind.NOT_IN_LIST: "Not on the council’s list; the record does not tell why",
    ReasonKind.EXCLUDED: "Excluded in writing",
}


@dataclass(frozen=True)
class DifferenceReason:
    """Why: its kind, and a sentence with its days."""

    kind: ReasonKind
    words: str


@dataclass(frozen=True)
class Facts:
    """What is known of a child: our nearest duty, every duty of the clock, and their row."""

    child: str
    duty: OurDuty | None
    duties: Sequence[OurDuty]
    theirs: ListedChild | None


def of_both(several: bool) -> DifferenceReason:
    """Why a number of the list means no one child."""
    if several:
        return DifferenceReason(
            ReasonKind.SEVERAL_CHILDREN, "More than one child in the record has this number."
        )
    return DifferenceReason(
        ReasonKind.NO_SUCH_CHILD,
        "No child in the record has this number: not in the extract, or under another number.",
    )


class Reasons:
    """Finds reasons for one clock; ``histories`` holds the rows of the children who differ."""

    def __init__(
        self,
        outlook: Outlook,
        clock: Clock,
        answered: Answered,
        histories: Mapping[str, Mapping[str, Sequence[Row]]],
    ) -> None:
        self.outlook, self.clock, self.answered = outlook, clock, answered
        self.histories: Mapping[str, History] = histories
        self._closed = _closed(outlook, histories)

    def agree(self, facts: Facts) -> DifferenceReason:
        """What is to be said of a child on both lists."""
        duty, theirs = facts.duty, facts.theirs
        assert duty is not None, "on ours too"
        if theirs and theirs.due and duty.due and theirs.due != duty.due:
            words = f"On both lists; due {_said(duty.due)} by us, {_said(theirs.due)} by the list."
            return DifferenceReason(ReasonKind.OTHER_DAYS, words)
        return DifferenceReason(ReasonKind.AGREE, "On both lists.")

    def excluded(self, one: Exclusion) -> DifferenceReason:
        """What is to be said of a duty that was excluded in writing."""
        return DifferenceReason(
            ReasonKind.EXCLUDED, f"Excluded by {one.by} on {_said(one.on)}: {one.reason}"
        )

    def only_theirs(self, facts: Facts) -> DifferenceReason:
        """Why we do not have it as their list does."""
        if self.answered.answer is Answer.CANNOT_TELL:
            return DifferenceReason(
                ReasonKind.CANNOT_ANSWER, f"Cannot be determined: {self.answered.why}."
            )
        if facts.duty is None:
            return self._no_duty(self.histories[facts.child])
        return self._standing(facts, facts.duty)

    def only_ours(self, facts: Facts) -> DifferenceReason:
        """Why their list does not have it as we do."""
        duty = facts.duty
        assert duty is not None, "on ours"
        # A step in the record that does not stop this duty, the likeliest reason first.
        history, order = self.histories[facts.child], list(ReasonKind)
        missed = [
            why for stop in self.clock.stops for why in self._not_counted(history, stop, duty)
        ]
        if missed:
            return min(missed, key=lambda why: order.index(why.kind))
        listed = self._otherwise(duty, facts.theirs) if facts.theirs else None
        closed = self._closed.get(facts.child)
        if listed:
            return listed
        if closed and duty.started <= closed:
            words = f"The case closed on {_said(closed)} with this still open in the record."
            return DifferenceReason(ReasonKind.CASE_CLOSED, words)
        return DifferenceReason(
            ReasonKind.NOT_IN_LIST,
            f"Due {_said(duty.due)} and not recorded by {_said(self.outlook.day)}; "
            "the list does not name the child.",
        )

    # --- theirs only ----------------------------------------------------------------------

    def _standing(self, facts: Facts, duty: OurDuty) -> DifferenceReason:
        status, stopped, lapsed = duty.status, duty.stopped, duty.lapsed
        if status == Status.CANNOT_TELL:
            cause = () if duty.cause is None else (duty.cause,)
            doubts = doubts_in_words(self.outlook, cause)
            end = self.outlook.end(self.clock.key)
            why = reason(duty.why, duty.cause, doubts, end) or "the record does not say"
            return DifferenceReason(ReasonKind.CANNOT_DETERMINE, f"Cannot be determined: {why}.")
        if status in (Status.MET, Status.LATE):
            how = "in time" if status == Status.MET else "late"
            words = f"The record has the step on {_said(stopped)}, {how} (due {_said(duty.due)})."
            return DifferenceReason(ReasonKind.DONE, words)
        if status in (Status.LAPSED, Status.LAPSED_OVERDUE):
            words = f"What it belongs to ended on {_said(lapsed)}, and the duty with it."
            return DifferenceReason(ReasonKind.ENDED, words)
        if status in (Status.RUNNING, Status.DUE_SOON):
            return self._running(facts, duty)
        return DifferenceReason(ReasonKind.STANDS_OTHERWISE, f"By the record it is {status}.")

    def _running(self, facts: Facts, duty: OurDuty) -> DifferenceReason:
        """A duty that is not yet due: done before, counted from another day, or by another rule."""
        started, due, theirs = duty.started, duty.due, facts.theirs
        before = next((one for one in facts.duties if one.stopped == started), None)
        if due is None:
            words = f"It began on {_said(started)}; no number of days is set for it."
            return DifferenceReason(ReasonKind.NO_LIMIT, words)
        same_start = theirs is not None and theirs.started == started
        if before is not None and not same_start:
            words = (
                f"The record has the last one on {_said(started)}; the next is due {_said(due)}."
            )
            return DifferenceReason(ReasonKind.DONE, words)
        if theirs and theirs.started and not same_start:
            words = (
                f"It counts from {_said(started)} by the record, from {_said(theirs.started)} "
                f"by the list; due {_said(due)}."
            )
            return DifferenceReason(ReasonKind.STARTED_ELSEWHERE, words)
        if theirs and theirs.due and theirs.due != due:
            words = f"Due {_said(due)} by the rule in force here, {_said(theirs.due)} by the list."
            return DifferenceReason(ReasonKind.DUE_ELSEWHERE, words)
        words = f"It began on {_said(started)} and is due {_said(due)}."
        return DifferenceReason(ReasonKind.NOT_YET_DUE, words)

    def _no_duty(self, history: History) -> DifferenceReason:
        """Which of what starts the clock is not in the record."""
        only = f" ({self.answered.why})" if self.answered.answer is Answer.CURRENT else ""
        clock, day = self.clock, self.outlook.day
        during = clock.during if clock.during is not ALWAYS else None
        if during and not (lived := spells(history, during)):
            return DifferenceReason(
                ReasonKind.NO_START, f"The record has nothing of this: {during.name}{only}."
            )
        starts = [one for one in clock.starts if isinstance(one, Event | Edge)]
        if during and not starts:
            starts = [during.begins]
        days = [h.day for one in starts for h in happened(history, one)]
        later = [one for one in days if one > day]
        if later and len(later) == len(days):
            words = f"It begins on {_said(min(later))}, after {_said(day)}."
            return DifferenceReason(ReasonKind.BEGINS_LATER, words)
        if not days:
            named = dict.fromkeys(start.name for start in starts)
            any_of = f": {', or '.join(named)}" if named else ""
            return DifferenceReason(
                ReasonKind.NO_START, f"The record does not hold what starts it{any_of}{only}."
            )
        if during and not any(one.holds(at) for one in lived for at in days):
            words = f"What starts it lies in no time of this in the record: {during.name}{only}."
            return DifferenceReason(ReasonKind.NO_START, words)
        words = (
            "What starts it is in the record, and the clock does not run from it: see how it runs."
        )
        return DifferenceReason(ReasonKind.NO_START, f"{words[:-1]}{only}." if only else words)

    # --- ours only ------------------------------------------------------------------------

    def _otherwise(self, duty: OurDuty, theirs: ListedChild) -> DifferenceReason | None:
        """What their row says of a duty that they do not count as we do."""
        due, day = duty.due, self.outlook.day
        if theirs.stopped and theirs.stopped <= day:
            words = f"The list has it done on {_said(theirs.stopped)}; the record has no such step."
            return DifferenceReason(ReasonKind.DONE_BY_THEM, words)
        if theirs.started and theirs.started != duty.started:
            words = (
                f"It counts from {_said(duty.started)} by the record, from "
                f"{_said(theirs.started)} by the list."
            )
            return DifferenceReason(ReasonKind.STARTED_ELSEWHERE, words)
        if theirs.due and theirs.due != due:
            words = f"Due {_said(due)} by the rule in force here, {_said(theirs.due)} by the list."
            return DifferenceReason(ReasonKind.DUE_ELSEWHERE, words)
        return DifferenceReason(
            ReasonKind.OTHERWISE_BY_THEM, "The list names the child, and says otherwise."
        )

    def _not_counted(
        self, history: History, stop: Happening, duty: OurDuty
    ) -> Iterator[DifferenceReason]:
        last = self.outlook.day
        # A row is there for the step alone, unless it starts the clock and may wait for the step.
        starts = [start.table for start in self.clock.starts if isinstance(start, Event)]
        for part, row in _nearest_parts(stop, history):
            if not self._belongs(part.table, row, duty):
                continue
            day, failing = row.get(part.at.name), _failing(part.where, row)
            if day is None:
                if not failing and part.table not in starts:
                    yield DifferenceReason(
                        ReasonKind.UNDATED, f"The record has {stop.name}, without its day."
                    )
            elif day > last and not failing:
                yield DifferenceReason(ReasonKind.AFTER_THE_DAY, f"The step is dated {_said(day)}.")
            elif day <= last and failing and part.until(row, day) >= duty.started:
                yield _not_fitting(stop, day, failing, row)

    def _belongs(self, table: type[Table], row: Row, duty: OurDuty) -> bool:
        """Whether a row may be about this duty and not about another of the same clock."""
        if self.clock.shape is Shape.LANE or not duty.part:
            return True
        named = self.clock.by or table.key()
        return named is None or row.get(named.name) in (None, duty.part)


@dataclass(frozen=True)
class _Part:
    """Where what stops a clock is dated; a spell goes on counting until it ``ends``."""

    table: type[Table]
    at: Column
    where: Condition | None
    ends: Column | None = None

    def until(self, row: Row, day: date) -> date:
        """The last day on which a row dated ``day`` counts."""
        return (row.get(self.ends.name) or FAR) if self.ends else day


def _parts(stop: Happening) -> list[_Part]:
    if isinstance(stop, Event):
        return [_Part(stop.table, stop.at, stop.where)]
    if stop.side == "ends":
        return [_Part(one.table, one.ends, one.where) for one in stop.spell.stretches]
    return [_Part(one.table, one.begins, one.where, one.ends) for one in stop.spell.stretches]


def _not_fitting(
    stop: Happening, day: date, failing: Sequence[Column], row: Row
) -> DifferenceReason:
    names = {column.name for column in failing}
    on = _said(day)
    if "role" in names:
        return DifferenceReason(
            ReasonKind.ROLE, f"A worker is recorded from {on}, under a role that does not hold."
        )
    if "named" in names:
        return DifferenceReason(
            ReasonKind.INBOX, f"Held from {on} by a team or an inbox, not by a named worker."
        )
    if any(name.startswith("seen") for name in names):
        said = "not recorded" if row.get(failing[0].name) is None else "recorded as no"
        return DifferenceReason(
            ReasonKind.NOT_SEEN, f"A visit on {on}; whether the child was seen is {said}."
        )
    what = ", ".join(sorted(name.replace("_", " ") for name in names))
    return DifferenceReason(
        ReasonKind.NOT_COUNTED, f"Recorded on {on}, but not as {stop.name} ({what})."
    )


def _nearest_parts(stop: Happening, history: History) -> Iterator[tuple[_Part, Row]]:
    """Each row of what stops a clock, with the part of the declaration that it comes nearest to."""
    by_table: dict[str, list[_Part]] = {}
    for part in _parts(stop):
        by_table.setdefault(part.table.name, []).append(part)
    for name, parts in by_table.items():
        for row in history.get(name, ()):
            yield min(parts, key=lambda part: len(_failing(part.where, row))), row


def _failing(where: Condition | None, row: Row) -> list[Column]:
    """The columns for which a row does not meet a condition."""
    if where is None or where.holds(row):
        return []
    if isinstance(where, Both | Either):
        return [*_failing(where.one, row), *_failing(where.other, row)]
    return list(where.columns())


def _closed(outlook: Outlook, children: Iterable[str]) -> dict[str, date]:
    rows = outlook.rows(
        "select child, closed from closed_cases where list_contains($children, child)",
        children=sorted(children),
    )
    return {row["child"]: row["closed"] for row in rows}


def _said(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day and day != FAR else "on no day that is set"
