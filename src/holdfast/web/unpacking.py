"""The files of an upload, laid in a folder of ours for as long as they are looked at."""

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from django.conf import settings

from holdfast.errors import CannotRead
from holdfast.limits import ARCHIVE_FILES, ARCHIVE_RATIO
from holdfast.sources.workbooks.scanning import DAMAGE
from holdfast.web import uploads

_CHUNK = 1 << 20
_KINDS = frozenset(uploads.PAGES["survey"]) - {".zip"} | {".tsv", ".txt"}
_AGAIN = "Pack the exported files alone into one zip file, without a password, and send it again."


@contextmanager
def unpacked(file: Path) -> Iterator[list[str]]:
    """The paths of an upload: the file itself, or the files of a zip. Raises CannotRead.

    Only files of the kinds that sources come in are taken out, by their own names without
    folders, and up to a size: a small zip can hold a disk full of nothing.
    """
    if file.suffix != ".zip":
        yield [str(file)]
        return
    with TemporaryDirectory(dir=uploads.folder()) as folder:
        try:
            with zipfile.ZipFile(file) as packed:
                wanted = [one for one in packed.infolist() if _is_wanted(one)]
                _refuse_odd(wanted)
                left = settings.LARGEST_UPLOAD * ARCHIVE_RATIO.most
                for one in wanted:
                    with packed.open(one) as held:
                        left = _copy(held, Path(folder) / Path(one.filename).name, left)
        except DAMAGE as error:
            raise CannotRead(
                "The zip file is damaged, or packed in an unusual way.", _AGAIN
            ) from error
        yield [folder]


def _is_wanted(one: zipfile.ZipInfo) -> bool:
    path = Path(one.filename)
    hidden = path.name.startswith((".", "~$")) or "__MACOSX" in path.parts
    return not one.is_dir() and not hidden and path.suffix.lower() in _KINDS


def _refuse_odd(wanted: list[zipfile.ZipInfo]) -> None:
    names = [Path(one.filename).name.lower() for one in wanted]
    if not wanted:
        raise CannotRead("The zip file holds no file that could be read.", _AGAIN)
    if len(wanted) > ARCHIVE_FILES.most or len(set(names)) < len(names):
        raise CannotRead(
            f"The zip file holds two files of one name, or more than {ARCHIVE_FILES}.", _AGAIN
        )
    # Whatever else there is may ask for gigabytes before it unpacks a byte.
    if any(one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for one in wanted):
        raise CannotRead("The zip file is packed in an unusual way.", _AGAIN)
    if any(one.flag_bits & 0x1 for one in wanted):
        raise CannotRead("The zip file is protected by a password.", _AGAIN)


def _copy(held: IO[bytes], place: Path, left: int) -> int:
    """Copy a file out; give how much may still be unpacked after it."""
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        while chunk := held.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise CannotRead("The zip file unpacks to more than is looked at here.", _AGAIN)
            out.write(chunk)
    return left
