"""The challenge loop: its states after an import, its pages after each act, and saving an act.

python -m benchmarks.loop HOME          HOME is a data folder with a current snapshot; it is written
                                        to. HOLDFAST_DATABASE chooses the database of what people
                                        write.
"""

import os
import sys
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks.measuring import tell, timed

ACTS = 60


def run(home: Path) -> dict[str, Any]:
    """Seconds of the loop's states; milliseconds of the pages and of acts, each as it comes.

    Beside each what the processor took, which is what tells on a machine that others use as well.
    """
    os.environ["HOLDFAST_HOME"] = str(home)
    from holdfast.web import serving

    serving.prepare()
    from benchmarks.pages_asked import client
    from holdfast.query.concerns import see_concerns
    from holdfast.web import data
    from holdfast.web.pages.loop.known import make_loop_ready

    told: dict[str, Any] = {}
    outlook = data.whole()
    see_concerns(outlook)
    with timed(told, "states_seconds"):
        make_loop_ready(outlook)
    browser = client()
    browser.get("/loop/")
    pages: dict[str, list[float]] = {"/loop/": [], "/loop/deficits/silent/": []}
    acts = []
    for said in _acts(outlook):
        began = time.perf_counter()
        said()
        acts.append((time.perf_counter() - began) * 1000)
        for page, times in pages.items():
            times.append(_milliseconds(browser, page))
    for name, times in (pages | {"an act": acts}).items():
        told[name] = {"median": round(median(times)), "p95": round(quantiles(times, n=20)[-1])}
    return told


def _acts(outlook: Any) -> Any:
    """Supervisions with a direction, each of another child."""
    from holdfast.challenge.finding import loop_of_record
    from holdfast.challenge.said import SaidKind
    from holdfast.days import add_months
    from holdfast.web import data
    from holdfast.web.actions.challenge import SaidToSave, SupervisionToSave, save_supervision

    handles, day = data.addresses().handles, outlook.day
    paths = {path.key.child: path for path in loop_of_record(outlook).paths if path.is_open}
    for path in list(paths.values())[:ACTS]:
        child, handle = path.key.child, handles[path.key.child]
        said = SaidToSave(
            path.key, path.source, handle, SaidKind.DIRECTED, due=add_months(day, 1), words="x"
        )
        written = SupervisionToSave(child, handle, "", "a manager", day, day, said=[said])
        yield lambda written=written: save_supervision(by="a manager", written=written)


def _milliseconds(browser: Any, address: str) -> float:
    began = time.perf_counter()
    response = browser.get(address)
    took = (time.perf_counter() - began) * 1000
    assert response.status_code == 200, (address, response.status_code)
    return took


if __name__ == "__main__":
    tell(run(Path(sys.argv[1])))
