"""Made-up histories with nothing likely in them: what the readers must agree on.

Two kinds, mixed. *Jumbled* ones put rows of many tables around one day, with things not
recorded, repeated, out of order and dated after death. *Long* ones live inside one of the
spells in which duties live (a placement of a kind, a plan, a stay) with many visits and
reviews and a birthday that matters, so that no clock goes without duties to compare.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from holdfast.journeys.reading import History
from holdfast.record.register import TABLES, table
from holdfast.record.schema.table import Column, ColumnKind, Table

Row = dict[str, Any]
Rows = dict[str, list[Row]]
Lived = Callable[[Random, date, Rows], None]

# Around the days on which rules turned, bank holidays moved, and months are short.
TURNS = """
2009-12-20 2011-03-25 2012-02-20 2013-04-08 2015-03-20 2017-12-20
2018-03-20 2018-06-20 2020-04-20 2020-09-15 2023-05-01 2023-12-05 2028-11-15
"""
PLACES = tuple(date.fromisoformat(day) for day in TURNS.split())
STEPS = (0, 0, 1, 2, 3, 5, 7, 10, 14, 20, 28, 42, 60, 90, 120, 180, 200, 365, 400, 740)
AGES = (0, 1, 4, 5, 15, 16, 17, 18, 20)
DUTIES = ("cp_visit", "cin_visit", "cin_review", "nonsense")
PARTS = ("CW", "CW", "CW", "LP", "FSL", "LCPP", "FSW")
TEAMS = (None, "T1", "T2", "T'3")
# Rows of one history have few identifiers, so that they meet.
KEYS = ("k0", "k1", "k2")


def histories(seed: int, count: int, lives: Sequence[Lived] = ()) -> dict[str, History]:
    """``count`` people with their histories, the same for the same seed.

    ``lives``: the long histories to choose from; all there are when none are given.
    """
    chance = Random(seed)
    names = [f"P{number:05}" for number in range(count)]
    return {name: history(chance, name, lives or LONG) for name in names}


def history(chance: Random, subject: str, lives: Sequence[Lived]) -> History:
    """One person's rows: the person as a child and, where the table asks, as a worker."""
    base = chance.choice(PLACES) + timedelta(days=chance.randrange(14))
    rows = _jumbled(chance, base)
    if chance.random() < 0.8:
        chance.choice(lives)(chance, base, rows)
    if "persons" not in rows and chance.random() < 0.9:
        rows["persons"] = [_person(chance, base)]
    return {
        name: [_whole(table(name), row, subject) for row in given] for name, given in rows.items()
    }


def _whole(kind: type[Table], row: Row, subject: str) -> Row:
    """The row with every column of its table, and whose it is."""
    named = kind.subject()
    whole = {column.name: row.get(column.name) for column in kind.columns}
    return whole | ({named.name: subject} if named else {})


def _person(chance: Random, base: date) -> Row:
    years = chance.choice(AGES)
    born = base - timedelta(days=365 * years + chance.randrange(365))
    return {
        "born": chance.choice(
            [born, born, born, base + timedelta(days=40), None, date(2004, 2, 29)]
        ),
        "expected": chance.choice([None, base + timedelta(days=30)]),
        "died": _day(chance, base) if chance.random() < 0.08 else None,
    }


def _day(chance: Random, base: date) -> date:
    away = chance.choice(STEPS) * chance.choice((1, 1, 1, 1, -1))
    return base + timedelta(days=away + chance.randrange(3))


# --- jumbled ---------------------------------------------------------------------------------


def _jumbled(chance: Random, base: date) -> Rows:
    about = [each for each in TABLES if each.subject() and each.name != "persons"]
    likely = set(chance.sample([each.name for each in about], chance.randrange(3, 20)))
    return {
        each.name: [_row(chance, each, base) for _ in range(chance.choice((1, 1, 2, 3, 5)))]
        for each in about
        if each.name in likely or chance.random() < 0.2
    }


def _row(chance: Random, kind: type[Table], base: date) -> Row:
    return {column.name: _value(chance, column, base) for column in kind.columns}


def _value(chance: Random, column: Column, base: date) -> Any:
    if column.kind is ColumnKind.DAY:
        return _day(chance, base) if column.required or chance.random() < 0.7 else None
    if column.kind is ColumnKind.FLAG:
        return chance.choice((True, True, False, None))
    if column.kind is ColumnKind.CODE and column.codes is not None:
        return chance.choice((None, *column.codes.codes))
    if column.name == "duty":
        return chance.choice(DUTIES)
    if column.name == "team":
        return chance.choice(TEAMS)
    if column.key or column.of:
        return None if chance.random() < 0.05 else chance.choice(KEYS)
    return _plain(chance, column)


def _plain(chance: Random, column: Column) -> Any:
    if column.kind is ColumnKind.WHOLE:
        return chance.choice((None, 0, 5, 7, 15, 300))
    if column.kind in (ColumnKind.NUMBER, ColumnKind.MOMENT):
        return None
    return chance.choice((None, "x"))


# --- long ------------------------------------------------------------------------------------


def _times(chance: Random, base: date, gaps: Sequence[int], most: int) -> Iterator[date]:
    """Days one after another, from ``base`` on, a gap apart give or take a few days."""
    day = base
    for _ in range(chance.randrange(1, most)):
        day += timedelta(days=max(0, chance.choice(gaps) + chance.randrange(-3, 4)))
        yield day


def _seen(chance: Random) -> bool | None:
    return chance.choice((True, True, True, True, False, None))


def _ended(chance: Random, base: date) -> date | None:
    return base + timedelta(days=chance.choice((30, 400, 800))) if chance.random() < 0.3 else None


def _placed(kinds: Sequence[str], regulations: Sequence[str | None], gaps: Sequence[int]) -> Lived:
    """Care with one placement of a kind (and perhaps a move), visited and reviewed."""

    def lived(chance: Random, base: date, rows: Rows) -> None:
        placement = {
            "started": base,
            "ended": _ended(chance, base),
            "kind": chance.choice(kinds),
            "regulation": chance.choice(regulations),
            "long_term_agreed": _later(chance, base),
            "fewer_visits_agreed": _later(chance, base),
        }
        rows["placements"] = [placement]
        if placement["ended"]:
            rows["placements"].append(placement | {"started": placement["ended"], "ended": None})
        rows["care_episodes"] = [{"started": base, "ended": placement["ended"]}]
        visits = _times(chance, base, gaps, 25)
        rows["care_visits"] = [{"visited": day, "seen": _seen(chance)} for day in visits]
        rows["care_reviews"] = [{"held": day} for day in _times(chance, base, (20, 90, 180), 7)]

    return lived


def _returned(chance: Random, base: date, rows: Rows) -> None:
    """Care in which placements for adoption break down, one of them or two."""
    rows["care_episodes"] = [{"started": base, "ended": _ended(chance, base)}]
    days = [base, *_times(chance, base, (30, 90, 180), 8)]
    rows["placements"] = [
        {"started": day, "ended": ended, "kind": chance.choice(("A5", "U4"))}
        for day, ended in zip(days, [*days[1:], None], strict=True)
    ]
    rows["care_reviews"] = [{"held": day} for day in _times(chance, base, (20, 60, 90), 12)]


def _later(chance: Random, base: date) -> date | None:
    return (
        base + timedelta(days=chance.choice((0, 200, 400, 500))) if chance.random() < 0.5 else None
    )


def _in_care(chance: Random, base: date, rows: Rows) -> None:
    """Long care of a child, often a young one, with health checks and education plans."""
    if chance.random() < 0.7:
        rows["persons"] = [{"born": base - timedelta(days=chance.randrange(100, 1800))}]
    rows["care_episodes"] = [{"started": base, "ended": _ended(chance, base)}]
    rows["placements"] = [
        {"started": day, "ended": _ended(chance, day)}
        for day in _times(chance, base, (0, 0, 10, 60), 4)
    ]
    checks = _times(chance, base, (20, 180, 365), 8)
    kinds = ("health_assessment", "health_assessment", "dental")
    rows["health_checks"] = [{"held": day, "kind": chance.choice(kinds)} for day in checks]
    rows["strengths_questionnaires"] = [
        {"completed": day, "score": chance.choice((None, 12))}
        for day in _times(chance, base, (300, 365), 4)
    ]
    rows["education_plans"] = [
        {"initiated": day, "completed": _later(chance, day)}
        for day in _times(chance, base, (5, 10, 14), 3)
    ]
    rows["care_plans"] = [
        {"started": day, "permanence_plan": chance.choice((None, "x"))}
        for day in _times(chance, base, (0, 10, 120), 4)
    ]


def _told(name: str, column: str, gaps: Sequence[int], most: int = 12) -> Lived:
    """Many rows of one table."""

    def lived(chance: Random, base: date, rows: Rows) -> None:
        days = _times(chance, base, gaps, most)
        rows[name] = [
            {column: day} | ({"seen": _seen(chance)} if name.endswith("visits") else {})
            for day in days
        ]

    return lived


def _spell(name: str, begins: str, given: Row, *told: Lived) -> Lived:
    """One open or ended row of a table, and what happens while it lasts."""

    def lived(chance: Random, base: date, rows: Rows) -> None:
        rows[name] = [{begins: base, "ended": _ended(chance, base)} | given]
        if name.endswith("_plans"):
            _pace(chance, base, rows)
        for each in told:
            each(chance, base, rows)

    return lived


def _pace(chance: Random, base: date, rows: Rows) -> None:
    """What may set a pace of its own: an agreement, or the team that holds the child."""
    if chance.random() < 0.4:
        rows["agreed_intervals"] = [
            {
                "duty": chance.choice(DUTIES),
                "working_days": chance.choice((5, 7, 15)),
                "agreed": day,
            }
            for day in _times(chance, base, (-7, 0, 30), 4)
        ]
    if chance.random() < 0.6:
        rows["involvements"] = [
            {
                "role": chance.choice(PARTS),
                "started": day,
                "ended": _ended(chance, day),
                "team": chance.choice(TEAMS),
            }
            for day in _times(chance, base, (-7, 0, 30), 4)
        ]


def _fostered(chance: Random, base: date, rows: Rows) -> None:
    begun = {"arrangement": "k0", "notified": _day(chance, base), "aware": base}
    rows["private_fostering"] = [begun | {"ended": _ended(chance, base)}]
    rows["private_fostering_visits"] = [
        {"arrangement": chance.choice(("k0", "k0", None)), "visited": day, "seen": _seen(chance)}
        for day in _times(chance, base, (7, 42, 84, 84), 20)
    ]


def _authorised(chance: Random, base: date, rows: Rows) -> None:
    rows["permanence"] = [
        {"placement_order": base, "placed": _later(chance, base), "reversed_on": None}
    ]
    rows["care_reviews"] = [{"held": day} for day in _times(chance, base, (30, 90, 180), 6)]


def _open_case(chance: Random, base: date, rows: Rows) -> None:
    """A case with an assessment, enquiries, and the work of those who hold it."""
    rows["referrals"] = [{"referral": "k0", "received": base, "closed": _ended(chance, base)}]
    rows["assessments"] = [
        {"referral": "k0", "started": base, "authorised": day, "support_needed": True}
        for day in _times(chance, base, (10, 40), 3)
    ]
    rows["enquiries"] = [
        {"enquiry": chance.choice(KEYS), "started": day} for day in _times(chance, base, (1, 60), 4)
    ]
    rows["involvements"] = [
        {
            "role": chance.choice(PARTS),
            "started": day,
            "ended": _day(chance, day),
            "team": chance.choice(TEAMS),
        }
        for day in _times(chance, base, (0, 1, 60), 6)
    ]
    rows["oversight_entries"] = [{"made": day} for day in _times(chance, base, (3, 6, 40), 8)]
    rows["need_visits"] = [
        {"visited": day, "seen": _seen(chance)} for day in _times(chance, base, (2, 6, 30), 6)
    ]


def _orders(chance: Random, base: date, rows: Rows) -> None:
    days = _times(chance, base, (1, 3, 8, 15), 5)
    rows["legal_statuses"] = [
        {"status": chance.choice(("L1", "L2")), "started": day, "ended": _day(chance, day)}
        for day in days
    ]


def _before_2013(chance: Random, base: date, rows: Rows) -> None:
    rows["assessments"] = [
        {
            "kind": chance.choice(("initial", "core")),
            "started": day,
            "authorised": _day(chance, day),
        }
        for day in _times(chance, chance.choice(PLACES[:4]), (0, 20, 40), 6)
    ]


_CARE_VISITS = (7, 7, 14, 28, 42, 60, 90, 180)

# Lives under plans, for which a team or the child's own plan may set the pace.
ON_PLANS: tuple[Lived, ...] = (
    _spell(
        "protection_plans",
        "started",
        {},
        _told("protection_visits", "visited", (10, 14, 28)),
        _told("core_groups", "held", (10, 42, 50), 6),
        _told("protection_reviews", "held", (85, 92, 180), 5),
    ),
    _spell(
        "need_plans",
        "started",
        {},
        _told("need_visits", "visited", (14, 28, 40)),
        _told("need_reviews", "held", (30, 90)),
    ),
)

LONG: tuple[Lived, ...] = (
    *ON_PLANS,
    _placed(("U4", "U6", "K2"), (None, ""), (42, 60, 90)),
    _placed(("U4", "U6"), (None,), (42, 90, 180)),
    _placed(("U4", "U6"), (None,), (60, 90, 180)),
    _placed(("P1",), ("19",), _CARE_VISITS),
    _placed(("P1", "U3"), ("24", "home_interim"), _CARE_VISITS),
    _placed(("P1",), ("home_full",), _CARE_VISITS),
    _placed(("P3",), ("other_living",), _CARE_VISITS),
    _placed(("P3",), ("other_living",), _CARE_VISITS),
    _placed(("A3", "A5"), (None,), (7, 7, 14)),
    _placed(("A4", "A6"), (None,), (7, 7, 14)),
    _placed(("A5",), (None,), (7, 28)),
    _open_case,
    _open_case,
    _in_care,
    _in_care,
    _in_care,
    _fostered,
    _fostered,
    _authorised,
    _returned,
    _returned,
    _returned,
    _orders,
    _before_2013,
    _spell(
        "short_breaks",
        "started",
        {},
        _told("care_visits", "visited", (90, 180)),
        _told("care_reviews", "held", (90, 180)),
    ),
    _spell(
        "exploitation_concerns",
        "identified",
        {},
        _told("exploitation_assessments", "completed", (14, 90), 5),
    ),
    _spell(
        "leaving_care_stays",
        "started",
        {"provided_by_council": True},
        _told("adviser_visits", "visited", (7, 60), 6),
        _told("pathway_reviews", "held", (28, 90)),
    ),
    _spell(
        "pathway_needs",
        "plan_agreed",
        {"eligible_from": date(2018, 3, 31)},
        _told("pathway_reviews", "held", (90, 180)),
    ),
    _spell("employments", "started", {}, _told("worker_supervisions", "held", (28, 31, 45))),
)
