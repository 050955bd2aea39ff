"""The register as it is written: one line that says what follows and its checksum, then JSON.

    holdfast-register 1 <number of the last import> <SHA-256 of all below this line>

The entries are held in columns, the days as ISO text.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from holdfast.errors import CannotRead, Damaged
from holdfast.record.identity.entries import (
    Decision,
    Declared,
    Entry,
    Finding,
    Imported,
    Register,
    turn,
)

_NAME, _VERSION = "holdfast-register", 1
_COLUMNS = tuple(one.name for one in fields(Entry))
_DAYS = ("born", "expected")


def to_bytes(register: Register) -> bytes:
    """The register as a file holds it."""
    plain = {
        "entries": {name: _column(register.entries, name) for name in _COLUMNS},
        "imports": {name: asdict(one) for name, one in register.imports.items()},
        "findings": [asdict(one) for one in register.findings],
        "declared": asdict(register.declared),
    }
    body = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
    head = f"{_NAME} {_VERSION} {_number(register)} {hashlib.sha256(body).hexdigest()}\n"
    return head.encode() + body


def from_bytes(content: bytes) -> Register:
    """Raises Damaged where it is not as it was written, CannotRead for a later version's."""
    head, _, body = content.partition(b"\n")
    words = head.decode("ascii", "replace").split(" ")
    if len(words) != 4 or words[0] != _NAME:
        raise damaged("is not as it was written")
    if words[3] != hashlib.sha256(body).hexdigest():
        raise damaged("is not as it was written")
    _refuse_version(words[1])
    try:
        register = _register(json.loads(body))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise damaged("cannot be read") from error
    if words[2] != _number(register):
        raise damaged("is not as it was written")
    return register


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


def _refuse_version(word: str) -> None:
    if word != str(_VERSION):
        raise CannotRead(
            "The register of children was written by a later version of Holdfast.",
            "Update Holdfast.",
        )


def _number(register: Register) -> str:
    last = register.latest_import()
    return str(turn(last)) if last else "0"


def _column(entries: Sequence[Entry], name: str) -> list[str | None]:
    values = [getattr(one, name) for one in entries]
    if name in _DAYS:
        return [None if one is None else one.isoformat() for one in values]
    return values


def _register(plain: Any) -> Register:
    columns = [
        [_day(one) for one in plain["entries"][name]] if name in _DAYS else plain["entries"][name]
        for name in _COLUMNS
    ]
    declared = plain["declared"]
    return Register(
        entries=tuple(Entry(*row) for row in zip(*columns, strict=True)),
        imports={name: Imported(**one) for name, one in plain["imports"].items()},
        findings=tuple(_finding(one) for one in plain["findings"]),
        declared=Declared(
            tuple((old, new) for old, new in declared["rows"]), declared["by_matching"]
        ),
    )


def _finding(plain: Any) -> Finding:
    decisions = tuple(Decision(**one) for one in plain.pop("decisions"))
    return Finding(**plain, decisions=decisions)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
