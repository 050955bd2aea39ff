"""What became of every open duty since an earlier import: worked out once, and kept.

It lies beside the later snapshot's duties, under
``derived/<later id>/changes-<earlier id>-<key>-<checksum>.parquet``. It tells of children
of both snapshots, and goes when either does.
"""

from pathlib import Path

import pyarrow.parquet as pq

from holdfast.clocks.computing import compute_duties, fingerprint, name_duties
from holdfast.clocks.rules.book import Book
from holdfast.engine import QueryFailed, open_engine
from holdfast.errors import BadSetting, CannotWrite, HoldfastError, NotFound
from holdfast.importing.changes import Changes
from holdfast.importing.relating import Earlier, relate
from holdfast.query.outlook import Outlook, open_outlook, see_who_holds
from holdfast.record.identity.entries import Register
from holdfast.record.identity.keeping import read_register
from holdfast.record.identity.relating import NOBODY, SameChildren, same_children
from holdfast.record.store.derived import derived_key, find_derived, write_derived
from holdfast.record.store.snapshot import Snapshot, changes_name
from holdfast.record.store.snapshots import Store
from holdfast.record.supplements.overlay import overlay_of
from holdfast.settings import DUE_SOON

MADE_BY = ("holdfast.importing.changes", "holdfast.query.outlook", "holdfast.importing.relating")

_WORDS = ("clock", "what", "why", "was", "status", "team_before", "team")


def snapshot_before(store: Store, snapshot: Snapshot) -> Snapshot:
    """The snapshot that a snapshot's lists are compared with. Raises NotFound.

    That is the one that was current before it, where both come of the same source and it is not as
    at a later day; else the latest import before it of which that is true.
    """
    for earlier in store.came_before(snapshot.id):
        if not _why_not(earlier, snapshot):
            return earlier
    raise NotFound(
        f"There is no import before {snapshot.id} that it can be compared with.",
        "Lists are compared once two extracts of the same source have been imported; "
        "`holdfast snapshot list` shows those that are held.",
    )


def changes_since(
    earlier: Snapshot, snapshot: Snapshot, book: Book, same: SameChildren | None = None
) -> Changes:
    """What became of every duty open on the day of either snapshot, as kept or worked out now.

    ``same`` is who is who; the register of children says it where it is not given. Raises
    BadSetting where the two cannot be compared, and what ``open_outlook`` raises.
    """
    if why_not := _why_not(earlier, snapshot):
        raise BadSetting(why_not, "Choose another with --since; see `holdfast snapshot list`.")
    same = who_is_who(earlier, snapshot) if same is None else same
    place = _place(earlier, snapshot, book, same)
    if place is not None:
        return _read(place, earlier, snapshot)
    new = open_outlook(snapshot, book)
    try:
        return keep_changes(earlier, new, same)
    finally:
        new.close()


def changes_for_account(new: Outlook, register: Register | None = None) -> Changes | None:
    """What became of every duty since the snapshot before a new one; None where none can be told.

    ``new`` is the new one on its own day, ``register`` that of children once it is current; what is
    written when it is not given. Raises CannotWrite.
    """
    store, snapshot = Store(new.snapshot.home), new.snapshot
    try:
        earlier = snapshot_before(store, snapshot)
        same = who_is_who(earlier, snapshot, register)
        place = _place(earlier, snapshot, new.book, same)
        return _read(place, earlier, snapshot) if place else keep_changes(earlier, new, same)
    except CannotWrite:
        raise
    except (HoldfastError, QueryFailed):
        return None


def kept_changes(store: Store, snapshot: Snapshot, book: Book) -> Changes | None:
    """The changes since the import before a snapshot, where they are kept; else None."""
    try:
        earlier = snapshot_before(store, snapshot)
    except NotFound:
        return None
    place = _place(earlier, snapshot, book, who_is_who(earlier, snapshot))
    return _read(place, earlier, snapshot) if place else None


def keep_changes(earlier: Snapshot, new: Outlook, same: SameChildren) -> Changes:
    """Work out what became of every duty, and keep it beside the later snapshot's duties.

    ``new`` is the later one on its own day. Raises CannotWrite when the disk refuses.
    """
    snapshot = new.snapshot
    found = relate(new, _opened(earlier, new), same)
    key = _key(earlier, snapshot, new.book, same)
    place = write_derived(new.engine, snapshot, changes_name(earlier.id), key, found)
    return _read(place, earlier, snapshot)


def _opened(earlier: Snapshot, new: Outlook) -> Earlier:
    """An earlier snapshot under the same rules, its duties named on the engine of the later."""
    day, over = earlier.manifest.as_at, overlay_of(earlier)
    engine = open_engine()
    try:
        compute_duties(engine, earlier, new.book, over)
        see_who_holds(engine, day)
        holders = engine.fetch("select child, team from holders where team is not null")
    finally:
        engine.close()
    name_duties(new.engine, over, new.book, day, "duties_then")
    return Earlier(day, over.feeds, "duties_then", holders)


def _why_not(earlier: Snapshot, later: Snapshot) -> str:
    """Why two snapshots cannot be compared; empty where they can."""
    one, other = earlier.manifest, later.manifest
    if earlier.id == later.id:
        return f"Snapshot {later.id} cannot be compared with itself."
    if one.as_at > other.as_at:
        return f"Snapshot {earlier.id} is as at a later day than {later.id}."
    # A part of the made-up county and the whole of it are two councils.
    mine, theirs = ((m.source, m.made_up, m.origin if m.made_up else "") for m in (one, other))
    if mine != theirs:
        return f"Snapshots {earlier.id} and {later.id} come of different sources."
    return ""


def who_is_who(
    earlier: Snapshot, snapshot: Snapshot, register: Register | None = None
) -> SameChildren:
    """Who of an earlier snapshot is who of a later, by the register of children as it is kept."""
    found = read_register(snapshot.home) if register is None else register
    return NOBODY if found is None else same_children(found, earlier, snapshot)


def _place(earlier: Snapshot, snapshot: Snapshot, book: Book, same: SameChildren) -> Path | None:
    return find_derived(snapshot, changes_name(earlier.id), _key(earlier, snapshot, book, same))


def _key(earlier: Snapshot, snapshot: Snapshot, book: Book, same: SameChildren) -> str:
    """The key of what became of duties: see ``record/store/derived.py``."""
    known = (sorted(same.renumbered.items()), sorted(same.reused))
    over = [overlay_of(one).mark for one in (earlier, snapshot)]
    return derived_key(MADE_BY, repr((fingerprint(book), DUE_SOON.whole(), known)), *over)


def _read(place: Path, earlier: Snapshot, snapshot: Snapshot) -> Changes:
    # A few words many times over: as numbers they take a tenth of the room.
    table = pq.read_table(place, read_dictionary=list(_WORDS))
    days = (earlier.manifest.as_at, snapshot.manifest.as_at)
    return Changes(earlier.id, days[0], snapshot.id, days[1], table)
