"""What would be sent if it were sent now: worked out once, told by the command and the page alike.

To draw the payloads of a county takes seconds of processor. So what came of it is kept in the data
folder, in numbers and without anything that would be said of a child, for the page to read; beside
them stand the children who cannot be sent, by number, with the fields that are wrong.
"""

import json
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from holdfast.dfe_api.changed import Message, PayloadChange, messages, takes_back
from holdfast.dfe_api.ledger import Held, LedgerSeen
from holdfast.dfe_api.payload import DrawnPayloads, draw_payloads
from holdfast.engine import open_engine
from holdfast.errors import Damaged
from holdfast.record.store.atomic_files import replace_text
from holdfast.record.store.snapshot import Snapshot

FILE = "dfe_api_dry_run.json"
# More than this share of the children gone since the last send is more likely a fault of an import.
MOST_GONE = 0.1


@dataclass(frozen=True)
class ReadyToSend:
    """The messages to send, and those that are held back: they would take something back.

    They are held where the import refused rows (``rows_refused``): what is not in the record may
    be among those that could not be read. ``gone`` counts the children who would be taken back,
    ``held`` those of whom DfE was sent anything.
    """

    drawn: DrawnPayloads
    messages: tuple[Message, ...]
    held_back: tuple[Message, ...]
    rows_refused: int
    gone: int
    held: int

    @property
    def too_many_gone(self) -> bool:
        """Whether so many children are gone that a fault of the import is likelier."""
        return self.gone > MOST_GONE * self.held

    def count(self, change: PayloadChange) -> int:
        """How many children would be sent so; of the unchanged, of whom nothing is sent."""
        if change is PayloadChange.UNCHANGED:
            changed = (PayloadChange.NEW, PayloadChange.UPDATED)
            told = [one for one in (*self.messages, *self.held_back) if one.change in changed]
            return len(self.drawn.payloads) - len(told)
        return sum(one.change is change for one in self.messages)


@dataclass(frozen=True)
class UnsendableChild:
    """A child who cannot be sent: the number in the record, and what is wrong, by field alone."""

    child: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class DryRun:
    """What would be sent, in numbers: of which snapshot, when it was worked out, after which send.

    ``counts`` are children by ``PayloadChange``; ``left_out`` rows by block that name no referral.
    ``send`` is the number of the last send that is taken into account.
    """

    snapshot: str
    as_at: str
    made_at: str
    send: int
    counts: Mapping[str, int]
    held_back: int
    rows_refused: int
    too_many_gone: bool
    unsendable: tuple[UnsendableChild, ...]
    left_out: Mapping[str, int]

    @property
    def reasons(self) -> Mapping[str, int]:
        """How many children cannot be sent for each reason; one may have several."""
        return Counter(reason for one in self.unsendable for reason in one.reasons)


def ready_to_send(
    drawn: DrawnPayloads, snapshot: Snapshot, held: Mapping[str, Held]
) -> ReadyToSend:
    """What of the payloads of a snapshot has changed against what DfE may hold."""
    found = messages(drawn.payloads, held, kept=drawn.invalid)
    sent, held_back = without_what_may_be_unread(found, snapshot)
    gone = sum(one.change is PayloadChange.DELETED for one in found)
    refused = rows_refused(snapshot)
    return ReadyToSend(drawn, tuple(sent), tuple(held_back), refused, gone, len(held))


def rows_refused(snapshot: Snapshot) -> int:
    """How many rows the import of a snapshot refused."""
    return sum(count.refused for count in snapshot.manifest.counts)


def without_what_may_be_unread(
    found: list[Message], snapshot: Snapshot
) -> tuple[list[Message], list[Message]]:
    """The messages to send, and those that are held back because the import refused rows."""
    if not rows_refused(snapshot):
        return found, []
    held_back = [one for one in found if takes_back(one.body)]
    return [one for one in found if not takes_back(one.body)], held_back


def in_numbers(ready: ReadyToSend, snapshot: Snapshot, made_at: str, send: int) -> DryRun:
    """A dry run of what is ready; ``send`` is the number of the last send."""
    return DryRun(
        snapshot=snapshot.id,
        as_at=snapshot.manifest.as_at.isoformat(),
        made_at=made_at,
        send=send,
        counts={change.value: ready.count(change) for change in PayloadChange},
        held_back=len(ready.held_back),
        rows_refused=ready.rows_refused,
        too_many_gone=ready.too_many_gone,
        unsendable=tuple(
            UnsendableChild(child, tuple(wrong))
            for child, wrong in sorted(ready.drawn.invalid.items())
        ),
        left_out=dict(ready.drawn.left_out),
    )


def work_out(snapshot: Snapshot, seen: LedgerSeen, made_at: str) -> DryRun:
    """Draw the payloads of a snapshot and see what would be sent. Raises Damaged, CannotRead."""
    with closing(open_engine()) as engine:
        ready = ready_to_send(draw_payloads(engine, snapshot), snapshot, seen.held)
    return in_numbers(ready, snapshot, made_at, seen.last)


def keep(home: Path, made: DryRun) -> None:
    """Keep a dry run in the data folder, in the place of the last."""
    replace_text(home / FILE, json.dumps(asdict(made)))


def kept(home: Path) -> DryRun | None:
    """The dry run that was kept last; None where there is none. Raises Damaged."""
    try:
        told = json.loads((home / FILE).read_text(encoding="utf-8"))
        children = [
            UnsendableChild(one["child"], tuple(one["reasons"])) for one in told["unsendable"]
        ]
        return DryRun(**told | {"unsendable": tuple(children)})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError):
        raise Damaged(
            f"The file {FILE} in the data folder cannot be read.",
            "Delete it, and work out anew what would be sent (holdfast dfe send).",
        ) from None
