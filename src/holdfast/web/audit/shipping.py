"""The log shipped as it is written, so that somebody outside this machine holds its seals.

``HOLDFAST_AUDIT_SHIP`` names a file (``file:/var/log/holdfast/audit.jsonl``) or the machine's
syslog (``syslog:/dev/log``, ``syslog:127.0.0.1:514``). Each row is a line of JSON with every column
and the hash. It is sent once the transaction that wrote it has been kept, in the order of the rows.
What could not be sent stays in the log: the next row says how many were not, and ``holdfast audit
ship`` sends the rows from any number on.
"""

import json
import os
import socket
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from threading import Lock

from django.db import transaction

from holdfast.errors import BadSetting
from holdfast.faults import note
from holdfast.web.audit.models import AuditRow
from holdfast.web.options import AUDIT_SHIP

COLUMNS = (
    *("number", "at", "who", "kind", "page", "target", "detail", "reason"),
    *("seal_version", "previous", "hash"),
)
# Facility 13 (log audit), severity 6 (informational): RFC 5424, section 6.2.1.
_PRIORITY = 13 * 8 + 6
_SENDING = Lock()


def ship(rows: Sequence[AuditRow]) -> None:
    """Send rows once they have been kept. Nobody is kept from their work where it fails."""
    where = AUDIT_SHIP.text()
    if where and rows:
        transaction.on_commit(partial(_send_or_note, where, rows), robust=True)


def send(where: str, rows: Iterable[AuditRow]) -> None:
    """Send rows now. Raises BadSetting for a place that is none, OSError where it cannot be."""
    lines = [json.dumps({name: getattr(row, name) for name in COLUMNS}) for row in rows]
    with _SENDING:
        _sender(where)(lines)


def _send_or_note(where: str, rows: Sequence[AuditRow]) -> None:
    try:
        send(where, rows)
    except (BadSetting, OSError) as error:
        note(error, "The audit log could not be shipped")


def _sender(where: str) -> Callable[[list[str]], None]:
    kind, _, place = where.partition(":")
    if kind == "file" and place.startswith("/"):
        return partial(_append, place)
    if kind == "syslog" and place:
        return partial(_to_syslog, place)
    raise BadSetting(
        f"The setting {AUDIT_SHIP.name} names no place.",
        "Write file:/a/path or syslog:/dev/log or syslog:host:port, or unset it.",
    )


def _append(path: str, lines: list[str]) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, "".join(f"{line}\n" for line in lines).encode())
    finally:
        os.close(handle)


def _to_syslog(place: str, lines: list[str]) -> None:
    host, _, port = place.rpartition(":")
    unix = place.startswith("/")
    with socket.socket(socket.AF_UNIX if unix else socket.AF_INET, socket.SOCK_DGRAM) as sending:
        sending.connect(place if unix else (host, int(port)))
        for line in lines:
            sending.send(f"<{_PRIORITY}>1 - - holdfast - audit - {line}".encode())
