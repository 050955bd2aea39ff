"""The challenge loop: its states after an import, its pages after each act, and saving an act.

python -m benchmarks.loop HOME          HOME is a data folder with a current snapshot; it is written
                                        to. HOLDFAST_DATABASE chooses the database of what people
                                        write.
"""

import os
import sys
import time
from collections.abc import Callable
from functools import partial
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
    from benchmarks.pages_asked import bounded_client, client, loop_addresses
    from holdfast.query.concerns import see_concerns
    from holdfast.query.today.day_facts import day_facts
    from holdfast.web import data
    from holdfast.web.pages.loop.known import make_loop_ready

    told: dict[str, Any] = {}
    outlook = data.whole()
    see_concerns(outlook)
    day_facts(outlook)
    with timed(told, "states_seconds"):
        make_loop_ready(outlook)
    everybody, (manager, team) = client(), bounded_client(outlook)
    pages = {name: (everybody, address) for name, address in loop_addresses(outlook).items()}
    pages |= {
        f"{name}, a team's manager": (manager, address)
        for name, address in loop_addresses(outlook, team).items()
    }
    for browser, address in pages.values():
        browser.get(address)  # the first fills what is kept between pages
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in (*pages, "an act")}
    for said in _acts(outlook):
        times["an act"].append(_milliseconds(said))
        for name, (browser, address) in pages.items():
            times[name].append(_milliseconds(partial(_answered, browser, address)))
    for name, taken in times.items():
        wall, busy = zip(*taken, strict=True)
        told[name] = {
            "median": round(median(wall)),
            "p95": round(quantiles(wall, n=20)[-1]),
            "p95_processor": round(quantiles(busy, n=20)[-1]),
        }
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


def _answered(browser: Any, address: str) -> None:
    response = browser.get(address)
    assert response.status_code == 200, (address, response.status_code)


def _milliseconds(does: Callable[[], Any]) -> tuple[float, float]:
    began, busy = time.perf_counter(), time.process_time()
    does()
    return (time.perf_counter() - began) * 1000, (time.process_time() - busy) * 1000


if __name__ == "__main__":
    tell(run(Path(sys.argv[1])))
