"""How wide the bands of a scenario are made: scores of the past, stretches, and what is told."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from holdfast.scenarios.bands.held_out import AS_IF_ORIGINS, HELD_OUT, MADE_UP_STRETCH
from holdfast.scenarios.bands.own_past import LEAST_BEFORE, RUNS, past_days, past_runs, past_scores
from holdfast.scenarios.bands.stretching import (
    TENTH,
    PastScore,
    RunSpread,
    count_stretches,
    held_in_own_past,
    stretch_by_month,
)
from holdfast.scenarios.bands.trust import LEAST_MADE_UP, by_width, trust_of
from holdfast.scenarios.calibrating import calibrate
from holdfast.scenarios.changes import NOTHING
from holdfast.scenarios.hazards import FAR
from holdfast.scenarios.outputs import AHEAD, MAIN, Output, month_days
from holdfast.scenarios.reading import StagesOfCases, Stretches
from holdfast.scenarios.result import BandTrust, ScenarioOutput
from holdfast.scenarios.running import lay_runs
from holdfast.scenarios.stages import WorkStage
from tests.work_record import DAY, made_up_record

DOCS = Path(__file__).parents[2] / "docs" / "what_if.md"
ORIGINS = 5


def scored(*scores: float, output: Output = Output.OPEN, ahead: int = 6) -> list[PastScore]:
    return [PastScore(output, ahead, 6 * place, one) for place, one in enumerate(scores, 1)]


def test_the_band_of_runs_holds_eight_in_ten_of_what_comes_as_they_do() -> None:
    chance = np.random.default_rng(7)
    runs, came = (np.exp(chance.normal(5, 0.2, (2_000, many))) for many in (20, 1))
    spread = RunSpread.of(runs)
    held = np.abs(spread.scores(came[:, 0])) <= 1
    band = spread.band(np.ones(2_000))
    assert 0.75 <= held.mean() <= 0.85
    # A score of one is the edge of the band.
    inside = (band[:, 0] <= came[:, 0]) & (came[:, 0] <= band[:, 2])
    assert (inside == held).all()


@pytest.mark.parametrize("times", [0.5, 1.0, 2.0, 4.0])
def test_bands_that_were_too_narrow_or_too_wide_are_set_right_by_the_past(
    monkeypatch: pytest.MonkeyPatch, times: float
) -> None:
    """What comes lies so many times as far from the middle as the runs say, in five past days."""
    as_model = {output: (1.0,) * len(AHEAD) for output in MAIN}
    monkeypatch.setattr("holdfast.scenarios.bands.stretching.MADE_UP_STRETCH", as_model)
    chance, held, plain = np.random.default_rng(11), [], []
    for _ in range(600):
        *past, comes = chance.normal(0, times / TENTH, ORIGINS + 1)
        stretch = count_stretches(scored(*past))[Output.OPEN, 6]
        held.append(abs(comes) <= stretch)
        plain.append(abs(comes) <= 1)
    told = f"{times} times as far: {np.mean(plain):.0%} held as they were, {np.mean(held):.0%} now"
    assert abs(np.mean(held) - 0.8) <= abs(np.mean(plain) - 0.8) + 0.03, told
    # Five days of one's own cannot outweigh all that the made-up counties say.
    assert 0.45 <= np.mean(held) <= 0.97, told


def test_a_council_without_a_past_takes_the_stretch_of_made_up_counties() -> None:
    found = count_stretches(())
    for output in MAIN:
        stretches = [found[output, ahead] for ahead in AHEAD]
        assert stretches == pytest.approx(MADE_UP_STRETCH[output])
    months = stretch_by_month(found, Output.OVERDUE, AHEAD[-1])
    assert [months[ahead] for ahead in AHEAD] == pytest.approx(MADE_UP_STRETCH[Output.OVERDUE])
    assert months[0] == months[AHEAD[0]]


def test_the_councils_own_days_weigh_by_their_number() -> None:
    made_up = MADE_UP_STRETCH[Output.OPEN][AHEAD.index(6)]
    score = 3 * made_up / TENTH  # whose root mean square asks for three times the stretch
    for days in (1, 5):
        found = count_stretches(scored(*[score] * days))[Output.OPEN, 6]
        assert found == pytest.approx(made_up * 3 ** (days / (days + AS_IF_ORIGINS)))


def test_a_day_is_judged_by_what_the_other_days_say() -> None:
    """One that lay far off widens the band for all days to come, and for itself not."""
    far = 20 * MADE_UP_STRETCH[Output.OPEN][AHEAD.index(6)]
    assert held_in_own_past(scored(far, 0.0, 0.0, 0.0, 0.0), Output.OPEN, 6) == (4, 5)
    assert held_in_own_past(scored(0.0), Output.OPEN, 12) == (0, 0)


def test_what_held_too_seldom_or_says_too_little_is_not_to_be_planned_by(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = dict.fromkeys(MAIN, ((24, 30), (8, 30), (24, 30), (24, 30), (24, 30)))
    monkeypatch.setattr("holdfast.scenarios.bands.trust.HELD_OUT", held)
    far = 20 * MADE_UP_STRETCH[Output.OPEN][2]
    scores = scored(far, far / 9, far / 50, far / 90, ahead=12)
    # Of four own days at twelve months, the widest two lie outside what the others ask for.
    found = trust_of(scores, count_stretches(scores), Output.OPEN)
    assert [one.ahead for one in found] == list(AHEAD)
    assert (found[0].relied, found[0].why) == (True, "")
    assert found[1].why == "in made-up counties it held only 8 of 30"
    assert (found[2].own_held, found[2].own_of) == (held_in_own_past(scores, Output.OPEN, 12))
    narrow, wide = ((90.0, 100.0, 110.0),) * 25, ((10.0, 100.0, 110.0),) * 25
    assert by_width(found, narrow, narrow) == found
    told = by_width(found, narrow, wide)
    assert told[0].why == "it is too wide to plan by (10 to 110)"
    assert not told[0].relied
    # A scenario of five months is told of up to the first time ahead that holds its end.
    assert [one.ahead for one in by_width(found, narrow[:6])] == [3, 6]


def test_the_model_is_run_from_every_past_day_that_the_record_allows() -> None:
    record = made_up_record(4, 700)
    days = past_days(record, DAY)
    assert [back for _, back in days] == [6, 12]
    assert all(first - record.begins >= LEAST_BEFORE for first, _ in days)
    told: list[None] = []
    scores = past_scores(record, DAY, 1, lambda: told.append(None))
    assert len(told) == past_runs(record, DAY) == 2 * RUNS
    assert {(one.back, one.ahead) for one in scores} == {(6, 3), (6, 6), (12, 3), (12, 6), (12, 12)}


def cut(times: Stretches, day: int, *more: np.ndarray) -> tuple[Stretches, list[np.ndarray]]:
    """Times as they were known on a day, and what else is known of them."""
    known = times.first <= day
    end = np.where(times.end > day, FAR, times.end)[known]
    return Stretches(times.child[known], times.first[known], end), [one[known] for one in more]


def test_what_came_after_a_past_day_is_not_known_in_its_runs() -> None:
    """A record that ends on that day gives the same calibration and the same runs."""
    record = made_up_record(4, 700)
    day, _ = past_days(record, DAY)[0]
    cases, _ = cut(record.cases, day)
    assessing, (late, finished, by) = cut(
        record.assessing, day, record.late_from, record.finished, record.assessed_by
    )
    holding, (held_by, held_in) = cut(record.holding, day, record.held_by, record.held_in)
    stays = record.stays
    laid, (stage, then, done) = cut(
        Stretches(stays.child, stays.first, stays.end), day, stays.stage, stays.then, stays.finished
    )
    goes_on = laid.end == FAR
    then = np.where(goes_on, WorkStage.TO_COME, then)
    known = replace(
        record,
        cases=cases,
        stays=StagesOfCases(laid.child, stage, laid.first, laid.end, then, done & ~goes_on),
        assessing=assessing,
        late_from=late,
        finished=finished & (assessing.end < FAR),
        assessed_by=by,
        holding=holding,
        held_by=held_by,
        held_in=held_in,
    )
    assert len(known.cases.first) < len(record.cases.first)
    days = month_days(day, 3)
    then_made, now_made = (
        lay_runs(one, calibrate(one, day), NOTHING, days, 2, 1, lambda: None)
        for one in (known, record)
    )
    # What a child counts for is of the record's own day, whichever that is.
    without = [output for output in Output if output is not Output.POINTS]
    assert np.array_equal(then_made[:, :, without], now_made[:, :, without], equal_nan=True)


def test_the_document_tells_how_often_the_bands_held() -> None:
    """The table of the document and what every result says are one."""
    text = DOCS.read_text(encoding="utf-8")
    for output in MAIN:
        (row,) = re.findall(rf"^\| {output.title} \| (.* of .*) \|$", text, re.MULTILINE)
        cells = [cell.strip() for cell in row.split("|")][: len(AHEAD)]
        assert cells == [f"{held} of {of}" for held, of in HELD_OUT[output]]
        assert len(MADE_UP_STRETCH[output]) == len(AHEAD)
        all_held, all_of = map(sum, zip(*HELD_OUT[output], strict=True))
        assert row.split("|")[len(AHEAD)].strip() == f"{all_held / all_of:.0%}"
        stretches = ", ".join(f"{one:.2f}" for one in MADE_UP_STRETCH[output])
        assert re.search(rf"^\| {output.title} \| .* \| {stretches} \| ", text, re.MULTILINE)
    every = [cell for cells in HELD_OUT.values() for cell in cells]
    assert "\n{} of {} in all.".format(*map(sum, zip(*every, strict=True))) in text


def test_the_document_names_every_time_at_which_bands_held_too_seldom() -> None:
    """Below seven in ten a level is marked in every council: the document says which they are."""
    seldom = {
        (output, ahead): f"({held} of {of})"
        for output, cells in HELD_OUT.items()
        for ahead, (held, of) in zip(AHEAD, cells, strict=True)
        if held < LEAST_MADE_UP * of
    }
    assert set(seldom) == {(Output.OPEN, 24), (Output.UNASSESSED, 12)}
    (told,) = re.findall(r"The weakest now are (.*), both below 70%", DOCS.read_text("utf-8"))
    assert all(held in told for held in seldom.values())


def test_trust_of_a_month_is_that_of_the_next_time_ahead_that_was_tried() -> None:
    trust = tuple(BandTrust(ahead, 1.0, 4, 5, 8, 10, True, "") for ahead in AHEAD)
    plain = ScenarioOutput("open", "Open cases", "", (), (), (), (), ())
    told = replace(plain, trust=trust)
    assert plain.trust_in(1) is None
    assert told.trust_in(0) is None
    found = [told.trust_in(month) for month in (1, 3, 4, 24)]
    assert [one and one.ahead for one in found] == [3, 3, 6, 24]
