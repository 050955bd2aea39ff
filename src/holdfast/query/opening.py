"""The current snapshot as a command is asked for it: the council's rules, on a day."""

from holdfast.concerns.register import duty_book
from holdfast.days import read_day
from holdfast.progress import said
from holdfast.query.outlook import Outlook, open_outlook
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.settings import HOME


def open_current(as_at: str = "") -> Outlook:
    """The current snapshot on a day, its own when none is given. Raises what opening it does.

    Raises BadSetting for a day that cannot be read, BeyondCalendar for one that none can answer.
    """
    book, day = duty_book(HOME.path()), read_day(as_at, "--as-at")
    return open_outlook(current_snapshot(), book, day)


def current_snapshot() -> Snapshot:
    """The snapshot that commands answer from: the current one, or the last that is whole.

    Says so where it is not the current one, and why. Raises what ``Store.last_whole`` does.
    """
    snapshot, fault = Store(HOME.path()).last_whole()
    if fault:
        said.print(
            f"{fault.what} {fault.next_step}\nThe answers are those of snapshot {snapshot.id}, of "
            f"data as at {snapshot.manifest.as_at:%-d %B %Y}.",
            highlight=False,
        )
    return snapshot
