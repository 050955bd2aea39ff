"""Files of what was worked out from a snapshot: each carries its own checksum in its name.

They can be made again at any time, so one that is not as it was written is deleted and made anew,
never shown. The checksum is part of the name because a file is then put in its place, and sealed,
in one step: two processes that make the same file at once cannot part it from its checksum.
"""

import logging
import os
from contextlib import suppress
from pathlib import Path

from holdfast.record.store.atomic_files import checksum, checksum_as_it_stands

LOG = logging.getLogger("holdfast.record")

# Hexadecimal figures of the checksum in a name.
_FIGURES = 32


def seal(part: Path, stem: str) -> Path:
    """Put a finished file beside itself as ``<stem>-<checksum>``, with the ending of ``stem``.

    Gives its place. Raises OSError.
    """
    name, ending = _parted(stem)
    place = part.with_name(f"{name}-{checksum(part)[:_FIGURES]}{ending}")
    os.replace(part, place)
    return place


def find_sealed(folder: Path, stem: str) -> Path | None:
    """The file that was sealed under a stem; None where there is none as it was written.

    What is not as it was written is named in the log and deleted.
    """
    name, ending = _parted(stem)
    for place in sorted(folder.glob(f"{name}-{'[0-9a-f]' * _FIGURES}{ending}")):
        if is_as_sealed(place):
            return place
        LOG.warning("%s is not as it was written: it is made anew.", place.name)
        with suppress(OSError):
            place.unlink()
    return None


def is_as_sealed(place: Path) -> bool:
    """Whether a sealed file still has the checksum in its name."""
    try:
        # A pipe or a device in its place would be read without an end.
        return place.is_file() and checksum_as_it_stands(place)[:_FIGURES] == place.stem[-_FIGURES:]
    except OSError:
        return False


def not_as_sealed(folder: Path) -> list[str]:
    """The names of the sealed files below a folder that are not as they were written."""
    sealed = sorted(folder.glob(f"**/*-{'[0-9a-f]' * _FIGURES}.*"))
    return [place.name for place in sealed if not is_as_sealed(place)]


def _parted(stem: str) -> tuple[str, str]:
    name, dot, ending = stem.rpartition(".")
    return name, f"{dot}{ending}"
