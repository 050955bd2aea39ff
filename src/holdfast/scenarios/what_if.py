"""Runs a scenario from the record to its result: read, calibrate, validate, run in pairs."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from hashlib import sha256

import numpy as np

from holdfast.clocks.computing import fingerprint
from holdfast.errors import BadSetting
from holdfast.progress import Step
from holdfast.query.caseload.points import PointsScheme
from holdfast.query.outlook import Outlook
from holdfast.record.store.derived import FOUNDATIONS, derived_key, version
from holdfast.scenarios.bands.own_past import past_runs, past_scores
from holdfast.scenarios.bands.stretching import (
    PastScore,
    RunSpread,
    Stretches,
    count_stretches,
    drawn_back,
    stretch_by_month,
)
from holdfast.scenarios.bands.trust import by_width, trust_of
from holdfast.scenarios.calibrating import Calibration, calibrate
from holdfast.scenarios.changes import NOTHING, Filling, ScenarioChanges
from holdfast.scenarios.draws import Floats
from holdfast.scenarios.outputs import MAIN, Output, month_days
from holdfast.scenarios.reading import WorkRecord, day_of, read_work
from holdfast.scenarios.result import (
    Bands,
    ModelCheck,
    OutputCheck,
    ScenarioOutput,
    ScenarioResult,
)
from holdfast.scenarios.running import lay_runs
from holdfast.scenarios.scenario import LEAST_RUNS, AgreedError, Scenario
from holdfast.scenarios.told import parameters_told
from holdfast.scenarios.validating import MONTHS, PastCheck, check_on_past, refuse_wrong

_MADE_BY = (
    *FOUNDATIONS,
    "holdfast.journeys",
    "holdfast.clocks",
    "holdfast.query.caseload",
    "holdfast.scenarios",
)
_FIGURES = 16
CHECK_SEED = 1
_STOCKS = (Output.OPEN, Output.OVERDUE, Output.UNALLOCATED, Output.POINTS)
_PAST, _CHECKING = "Running from days in the past", "Validating on the last six months"
_TOLD_EARLY = 6  # months in which a share that falls before it rises is looked for


def code_version() -> str:
    """The checksum of all that a result depends on and that is not in the council's data."""
    return derived_key(_MADE_BY, version("numpy"), version("scipy"))


def result_id(outlook: Outlook, scheme: PointsScheme, scenario: Scenario) -> str:
    """The name of a result, from all of its inputs: 16 hexadecimal figures."""
    return _id(outlook, scheme, scenario.text, scenario.runs, scenario.seed)


def is_of(result: ScenarioResult, outlook: Outlook, scheme: PointsScheme) -> bool:
    """Whether a result was worked out from just these data, rules and code."""
    return result.id == _id(outlook, scheme, result.text, result.runs, result.seed)


def check_id(outlook: Outlook, scheme: PointsScheme) -> str:
    """The name of the validation alone; another as soon as the data, a rule or the code is."""
    return _id(outlook, scheme, "", LEAST_RUNS, CHECK_SEED)


def _id(outlook: Outlook, scheme: PointsScheme, text: str, runs: int, seed: int) -> str:
    inputs = (
        text,
        runs,
        seed,
        outlook.snapshot.id,
        outlook.overlay.mark,
        outlook.day.isoformat(),
        fingerprint(outlook.book),
        scheme,
        code_version(),
    )
    return sha256(repr(inputs).encode()).hexdigest()[:_FIGURES]


def check_model(outlook: Outlook, scheme: PointsScheme, step: Step) -> ModelCheck:
    """Validate the model on the last six months, before any scenario is asked for.

    Raises BadSetting where the record does not tell enough.
    """
    step("Reading the record", 0, 0)
    record = read_work(outlook.everybody, scheme)
    told = calibrate(record, record.day)
    count = _counter(step, LEAST_RUNS + past_runs(record, record.day))
    checked, scores = _checked(record, AgreedError(), LEAST_RUNS, CHECK_SEED, count)
    return ModelCheck(
        id=check_id(outlook, scheme),
        snapshot=outlook.snapshot.id,
        as_at=outlook.day.isoformat(),
        runs=LEAST_RUNS,
        seed=CHECK_SEED,
        code=code_version(),
        checked_from=day_of(checked.begins).isoformat(),
        check_days=tuple(day_of(day).isoformat() for day in checked.days),
        limit=checked.limit,
        checks=_checks(checked, scores),
        parameters=tuple(asdict(one) for one in parameters_told(told)),
    )


def _checked(
    record: WorkRecord,
    agreed: AgreedError,
    runs: int,
    seed: int,
    count: Callable[[str], Callable[[], None]],
) -> tuple[PastCheck, list[PastScore]]:
    """The validation, its bands stretched by what every past day but its own says; their scores."""
    scores = past_scores(record, record.day, CHECK_SEED, count(_PAST))
    others = count_stretches(one for one in scores if one.back != MONTHS)
    return check_on_past(record, agreed, runs, seed, count(_CHECKING), others)[0], scores


def run_scenario(
    outlook: Outlook,
    scheme: PointsScheme,
    scenario: Scenario,
    step: Step,
    checks_told: Callable[[tuple[OutputCheck, ...], float], None],
) -> ScenarioResult:
    """Run a scenario, as at the outlook's day, and tell what it found.

    ``checks_told`` is given the validation and its limit before anything of the scenario is run.
    Raises BadSetting where the record does not tell enough, where a lever needs what the record
    does not hold, and where the model was further off the past than the limit.
    """
    step("Reading the record", 0, 0)
    record = read_work(outlook.everybody, scheme)
    told = calibrate(record, record.day)
    refuse_unknown(scenario.changes, told)
    count = _counter(step, 3 * scenario.runs + past_runs(record, record.day))
    runs, seed = scenario.runs, scenario.seed
    checked, scores = _checked(record, scenario.agreed, runs, seed, count)
    checks_told(checks := _checks(checked, scores), checked.limit)
    refuse_wrong(checked, scenario.agreed)
    days = month_days(record.day, scenario.months)
    parts = ((NOTHING, "Running as things are"), (scenario.changes, "Running with the change"))
    as_is, changed = drawn_back(
        *(lay_runs(record, told, part, days, runs, seed, count(words)) for part, words in parts)
    )
    return ScenarioResult(
        id=result_id(outlook, scheme, scenario),
        name=scenario.name,
        why=scenario.why,
        text=scenario.text,
        levers=scenario.told,
        snapshot=outlook.snapshot.id,
        as_at=outlook.day.isoformat(),
        runs=runs,
        seed=seed,
        code=code_version(),
        checked_from=day_of(checked.begins).isoformat(),
        check_days=tuple(day_of(day).isoformat() for day in checked.days),
        limit=checked.limit,
        agreed_by=scenario.agreed.agreed_by,
        agreed_why=scenario.agreed.why,
        checks=checks,
        left_out=tuple(one.title for one in scenario.agreed.left_out),
        parameters=tuple(asdict(one) for one in parameters_told(told)),
        days=tuple(day_of(day).isoformat() for day in days),
        outputs=_outputs(as_is, changed, scenario, told, scores),
        notes=notes(as_is, changed),
    )


def refuse_unknown(changes: ScenarioChanges, told: Calibration) -> None:
    """Raise BadSetting for a lever that needs what the record does not hold."""
    if told.workforce is None and (
        changes.posts or changes.agency or changes.cap or changes.leaving
    ):
        raise BadSetting(
            "The scenario changes posts, agency workers, a caseload cap or leavers, and the record "
            "holds no times in post: what hours there are cannot be determined.",
            "Lay the workforce feed over the data with `holdfast supplement add`, or leave those "
            "levers out.",
        )
    recorded = [extra for extra in changes.posts if extra.filling is Filling.AS_RECORDED]
    pools = told.workforce.pools if told.workforce else ()
    if recorded and any(pool.filled_a_year in (None, 0.0) for pool in pools):
        raise BadSetting(
            'Posts are to be filled "as recorded", and the record tells of no employed worker who '
            "came to a vacant post in the year to the day: how fast cannot be determined.",
            'Say when somebody begins, with filled = "at once" and the day in starts.',
        )


def _counter(step: Step, of: int) -> Callable[[str], Callable[[], None]]:
    """Tells of each run that is done, under the words of its part."""
    done = [0]

    def part(words: str) -> Callable[[], None]:
        step(words, done[0], of)

        def one_more() -> None:
            done[0] += 1
            step(words, done[0], of)

        return one_more

    return part


def _checks(checked: PastCheck, scores: Sequence[PastScore]) -> tuple[OutputCheck, ...]:
    stretches = count_stretches(scores)
    return tuple(
        OutputCheck(
            one.output.key,
            one.output.title,
            round(one.error, 4),
            round(one.bias, 4),
            one.within_band,
            one.wrong,
            tuple((_rounded(a), _rounded(b), _rounded(c)) for a, b, c in one.predicted),
            tuple(round(value, 2) for value in one.happened),
            trust_of(scores, stretches, one.output),
        )
        for one in checked.outputs
    )


def _outputs(
    as_is: Floats,
    changed: Floats,
    scenario: Scenario,
    told: Calibration,
    scores: Sequence[PastScore],
) -> tuple[ScenarioOutput, ...]:
    stretches = count_stretches(scores)
    left_out = set(scenario.agreed.left_out)
    if told.workforce is None:
        left_out.add(Output.POINTS)
    found = []
    for one in Output:
        if one in left_out:
            continue
        before, after = as_is[:, :, one], changed[:, :, one]
        apart = after - before
        trust = trust_of(scores, stretches, one) if one in MAIN else ()
        without, with_it = (_level(made, one, stretches) for made in (before, after))
        found.append(
            ScenarioOutput(
                one.key,
                one.title,
                one.meaning,
                without,
                with_it,
                _bands(apart, one),
                tuple(int(month) for month in (apart < 0).sum(axis=1)),
                tuple(int(month) for month in (apart > 0).sum(axis=1)),
                by_width(trust, without, with_it),
            )
        )
    return tuple(found)


def _level(made: Floats, output: Output, stretches: Stretches) -> Bands:
    """The bands of a figure itself: stretched where they were tried on the past."""
    if output not in MAIN:
        return _bands(made, output)
    laid = RunSpread.of_figure(made, output).band(
        stretch_by_month(stretches, output, len(made) - 1)
    )
    return tuple(
        (None, None, None)
        if place == 0 and output not in _STOCKS
        else (_rounded(low), _rounded(middle), _rounded(high))
        for place, (low, middle, high) in enumerate(laid)
    )


def _bands(made: Floats, output: Output) -> Bands:
    """10, 50 and 90 in 100 of the runs that have a value, by month."""
    found: list[tuple[float | None, float | None, float | None]] = []
    for place, month in enumerate(made):
        known = month[~np.isnan(month)]
        if not len(known) or (place == 0 and output not in _STOCKS):
            found.append((None, None, None))
        else:
            low, middle, high = np.percentile(known, (10, 50, 90), method="weibull")
            found.append((_rounded(low), _rounded(middle), _rounded(high)))
    return tuple(found)


def _rounded(value: float) -> float:
    return round(float(value), 4)


def notes(as_is: Floats, changed: Floats) -> tuple[str, ...]:
    """What a reader could be misled by, where the runs show it.

    The backlog paradox: old work that is completed late counts against the share in time, so that
    it falls while fewer children are overdue. And early closing: fewer open cases now, and more
    children who come back.
    """
    if np.array_equal(as_is, changed, equal_nan=True):
        return ("The change made no difference in any run.",)
    apart = changed - as_is
    late = np.median(apart[:, :, Output.OVERDUE], axis=1)
    share = np.nanmedian(apart[1:, :, Output.IN_TIME], axis=1)
    found = []
    worse = [
        place + 1
        for place in range(min(_TOLD_EARLY, len(share)))
        if share[place] < -0.005 and late[place + 1] < 0
    ]
    if worse:
        months = "month" if len(worse) == 1 else f"{len(worse)} months"
        found.append(
            "The share completed in time is lower with the change in "
            f"{'a' if len(worse) == 1 else ''} {months} of the first {_TOLD_EARLY} while fewer "
            "assessments are overdue: old work that is completed counts as late. It is the backlog "
            "being cleared, and no sign that the change fails.".replace("  ", " ")
        )
    back = apart[1:, :, Output.RETURNED].sum(axis=0)
    if np.median(back) > 0 and (back > 0).mean() >= 0.9:
        found.append(
            f"With the change {np.median(back):,.0f} more cases begin of children who come back "
            "after closing, over the whole time: those are work too."
        )
    return tuple(found)
