"""What DfE was sent, child by child, kept so that a crash at any moment loses nothing.

Before a message leaves, what it would leave at DfE is written beside what DfE held; once DfE has
answered, one of the two is dropped. Kept are identifiers, hashes and receipts: no name, no day, and
nothing that was said of a child. Beside them stands each send, from before its first message: one
that did not come to its end was broken off. The file lies in the data folder.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
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


@dataclass(frozen=True)
class PastSend:
    """One send: when it began and ended (ISO; "" where it was broken off), and what came of it.

    ``counts`` are children by what became of their message; ``stopped`` says why it ended early.
    """

    number: int
    began: str
    ended: str
    snapshot: str
    counts: Mapping[str, int]
    stopped: str


@dataclass(frozen=True)
class LedgerSeen:
    """The ledger as it stands: what DfE may hold by child, and every send, the last one first."""

    held: Mapping[str, Held]
    sends: tuple[PastSend, ...]

    @property
    def last(self) -> int:
        """The number of the last send; 0 where there was none."""
        return self.sends[0].number if self.sends else 0


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

    def sends(self) -> tuple[PastSend, ...]:
        """Every send, the last one first."""
        rows = self._connection.execute("select * from sends order by number desc")
        return tuple(
            PastSend(number, began, ended, snapshot, json.loads(counts), stopped)
            for number, began, ended, snapshot, counts, stopped in rows
        )

    def begin_send(self, began: str, snapshot: str) -> int:
        """Note that a send begins; its number."""
        with self._connection:
            made = self._connection.execute(
                "insert into sends (began, ended, snapshot, counts, stopped) "
                "values (?, '', ?, '{}', '')",
                (began, snapshot),
            )
        return int(made.lastrowid or 0)

    def end_send(self, number: int, ended: str, counts: Mapping[str, int], stopped: str) -> None:
        """Note that a send came to its end, and what became of its messages."""
        with self._connection:
            self._connection.execute(
                "update sends set ended = ?, counts = ?, stopped = ? where number = ?",
                (ended, json.dumps(dict(counts)), stopped, number),
            )

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


_TABLES = (
    "held (child text primary key, state text not null, meaning text not null, "
    "parts text not null, receipt text not null, why text not null)",
    "sends (number integer primary key, began text not null, ended text not null, "
    "snapshot text not null, counts text not null, stopped text not null)",
)


def seen(home: Path) -> LedgerSeen | None:
    """The ledger as it stands, for whoever only reads it; None where nothing was ever sent.

    Nothing is written, nor waited for. Raises Damaged, also while something is being sent.
    """
    path = home / FILE
    if not path.is_file():
        return None
    with (
        _words_for_what_fails(),
        closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=0)) as file,
    ):
        ledger = SendLedger(file)
        written = {name for (name,) in file.execute("select name from sqlite_master")}
        # A ledger of before sends were noted has none of them.
        return LedgerSeen(ledger.held(), ledger.sends() if "sends" in written else ())


@contextmanager
def opened(home: Path) -> Iterator[SendLedger]:
    """The ledger of a data folder, for this process alone. Raises Damaged."""
    with (
        _words_for_what_fails(),
        closing(sqlite3.connect(home / FILE, timeout=0)) as connection,
    ):
        connection.execute("pragma locking_mode = exclusive")
        connection.execute("pragma synchronous = full")
        for table in _TABLES:
            connection.execute(f"create table if not exists {table}")
        connection.commit()
        yield SendLedger(connection)


@contextmanager
def _words_for_what_fails() -> Iterator[None]:
    try:
        yield
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
