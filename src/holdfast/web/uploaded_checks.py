"""Checks of uploaded files of a return: held in memory, for the session that asked, for a while.

Nothing of them is written down. A ticket in the address, which nobody can guess, opens a check
for the session in which the file was sent, and for no other.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock, Timer

from holdfast.errors import NotFound
from holdfast.limits import FINDINGS_HELD
from holdfast.returns.worklist import Worklist

# As long as a session lasts without use.
HELD_FOR = 30 * 60
# A check of a county is some tens of megabytes.
MOST = 8


@dataclass(frozen=True)
class HeldCheck:
    """A check, whose it is, and the record's children by the numbers in the file."""

    owner: str
    worklist: Worklist
    known: Mapping[str, str]
    made: str


@dataclass
class Checks:
    """At most ``MOST`` checks and so many findings. Safe for threads.

    The check looked at longest ago is let go first.
    """

    held_for: float = HELD_FOR
    _lock: Lock = field(default_factory=Lock)
    _held: dict[str, HeldCheck] = field(default_factory=dict)
    _ends: dict[str, Timer] = field(default_factory=dict)

    def keep(self, held: HeldCheck) -> str:
        """Hold a check and give its ticket."""
        ticket = secrets.token_hex(16)
        with self._lock:
            self._put(ticket, held)
            for old in list(self._held)[:-1]:
                if len(self._held) > MOST or self._findings() > FINDINGS_HELD.most:
                    self._let_go(old)
        return ticket

    def get(self, owner: str, ticket: str) -> HeldCheck:
        """The check of a ticket, held anew from now on. Raises NotFound."""
        with self._lock:
            found = self._held.get(ticket)
            if found is None or found.owner != owner:
                raise NotFound(
                    "This check is not held any more, or was made in another session.",
                    "Check the file again: what was found is kept for half an hour and no longer.",
                )
            self._let_go(ticket)
            self._put(ticket, found)
        return found

    def drop(self, owner: str, ticket: str) -> None:
        """Let a check go before its time. Raises NotFound."""
        self.get(owner, ticket)
        with self._lock:
            self._let_go(ticket)

    def drop_all(self, owner: str) -> None:
        """Let go every check of a session that has ended."""
        with self._lock:
            for ticket in [one for one, held in self._held.items() if held.owner == owner]:
                self._let_go(ticket)

    def _findings(self) -> int:
        return sum(one.worklist.outcome.findings.num_rows for one in self._held.values())

    def _put(self, ticket: str, held: HeldCheck) -> None:
        self._held[ticket] = held  # at the end: looked at last
        self._ends[ticket] = Timer(self.held_for, self._end, [ticket])
        self._ends[ticket].daemon = True
        self._ends[ticket].start()

    def _end(self, ticket: str) -> None:
        with self._lock:
            self._let_go(ticket)

    def _let_go(self, ticket: str) -> None:
        self._held.pop(ticket, None)
        if end := self._ends.pop(ticket, None):
            end.cancel()


CHECKS = Checks()
