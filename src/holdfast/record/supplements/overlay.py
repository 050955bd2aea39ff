"""What is laid over a snapshot: the rows of both, what both together carry, and until when.

Where only a supplement carries a table, its rows are the table. Where the source carries it too,
the rows of both are, and less is taken for said: a column only where both carry it, every event
only where both give every event, and nothing later than the day on which the first of them ends.
Of lists of names (workers, teams) the supplement adds those that the source lacks, and the source
says what is carried.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from holdfast.engine import Engine
from holdfast.record.identity.keeping import stamp
from holdfast.record.register import table
from holdfast.record.schema.shape import arrow_schema, empty
from holdfast.record.store.doubts import DOUBTS
from holdfast.record.store.manifest import Feed, Reach
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.supplements.laying import LaidFiles, laid_for
from holdfast.record.supplements.supplement import Supplement
from holdfast.record.supplements.versions import Supplements, pointer

# The origin of what people enter in Holdfast. It is complete at every moment, and ends no feed.
HOLDFAST = "holdfast"

# What tells since when, in words, of the sources whose manifest says that they begin.
_BEGINS = {
    "annex_a": "the case system's lists begin",
    "cin_census": "the census files begin",
    "ssda903": "the looked-after returns begin",
}
# Tables of which a source gives the latest that are whole from the day on which it begins, though
# not before: of Annex A list 3 and what opened list 6.
WHOLE_WITHIN = {"annex_a": ("referrals",)}

# What a relation of the snapshot is called where something is laid over it.
_OF_SOURCE = "{}_of_source"
_OVER = "{}_laid_over"


@dataclass(frozen=True)
class FeedEnd:
    """The last day of which a feed tells, and that in words."""

    day: date
    words: str


@dataclass(frozen=True)
class FeedBegin:
    """The first day of which a feed tells what happened, and that in words."""

    day: date
    words: str


@dataclass(frozen=True)
class Overlay:
    """A snapshot and the supplements laid over it; there may be none."""

    snapshot: Snapshot
    supplements: tuple[Supplement, ...] = ()
    laid: LaidFiles | None = None

    def __bool__(self) -> bool:
        return bool(self.supplements)

    @property
    def tables(self) -> frozenset[str]:
        """The record tables that a supplement carries, or of which it leaves something in doubt."""
        return frozenset((*self.laid.tables, *self.laid.aside) if self.laid else ())

    def path(self, name: str) -> Path | None:
        """The rows of a record table that are laid over it; None where none are."""
        return self.laid.tables.get(name) if self.laid else None

    @property
    def mark(self) -> str:
        """What changes with anything that is laid over; empty where nothing is."""
        if self.laid is None:
            return ""
        told = (one.manifest for one in self.supplements)
        days = [(sorted(one.known_from.items()), one.known_until) for one in told]
        return _digest((self.laid.files, sorted(self.feeds.items()), days))

    def mark_over(self, tables: Iterable[str]) -> str:
        """What changes with the rows that are laid over these tables; empty where none are."""
        places = (self.path(name) for name in sorted(set(tables)))
        names = [place.name for place in places if place is not None]
        return _digest(names) if names else ""

    @cached_property
    def feeds(self) -> Mapping[str, Feed]:
        """What the source and the supplements together carry, by record table."""
        found = dict(self.snapshot.manifest.feeds)
        for one in self.supplements:
            for name, feed in one.manifest.feeds.items():
                if name not in found:
                    found[name] = feed
                elif table(name).subject() is not None:
                    # No more than each of the two does.
                    every = found[name].reach == feed.reach == "every"
                    columns = (one for one in found[name].columns if one in feed.columns)
                    reach: Reach = "every" if every else "latest"
                    found[name] = Feed(reach, tuple(columns), found[name].of)
        return found

    @property
    def last_day(self) -> date:
        """The last day of which any feed tells."""
        return _last_day(self.snapshot, self.supplements)

    def end(self, tables: Iterable[str]) -> FeedEnd:
        """Until when what is in these tables is known: to the end of the first feed that ends."""
        wanted = set(tables)
        ends = []
        for one in self.supplements:
            if wanted & one.manifest.feeds.keys():
                day = one.manifest.known_until
                ends.append(FeedEnd(day, f"the {one.origin} file ends on {_plain(day)}"))
        if not wanted or wanted & self.snapshot.manifest.feeds.keys():
            ends.append(_end_of_source(self.snapshot))
        return min(ends, key=lambda end: end.day, default=_end_of_source(self.snapshot))

    def begin(self, tables: Iterable[str], every: bool) -> FeedBegin | None:
        """Since when the source tells what is in these tables; None where none of it begins.

        ``every``: every event is asked for. Of a table of which the source gives only the latest
        that cannot be told, and how things stood only on its day.
        """
        own = self.snapshot.manifest
        given = {name: own.feeds[name] for name in set(tables) & own.feeds.keys()}
        whole = WHOLE_WITHIN.get(own.source, ())
        latest = sorted(
            name for name, feed in given.items() if feed.reach == "latest" and name not in whole
        )
        if latest:
            words = f"the source gives only the latest of {' and '.join(latest)}"
            return FeedBegin(own.as_at + timedelta(days=every), words)
        first = max((own.begins[name] for name in given if name in own.begins), default=None)
        if first is None:
            return None
        return FeedBegin(first, f"{_BEGINS[own.source]} on {_plain(first)}")

    def known_from(self, tables: Iterable[str]) -> date | None:
        """The first day of which these tables tell, of those that supplements alone carry."""
        alone = set(tables) - self.snapshot.manifest.feeds.keys()
        days = [
            day
            for one in self.supplements
            for name, day in one.manifest.known_from.items()
            if name in alone
        ]
        return max(days, default=None)

    def open(self, engine: Engine) -> None:
        """Name every table of the record with what is laid over it, and the doubts about both.

        Raises Damaged where a file is not as it was written: nothing of it is shown.
        """
        if self.laid is None:
            self.snapshot.open(engine)
            return
        # Their rows set aside are asked for, wherever a doubt may be about them.
        aside = {name: self.laid.aside.get(name) for name in self.tables}
        over = {*self.laid.tables, "doubts", *(f"set_aside_{one}" for one in aside)}
        given: set[str] = set()

        def called(name: str) -> str:
            given.add(name)
            return _OF_SOURCE.format(name) if name in over else name

        self.snapshot.open(engine, called)
        for name, place in self.laid.tables.items():
            _union(engine, name, place, arrow_schema(table(name)).names)
        _union(engine, "doubts", self.laid.doubts, (*DOUBTS.names, "number"))
        for name, path in aside.items():
            each, whole = table(name), f"set_aside_{name}"
            if whole not in given:
                engine.rows(_OF_SOURCE.format(whole), empty(each))
            if path is None:
                engine.rows(_OVER.format(whole), empty(each))
            _union(engine, whole, path, arrow_schema(each).names)


def _union(engine: Engine, name: str, over: Path | None, columns: Iterable[str]) -> None:
    own, laid = _OF_SOURCE.format(name), _OVER.format(name)
    if over is not None:
        engine.parquet(laid, over)
    listed = ", ".join(columns)
    engine.define(name, f"select {listed} from {own} union all select {listed} from {laid}")


def overlay_of(snapshot: Snapshot, by: str = "") -> Overlay:
    """A snapshot with what is laid over it now, or was by a moment as ISO text.

    Raises Damaged where a supplement, the pointer or the register of children is not as it was
    written, CannotRead for a later version's, CannotWrite where the disk refuses; and NotFound
    where what was laid over then is kept no longer.
    """
    kept = Supplements(snapshot.home)
    supplements = kept.laid_over_by(by) if by else kept.laid_over()
    if not supplements:
        return Overlay(snapshot)
    return Overlay(snapshot, supplements, laid_for(snapshot, supplements))


def last_day_of(snapshot: Snapshot) -> date:
    """The last day of which the snapshot, or what is laid over it, tells. Lays nothing out."""
    return _last_day(snapshot, Supplements(snapshot.home).laid_over())


def overlay_stamp(home: Path) -> object:
    """A mark that changes when something else is laid over, or the children are known otherwise.

    None where nothing is laid over.
    """
    try:
        found = pointer(home).stat()
    except OSError:
        return None
    return (found.st_ino, found.st_mtime_ns, stamp(home))


def _last_day(snapshot: Snapshot, supplements: Iterable[Supplement]) -> date:
    return max((snapshot.manifest.as_at, *(one.manifest.known_until for one in supplements)))


def _end_of_source(snapshot: Snapshot) -> FeedEnd:
    day = snapshot.manifest.as_at
    return FeedEnd(day, f"the case system's extract ends on {_plain(day)}")


def _plain(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _digest(told: object) -> str:
    return sha256(repr(told).encode()).hexdigest()
