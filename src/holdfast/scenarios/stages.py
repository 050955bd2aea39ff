"""The stages of a case that a scenario tells apart, and the stretches in which a child is in each.

A child is in one stage on a day: the first of these that is true. What a child is on decides whose
work it is and how long it lasts; a stage says nothing of the child.
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from holdfast.scenarios.hazards import FAR


class WorkStage(IntEnum):
    """Where a case stands; those before CLOSED are open cases."""

    ASSESSING = 0  # the assessment is not complete
    ASSESSED = 1  # complete, and nothing has begun or been closed yet
    NEED = 2  # on a child in need plan
    PLAN = 3  # on a child protection plan
    CARE = 4  # in care
    OTHER = 5  # an open case with none of these
    CLOSED = 6
    TO_COME = 7  # not told of yet

    @property
    def in_words(self) -> str:
        """As people say it."""
        return _WORDS[self]


_WORDS = {
    WorkStage.ASSESSING: "assessment not complete",
    WorkStage.ASSESSED: "assessed, next step to come",
    WorkStage.NEED: "child in need plan",
    WorkStage.PLAN: "child protection plan",
    WorkStage.CARE: "in care",
    WorkStage.OTHER: "open, none of these",
    WorkStage.CLOSED: "closed",
    WorkStage.TO_COME: "not told of yet",
}
OPEN_STAGES = tuple(stage for stage in WorkStage if stage < WorkStage.CLOSED)

# In which order what is true of a child on a day decides the stage.
_ORDER = (WorkStage.ASSESSING, WorkStage.PLAN, WorkStage.CARE, WorkStage.NEED)


class Span(NamedTuple):
    """From one day up to another, which is no longer in it; FAR: it goes on."""

    first: int
    end: int


class Sojourn(NamedTuple):
    """A child's stay in one stage; ``then`` is what followed, and TO_COME while it goes on.

    ``finished``: an assessment that was completed, and not closed over or left unrecorded.
    """

    child: int
    stage: WorkStage
    first: int
    end: int
    then: WorkStage
    finished: bool


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans that touch or overlap put together, in order."""
    found: list[Span] = []
    for span in sorted(spans):
        if span.end <= span.first:
            continue
        if found and span.first <= found[-1].end:
            found[-1] = Span(found[-1].first, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def sojourns(
    child: int,
    case: Span,
    on: Mapping[WorkStage, Sequence[Span]],
    finished: frozenset[int],
) -> list[Sojourn]:
    """A case cut into the stages that it went through, in order.

    ``on`` are the spans of what the child was on, merged; ``finished`` are the days on which an
    assessment was completed.
    """
    days = {case.first, case.end}
    for spans in on.values():
        days.update(day for span in spans for day in span if case.first < day < case.end)
    cuts = sorted(days)
    found: list[Sojourn] = []
    for first, end in itertools.pairwise(cuts):
        stage = next(
            (one for one in _ORDER if any(s.first <= first < s.end for s in on.get(one, ()))),
            WorkStage.OTHER,
        )
        last = found[-1] if found else None
        just_assessed = last and last.stage is WorkStage.ASSESSING and last.end in finished
        if (
            stage is WorkStage.OTHER
            and last
            and (just_assessed or last.stage is WorkStage.ASSESSED)
        ):
            stage = WorkStage.ASSESSED
        if last and last.stage is stage:
            found[-1] = last._replace(end=end, then=WorkStage.CLOSED)
        else:
            if last:
                found[-1] = last._replace(then=stage)
            found.append(Sojourn(child, stage, first, end, WorkStage.CLOSED, False))
    if found and case.end >= FAR:
        found[-1] = found[-1]._replace(then=WorkStage.TO_COME)
    return [
        one._replace(finished=one.stage is WorkStage.ASSESSING and one.end in finished)
        for one in found
    ]
