"""Whether a payload keeps to the API's limits; what does not is told by field, never by value."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from holdfast.dfe_api.declared import CHILD, ApiBlock, ApiField, FieldKind

Payload = dict[str, Any]


def problems(payload: Mapping[str, Any], block: ApiBlock = CHILD) -> list[str]:
    """What of a child's payload the API would refuse, each as a field and what is wrong with it."""
    return list(dict.fromkeys(_problems(payload, block, "")))


def _problems(payload: Mapping[str, Any], block: ApiBlock, within: str) -> Iterator[str]:
    fields = {field.name: field for field in block.fields}
    blocks = {inner.name: inner for inner in block.blocks}
    purge = {"purge"} if block.can_purge else set()
    for name in payload.keys() - fields.keys() - blocks.keys() - purge:
        yield f"{within}{name} is no field of the API"
    for name, field in fields.items():
        if name in payload:
            if wrong := _wrong(payload[name], field):
                yield f"{within}{name} {wrong}"
        elif field.needed:
            yield f"{within}{name} is missing"
    for name, inner in blocks.items():
        if name in payload:
            for each in payload[name] if inner.many else [payload[name]]:
                yield from _problems(each, inner, f"{within}{name}.")


def _wrong(value: Any, field: ApiField) -> str:
    """What is wrong with a value; empty where nothing is."""
    if field.kind is FieldKind.FLAG:
        return "" if isinstance(value, bool) else "is neither true nor false"
    if field.kind is FieldKind.WHOLE:
        return "" if type(value) is int else "is no whole number"
    if field.kind is FieldKind.LIST:
        if not isinstance(value, list) or len(set(value)) < len(value):
            return "is no list of different codes"
        if field.most is not None and len(value) > field.most:
            return f"has more than {field.most} codes"
        return next((wrong for one in value if (wrong := _wrong_text(one, field))), "")
    if field.kind is FieldKind.DAY:
        return "" if _is_day(value) else "is no day"
    return _wrong_text(value, field)


def _wrong_text(value: Any, field: ApiField) -> str:
    if not isinstance(value, str):
        return "is no text"
    if field.longest is not None and len(value) > field.longest:
        return f"is longer than {field.longest} characters"
    if field.shortest is not None and len(value) < field.shortest:
        return f"is shorter than {field.shortest} characters"
    if field.pattern and not re.fullmatch(field.pattern, value):
        return "has characters that are not allowed"
    return ""


def _is_day(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value).isoformat() == value)
    except (TypeError, ValueError):
        return False
