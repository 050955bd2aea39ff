"""The loop as it is kept while people act is what it would be, were it laid out anew."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from holdfast.challenge.choices import LoopChoices
from holdfast.challenge.deficit import DEFICIT_RULES, DeficitKey, DeficitSource
from holdfast.challenge.escalation import escalated
from holdfast.challenge.path import DeficitPath
from holdfast.challenge.standing import LISTS, StandingLoop
from holdfast.challenge.tally import figures_by, loop_figures
from tests.depth import often

DAY = date(2018, 12, 31)
CHOICES = LoopChoices()
RULES = sorted(DEFICIT_RULES)[:12]


def a_path(luck: Random, number: int) -> DeficitPath:
    """Any deficit, with days that may have happened."""
    detected = DAY - timedelta(days=luck.randrange(1, 400))

    def later(chance: float) -> date | None:
        day = detected + timedelta(days=luck.randrange(200))
        return day if luck.random() < chance and day <= DAY else None

    rule = luck.choice(RULES)
    evidenced = later(0.4)
    return DeficitPath(
        key=DeficitKey(rule, f"c{number}", detected - timedelta(days=9)),
        source=luck.choice([DEFICIT_RULES[rule].source, *DeficitSource]),
        due=detected - timedelta(days=8),
        detected=detected,
        team=luck.choice([None, "T1", "T2", "T3"]),
        seen=later(0.5),
        challenged=later(0.3),
        directed=later(0.3),
        said=later(0.3),
        evidenced=evidenced,
        lapsed=None if evidenced else later(0.2),
        settled=later(0.1),
        recurred=later(0.3) if evidenced else None,
        verified=later(0.2) if evidenced else None,
        supervised=luck.randrange(4),
        untold=luck.randrange(2),
        evidence=luck.choice(["", "a visit"]),
        aside_until=DAY + timedelta(days=5) if luck.random() < 0.1 else None,
    )


def told(loop: StandingLoop) -> tuple[object, ...]:
    lists = {name: loop.listed(name) for name in LISTS}
    return loop.figures(), loop.by_team(), lists, loop.escalated()


def test_what_is_kept_is_what_would_be_laid_out_anew() -> None:
    luck = Random(20181231)
    for _ in range(often(20, 400)):
        paths = [a_path(luck, number) for number in range(luck.randrange(1, 60))]
        loop, now = StandingLoop(paths, DAY, CHOICES), list(paths)
        for _ in range(6):
            at_first = told(loop)
            before = luck.sample(now, min(len(now), luck.randrange(4)))
            after = [replace(one, challenged=DAY, seen=DAY, said=DAY) for one in before[:2]]
            after += [a_path(luck, 1000 + luck.randrange(10**9)) for _ in range(luck.randrange(3))]
            changed = loop.changed(before, after)
            assert told(loop) == at_first, "what somebody reads is never changed under them"
            now = [one for one in now if one not in before] + after
            loop = changed
            assert told(loop) == told(StandingLoop(now, DAY, CHOICES))


def test_the_parts_are_those_that_are_read_alone() -> None:
    luck = Random(7)
    paths = [a_path(luck, number) for number in range(300)]
    loop = StandingLoop(paths, DAY, CHOICES)
    assert loop.figures() == loop_figures(paths, DAY, CHOICES.held_days)
    assert loop.by_team() == figures_by(paths, lambda one: one.team, DAY, CHOICES.held_days)
    assert loop.escalated() == escalated(paths, DAY, CHOICES)
    assert {name: loop.count(name) for name in LISTS} == {
        name: sum(one.test(path) for path in paths) for name, one in LISTS.items()
    }
    assert all(loop.count(name) for name in LISTS), "no list is empty"
