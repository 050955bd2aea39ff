"""The pages: server time of every kind of page at 60,000 children, as the test client sees it.

python -m benchmarks.pages FOLDER       FOLDER as made by benchmarks.county
"""

import os
import sys
import time
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq

from benchmarks.county import AS_AT, MADE_AT
from benchmarks.measuring import tell
from holdfast.record.store.snapshots import Store
from holdfast.sources.made_up import import_tables

ASKED = 40


def run(folder: Path, home: Path) -> dict[str, Any]:
    """Milliseconds of server time for each page: median and 95th centile of 40."""
    os.environ["HOLDFAST_HOME"] = str(home)
    tables = {path.stem: pq.read_table(path) for path in (folder / "tables").iterdir()}
    import_tables(Store(home), tables, AS_AT, MADE_AT)
    from holdfast.web import serving

    serving.prepare()
    from benchmarks.pages_asked import addresses, client

    browser = client()
    told: dict[str, Any] = {}
    for name, asked in addresses(browser).items():
        browser.get(asked[0])  # the first fills what is kept between pages
        times = [_milliseconds(browser, asked[n % len(asked)]) for n in range(ASKED)]
        told[name] = {"median": round(median(times)), "p95": round(quantiles(times, n=20)[-1])}
    return {"pages": told}


def _milliseconds(browser: Any, address: str) -> float:
    began = time.perf_counter()
    response = browser.get(address)
    took = (time.perf_counter() - began) * 1000
    assert response.status_code == 200, (address, response.status_code)
    return took


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        tell(run(Path(sys.argv[1]), Path(folder)))
