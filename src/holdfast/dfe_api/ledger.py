"""What DfE was sent, child by child, kept so that a crash at any moment loses nothing.

Before a message leaves, what it would leave at DfE is written beside what DfE held; once DfE has
answered, one of the two is dropped. Kept are identifiers, hashes and receipts: no name, no day, and
nothing that was said of a child. The file lies in the data folder.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from holdfast.dfe_api.limits import Payload
from holdfast.errors import Damaged

FILE = "dfe_api.sqlite3"


class HeldState(StrEnum):
    """How certain it is what DfE holds of a child."""

    SENT = "sent"  # DfE gave a receipt
    IN_DOUBT = "in doubt"  # a message left, and no answer told what became of it
    REFUSED = "refused"  # DfE refused the last message; what it held before it still holds
    GONE = "deleted"  # DfE gave a receipt for taking everything back


@dataclass(frozen=True)
class Held:
    """What DfE may hold of a child: ``parts`` has several where it is in doubt which."""

    state: HeldState
    meaning: str
    parts: tuple[Payload, ...]
    receipt: str
    why: str


class SendLedger:
    """The file. One process sends at a time: a second is refused by the lock (see ``opened``)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def held(self) -> dict[str, Held]:
        """What DfE may hold, by child."""
        rows = self._connection.execute("select * from held order by child")
        return {
            child: Held(HeldState(state), meaning, tuple(json.loads(parts)), receipt, why)
            for child, state, meaning, parts, receipt, why in rows
        }

    def leaving(self, parts: Iterable[tuple[str, Payload]]) -> None:
        """Note, before they leave, what messages would leave at DfE, by child."""
        with self._connection:
            for child, after in parts:
                row = self._row(child)
                before = row.parts if row else ()
                told = json.dumps([*before, *([after] if after not in before else [])])
                self._connection.execute(
                    "insert into held values (?, ?, '', ?, '', '') on conflict (child) do update "
                    "set state = excluded.state, parts = excluded.parts",
                    (child, HeldState.IN_DOUBT.value, told),
                )

    def taken(self, child: str, meaning: str, parts: Payload, receipt: str) -> None:
        """DfE has taken a message: it holds these parts, and none where there are none."""
        state = HeldState.SENT if parts else HeldState.GONE
        self._set(child, state, meaning, [parts] if parts else [], receipt, "")

    def refused(self, child: str, parts: Payload, why: str) -> None:
        """DfE has refused a message: it holds what it held before."""
        row = self._row(child)
        before = [one for one in (row.parts if row else ()) if one != parts]
        self._set(child, HeldState.REFUSED, "", before, "", why)

    def _row(self, child: str) -> Held | None:
        found = self._connection.execute("select * from held where child = ?", (child,)).fetchone()
        if found is None:
            return None
        _, state, meaning, parts, receipt, why = found
        return Held(HeldState(state), meaning, tuple(json.loads(parts)), receipt, why)

    def _set(
        self,
        child: str,
        state: HeldState,
        meaning: str,
        parts: list[Payload],
        receipt: str,
        why: str,
    ) -> None:
        with self._connection:
            self._connection.execute(
                "insert or replace into held values (?, ?, ?, ?, ?, ?)",
                (child, state.value, meaning, json.dumps(parts), receipt, why),
            )


@contextmanager
def opened(home: Path) -> Iterator[SendLedger]:
    """The ledger of a data folder, for this process alone. Raises Damaged."""
    connection = sqlite3.connect(home / FILE, timeout=0)
    try:
        connection.execute("pragma locking_mode = exclusive")
        connection.execute("pragma synchronous = full")
        connection.execute(
            "create table if not exists held (child text primary key, state text not null, "
            "meaning text not null, parts text not null, receipt text not null, why text not null)"
        )
        connection.commit()
        yield SendLedger(connection)
    except sqlite3.OperationalError as busy:
        raise Damaged(
            "What was sent to DfE is being written by another process.",
            "Wait until it has ended, and try again.",
        ) from busy
    except sqlite3.DatabaseError as broken:
        raise Damaged(
            f"The file {FILE} in the data folder cannot be read.",
            "Put back the one of the last backup. Without it everybody is sent again as new.",
        ) from broken
    finally:
        connection.close()
