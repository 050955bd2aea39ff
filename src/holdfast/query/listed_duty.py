"""A duty as every list shows it: pages, the command line, CSV and JSON read the same fields."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from holdfast.clocks.duty import UNDATED, Status
from holdfast.periods import rounding_matters
from holdfast.query.beside import HolderBeside, beside
from holdfast.query.doubted import doubts_in_words, reason
from holdfast.query.duty_index import StandingDuty
from holdfast.query.exclusions import exclusions_of
from holdfast.query.outlook import Outlook
from holdfast.record.holding import part_in_words

# The stable names of a duty for machines, in order.
COLUMNS = (
    "child", "clock", "area", "started", "due", "stopped", "status", "days_over", "team",
    "worker", "rule", "cites", "excluded",
)  # fmt: skip
COLUMNS_AS_CSV = (*COLUMNS, "why")
# ``beside`` is a list: it has room in JSON alone.
COLUMNS_AS_JSON = (*COLUMNS_AS_CSV, "beside")

_PAST_DUE = (Status.OVERDUE, Status.LATE, Status.LAPSED_OVERDUE)


@dataclass(frozen=True)
class PartBeside:
    """A worker beside the lead, and the part in words."""

    worker: str
    part: str


@dataclass(frozen=True, slots=True)
class ListedDuty:
    """A duty in the words that people and machines are given.

    ``child`` is None for what is owed to a worker: then ``worker`` is whose it is. Else ``worker``
    and ``team`` are who leads the child's case on the day, and ``beside`` who has another part.
    ``area`` and ``clock`` are keys, ``title`` is the clock's. ``started`` is None where the row
    that may have begun it does not let its day be read. ``status`` is a word of ``Status``;
    ``days_over`` counts calendar days past due, and is 0 where it cannot be determined; ``why``
    then says why not, else it is empty. ``rule`` is the limit in words and ``cites`` who set it.
    ``excluded`` is the reason for which the council does not count it, None where it does.
    ``reason`` is whether a reason was recorded for its being late; None: not asked. ``note`` says
    what its verdict depends on, if on how a month is rounded.
    """

    child: str | None
    clock: str
    area: str
    started: date | None
    due: date | None
    stopped: date | None
    status: str
    days_over: int
    team: str | None
    worker: str | None
    rule: str
    cites: str
    excluded: str | None
    why: str
    beside: Sequence[PartBeside]
    lapsed: date | None
    reason: bool | None
    title: str
    note: str


class _Ruled(NamedTuple):
    """What a duty says that every duty under the same rule does."""

    area: str
    title: str
    rule: str
    cites: str
    for_worker: bool


def listed(outlook: Outlook, duties: Sequence[StandingDuty]) -> list[ListedDuty]:
    """Duties in words, in the same order. Raises BadRules for exclusions that cannot be read."""
    # A rule is put into words once, however many of the duties were set by it.
    rules = {(duty.clock, duty.ruling): duty for duty in duties}
    ruled = {key: _ruled(outlook, duty) for key, duty in rules.items()}
    excluded = exclusions_of(outlook)
    doubts = doubts_in_words(outlook, (duty.cause for duty in duties if duty.cause is not None))
    parts = {
        child: [_part(worker) for worker in workers] for child, workers in beside(outlook).items()
    }
    found = []
    for duty in duties:
        rule = ruled[duty.clock, duty.ruling]
        exclusion = excluded.find(duty.subject, duty.clock, duty.started)
        found.append(
            ListedDuty(
                child=None if rule.for_worker else duty.subject,
                clock=duty.clock,
                area=rule.area,
                started=None if duty.started == UNDATED else duty.started,
                due=duty.due,
                stopped=duty.stopped,
                status=duty.status,
                # Of what cannot be determined nobody may say that it is late.
                days_over=0 if duty.status == Status.CANNOT_TELL else duty.days_over,
                team=duty.team,
                worker=duty.subject if rule.for_worker else duty.worker,
                rule=rule.rule,
                cites=rule.cites,
                excluded=exclusion.reason if exclusion else None,
                why=reason(duty.why, duty.cause, doubts, outlook.end(duty.clock)),
                beside=() if rule.for_worker else parts.get(duty.subject, ()),
                lapsed=duty.lapsed,
                reason=duty.reason,
                title=rule.title,
                note=_note(outlook, duty),
            )
        )
    return found


def _ruled(outlook: Outlook, duty: StandingDuty) -> _Ruled:
    clock = outlook.clock(duty.clock)
    ruling = outlook.book.named(duty.ruling)
    cites = ruling.rule.cites if ruling else None
    limit = ruling.rule.limit if ruling else None
    return _Ruled(
        area=clock.area.value,
        title=clock.title,
        rule=str(limit) if limit else "no number of days is set",
        cites=str(cites) if cites else "",
        for_worker=clock.for_workers,
    )


def _part(worker: HolderBeside) -> PartBeside:
    return PartBeside(worker.worker, part_in_words(worker.role))


def _note(outlook: Outlook, duty: StandingDuty) -> str:
    """That a verdict depends on how a month is rounded, where it does; else nothing."""
    # Rounding moves a day by three at most.
    if not 0 < duty.days_over <= 3 or duty.status not in _PAST_DUE or duty.due is None:
        return ""
    ruling = outlook.book.named(duty.ruling)
    if ruling is None or ruling.rule.limit is None:
        return ""
    rule, limit = ruling.rule, ruling.rule.limit
    other = rounding_matters(duty.started, limit, rule.counts_start_day)
    if other is None or duty.due != limit.due(duty.started, rule.counts_start_day):
        return ""
    if duty.due + timedelta(days=duty.days_over) > other:
        return ""
    return (
        "it depends on how months are rounded: the last one has no such day, and the due day is its"
        " last; run on into the next month, it would be in time"
    )
