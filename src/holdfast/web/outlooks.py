"""The outlooks that pages are answered from: a few are kept, each is made once."""

import weakref
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from holdfast.query.need_to_know import NeedToKnow
from holdfast.query.outlook import Outlook

MOST = 4
# Of so many bounds of what somebody may know the answers are kept, those of all outlooks together:
# of those of everybody but a few, which take some 20 MB each once 45 pages of the whole county were
# seen, and of those that name the children of a team, some 5 MB each (``benchmarks/bounds.py``).
MOST_BOUNDS, MOST_NAMING = 10, 40


@dataclass(frozen=True)
class _Kept:
    """An outlook, and the answers that were worked out from it."""

    outlook: Outlook
    answers: dict[Hashable, Any] = field(default_factory=dict)
    bounded: dict[NeedToKnow, dict[Hashable, Any]] = field(default_factory=dict)

    def answers_within(self, bound: NeedToKnow | None) -> dict[Hashable, Any]:
        """The answers for everybody, or for those of whom somebody may know: asked for last."""
        if bound is None:
            return self.answers
        found = self.bounded.pop(bound, {})
        self.bounded[bound] = found
        return found


class Outlooks:
    """At most ``MOST`` outlooks, the one asked for longest ago let go first. Safe for threads.

    Two who ask for the same one at the same moment get one: the second waits for the first.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: dict[Hashable, Future[_Kept]] = {}

    def get(self, key: Hashable, make: Callable[[], Outlook]) -> Outlook:
        """The outlook of a key, made when there is none. Raises what ``make`` raises."""
        with self._lock:
            found = self._kept.pop(key, None)
            future: Future[_Kept] = found or Future()
            self._kept[key] = future  # at the end: asked for last
            while len(self._kept) > MOST:
                del self._kept[next(iter(self._kept))]
        if found is None:
            self._make(key, future, make)
        return future.result().outlook

    def remember(self, outlook: Outlook, what: Hashable, make: Callable[[], Any]) -> Any:
        """An answer that stays true for as long as the outlook is kept, worked out once."""
        answers = self._answers(outlook)
        if what not in answers:
            answers[what] = make()
        return answers[what]

    def _make(self, key: Hashable, future: Future[_Kept], make: Callable[[], Outlook]) -> None:
        try:
            outlook = make()
        except BaseException as error:
            with self._lock:
                self._kept.pop(key, None)  # the next one to ask tries again
            future.set_exception(error)
            raise
        # Closed only when nobody holds it any more: a page may still be reading from it.
        closing = weakref.finalize(outlook, outlook.engine.close)
        # At the end of the process its memory goes anyhow, and a thread may still be asking it.
        closing.atexit = False
        future.set_result(_Kept(outlook))

    def _answers(self, outlook: Outlook) -> dict[Hashable, Any]:
        """The answers kept with an outlook; none when it has been let go meanwhile."""
        with self._lock:
            done = [
                future.result()
                for future in self._kept.values()
                if future.done() and future.exception() is None
            ]
            whole = outlook.everybody
            found = next((one for one in done if one.outlook is whole), None)
            if found is None:
                return {}
            answers = found.answers_within(outlook.may_know)
            _let_go([*(one for one in done if one is not found), found])
            return answers


def _let_go(kept: Sequence[_Kept]) -> None:
    """Let go the answers of bounds past the most that are kept: the first of the first outlook."""
    for names_children, most in ((False, MOST_BOUNDS), (True, MOST_NAMING)):
        own = [
            (one, bound)
            for one in kept
            for bound in one.bounded
            if (bound.children is not None) is names_children
        ]
        for one, bound in own[: max(0, len(own) - most)]:
            del one.bounded[bound]
