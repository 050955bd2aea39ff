"""A receiver of DfE's API for the tests: a real server that answers as its description says.

It refuses what the schema does not allow, keeps what it took by the identifiers of its parts, and
does on request what real servers do: too many requests, errors, no answer, half an answer.
"""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

from jsonschema import Draft202012Validator

from holdfast.dfe_api.connection import SETTINGS
from holdfast.dfe_api.declared import CHILD, MOST_AT_ONCE, ApiBlock, ApiField, FieldKind

# What a fault does: before the batch is kept, or after (then nobody hears of it).
BEFORE = {"429": 429, "500": 500, "503": 503, "413": 413, "401": 401, "403": 403}
AFTER = ("silent", "half", "torn", "nonsense", "kept and 500")
# Answers, and keeps the batch, only when nobody waits any more.
SLOW = "slow"


def schema_of(block: ApiBlock) -> dict[str, Any]:
    """A block as a JSON schema, as DfE's description writes it."""
    properties = {field.name: _schema_of_field(field) for field in block.fields}
    properties |= {
        inner.name: (
            {"type": "array", "items": schema_of(inner)} if inner.many else schema_of(inner)
        )
        for inner in block.blocks
    }
    if block.can_purge:
        properties["purge"] = {"type": "boolean"}
    needed = [field.name for field in block.fields if field.needed]
    found = {"type": "object", "properties": properties, "additionalProperties": False}
    return found | ({"required": needed} if needed else {})


def _schema_of_field(field: ApiField) -> dict[str, Any]:
    text: dict[str, Any] = {"type": "string"}
    for name, limit in (("maxLength", field.longest), ("minLength", field.shortest)):
        text |= {name: limit} if limit is not None else {}
    text |= {"pattern": field.pattern} if field.pattern else {}
    if field.kind is FieldKind.LIST:
        return {"type": "array", "items": text, "uniqueItems": True, "maxItems": field.most}
    return {
        FieldKind.DAY: {"type": "string", "format": "date"},
        FieldKind.WHOLE: {"type": "integer"},
        FieldKind.FLAG: {"type": "boolean"},
    }.get(field.kind, text)


class Receiver(ThreadingHTTPServer):
    """The server: ``faults`` are done to the next batches in turn; empty is none."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.faults: list[str] = []
        self.poisoned: set[str] = set()
        self.longest_batch = MOST_AT_ONCE
        self.children: dict[str, dict[str, Any]] = {}
        self.receipts: Counter[str] = Counter()
        self.batches: list[int] = []
        self.told: list[list[dict[str, Any]]] = []
        self.slow_seconds = 0.0
        self.tokens = 0
        self.lock = threading.Lock()
        self.validator = Draft202012Validator(
            {"type": "array", "items": schema_of(CHILD), "maxItems": MOST_AT_ONCE}
        )

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def take(self, batch: list[dict[str, Any]]) -> int:
        """Keep a batch; the status that it is answered with."""
        if len(batch) > self.longest_batch:
            return 413
        if next(self.validator.iter_errors(batch), None):
            return 400
        if any(one["la_child_id"] in self.poisoned for one in batch):
            return 400
        for one in batch:
            _merge(self.children, one["la_child_id"], one, CHILD)
        return 200


def _merge(into: dict[str, Any], key: str, told: dict[str, Any], block: ApiBlock) -> None:
    """Keep a part by its identifier, as an API that has one for each would."""
    if told.get("purge"):
        into.pop(key, None)
        return
    held = into.setdefault(key, {})
    for field in block.fields:
        if field.name in told:
            held[field.name] = told[field.name]
    for inner in block.blocks:
        if inner.name not in told:
            continue
        if not inner.many:
            _merge(held, inner.name, told[inner.name], inner)
        elif inner.key:
            parts = held.setdefault(inner.name, {})
            for one in told[inner.name]:
                _merge(parts, one[inner.key], one, inner)
        else:
            held[inner.name] = told[inner.name]


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/token":
            self.server.tokens += 1
            return self._answer(200, {"access_token": f"token-{self.server.tokens}"})
        with self.server.lock:
            fault = self.server.faults.pop(0) if self.server.faults else ""
            if self.headers["Authorization"] != f"Bearer token-{self.server.tokens}":
                fault = "401"
            batch = json.loads(body)
            self.server.batches.append(len(batch))
            if fault in BEFORE:
                return self._answer(BEFORE[fault], None)
            self.server.told.append(batch)
            if fault == SLOW:
                time.sleep(self.server.slow_seconds)
            status = self.server.take(batch)
            if fault in AFTER:
                return self._answer_badly(fault, status, batch)
            if status == 200 and fault != SLOW:
                self.server.receipts.update(one["la_child_id"] for one in batch)
            return self._answer(status, [str(uuid4()) for _ in batch] if status == 200 else None)

    def _answer_badly(self, fault: str, status: int, batch: list[Any]) -> None:
        if fault == "silent":
            self.close_connection = True
        elif status != 200 or fault == "kept and 500":
            self._answer(status if status != 200 else 500, None)
        elif fault == "half":
            self._answer(200, [str(uuid4()) for _ in batch[: len(batch) // 2]])
        elif fault == "torn":
            self._answer(200, [str(uuid4()) for _ in batch], torn=True)
        else:
            self._answer(200, {"message": "Accepted for processing"})

    def _answer(self, status: int, told: Any, torn: bool = False) -> None:
        body = json.dumps(told).encode() if told is not None else b""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if status == 429:
            self.send_header("Retry-After", "7")
        self.end_headers()
        with suppress(OSError):  # who asked may have gone
            self.wfile.write(body[: len(body) // 2] if torn else body)
        self.close_connection = self.close_connection or torn


def point_at(server: Receiver, setenv: Callable[[str, str], None]) -> None:
    """Set every setting of the API so that it is this server."""
    for setting in SETTINGS:
        setenv(setting.name, "given")
    setenv("HOLDFAST_DFE_URL", server.address)
    setenv("HOLDFAST_DFE_TOKEN_URL", f"{server.address}/token")
    setenv("HOLDFAST_DFE_AUTHORITY", "916")


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that answers until the end of the block."""
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
