"""Sending messages: in batches, again where it may help, and so that no child holds back another.

    answer                     what is done
    a receipt for each, or one noted as taken; never sent again until something changes
    fewer receipts than sent   in doubt: it cannot be determined who was taken; sent again
    400, 413                   the batch is halved, down to the one child who cannot be sent
    401                        another token, once
    403                        the run stops: nobody could be sent
    429, 5xx, no answer        again, after a wait that doubles or that the answer asks for

What is in doubt is sent again in the same words: DfE's API has neither a key that makes a repeat
known nor a way to read back, and a child or a part is known there by its identifier.
"""

import random
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from holdfast.dfe_api.changed import Message
from holdfast.dfe_api.connection import ApiAnswer, Unanswered
from holdfast.dfe_api.declared import MOST_AT_ONCE
from holdfast.dfe_api.ledger import SendLedger
from holdfast.dfe_api.limits import Payload

TRIES = 5
FIRST_WAIT, LONGEST_WAIT = 2.0, 60.0
# So many batches after one another without an answer: the API cannot be reached.
MOST_UNANSWERED = 3


class Api(Protocol):
    """What sending needs of a connection."""

    def renew_token(self) -> int:
        """Ask for a token; the status of the answer."""
        ...

    def send(self, batch: Sequence[Payload]) -> ApiAnswer:
        """Send a batch."""
        ...


class Became(StrEnum):
    """What became of a message in this run."""

    TAKEN = "taken"
    REFUSED = "refused"
    IN_DOUBT = "in doubt"
    NOT_SENT = "not sent"


@dataclass
class SendReport:
    """What became of every message, by child; ``stopped`` says why the run ended early."""

    became: dict[str, Became] = field(default_factory=dict)
    stopped: str = ""

    @property
    def counts(self) -> Mapping[Became, int]:
        """How many messages each thing became of."""
        return Counter(self.became.values())


class Stopped(Exception):
    """Nobody can be sent in this run; the words say why."""


def send_messages(
    messages: Sequence[Message],
    ledger: SendLedger,
    api: Api,
    wait: Callable[[float], None],
    told: Callable[[int, int], None] = lambda done, of: None,
) -> SendReport:
    """Send all messages. ``wait`` waits so many seconds; ``told`` hears how many are dealt with."""
    report = SendReport(dict.fromkeys((one.child for one in messages), Became.NOT_SENT))
    starts = range(0, len(messages), MOST_AT_ONCE)
    waiting = deque(list(messages[start : start + MOST_AT_ONCE]) for start in starts)
    unanswered = 0
    try:
        _renew(api, wait)
        while waiting:
            batch = waiting.popleft()
            ledger.leaving((one.child, one.parts) for one in batch)
            report.became |= dict.fromkeys((one.child for one in batch), Became.IN_DOUBT)
            answer = _answer(api, batch, wait)
            unanswered = unanswered + 1 if answer is None else 0
            if answer is None:
                if unanswered == MOST_UNANSWERED:
                    raise Stopped("The API does not answer.")
            elif answer.status in (400, 413) and len(batch) > 1:
                middle = len(batch) // 2
                waiting.extendleft([batch[middle:], batch[:middle]])
            else:
                _note(batch, answer, ledger, report)
            done = sum(became is not Became.NOT_SENT for became in report.became.values())
            told(done, len(messages))
    except Stopped as why:
        report.stopped = str(why)
    return report


def _note(
    batch: Sequence[Message], answer: ApiAnswer, ledger: SendLedger, report: SendReport
) -> None:
    """Keep what an answer says of a batch."""
    if answer.status in (400, 413):
        (message,) = batch
        why = (
            "DfE says that it is malformed" if answer.status == 400 else "DfE says it is too large"
        )
        ledger.refused(message.child, message.parts, why)
        report.became[message.child] = Became.REFUSED
    elif _takes_all(answer, batch):
        receipts = answer.receipts or [answer.for_all] * len(batch)
        for message, receipt in zip(batch, receipts, strict=True):
            ledger.taken(message.child, message.meaning, message.parts, receipt)
            report.became[message.child] = Became.TAKEN


def _takes_all(answer: ApiAnswer, batch: Sequence[Message]) -> bool:
    """Whether an answer says that every child of a batch was taken."""
    if answer.status == 200:
        return bool(answer.for_all) or len(answer.receipts) == len(batch)
    return answer.status == 204


def _answer(api: Api, batch: Sequence[Message], wait: Callable[[float], None]) -> ApiAnswer | None:
    """The API's answer to a batch, after further tries where they may help; None for none.

    Raises Stopped.
    """
    seconds, renewed, last = FIRST_WAIT, False, None
    for _ in range(TRIES):
        try:
            answer = api.send([one.body for one in batch])
        except Unanswered:
            last = None
        else:
            if answer.status == 401 and not renewed:
                _renew(api, wait)
                renewed = True
                continue
            if answer.status in (401, 403):
                raise Stopped(f"DfE refuses the council's client (status {answer.status}).")
            half = answer.status == 200 and not _takes_all(answer, batch)
            if not half and answer.status < 500 and answer.status != 429:
                return answer
            # Of half an answer it cannot be determined who was taken: all are sent again.
            last = answer if half else None
            if answer.retry_after is not None:
                seconds = min(answer.retry_after, LONGEST_WAIT)
        wait(seconds + random.uniform(0, 0.5))
        seconds = min(seconds * 2, LONGEST_WAIT)
    return last


def _renew(api: Api, wait: Callable[[float], None]) -> None:
    """Ask for a token, several times where no answer comes. Raises Stopped."""
    seconds = FIRST_WAIT
    for _ in range(TRIES):
        try:
            status = api.renew_token()
        except Unanswered:
            status = 503
        if status == 200:
            return
        if status < 500 and status != 429:
            raise Stopped(f"No token is given to the council's client (status {status}).")
        wait(seconds)
        seconds = min(seconds * 2, LONGEST_WAIT)
    raise Stopped("No token is given: the server does not answer.")
