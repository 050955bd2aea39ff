"""The parsers of others' that run in our own process, each alone with a spoilt file.

Without the import around them thousands of files are quick, so what one file in a thousand does
to a parser is seen: that it ends the process, goes on for ever, or takes the memory.
"""

import io
import json
import random
import sys
import traceback
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from holdfast.errors import HoldfastError
from holdfast.sources.cin_census import read_census
from holdfast.sources.intake.json_cells import refuse_too_large
from holdfast.sources.ssd.files.columnar import open_parquet
from holdfast.sources.ssd.files.delimited import open_delimited
from tests.property.mutations.mutating import cut, double, field, flip, insert
from tests.property.mutations.originals import CANARY
from tests.returns.cin_census.building import census
from tests.sources.cin_made import RICH

Reads = Callable[[Path], object]
PARSERS = ("parse parquet", "parse csv", "parse xml", "parse zip", "parse json")

_ROWS = 300
_BYTES = (flip, flip, flip, flip, cut, double, insert, field)


def originals_of(parser: str) -> list[bytes]:
    """Whole files of the kind that a parser reads, written in each way that it knows."""
    return _ORIGINALS[parser]()


def spoilt(luck: random.Random, raw: bytes) -> bytes:
    """The bytes changed once or a few times, and nothing made whole again."""
    for _ in range(luck.choice((1, 1, 2, 3))):
        raw = luck.choice(_BYTES)(luck, raw)
    return raw


def read_all(parser: str, originals: list[bytes], seeds: Iterable[int], path: Path) -> int:
    """Give the parser one spoilt file after another at ``path``, and say on how it ended.

    Reads all that each holds, as an import does. Gives 0 where one was read, 3 where all were
    refused, and 1 where something broke out: that is printed, with its seed.
    """
    code = 3
    for seed in seeds:
        luck = random.Random(f"{parser} {seed}")
        path.write_bytes(spoilt(luck, luck.choice(originals)))
        try:
            _READS[parser](path)
        except HoldfastError:
            continue
        except Exception:  # noqa: BLE001  it is printed, and the next is tried
            code = 1
            sys.stdout.write(f"seed {seed}\n")
            traceback.print_exc()
        else:
            code = 0 if code == 3 else code
    return code


def _parquet(path: Path) -> None:
    for batch in open_parquet(path, "ssd_person", True).batches():
        assert batch.raw.cells.num_rows >= 0


def _csv(path: Path) -> None:
    for batch in open_delimited(path, "ssd_person", True).batches():
        assert batch.raw.cells.num_rows >= 0


def _xml(path: Path) -> None:
    for _ in read_census(path).batches():
        pass


def _zip(path: Path) -> None:
    from holdfast.web.unpacking import unpacked  # it needs Django to stand ready

    with unpacked(path) as places:
        assert places


def _json(path: Path) -> None:
    for line in path.read_text("utf-8", "replace").splitlines():
        try:
            refuse_too_large(line)
            json.loads(line)
        except ValueError:
            continue


_READS: Mapping[str, Reads] = dict(zip(PARSERS, (_parquet, _csv, _xml, _zip, _json), strict=True))


def _table() -> pa.Table:
    numbers = range(_ROWS)
    return pa.table({
        "pers_person_id": [f"{CANARY}{number}" for number in numbers],
        "pers_sex": pa.array(["F", "M", None] * (_ROWS // 3)).dictionary_encode(),
        "pers_dob": pa.array([number * 86_400_000_000 for number in numbers], pa.timestamp("us")),
        "pers_number": [number / 3 for number in numbers],
        "pers_flag": [number % 2 == 0 for number in numbers],
        "pers_list": [[f"{number}", None] for number in numbers],
        "pers_part": [{"a": number, "b": [number]} for number in numbers],
        "pers_bytes": [b"0123" for _ in numbers],
    })  # fmt: skip


def _parquets() -> list[bytes]:
    ways: list[dict[str, object]] = [
        {"compression": kind, "use_dictionary": words, "data_page_version": page}
        for kind in ("none", "snappy", "zstd", "gzip", "brotli", "lz4")
        for words in (True, False)
        for page in ("1.0", "2.0")
    ]
    ways.append({"compression": "none", "use_dictionary": False, "write_statistics": False})
    found = []
    for way in ways:
        held = io.BytesIO()
        pq.write_table(_table(), held, row_group_size=100, **way)
        found.append(held.getvalue())
    return found


def _texts() -> list[bytes]:
    headings = "pers_person_id,pers_forename,pers_dob\r\n"
    rows = "".join(f'{CANARY}{n},"A, ""b""\nc",2010-05-0{n % 9 + 1}\r\n' for n in range(200))
    text = headings + rows
    return [
        text.encode(), text.replace(",", ";").encode(), text.replace(",", "\t").encode("utf-16"),
        text.encode("utf-8-sig"), text.encode("cp1252"),
    ]  # fmt: skip


def _censuses() -> list[bytes]:
    text = census(RICH).replace("MU1", f"{CANARY}1")
    commented = text.replace("<Children>", "<!-- a --><Children><![CDATA[ ]]><?a b?>")
    return [one.encode(kind) for one in (text, commented) for kind in ("utf-8", "utf-16")]


def _zips() -> list[bytes]:
    found = []
    for kind in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", kind) as packed:
            for number, text in enumerate(_texts()):
                packed.writestr(f"folder/{number}.csv", text)
        found.append(held.getvalue())
    return found


def _cells() -> list[bytes]:
    cells = [
        ["1A", "2B"],
        {"a": [1, {"b": None}], "c": "\u00e9 \ud83d"},
        [[[[1.5e300]]]],
        "x",
        -0.0,
    ]
    return ["\n".join(map(json.dumps, cells)).encode()]


_ORIGINALS: Mapping[str, Callable[[], list[bytes]]] = dict(
    zip(PARSERS, (_parquets, _texts, _censuses, _zips, _cells), strict=True)
)
SUFFIX = dict(zip(PARSERS, (".parquet", ".csv", ".xml", ".zip", ".json"), strict=True))
