"""What of the payloads DfE has not been sent yet: new, updated, deleted, unchanged.

Whether a child changed is told by a hash over what the payload says, without the identifiers of its
parts: some case systems give their rows new ones overnight, and everybody would look updated. What
DfE may hold is known by those identifiers, so that a part that is gone, or goes by another
identifier now, is taken back (``purge``) in the same message:

    DfE may hold          the payload now       the message
    plan P1               plan P1, ended        plan P1, ended
    plan P1               plan P7               plan P7; plan P1, purge
    adoption              no adoption           adoption, purge
    the child             no payload            the child, purge
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from holdfast.dfe_api.declared import CHILD, ApiBlock
from holdfast.dfe_api.ledger import Held, HeldState
from holdfast.dfe_api.limits import Payload

GONE = {"purge": True}


class PayloadChange(StrEnum):
    """How a child's payload stands against what DfE was sent."""

    NEW = "new"
    UPDATED = "updated"
    DELETED = "deleted"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Message:
    """What is to be sent of one child: ``body``, and what DfE holds once it has taken it.

    ``parts`` are the identifiers that the body leaves at DfE, empty for a child who is taken back.
    """

    child: str
    change: PayloadChange
    body: Payload
    meaning: str
    parts: Payload


def messages(
    payloads: Mapping[str, Payload], held: Mapping[str, Held], kept: Iterable[str] = ()
) -> list[Message]:
    """What is to be sent, by child; of whoever is unchanged nothing is.

    ``held`` is what DfE may hold by child. ``kept`` are children without a payload who are not to
    be taken back: theirs cannot be sent as it is, and says nothing of whether they are gone.
    """
    found = []
    for child, payload in sorted(payloads.items()):
        before, meaning = held.get(child), hash_of(payload)
        if before is None or before.state is HeldState.GONE:
            change = PayloadChange.NEW
        elif before.state is HeldState.SENT and before.meaning == meaning:
            continue
        else:
            change = PayloadChange.UPDATED
        body = with_what_is_gone(payload, before.parts if before else [])
        found.append(Message(child, change, body, meaning, parts_of(payload)))
    gone = held.keys() - payloads.keys() - set(kept)
    found += [
        Message(child, PayloadChange.DELETED, {"la_child_id": child} | GONE, "", {})
        for child in sorted(gone)
        if held[child].state is not HeldState.GONE and held[child].parts
    ]
    return found


def takes_back(body: Any) -> bool:
    """Whether a message takes anything back that DfE may hold."""
    if isinstance(body, dict):
        return bool(body.get("purge")) or any(map(takes_back, body.values()))
    return isinstance(body, list) and any(map(takes_back, body))


def hash_of(payload: Payload) -> str:
    """What a payload says, without the identifiers of its parts: 64 hexadecimal digits."""
    return sha256(json.dumps(_meaning(payload), sort_keys=True).encode()).hexdigest()


def _meaning(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {
            name: one
            for name, one in value.items()
            if not (name.endswith("_id") and name != "worker_id")
        }
        return {name: _meaning(one) for name, one in kept.items()}
    if isinstance(value, list):
        return sorted(
            (_meaning(one) for one in value), key=lambda one: json.dumps(one, sort_keys=True)
        )
    return value


def parts_of(payload: Payload, block: ApiBlock = CHILD) -> Payload:
    """The parts of a payload that can be taken back, by their identifiers alone."""
    parts: Payload = {block.key: payload[block.key]} if block.key else {}
    for inner in block.blocks:
        if inner.name not in payload or not inner.can_purge:
            continue
        several = payload[inner.name] if inner.many else [payload[inner.name]]
        found = [parts_of(one, inner) for one in several]
        parts[inner.name] = found if inner.many else found[0]
    return parts


def with_what_is_gone(
    payload: Payload, held: Iterable[Payload], block: ApiBlock = CHILD
) -> Payload:
    """A payload with a purge of every part that DfE may hold and that it has no more.

    ``held`` are parts as ``parts_of`` gives them: several where a message was sent and nobody
    answered, since DfE may hold either.
    """
    before, whole = list(held), dict(payload)
    for inner in block.blocks:
        if not inner.can_purge:
            continue
        held_parts = [parts[inner.name] for parts in before if inner.name in parts]
        if inner.many and inner.key:
            whole[inner.name] = _list_with_what_is_gone(
                whole.get(inner.name, []), held_parts, inner
            )
            if not whole[inner.name]:
                del whole[inner.name]
        elif held_parts and inner.name not in whole:
            whole[inner.name] = dict(GONE)
        elif inner.name in whole:
            whole[inner.name] = with_what_is_gone(whole[inner.name], held_parts, inner)
    return whole


def _list_with_what_is_gone(
    now: list[Payload], held: list[list[Payload]], block: ApiBlock
) -> list[Payload]:
    key = block.key
    assert key, f"{block.name} has no identifier"
    by_key: dict[str, list[Payload]] = {}
    for one in (one for several in held for one in several):
        by_key.setdefault(one[key], []).append(one)
    kept = [with_what_is_gone(one, by_key.pop(one[key], []), block) for one in now]
    return kept + [{key: identifier} | GONE for identifier in sorted(by_key)]
