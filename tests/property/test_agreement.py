"""The two readers of every declaration agree on histories that nobody made up.

What is held against each other is every duty of every clock: its days, its doubt, the rule
that it was judged by. The parts of two readers are numbered differently and are left out.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.clocks.clock import BEGINNING, Clock, commenced
from holdfast.clocks.duty import Duty, Status, days_over, status
from holdfast.clocks.family_help import in_family_help
from holdfast.clocks.register import CLOCKS, clock
from holdfast.clocks.rules.book import Book, read_book
from holdfast.clocks.sql.standing import OPEN, soon, standing_sql
from holdfast.days import LAST_KNOWN, birthday
from holdfast.engine import Engine
from holdfast.journeys.contact import REFERRAL_ACCEPTED
from holdfast.journeys.protection import ON_PLAN
from holdfast.journeys.reading import History, life
from holdfast.journeys.spell import Spell
from holdfast.journeys.workforce import HELD
from holdfast.periods import Limit, WorkingDays
from tests.depth import often
from tests.property.agreeing import differences
from tests.property.histories import ON_PLANS, histories
from tests.spec.running import as_duties, as_duty, by_engine, by_oracle, laid, lay, opened
from tests.spec.told import random_histories, told_by

# Every clock must have enough duties among these for their agreement to mean something.
SEED, MANY, ENOUGH = 20180131, often(1100, 1650), often(65, 100)
# A case that closes beside early help is rare among histories that nobody meant.
RARE = {"family_help_down": often(30, 50), "adopt_review_returned": often(50, 80)}
FEW = 300
# Each search compiles every clock; the deep run makes fifty.
SEARCHES = max(2, settings().max_examples // 40)

# What awaits a day is in force on all of them: it must be compared as well.
SHIPPED = Book(
    in_family_help((commenced(one, date(2000, 1, 1)) for one in CLOCKS), date(2009, 1, 1))
)
# In these histories the child and the worker are one person; a worker's death is not recorded.
WORKERS = {clock("supervision_person").key}
LOCAL = """
[authority]
cp_visit = "15 working days"
core_group_repeat = { limit = "1 month", counts_start_day = true }
strategy_discussion = "24 hours"

[team.T1]
cp_visit = { limit = "10 working days", counts_start_day = true }
cin_visit = "4 weeks"

[team."T'3"]
supervision_case = "20 working days"
cin_review = "30 calendar days"
"""


@pytest.fixture(scope="module")
def duck() -> Iterator[Engine]:
    with opened("duckdb") as engine:
        yield engine


@pytest.fixture(scope="module")
def duck_of_many(many: Mapping[str, History]) -> Iterator[Engine]:
    """An engine with the many histories on it."""
    with opened("duckdb") as engine:
        lay(engine, many)
        yield engine


@pytest.fixture(scope="module")
def duck_of_duties(duck_of_many: Engine) -> Iterator[Engine]:
    """An engine with the duties of the many histories, computed once."""
    with opened("duckdb") as engine:
        engine.rows("duties", laid(duck_of_many, SHIPPED))
        yield engine


@pytest.fixture(scope="module")
def many() -> Mapping[str, History]:
    return histories(SEED, MANY)


@pytest.fixture(scope="module")
def told(many: Mapping[str, History]) -> set[Duty]:
    return by_oracle(many, SHIPPED)


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Book:
    path: Path = tmp_path_factory.mktemp("rules") / "rules.toml"
    path.write_text(LOCAL, encoding="utf-8")
    return read_book(CLOCKS, path)


def test_duckdb_agrees(duck_of_many: Engine, many: Mapping[str, History], told: set[Duty]) -> None:
    assert differences(told, as_duties(laid(duck_of_many, SHIPPED)), many) == ""


def test_death_ends_every_duty(many: Mapping[str, History], told: set[Duty]) -> None:
    """Nothing is due of a child who has died, but for what a death itself asks for."""
    outlives = {one.key for one in CLOCKS if one.after_death}
    flags = {one.key for one in CLOCKS if one.flag}
    still_open = {*OPEN, Status.WATCHING}
    died = {name: day for name, rows in many.items() if (day := life(rows).died)}
    about = [duty for duty in told if duty.subject in died and duty.clock not in outlives | WORKERS]
    assert len(about) > 1000
    for duty in about:
        day = died[duty.subject]
        assert status(duty, day, soon(day), duty.clock in flags) not in still_open, duty


@pytest.mark.parametrize("day", ["2012-06-05", "2018-02-28", "2018-12-25", "2020-09-24"])
def test_duties_stand_alike_in_sql(duck_of_duties: Engine, day: str) -> None:
    """Whatever the compiler found, both readings of how it stood on a day are the same."""
    on = date.fromisoformat(day)
    stood = duck_of_duties.fetch(standing_sql(CLOCKS, on, soon(on)))
    flags = {one.key for one in CLOCKS if one.flag}
    assert stood.num_rows > 1000
    for row in stood.to_pylist():
        duty = as_duty(row)
        found = (status(duty, on, soon(on), duty.clock in flags), days_over(duty, on))
        assert found == (row["status"], row["days_over"]), duty


def test_every_clock_was_compared(told: set[Duty]) -> None:
    counted = Counter(duty.clock for duty in told)
    few = {c.key: counted[c.key] for c in CLOCKS if counted[c.key] < RARE.get(c.key, ENOUGH)}
    assert few == {}


def _eighteenth(history: History) -> date | None:
    born = life(history).birth
    return birthday(born, 18) if born and born <= LAST_KNOWN else None


def test_duckdb_agrees_where_only_the_latest_is_carried(duck: Engine) -> None:
    record = histories(SEED + 1, FEW)
    told = by_oracle(record, SHIPPED, current_only=True)
    assert not any(duty.stopped for duty in told)
    # What only a birthday ends is told with it: the spell itself is open.
    ended = {duty.lapsed for duty in told} - {None}
    assert ended <= {_eighteenth(rows) for rows in record.values()}
    assert differences(told, by_engine(duck, record, SHIPPED, current_only=True), record) == ""


def test_duckdb_agrees_under_local_rules(duck: Engine, local: Book) -> None:
    record = histories(SEED + 2, FEW, ON_PLANS)
    told = by_oracle(record, local)
    kinds = Counter(duty.ruling.split("/")[1] for duty in told if "/" in duty.ruling)
    assert all(kinds[kind] > 20 for kind in ("authority", "team", "plan")), kinds
    assert differences(told, by_engine(duck, record, local), record) == ""


@settings(max_examples=SEARCHES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_duckdb_agrees_on_any_seed(duck: Engine, seed: int) -> None:
    record = histories(seed, 60)
    assert differences(by_oracle(record, SHIPPED), by_engine(duck, record, SHIPPED), record) == ""


@pytest.mark.deep
@pytest.mark.spark
@pytest.mark.timeout(900)
def test_spark_agrees() -> None:
    """Spark reads these beside the manual's examples, once for both."""
    got, record = told_by("spark").random, random_histories()
    assert len(record) == FEW
    assert differences(by_oracle(record, Book(CLOCKS)), got, record) == ""


# --- what the comparison would notice --------------------------------------------------------


def _one_day_longer(one: Clock) -> Clock:
    limit = one.rules[-1].limit
    assert limit is not None
    longer: Limit = type(limit)(limit.count + 1)
    return replace(one, rules=(*one.rules[:-1], replace(one.rules[-1], limit=longer)))


def _first_day_counted(one: Clock) -> Clock:
    return replace(one, rules=tuple(replace(r, counts_start_day=True) for r in one.rules))


def _since_the_day_after(one: Clock) -> Clock:
    return replace(one, rules=(replace(one.rules[0], since=one.rules[1].since), *one.rules[1:]))


def _during(one: Clock, change: Callable[[Spell], Spell]) -> Clock:
    assert one.during is not None
    return replace(one, during=change(one.during))


def _any_lead_ever(one: Clock) -> Clock:
    """The lead read as if the guidance of December 2023 had always stood."""
    held = replace(HELD, stretches=tuple(replace(s, since=None) for s in HELD.stretches))
    return replace(one, starts=(BEGINNING, held.ends), stops=(held.begins,))


def _commenced(key: str, **changed: object) -> Clock:
    return replace(commenced(clock(key), date(2000, 1, 1)), **changed)  # type: ignore[arg-type]


CHANGED: Sequence[tuple[str, Clock]] = (
    ("a limit one longer", _one_day_longer(clock("cp_visit"))),
    ("the first day counted", _first_day_counted(clock("cla_review_1"))),
    ("an older rule left out", _since_the_day_after(clock("cla_review_1"))),
    ("no reason looked for", replace(clock("assessment_45"), reason=None)),
    ("death not ending it", replace(clock("referral_decision"), after_death=True)),
    ("what comes first, at any time", _commenced("assessed_before_plan", first_in=ON_PLAN)),
    ("a move taken for a referral", clock("step_down")),
    ("no lapse", replace(clock("eh_assessment"), lapses=None)),
    ("a first signature for the last", replace(clock("assessment_45"), under_way=None)),
    ("later events not read", replace(clock("cla_visit_first"), shown_by=())),
    ("the turning day missed", replace(clock("cla_visit_y1"), until=())),
    ("the other turning missed", replace(clock("pf_visit_after"), once=())),
    ("no relaxed months", replace(clock("cla_review_n"), relaxed=())),
    ("one start of two", replace(clock("dental"), starts=clock("dental").starts[:1])),
    ("the closing of the case not read", replace(clock("s47_duration"), ended_by=())),
    ("every placement, not the first", replace(clock("cla_care_plan"), first_start_only=False)),
    ("a birth in an open case missed", replace(clock("first_seen"), starts=(REFERRAL_ACCEPTED,))),
    (
        "all of the care, not what follows a return",
        _during(clock("cla_review_returned"), lambda s: replace(s, since=None)),
    ),
    (
        "a plan that outlasts its case",
        _during(clock("rcpc_first"), lambda s: replace(s, within=None)),
    ),
    ("a row that outlasts its case", replace(clock("cp_2yr"), within=None)),
    (
        "the time in care as well",
        _during(clock("cl_pp_review"), lambda s: replace(s, apart_from=None)),
    ),
    ("any lead before December 2023", _any_lead_ever(clock("allocation"))),
    (
        "those of whom nobody knows whether a social worker",
        _during(clock("allocation_social_worker"), lambda s: replace(s, apart_from=None)),
    ),
    (
        "care that goes on at 18",
        _during(clock("cla_review_n"), lambda s: replace(s, until_age=None)),
    ),
    (
        "care begun before birth",
        _during(clock("cla_review_1"), lambda s: replace(s, from_birth=False)),
    ),
    ("an assessment that goes on at 18", replace(clock("s47_duration"), until_age=None)),
    ("every age", replace(clock("sdq"), during=clock("dental").during)),
)


@pytest.mark.parametrize(("changed", "one"), CHANGED, ids=[what for what, _ in CHANGED])
def test_a_changed_declaration_is_noticed(
    duck_of_many: Engine, many: Mapping[str, History], told: set[Duty], changed: str, one: Clock
) -> None:
    """One reader reads the declaration as it is, and the other with one thing changed."""
    held = {duty for duty in told if duty.clock == one.key}
    assert differences(held, as_duties(laid(duck_of_many, Book((one,)))), many) != "", changed


def test_a_working_day_more_is_not_a_day_more() -> None:
    """The change above is the smallest there is."""
    limit = clock("cp_visit").rules[-1].limit
    assert isinstance(limit, WorkingDays)
    assert _one_day_longer(clock("cp_visit")).rules[-1].limit == WorkingDays(limit.count + 1)
