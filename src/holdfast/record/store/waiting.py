"""Snapshots that are held and wait for somebody to say that they are to be current.

A new one that would lose much of what the last one holds is not shown by itself. What would be
lost lies beside what was computed from it, in ``derived/<id>/waiting.json``: counts and names of
tables and clocks, nothing of a child.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from holdfast.errors import CannotRead
from holdfast.limits import KEPT_FILE
from holdfast.ordinary_file import refuse_odd_file
from holdfast.record.store.atomic_files import make_folder, replace_text
from holdfast.record.store.snapshot import derived_folder

WAITING_FILE = "waiting.json"


@dataclass(frozen=True)
class Loss:
    """Something that the last snapshot held and the new one does not.

    ``kind`` is ``table`` (gone), ``rows``, ``children``, ``answers`` or ``day``. ``where`` is a
    record table or a clock's key, or empty; ``before`` counts what the last held and ``lost`` how
    many of these are lost, and both are 0 for a day. ``what`` says it in words.
    """

    kind: str
    where: str
    before: int
    lost: int
    what: str


@dataclass(frozen=True)
class Waiting:
    """Why a snapshot waits: against which one, and what would be lost."""

    against: str
    losses: tuple[Loss, ...]


_UNREADABLE = Waiting(
    "", (Loss("unreadable", "", 0, 0, "What would be lost can no longer be read."),)
)


def let_wait(home: Path, snapshot_id: str, waiting: Waiting) -> None:
    """Keep why a snapshot waits. Raises OSError when the disk refuses."""
    folder = make_folder(derived_folder(home, snapshot_id))
    replace_text(folder / WAITING_FILE, json.dumps(asdict(waiting), indent=2) + "\n")


def waiting_of(home: Path, snapshot_id: str) -> Waiting | None:
    """Why a snapshot waits; None where it does not."""
    place = derived_folder(home, snapshot_id) / WAITING_FILE
    try:
        refuse_odd_file(place, KEPT_FILE)
        plain = json.loads(place.read_text(encoding="utf-8"))
        return Waiting(plain["against"], tuple(Loss(**one) for one in plain["losses"]))
    except FileNotFoundError:
        return None
    except (CannotRead, OSError, ValueError, TypeError, KeyError, RecursionError):
        return _UNREADABLE  # it waits all the same


def wait_no_more(home: Path, snapshot_id: str) -> None:
    """Forget why a snapshot waited, once it is current."""
    with suppress(OSError):  # what is current does not wait, whatever is left here
        (derived_folder(home, snapshot_id) / WAITING_FILE).unlink(missing_ok=True)
