"""A child's payload, drawn from a snapshot: no field without a value, always in one order."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from holdfast.dfe_api.declared import CHILD, CHILD_DETAILS, EPISODES, HEALTH, ApiBlock, FieldKind
from holdfast.dfe_api.drawn import COHORT, DETAILS, LISTS, OPEN, ROWS
from holdfast.dfe_api.limits import Payload, problems
from holdfast.engine import Engine
from holdfast.engine.quoting import quoted
from holdfast.record.holding import HOLDING
from holdfast.record.store.snapshot import Snapshot

YEARS, OLDEST = 2, 25


@dataclass(frozen=True)
class DrawnPayloads:
    """The payloads of a snapshot by child, and what has no place in any.

    ``invalid`` are children whose payload the API would refuse, with the fields and why.
    ``left_out`` counts rows of each block of which no referral is recorded.
    """

    as_at: date
    payloads: Mapping[str, Payload]
    invalid: Mapping[str, list[str]]
    left_out: Mapping[str, int]


def window(as_at: date) -> tuple[date, date]:
    """From 1 April of the financial year two years before the day, to the day."""
    before = as_at.year - YEARS - (as_at.month < 4)
    return date(before, 4, 1), as_at


def draw_payloads(engine: Engine, snapshot: Snapshot) -> DrawnPayloads:
    """The payloads of everybody whom the API is told of. Raises Damaged, CannotRead."""
    snapshot.open(engine)
    first, last = window(snapshot.manifest.as_at)
    days = {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "born_from": date(first.year - OLDEST, first.month, first.day).isoformat(),
    }
    # As the early adopters' specification has it: the part alone that has always held a case.
    days["social_worker"] = quoted(HOLDING[0].roles)
    days["open"] = OPEN.format(**days)
    cohort = {row["child"] for row in _rows(engine, COHORT.format(**days))}
    lists = {name: _codes(engine, sql) for name, sql in LISTS.items()}
    found = {
        row["child"]: _with_details(row, lists)
        for row in _rows(engine, DETAILS.format(**days))
        if row["child"] in cohort
    }
    left_out = _add_blocks(engine, found, days, lists)
    whole = {child: _in_order(payload, CHILD) for child, payload in found.items()}
    invalid = {child: wrong for child, payload in whole.items() if (wrong := problems(payload))}
    valid = {child: payload for child, payload in whole.items() if child not in invalid}
    return DrawnPayloads(last, valid, invalid, left_out)


def _with_details(row: Mapping[str, Any], lists: Mapping[str, Mapping[str, list[str]]]) -> Payload:
    codes = lists["disabilities"].get(row["child"])
    details = _fields(CHILD_DETAILS, {**row, "disabilities": codes})
    own = {"la_child_id": row["child"], "mis_child_id": row["mis_child_id"] or None}
    return {name: value for name, value in own.items() if value} | {"child_details": details}


def _add_blocks(
    engine: Engine,
    found: Mapping[str, Payload],
    days: Mapping[str, str],
    lists: Mapping[str, Mapping[str, list[str]]],
) -> dict[str, int]:
    """Lay every block's rows into the payloads; how many name no referral, by block."""
    episodes: dict[str, Payload] = {}
    left_out: dict[str, int] = {}
    for block, sql in ROWS.items():
        for row in _rows(engine, sql.format(**days)):
            payload = found.get(row["child"])
            if payload is None:
                continue
            values = _fields(
                block, {**row, "factors": lists["factors"].get(str(row.get(block.key or "", "")))}
            )
            if block is EPISODES:
                episodes[values["social_care_episode_id"]] = values
                payload.setdefault(block.name, []).append(values)
            elif block in HEALTH.blocks:
                payload.setdefault(HEALTH.name, {}).setdefault(block.name, []).append(values)
            elif (inside := episodes.get(row["inside"])) is not None:
                _lay_inside(inside, block, values)
            elif row["inside"] is None:  # a referral of before the window is not wanted
                left_out[block.name] = left_out.get(block.name, 0) + 1
    return left_out


def _lay_inside(episode: Payload, block: ApiBlock, values: Payload) -> None:
    """Lay a row into its referral; of what stands there once, the latest is told."""
    if block.many:
        episode.setdefault(block.name, []).append(values)
    elif str(values) > str(episode.get(block.name, "")):
        episode[block.name] = values


def _fields(block: ApiBlock, row: Mapping[str, Any]) -> Payload:
    """The fields of a block that have a value, as JSON has them."""
    return {
        field.name: value.isoformat() if field.kind is FieldKind.DAY else value
        for field in block.fields
        if (value := row.get(field.name)) is not None and value != ""
    }


def _in_order(payload: Payload, block: ApiBlock) -> Payload:
    """The same payload in the order of the declaration, its lists by their keys."""
    ordered = {field.name: payload[field.name] for field in block.fields if field.name in payload}
    for inner in block.blocks:
        if inner.name not in payload:
            continue
        held = payload[inner.name]
        if inner.many:
            several = [_in_order(one, inner) for one in held]
            ordered[inner.name] = sorted(several, key=lambda one: str(list(one.values())))
        else:
            ordered[inner.name] = _in_order(held, inner)
    return ordered


def _codes(engine: Engine, sql: str) -> Mapping[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in _rows(engine, sql):
        found[row["key"]].append(row["code"])
    return {key: sorted(codes) for key, codes in found.items()}


def _rows(engine: Engine, sql: str) -> Iterator[dict[str, Any]]:
    for batch in engine.fetch(sql).to_batches():
        yield from batch.to_pylist()
