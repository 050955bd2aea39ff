"""What pages answer from: the current snapshot, and how it looks on a day.

Every page asks here, so that one request sees one consistent cut and a test can put another
in its place. A view that shows figures takes its day from the address by ``asked.on_day``.
"""

from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Thread
from typing import Any

from holdfast.clocks.computing import fingerprint
from holdfast.clocks.rules.book import LOCAL_RULES, Book
from holdfast.clocks.rules.good_from import FILE as RECORDING
from holdfast.concerns.register import duty_book
from holdfast.errors import Damaged, HoldfastError, NotFound
from holdfast.measures.before import InTimeBefore, in_time_before
from holdfast.measures.chain import MONTHS, Measured, chain
from holdfast.query.caseload.points import FILE as POINTS
from holdfast.query.due import STATUSES, Wanted, due
from holdfast.query.journey import lay_by_child
from holdfast.query.outlook import Outlook, open_outlook
from holdfast.query.scope import EVERYBODY, Scope
from holdfast.record.identity.evidence import numbers_in
from holdfast.record.identity.keeping import stamp
from holdfast.record.store.by_child import ByChild
from holdfast.record.store.snapshots import Snapshot
from holdfast.record.supplements.overlay import last_day_of, overlay_stamp
from holdfast.record.supplements.supplement import Supplement
from holdfast.record.supplements.versions import Supplements
from holdfast.settings import HOME
from holdfast.web.handles import ChildHandles, addresses_of
from holdfast.web.looking import WithheldChild, may_know
from holdfast.web.outlooks import Outlooks
from holdfast.web.shown_snapshot import NotShown, ShownSnapshot

POINTER = "current"

_OUTLOOKS = Outlooks()

Stamp = tuple[int, int] | None


def current() -> Snapshot:
    """The current snapshot. Raises NoSnapshot when nothing has been imported yet.

    Its manifest is read again only when an import has moved the pointer. Where pages are
    served it is the last until they have made ready for the next; see ``shown_snapshot``.
    """
    home = HOME.path()
    return _SHOWN.snapshot((home, _stamp(home / POINTER)))


def not_shown() -> NotShown | None:
    """Why pages stay with an earlier snapshot than the current one; None where they do not."""
    return _SHOWN.not_shown()


MakesReady = Callable[[Outlook], Any]


def book() -> Book:
    """The rule book, with the council's own limits. Raises BadRules, CannotRead."""
    return _book_and_mark()[0]


def outlook(day: date | None = None) -> Outlook:
    """The current snapshot on a day (its own when none is given), kept for the next page.

    It is bounded to the children of whom whoever is looking may know. Do not close it. One that is
    not as it was written gives way to the last that is. Raises NoSnapshot, Damaged, BadRules,
    CannotRead, BeyondCalendar.
    """
    return whole(day).bounded(may_know())


def whole(day: date | None = None) -> Outlook:
    """The current snapshot on a day with every child, whoever is looking: no page shows it."""
    snapshot = current()
    try:
        return whole_of(snapshot, day)
    except Damaged:
        _SHOWN.set_aside(snapshot)
        if current() == snapshot:
            raise
        return whole_of(current(), day)


def last_day() -> date:
    """The last day that can be asked about: the snapshot's, or a later one that a supplement knows.

    Raises NoSnapshot, Damaged, CannotRead.
    """
    return last_day_of(current())


def laid_over() -> tuple[Supplement, ...]:
    """What is laid over the snapshot. Raises Damaged, CannotRead."""
    return Supplements(HOME.path()).laid_over()


def outlook_of(snapshot: Snapshot, day: date | None = None) -> Outlook:
    """Any snapshot on a day; see ``outlook``."""
    return whole_of(snapshot, day).bounded(may_know())


def whole_of(snapshot: Snapshot, day: date | None = None) -> Outlook:
    """Any snapshot on a day with every child, also one that is not shown yet: see ``whole``."""
    rules, mark = _book_and_mark()
    on = day or snapshot.manifest.as_at
    over = overlay_stamp(snapshot.home)
    # What one worker is to hold at most enters the concerns, which lie with the outlook.
    points = _stamp(snapshot.home / POINTS)
    key = (snapshot.folder, snapshot.manifest.made_at, on, mark, over, points)
    return _OUTLOOKS.get(key, lambda: open_outlook(snapshot, rules, on, keep=True))


def remember(outlook: Outlook, what: Hashable, make: Callable[[], Any]) -> Any:
    """An answer from an outlook, worked out once and kept with it under the name ``what``."""
    return _OUTLOOKS.remember(outlook, what, make)


def links(outlook: Outlook, months: int = MONTHS, scope: Scope = EVERYBODY) -> list[Measured]:
    """Every link of the chain over a period for a scope, worked out once for an outlook.

    Raises NotFound for a scope that the record does not know.
    """
    what = ("chain", months, scope)
    found: list[Measured] = remember(outlook, what, lambda: chain(outlook, months, scope))
    return found


def links_before(
    outlook: Outlook, months: int = MONTHS, scope: Scope = EVERYBODY
) -> tuple[InTimeBefore, ...]:
    """What each link did in time a year before its period, worked out once for an outlook."""
    what = ("chain before", months, scope)
    found: tuple[InTimeBefore, ...] = remember(
        outlook, what, lambda: in_time_before(outlook, months, scope)
    )
    return found


def by_child(outlook: Outlook) -> ByChild:
    """What the journeys of an outlook's children are told from."""
    every = outlook.everybody
    found: ByChild = remember(every, "by child", lambda: lay_by_child(every))
    return found


def serve_ahead(*others: MakesReady, required: Sequence[MakesReady] = ()) -> None:
    """Make what most pages need, then what ``others`` make, now and after each import.

    It is done beside whatever else is going on. An import for which one of ``required`` fails is
    not shown.
    """
    _SHOWN.patient = True
    _REQUIRED[:], _OTHERS[:] = required, others
    Thread(target=_warm, daemon=True).start()


def handle(child: str) -> str:
    """The id that addresses have in place of a child's number: that of the register of children.

    Raises NotFound where the data holds no such child, and what ``addresses`` does.
    """
    found = addresses().handles.get(child)
    if found is None:
        raise _not_in_the_data()
    return found


def child_of(handle: str) -> str:
    """The child for whom a handle stands, also one that gave way to another.

    Raises NotFound where the data has none, and, in the same words, WithheldChild of one of whom
    whoever is looking may not know.
    """
    found = addresses().child(handle)
    if found is None:
        raise _not_in_the_data()
    bound = may_know()
    if bound is not None and found not in bound:
        told = _not_in_the_data()
        raise WithheldChild(told.what, told.next_step, child=found)
    return found


def addresses() -> ChildHandles:
    """The addresses of the shown snapshot's children, as the register has them now.

    Raises Damaged where the register is not as it was written, and what ``outlook`` raises.
    """
    seen = whole()
    mark = ("addresses", stamp(seen.snapshot.home))
    found: ChildHandles = remember(seen, mark, lambda: addresses_of(seen.snapshot, _numbers(seen)))
    return found


def _numbers(seen: Outlook) -> Sequence[str]:
    """The numbers of an outlook's children, read once: its files may go while it is shown."""
    found: Sequence[str] = remember(seen, "numbers", lambda: numbers_in(seen.snapshot))
    return found


def _not_in_the_data() -> NotFound:
    return NotFound(
        "The child at this address is not in the data.",
        "Search for the child again: the latest extract may not hold them any more.",
    )


def _warm() -> None:
    try:
        _make_ready(current())
    except HoldfastError:
        return  # the first page that is asked for will say what is wrong


def _make_ready(snapshot: Snapshot) -> None:
    """Make what most pages need of a snapshot."""
    seen = whole_of(snapshot)
    for make in _REQUIRED:
        make(seen)
    links(seen)
    links_before(seen)
    remember(
        seen, ("addresses", stamp(snapshot.home)), lambda: addresses_of(snapshot, _numbers(seen))
    )
    by_child(seen)
    due(seen, Wanted(STATUSES["all"]), limit=1)  # holds every duty, in the list's own order
    for make in _OTHERS:
        # What one page needs holds no import back: asked for, that page says what is wrong.
        with suppress(HoldfastError):
            make(seen)


# What else is made ready, by pages that this module does not know.
_REQUIRED: list[MakesReady] = []
_OTHERS: list[MakesReady] = []
_SHOWN = ShownSnapshot(_make_ready)


def _book_and_mark() -> tuple[Book, str]:
    home = HOME.path()
    return _read_book(home, (_stamp(home / LOCAL_RULES), _stamp(home / RECORDING)))


@lru_cache(maxsize=1)
def _read_book(home: Path, stamps: tuple[Stamp, Stamp]) -> tuple[Book, str]:
    read = duty_book(home)
    return read, fingerprint(read)


def _stamp(place: Path) -> Stamp:
    """Which file it is and when it was written; none when there is none.

    An import puts a new file in the pointer's place; a person edits the rules in theirs.
    """
    try:
        found = place.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns
