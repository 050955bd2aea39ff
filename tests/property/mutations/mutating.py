"""Files spoilt at random: bytes, lines and fields, and the structure of what they are."""

import io
import random
import zipfile
from collections.abc import Callable

import pyarrow as pa
import pyarrow.parquet as pq

Change = Callable[[random.Random, bytes], bytes]

_ODD = (
    b"", b"\0", b"\xff\xfe", b'"', b",", b"\n", b"\r", b"<", b"&", b"]]>", b"NaN", b"-1", b"0",
    b"1900-01-01", b"9999-12-31", b"31/02/2018", b"99999999999999999999", b"1e308", b"=1+1",
    b"\xe2\x80\xae", b"\xf0\x9f\x91\xb6", b"[" * 2_000, b'{"a":' * 2_000, b"x" * 200_000,
    b"[" + b"1," * 2_000 + b"1]", b"<Child>" * 500, b"<!DOCTYPE a>", b"<!--", b"a" + b".a" * 2_000,
)  # fmt: skip


def mutated(luck: random.Random, raw: bytes, suffix: str) -> bytes:
    """The file with one change or a few; some are of its own kind of structure."""
    for _ in range(luck.choice((1, 1, 1, 2, 4))):
        changes = [*ANY, *STRUCTURES.get(suffix, [])]
        raw = luck.choice(changes)(luck, raw)
    return raw


def _place(luck: random.Random, raw: bytes) -> int:
    return luck.randrange(len(raw) + 1)


def flip(luck: random.Random, raw: bytes) -> bytes:
    """Up to eight bytes with another bit."""
    spoilt = bytearray(raw)
    for _ in range(luck.randint(1, 8) if raw else 0):
        spoilt[luck.randrange(len(raw))] ^= 1 << luck.randrange(8)
    return bytes(spoilt)


def cut(luck: random.Random, raw: bytes) -> bytes:
    """Without a piece, which may be its end."""
    first, last = sorted((_place(luck, raw), _place(luck, raw)))
    return raw[:first] + (raw[last:] if luck.random() < 0.7 else b"")


def double(luck: random.Random, raw: bytes) -> bytes:
    """A piece given again, somewhere, a few times."""
    first, last = sorted((_place(luck, raw), _place(luck, raw)))
    at = _place(luck, raw)
    return raw[:at] + raw[first:last] * luck.choice((1, 1, 2, 50)) + raw[at:]


def insert(luck: random.Random, raw: bytes) -> bytes:
    """Something odd in it."""
    at = _place(luck, raw)
    return raw[:at] + luck.choice(_ODD) + raw[at:]


def field(luck: random.Random, raw: bytes) -> bytes:
    """What stands between two marks, replaced by something odd."""
    mark = luck.choice((b",", b'"', b">", b"=", b"\n"))
    pieces = raw.split(mark)
    pieces[luck.randrange(len(pieces))] = luck.choice(_ODD)
    return mark.join(pieces)


def swap_lines(luck: random.Random, raw: bytes) -> bytes:
    """Two lines in one another's place."""
    lines = raw.splitlines(keepends=True)
    if len(lines) > 1:
        one, other = luck.randrange(len(lines)), luck.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def element(luck: random.Random, raw: bytes) -> bytes:
    """A tag taken out, given again or renamed."""
    pieces = raw.split(b"<")
    at = luck.randrange(len(pieces))
    pieces[at] = luck.choice((b"", pieces[at] + b"<" + pieces[at], b"Odd>", b"/Child>"))
    return b"<".join(pieces)


def member(luck: random.Random, raw: bytes) -> bytes:
    """A part of the archive changed, left out or renamed, and the archive made anew."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            parts = {name: packed.read(name) for name in packed.namelist()}
    except Exception:  # noqa: BLE001  it was spoilt before
        return flip(luck, raw)
    name = luck.choice(sorted(parts))
    part = parts.pop(name)
    if luck.random() < 0.85:
        change = luck.choice((flip, cut, double, insert, field, element, _far))
        parts[luck.choice((name, name, name, "xl/workbook.xml"))] = change(luck, part)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return held.getvalue()


def _far(luck: random.Random, raw: bytes) -> bytes:
    place = luck.choice((b"XFD9", b"XFD20000", b"A1048576", b"ZZZZ9", b"A0", b"1A"))
    cell = b'<row r="9"><c r="' + place + b'"><v>1</v></c></row></sheetData>'
    return raw.replace(b"</sheetData>", cell)


def column(luck: random.Random, raw: bytes) -> bytes:
    """A Parquet table written anew with a column changed, of another type, or twice."""
    try:
        table = pq.read_table(io.BytesIO(raw))
    except Exception:  # noqa: BLE001  it was spoilt before
        return cut(luck, raw)
    if not table.num_columns:
        return raw
    at = luck.randrange(table.num_columns)
    name, count = table.column_names[at], table.num_rows
    made = luck.choice((
        pa.array([luck.random() for _ in range(count)]),
        pa.array([[1, 2]] * count),
        pa.array([b"\xff\xb0"] * count),
        pa.array([b"MU\xb01"] * count).view(pa.string()),
        pa.nulls(count),
        pa.array([2**62] * count).cast(pa.timestamp("us")),
        pa.array(["[" * 2_000] * count),
        pa.array(["x" * 200_000] * count).dictionary_encode(),
    ))  # fmt: skip
    changed = table.set_column(at, name, made)
    if luck.random() < 0.2:
        changed = changed.append_column(name, made)
    held = io.BytesIO()
    pq.write_table(changed, held)
    return held.getvalue()


ANY: list[Change] = [flip, flip, cut, double, insert, field, swap_lines]
STRUCTURES: dict[str, list[Change]] = {
    ".xlsx": [member] * 8,
    ".zip": [member] * 8,
    ".xml": [element] * 5,
    ".parquet": [column] * 6,
}
