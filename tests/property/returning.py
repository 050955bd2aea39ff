"""Random histories in which children come back, and workers leave, fall ill and manage."""

from datetime import date, timedelta
from random import Random
from typing import Any

from holdfast.journeys.reading import History
from holdfast.record.register import table
from tests.property.histories import histories

WORKERS = tuple(f"worker {number}" for number in range(12))


def returning(seed: int, count: int) -> dict[str, History]:
    """Random histories; some come back again and again, and are held by those who cannot act."""
    luck = Random(seed)
    whole = {child: _often(child, told, luck) for child, told in histories(seed, count).items()}
    for worker in WORKERS:
        absences = [_absence(worker, luck) for _ in range(luck.randrange(4))]
        whole[worker] = {"professionals": [_professional(worker, luck)], "absences": absences}
    _first_years(whole, Random(seed + 1))
    return whole


def _first_years(whole: dict[str, History], luck: Random) -> None:
    """Some workers came newly qualified, and some of them soon led a plan, or a case in court."""
    came = {worker: _day(luck) for worker in WORKERS}
    for child in [child for child in whole if child not in came and luck.random() < 0.2]:
        worker = luck.choice(WORKERS)
        first = came[worker] + timedelta(days=luck.randrange(500))
        started = first + timedelta(days=luck.randrange(60))
        held = {"worker": worker, "team": "T1", "role": "CW", "named": True, "started": started}
        plan, court = {"started": started}, {"issued": started}
        more: dict[str, dict[str, Any]] = {
            "referrals": {"received": first, "no_further_action": False},
            "involvements": held,
            **luck.choice([{"protection_plans": plan}, {"proceedings": court}]),
        }
        told = {name: list(rows) for name, rows in whole[child].items()}
        for name, row in more.items():
            told[name] = [*told.get(name, []), _whole(name, {"child": child, **row})]
        whole[child] = told
    for worker, day in came.items():
        newly = luck.choice([True, True, False, None])
        post = _whole("employments", {"worker": worker, "started": day, "newly_qualified": newly})
        whole[worker] = {**whole[worker], "employments": [post]}


def _whole(name: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row with every column of its table."""
    return dict.fromkeys(column.name for column in table(name).columns) | row


def _often(child: str, told: History, luck: Random) -> History:
    """A history with more contacts and assessments, and some with worker after worker."""
    rows = {table: [dict(row) for row in given] for table, given in told.items()}
    if luck.random() < 0.5:
        first = _day(luck)
        rows["contacts"] = rows.get("contacts", []) + [
            {
                "child": child,
                "received": first + timedelta(days=luck.randrange(900)),
                "outcome": luck.choice(["no_further_action", "no_further_action", "existing"]),
            }
            for _ in range(luck.randrange(5))
        ]
    if luck.random() < 0.3:
        first = _day(luck)
        rows["referrals"] = [
            *rows.get("referrals", []),
            {"child": child, "received": first, "no_further_action": False},
        ]
        rows["involvements"] = [_held(child, first, luck) for _ in range(luck.randrange(1, 6))]
    if luck.random() < 0.2:
        first = _day(luck)
        rows["assessments"] = rows.get("assessments", []) + [
            {
                "child": child,
                "authorised": first + timedelta(days=luck.randrange(900)),
                "no_further_action": luck.choice([True, True, None]),
            }
            for _ in range(luck.randrange(3, 6))
        ]
    return rows


def _held(child: str, first: date, luck: Random) -> dict[str, Any]:
    started = first + timedelta(days=luck.randrange(300))
    ended = started + timedelta(days=luck.randrange(200)) if luck.random() < 0.6 else None
    named = luck.choice([True, True, None, False])
    worker = luck.choice(WORKERS)
    return {
        "child": child, "worker": worker, "team": "T1", "role": "CW", "named": named,
        "started": started, "ended": ended,
    }  # fmt: skip


def _professional(worker: str, luck: Random) -> dict[str, Any]:
    left = _day(luck) if luck.random() < 0.4 else None
    return {"worker": worker, "kind": luck.choice(["worker", "manager", None]), "left_on": left}


def _absence(worker: str, luck: Random) -> dict[str, Any]:
    started = _day(luck)
    ended = started + timedelta(days=luck.randrange(40)) if luck.random() < 0.9 else None
    kind = luck.choice(["sickness", "leave", "parental", None])
    return {"worker": worker, "started": started, "ended": ended, "kind": kind}


def _day(luck: Random) -> date:
    return date(2012, 1, 1) + timedelta(days=luck.randrange(9 * 365))
