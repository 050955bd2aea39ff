"""Which snapshot was current before another first was: what its lists are compared with.

The latest import before it need not be that one: its own import may have died before it became
current. It is noted in ``derived/<id>/came_after``, an id and nothing of a child.
"""

from pathlib import Path

from holdfast.record.store.atomic_files import make_folder, replace_text
from holdfast.record.store.snapshot import derived_folder

FILE = "came_after"


def note_came_after(home: Path, snapshot_id: str, earlier_id: str) -> None:
    """Note once what was current before a snapshot was. Raises OSError when the disk refuses."""
    place = derived_folder(home, snapshot_id) / FILE
    if earlier_id and earlier_id != snapshot_id and not place.exists():
        make_folder(place.parent)
        replace_text(place, f"{earlier_id}\n")


def came_after(home: Path, snapshot_id: str) -> str:
    """The id of the one that was current before; empty where that is not known any more."""
    try:
        return (derived_folder(home, snapshot_id) / FILE).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
