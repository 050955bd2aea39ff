"""The path of one deficit: the day on which it came into each state, and how it ended."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from holdfast.challenge.choices import EscalationLevel
from holdfast.challenge.deficit import DeficitKey, DeficitSource
from holdfast.challenge.states import LoopState


@dataclass(frozen=True, slots=True)
class DeficitPath:
    """A deficit and its days, each None where that has not happened by the day asked about.

    ``due`` was the last day in time. ``detected`` to ``held`` are the first days of the states; a
    state may be left out. It is open from ``detected`` until the day before the first of
    ``evidenced``, ``lapsed`` (what it belonged to ended, with no event that shows it done) and
    ``unclear`` (from then on the record does not let it be determined). ``settled`` is the day on
    which it was settled with others as a gap of the record; it goes on being counted as settled.

    ``said`` is the first day on which it was challenged, an action was set, or a person answered
    for it; ``supervised`` counts the days on which the child was discussed while it was open, and
    ``untold`` those of which the record does not say whether anything was said. ``recurred`` is the
    day on which the same was found again for the child, within the council's weeks after the event.

    ``team`` and ``worker`` led the case on the day it was detected. ``owner`` and ``by_when`` are
    those of the last direction given in Holdfast, ``aside_until`` the day on which it comes back.
    ``raised_to`` is the highest level to which somebody escalated it while it was open, and
    ``raised_on`` the day on which they did.
    """

    key: DeficitKey
    source: DeficitSource
    due: date | None
    detected: date
    team: str | None = None
    worker: str | None = None
    seen: date | None = None
    challenged: date | None = None
    directed: date | None = None
    evidenced: date | None = None
    verified: date | None = None
    held: date | None = None
    said: date | None = None
    lapsed: date | None = None
    unclear: date | None = None
    settled: date | None = None
    recurred: date | None = None
    supervised: int = 0
    untold: int = 0
    owner: str = ""
    by_when: date | None = None
    evidence: str = ""
    title: str = ""
    aside_until: date | None = None
    raised_to: EscalationLevel | None = None
    raised_on: date | None = None

    @property
    def ended(self) -> date | None:
        """The first day on which it is open no more."""
        # Of these the first stands alone in what is found; none comes with another.
        return self.evidenced or self.lapsed or self.unclear

    @property
    def is_open(self) -> bool:
        """Whether it is open, and nobody has settled it."""
        return self.ended is None and self.settled is None

    def day_of(self, state: LoopState) -> date | None:
        """The first day of a state."""
        return _DAY_OF[state](self)

    @property
    def state(self) -> LoopState:
        """How far it came: the last of the states that it was in."""
        # Asked of each of tens of thousands, after every import.
        for state, day_of in _LATEST_FIRST:
            if day_of(self) is not None:
                return state
        return LoopState.DETECTED

    @property
    def since(self) -> date:
        """Since when it is in its state."""
        return self.day_of(self.state) or self.detected

    @property
    def is_silent(self) -> bool | None:
        """Whether it was supervised while open and nothing was said of it.

        None where it was supervised and the record does not say whether anything was said.
        """
        if not self.supervised or self.said is not None:
            return False
        return None if self.untold else True

    @property
    def on_paper(self) -> bool:
        """Whether it was closed without an event that shows it done.

        A concern ends rightly where the case is closed: nothing of it is closed on paper.
        """
        if self.source is DeficitSource.CONCERN:
            return False
        return self.lapsed is not None and self.evidenced is None and self.ended == self.lapsed


_DAY_OF: Mapping[LoopState, Callable[[DeficitPath], date | None]] = {
    state: attrgetter(state.value) for state in LoopState
}
_LATEST_FIRST = tuple(reversed(tuple(_DAY_OF.items())))
