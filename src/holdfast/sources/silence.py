"""What is told where the as-at day that was given lies long after the last event in the data.

Each clock goes on to the as-at day: what was done between the extract and that day would look
undone, and nothing in the data says so.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from holdfast.record.store.manifest import Note

AS_AT = "the as-at day"
# Four weeks: in any council something is recorded within them.
SILENCE = timedelta(days=28)
_LATE = (
    "is so many days after the last event recorded: what was done since then would look undone. "
    "Give the day of the extract"
)


def notes_of_silence(as_at: date, latest: date | None) -> Iterator[Note]:
    """A note that counts the days from the latest event to the day given, where they are many."""
    if latest is not None and as_at - latest > SILENCE:
        yield Note(AS_AT, _LATE, (as_at - latest).days)
