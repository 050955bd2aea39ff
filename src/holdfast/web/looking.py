"""Who is looking, while a page is answered: of which children they may know.

The middleware ``Guarded`` says it at the beginning of every request, and ``data`` bounds whatever
it gives by it, so that a view that forgets to ask shows nobody too many. Outside of a request
(commands, what is made ready for the pages) there is no bound.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from holdfast.errors import NotFound
from holdfast.query.need_to_know import NeedToKnow

Bound = NeedToKnow | None


class WithheldChild(NotFound):
    """A child of whom whoever is looking may not know; said as if the data held none."""

    def __init__(self, what: str, next_step: str, child: str) -> None:
        super().__init__(what, next_step)
        self.child = child


def look_as(bound: Callable[[], Bound]) -> None:
    """Bound what is shown from now on in this request; ``bound`` is asked where it is needed."""
    _LOOKING.set(_BoundOnce(bound))


def look_as_holdfast() -> None:
    """Take the bound away: the request has been answered."""
    _LOOKING.set(None)
    _FOR_WHOM.set("")


@contextmanager
def looking_as(bound: Callable[[], Bound]) -> Iterator[None]:
    """Bound what is shown by another's bound for a while, and by the former again afterwards."""
    former = _LOOKING.set(_BoundOnce(bound))
    try:
        yield
    finally:
        _LOOKING.reset(former)


def may_know() -> Bound:
    """The bound of whoever is looking; None where there is none."""
    looking = _LOOKING.get()
    return looking() if looking else None


def take_away_for(whom: str) -> None:
    """Note for whom a file is that is taken away in this request."""
    _FOR_WHOM.set(whom)


def for_whom() -> str:
    """For whom the file is that is taken away; empty where nobody said."""
    return _FOR_WHOM.get()


class _BoundOnce:
    """A bound that is worked out once."""

    def __init__(self, bound: Callable[[], Bound]) -> None:
        self._bound = bound
        self._found: list[Bound] = []

    def __call__(self) -> Bound:
        if not self._found:
            self._found.append(self._bound())
        return self._found[0]


_LOOKING: ContextVar[_BoundOnce | None] = ContextVar("looking", default=None)
_FOR_WHOM: ContextVar[str] = ContextVar("for whom", default="")
