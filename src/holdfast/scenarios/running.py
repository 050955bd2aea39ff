"""Many runs side by side, month by month: the same luck in each pair."""

from collections.abc import Callable, Sequence

import numpy as np

from holdfast.scenarios.calibrating import Calibration
from holdfast.scenarios.changes import ScenarioChanges
from holdfast.scenarios.draws import Floats
from holdfast.scenarios.living import CaseRun, RunCalendar
from holdfast.scenarios.outputs import Output
from holdfast.scenarios.reading import WorkRecord
from holdfast.scenarios.start import start_from

# Told each time that a run is done.
Told = Callable[[], None]


def lay_runs(
    record: WorkRecord,
    told: Calibration,
    changes: ScenarioChanges,
    days: Sequence[int],
    runs: int,
    seed: int,
    step: Told,
) -> Floats:
    """The outputs by day (the first is the start's), run and output; see ``Output``.

    Runs of the same number and seed have the same luck, whatever is changed.
    """
    start, ahead = start_from(record, told, days[0]), days[-1] - days[0]
    calendar = RunCalendar.of(days[0], ahead)
    found = np.zeros((len(days), runs, len(Output)))
    for number in range(runs):
        run = CaseRun(start, told, changes, calendar, ahead, seed * 1_000 + number)
        found[0, number] = run.output(days[0])
        place = 1
        for day in range(days[0] + 1, days[-1] + 1):
            run.step(day)
            if day == days[place]:
                found[place, number] = run.output(day)
                place += 1
        step()
    return found
