"""Where the files of a return lie: a folder, a zip, a file by itself."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile

from holdfast.errors import CannotRead
from holdfast.limits import ARCHIVE_FILES, TABLE_BYTES
from holdfast.privacy import temporary_folder
from holdfast.settings import HOME

Named = tuple[str, Path]

_LAST_YEAR = re.compile(r"last.?year|previous|prior", re.IGNORECASE)
_PROVIDERS = re.compile(r"provider|ofsted", re.IGNORECASE)
_POSTCODES = re.compile(r"postcode", re.IGNORECASE)
_READ = (".csv", ".txt", ".tsv", ".xml")
_ZIP = b"PK\x03\x04"


@dataclass
class GivenFiles:
    """The files by their names in words, this year's and last year's, and look-up lists."""

    now: list[Named] = field(default_factory=list)
    before: list[Named] = field(default_factory=list)
    providers: Path | None = None
    postcodes: Path | None = None
    notes: list[str] = field(default_factory=list)


@contextmanager
def given_files(path: Path, last_year: Path | None) -> Iterator[GivenFiles]:
    """The files of a return; those of a zip lie in a folder that is gone afterwards.

    Raises CannotRead where there is nothing at ``path`` that may be a return.
    """
    files = GivenFiles()
    with ExitStack() as until_read:
        _gather(files, path, files.now, until_read)
        if last_year is not None:
            files.before.clear()
            _gather(files, last_year, files.before, until_read)
        kinds = {is_xml(path) for _, path in files.now}
        if len(kinds) > 1:
            raise CannotRead(
                "There are CSV files and an XML file: it cannot be determined which is the return.",
                "Give either the CSV files or the XML file.",
            )
        if True in kinds and len(files.now) > 1:
            raise CannotRead(
                "There are several XML files: it cannot be determined which is the return.",
                "Give one; last year's goes into a folder called last_year.",
            )
        yield files


def _gather(files: GivenFiles, path: Path, into: list[Named], until_read: ExitStack) -> None:
    if path.is_dir():
        _gather_folder(files, path, into)
    elif not path.is_file():
        raise CannotRead(f"There is no {path.name} here.", "Give the folder with the files.")
    elif _starts(path) == _ZIP:
        folder = TemporaryDirectory(dir=temporary_folder(HOME.path()))
        unpacked = Path(until_read.enter_context(folder))
        _unpack(path, unpacked)
        inner = [one for one in unpacked.iterdir() if one.is_dir()]
        alone = len(inner) == 1 and not any(one.is_file() for one in unpacked.iterdir())
        wrapped = alone and not _LAST_YEAR.search(inner[0].name)
        _gather_folder(files, inner[0] if wrapped else unpacked, into)
    else:
        into.append((path.name, path))


def _gather_folder(files: GivenFiles, folder: Path, into: list[Named]) -> None:
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~")):
            continue
        if path.is_dir():
            if _LAST_YEAR.search(path.name) and into is files.now:
                _gather_folder(files, path, files.before)
        elif path.suffix.lower() not in _READ:
            files.notes.append(f"{path.name} is neither CSV nor XML, and was not read.")
        elif _PROVIDERS.search(path.name):
            files.providers = path
        elif _POSTCODES.search(path.name):
            files.postcodes = path
        else:
            into.append((path.name if into is files.now else f"last year's {path.name}", path))


def _starts(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_ZIP))


def _unpack(path: Path, folder: Path) -> None:
    """Unpack the files that may be of a return, each held to what is read of a table."""
    try:
        with ZipFile(path) as archive:
            wanted = [
                one for one in archive.infolist() if not one.is_dir() and _wanted(one.filename)
            ]
            if len(wanted) > ARCHIVE_FILES.most or sum(one.file_size for one in wanted) > (
                2 * TABLE_BYTES.most
            ):
                raise CannotRead(
                    f"{path.name} holds too much.", "Zip the files of the return alone."
                )
            for one in wanted:
                parts = PurePosixPath(one.filename.replace("\\", "/")).parts
                target = folder.joinpath(*(re.sub(r"^[./]+|[/:]", "_", part) for part in parts))
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(one) as source:
                    target.write_bytes(source.read(TABLE_BYTES.most))
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        raise CannotRead(
            f"{path.name} is no zip that can be read.", "Zip the files again."
        ) from None
    folder.mkdir(parents=True, exist_ok=True)


def _wanted(name: str) -> bool:
    path = PurePosixPath(name)
    return path.suffix.lower() in _READ and not any(part.startswith("__") for part in path.parts)


def is_xml(path: Path) -> bool:
    """Whether a file is the XML file, by what it begins with: what is sent may have any name."""
    with path.open("rb") as file:
        start = file.read(200)
    plain = start.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe \t\r\n")
    return path.suffix.lower() == ".xml" or plain.startswith(b"<")
