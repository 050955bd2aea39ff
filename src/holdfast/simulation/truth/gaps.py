"""Gaps without a worker: days of an open case on which no named person held the child."""

from collections.abc import Iterator
from dataclasses import dataclass

from holdfast.simulation.truth.past import Past, Span, end
from holdfast.simulation.written.happenings import Happening


@dataclass(frozen=True, slots=True)
class WithoutWorker:
    """A gap, from the day it began until the day it ended (None: it goes on).

    ``why``: ``not yet allocated`` from the referral on; ``let go`` when whoever held the child
    held them no more; ``still named`` when that worker had left and the record does not know.
    """

    child: str
    began: int
    ended: int | None
    why: str

    def days(self, last: int) -> int:
        """How many days it lasted, up to a last day."""
        return (last if self.ended is None else self.ended) - self.began


def without_worker(past: Past) -> Iterator[WithoutWorker]:
    """Every gap without a worker in a child's open cases. One of less than a day is none."""
    held, named = past.held(), set(past.days(Happening.STILL_NAMED))
    for case in past.open_cases():
        for gap in _between(case, held):
            first = gap[0] == case[0]
            why = "not yet allocated" if first else "still named" if gap[0] in named else "let go"
            yield WithoutWorker(past.whom, gap[0], gap[1], why)


def _between(case: Span, held: list[Span]) -> Iterator[Span]:
    """What of a case is not held; ``held`` are apart from one another, and in order."""
    free = case[0]
    for first, last in held:
        if end((first, last)) < case[0] or first > end(case):
            continue
        if first > free:
            yield free, first
        if last is None:
            return
        free = max(free, last)
    if free < end(case):
        yield free, case[1]
