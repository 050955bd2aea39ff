"""The current snapshot as a command is asked for it: the council's rules, on a day."""

from datetime import date

from holdfast.clocks.book import council_book
from holdfast.clocks.register import CLOCKS
from holdfast.errors import BadSetting
from holdfast.measures.outlook import Outlook, open_outlook
from holdfast.progress import said
from holdfast.record.snapshot import Snapshot
from holdfast.record.snapshots import Store
from holdfast.settings import HOME


def open_current(as_at: str = "") -> Outlook:
    """The current snapshot on a day, its own when none is given. Raises what opening it does.

    Raises BadSetting for a day that cannot be read.
    """
    book, day = council_book(CLOCKS, HOME.path()), read_option_day(as_at, "--as-at")
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
            markup=False,
            highlight=False,
        )
    return snapshot


def read_option_day(text: str, option: str) -> date | None:
    """The day given to an option; None where it was not given. Raises BadSetting."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadSetting(
            f"The day after {option} cannot be read.", "Write it as year-month-day: 2018-01-31."
        ) from None
