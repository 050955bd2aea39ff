"""Files made by hand to break whoever reads them, and everything that reads a file.

Each is laid where a command looks for quite another: an empty one, noise, bombs of each kind,
what is no file at all. Texts hold a child whose name must never be shown.
"""

import gzip
import io
import os
import random
import sqlite3
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tests.property.mutations.originals import CANARY, Original

HOSTILE = "hostile"
Lay = Callable[[Path], object]

# Figures beside it, or a first line would be headings: of those that look so, the words are shown.
_CHILD = f"{CANARY} 01/02/2010 999 123 4567"
_BLANKS = 400_000_000
_PIECE = bytes(1 << 20)


def _holds(content: bytes | str) -> Lay:
    raw = content.encode() if isinstance(content, str) else content
    return lambda path: path.write_bytes(raw)


def _blanks(file: io.BufferedIOBase) -> None:
    for _ in range(_BLANKS // len(_PIECE)):
        file.write(_PIECE)


def _zip_of_blanks(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            _blanks(part)  # type: ignore[arg-type]  # it writes as any other


def _zip_of_many(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        for number in range(20_000):
            packed.writestr(f"{number}.csv", "")


def _gzip_of_blanks(path: Path) -> None:
    with gzip.open(path, "wb", 1) as packed:
        _blanks(packed)


def _archive(path: Path, *members: tuple[tarfile.TarInfo, bytes]) -> None:
    with tarfile.open(path, "w:gz", compresslevel=1, format=tarfile.PAX_FORMAT) as tar:
        for info, content in members:
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))


def _archive_of_blanks(path: Path) -> None:
    info = tarfile.TarInfo("snapshots/2018-01-31-0001/persons.parquet")
    info.size = _BLANKS
    with gzip.open(path, "wb", 1) as packed:
        packed.write(info.tobuf())
        _blanks(packed)


def _archive_that_climbs(path: Path) -> None:
    link = tarfile.TarInfo("snapshots/link")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    _archive(path, (tarfile.TarInfo("../../climbed"), b"x"), (link, b""))


def _archive_of_a_long_name(path: Path) -> None:
    """Its first member is the name of the second, as long as a film."""
    info = tarfile.TarInfo("name")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, _BLANKS
    with gzip.open(path, "wb", 1) as packed:
        packed.write(info.tobuf())
        _blanks(packed)


def _archive_of_names_of_names(path: Path) -> None:
    info = tarfile.TarInfo("name")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 512
    with gzip.open(path, "wb", 1) as packed:
        for _ in range(20_000):
            packed.write(info.tobuf() + b"x" * 512)


def _archive_of_a_deep_manifest(path: Path) -> None:
    _archive(path, (tarfile.TarInfo("holdfast-backup.json"), b"[" * 5_000_000))


def _parquet_of_one_text(path: Path) -> None:
    texts = pa.DictionaryArray.from_arrays(np.zeros(1_000_000, np.int8), ["x" * 2_000])
    pq.write_table(pa.table([texts], ["pers_person_id"]), path)


def _parquet_of_many(path: Path) -> None:
    count = 1_500_000
    pq.write_table(pa.table([pa.array([b"\xb0"] * count)], ["pers_person_id"]), path)


def _parquet_deep(path: Path) -> None:
    kind = pa.string()
    for _ in range(90):
        kind = pa.list_(kind)
    pq.write_table(pa.table([pa.nulls(1, kind)], ["pers_person_id"]), path)


def _other_database(path: Path) -> None:
    with sqlite3.connect(path) as held:
        held.execute("create table auth_user (id text)")
        held.execute("insert into auth_user values (?)", [_CHILD])
    held.close()


_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))

FILES: Mapping[str, Lay] = {
    "nothing": _holds(b""),
    "a mark and nothing after it": _holds(b"\xef\xbb\xbf"),
    "no characters": _holds(bytes(1_000_000)),
    "noise": _holds(random.Random(1).randbytes(200_000)),
    "noise of a workbook": _holds(b"PK\x03\x04" + random.Random(2).randbytes(200_000)),
    "noise of a packed file": _holds(b"\x1f\x8b\x08\0" + random.Random(3).randbytes(200_000)),
    "a line without an end": _holds(_CHILD + "x" * 3_000_000),
    "commas": _holds(("," * 5_000 + "\n") * 300),
    "lines": _holds("\n" * 1_000_000),
    "rows of one child": _holds(f"{_CHILD}\n" * 50_000),
    "a quotation mark left open": _holds(f'child,day\n"{_CHILD}' + ",\n" * 300_000),
    "brackets": _holds("[" * 200_000 + "]" * 200_000),
    "braces": _holds('{"a":' * 100_000),
    "brackets after an equals sign": _holds("a = " + "[" * 100_000),
    "names of many parts": _holds(("a." * 1_000 + f"a{{}} = '{_CHILD}'\n") * 1_200 + "="),
    "figures": _holds("a = " + "9" * 500_000),
    "figures alone": _holds("9" * 500_000),
    "sixteen bits": _holds(_CHILD.encode("utf-16-le") * 1_000),
    "no characters of ours": _holds(_CHILD.encode() + b"\xff\xfe\x80\n" * 10_000),
    "marks that act": _holds(f"\x1b[2J\x07\u202e[/]{_CHILD}\n[bold]{_CHILD}\n"),
    "laughs": _holds(f'<!DOCTYPE a [<!ENTITY l0 "{_CHILD}">{_LAUGHS}]><Message>&l11;</Message>'),
    "an entity from elsewhere": _holds(
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Message>&x;</Message>'
    ),
    "elements in one another": _holds("<Message><Children>" + "<Child>" * 200_000),
    "attributes": _holds("<Message " + " ".join(f"a{n}='1'" for n in range(200_000)) + "/>"),
    "children of nothing": _holds(
        "<Message><Children>" + "<Child/>" * 200_000 + "</Children></Message>"
    ),
    "comments without an end": _holds("<Message><Children>" + "<!--" * 1_000_000),
    "sections without an end": _holds("<Message><Children>" + "<![CDATA[<Child>" * 300_000),
    "a text as long as a file": _holds(f"<Message><Header>{_CHILD}" + "x" * 20_000_000),
    "a web page": _holds(f"<html><table><tr><td>{_CHILD}</table></html>"),
    "a zip of blanks": _zip_of_blanks,
    "a zip of many": _zip_of_many,
    "a packed file of blanks": _gzip_of_blanks,
    "an archive of blanks": _archive_of_blanks,
    "an archive that climbs": _archive_that_climbs,
    "an archive of a long name": _archive_of_a_long_name,
    "an archive of names of names": _archive_of_names_of_names,
    "an archive of a deep manifest": _archive_of_a_deep_manifest,
    "Parquet of one text": _parquet_of_one_text,
    "Parquet of many": _parquet_of_many,
    "Parquet of lists of lists": _parquet_deep,
    "Parquet that says it is large": _holds(b"PAR1" + b"\xff" * 64 + b"\xff\xff\xff\x7fPAR1"),
    "another database": _other_database,
    "a database cut short": _holds(b"SQLite format 3\0" + bytes(20)),
    "a named pipe": os.mkfifo,
    "a folder": Path.mkdir,
    "a device without an end": lambda path: path.symlink_to("/dev/zero"),
    "a link to itself": lambda path: path.symlink_to(path),
    "no file": lambda path: None,
}


def hostile_of(originals: Mapping[str, list[Original]]) -> Iterator[tuple[Original, Lay]]:
    """Every hostile file in the place of one file of each kind that something reads.

    The first so many as there are places have one file for each of them, and so on.
    """
    places = list(_places(originals))
    files = list(FILES.values())
    for turn in range(len(files)):
        for number, place in enumerate(places):
            yield place, files[(turn + 7 * number) % len(files)]


def _places(originals: Mapping[str, list[Original]]) -> Iterator[Original]:
    for source in ("ssd", "parquet", "annex a", "annex a csv", "reconcile"):
        yield originals[source][0]
    for source in ("census", "survey", "data folder"):
        yield from originals[source]
