"""The register as it is written: a line that says what follows, what was found, and the entries.

    holdfast-register 1 <number of the last import> <SHA-256 of all below this line>
    <imports, findings and what is declared: JSON in one line>
    <the entries: a Parquet file>

The entries are a table, since nearly all of them only go on from import to import.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from io import BytesIO
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from holdfast.errors import CannotRead, Damaged
from holdfast.record.identity.entries import (
    DeclaredNumbers,
    Finding,
    IdentityDecision,
    Imported,
    KnownNumber,
    Register,
    in_order,
    turn,
)

_NAME, _VERSION = "holdfast-register", 1
_REPEATED = ["source", "first_seen", "last_seen", "superseded_by"]
_SCHEMA = pa.schema(
    [
        *(pa.field(name, pa.string()) for name in ("uid", "source", "number")),
        *(pa.field(name, pa.date32()) for name in ("born", "expected")),
        *(pa.field(name, pa.string()) for name in ("first_seen", "last_seen", "superseded_by")),
    ]
)


@dataclass(frozen=True)
class RegisterFile:
    """The register as its file holds it: ``rest`` is all but the entries."""

    entries: pa.Table
    rest: Register

    def whole(self) -> Register:
        """The register with an object for each entry."""
        return replace(self.rest, entries=entries_in(self.entries))


def held(register: Register) -> RegisterFile:
    """A register as its file holds it."""
    return RegisterFile(table_of(register.entries), replace(register, entries=()))


def table_of(entries: Sequence[KnownNumber]) -> pa.Table:
    """Entries as a table."""
    return table_with(**{name: [getattr(one, name) for one in entries] for name in _SCHEMA.names})


def table_with(**columns: Any) -> pa.Table:
    """Entries as a table, from a column for each of their fields."""
    return pa.table(columns).select(_SCHEMA.names).cast(_SCHEMA)


def entries_in(table: pa.Table) -> tuple[KnownNumber, ...]:
    """The entries in a table, in their order."""
    columns = (column.to_pylist() for column in table.columns)
    return in_order(KnownNumber(*row) for row in zip(*columns, strict=True))


def to_bytes(given: RegisterFile) -> bytes:
    """The register as a file holds it."""
    rest = given.rest
    plain = {
        "imports": {name: asdict(one) for name, one in rest.imports.items()},
        "findings": [asdict(one) for one in rest.findings],
        "declared": asdict(rest.declared),
    }
    packed = BytesIO()
    pq.write_table(given.entries, packed, compression="zstd", use_dictionary=_REPEATED)
    body = json.dumps(plain, separators=(",", ":")).encode() + b"\n" + packed.getvalue()
    head = f"{_NAME} {_VERSION} {_number(rest)} {hashlib.sha256(body).hexdigest()}\n"
    return head.encode() + body


def from_bytes(content: bytes) -> RegisterFile:
    """Raises Damaged where it is not as it was written, CannotRead for a later version's."""
    words, body = _checked(content)
    if words[1] != str(_VERSION):
        raise CannotRead(
            "The register of children was written by a later version of Holdfast.",
            "Update Holdfast.",
        )
    told, _, packed = body.partition(b"\n")
    try:
        plain = json.loads(told)
        findings = []
        for finding in plain["findings"]:
            decisions = tuple(IdentityDecision(**one) for one in finding.pop("decisions"))
            findings.append(Finding(**finding, decisions=decisions))
        declared = plain["declared"]
        rest = Register(
            imports={name: Imported(**one) for name, one in plain["imports"].items()},
            findings=tuple(findings),
            declared=DeclaredNumbers(
                tuple((old, new) for old, new in declared["rows"]), declared["by_matching"]
            ),
        )
        entries = pq.ParquetFile(pa.BufferReader(packed)).read(_SCHEMA.names).cast(_SCHEMA)
    except (ValueError, TypeError, KeyError, AttributeError, pa.ArrowException) as error:
        raise damaged("cannot be read") from error
    if words[2] != _number(rest):
        raise damaged("is not as it was written")
    return RegisterFile(entries, rest)


def check(content: bytes) -> None:
    """Raise Damaged where the register is not as it was written."""
    _checked(content)


def _checked(content: bytes) -> tuple[list[str], bytes]:
    head, _, body = content.partition(b"\n")
    words = head.decode("ascii", "replace").split(" ")
    if len(words) != 4 or words[0] != _NAME or words[3] != hashlib.sha256(body).hexdigest():
        raise damaged("is not as it was written")
    return words, body


def last_number(head: bytes) -> int:
    """The number of the last import taken in, from the first line; 0 where it cannot be read."""
    words = head.split(b" ")
    return int(words[2]) if len(words) == 4 and words[2].isdigit() else 0


def damaged(what: str) -> Damaged:
    """That the register ``what``, and what to do."""
    return Damaged(
        f"The register of children, the file identity/register in the data folder, {what}.",
        "It is not made anew, for the address of every child would change. Restore the folder "
        "identity from the last backup (`holdfast restore FILE --into FOLDER`, then copy it from "
        "there).",
    )


def _number(register: Register) -> str:
    last = register.latest_import()
    return str(turn(last)) if last else "0"
