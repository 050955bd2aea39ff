"""What the answers take that are kept for people who may not know of everybody.

python -m benchmarks.bounds HOME [BOUNDS [CHILDREN]]

HOME is a data folder with a current snapshot; it is written to. So many people ask, 64 if not said,
of whom each may not know of a few children; or, where CHILDREN is given, of that many others alone.
"""

import gc
import os
import random
import sys
from pathlib import Path
from typing import Any

from benchmarks.measuring import tell

# As many restricted records as a county may have, of which each person may see other ones.
RESTRICTED = 400
MEGABYTE = 1024 * 1024


def run(home: Path, bounds: int, children: int = 0) -> dict[str, Any]:
    """Megabytes that the process holds before anybody asks, and after so many people have.

    Each may know of all but ``RESTRICTED`` less one, or of ``children`` alone if there are any.
    """
    os.environ["HOLDFAST_HOME"] = str(home)
    from holdfast.web import serving

    serving.prepare()
    from benchmarks.pages_asked import addresses, client
    from holdfast.measures.register import MEASURES
    from holdfast.query.need_to_know import NeedToKnow
    from holdfast.web import data
    from holdfast.web.people import guarding

    browser = client()
    asked = [own[0] for own in addresses(browser).values()]
    asked += ["/measures/", "/progress/", "/improvement/", "/loop/", "/actions/"]
    asked += [f"/measures/{one.key}/groups/" for one in MEASURES[::8] if one.cases]
    rows = data.whole().rows("select child from holders order by child")
    everybody, luck = [row["child"] for row in rows], random.Random(7)
    chosen = luck.sample(everybody, RESTRICTED)
    for address in asked:
        browser.get(address)  # what is kept for everybody
    told: dict[str, Any] = {"pages": len(asked), "megabytes_before": _megabytes()}
    for number in range(bounds):
        if children:
            bound = NeedToKnow(frozenset(luck.sample(everybody, children)))
        else:
            bound = NeedToKnow(None, frozenset(chosen) - {chosen[number]})
        setattr(guarding, "bound_of", lambda *_, own=bound: own)  # noqa: B010 - the name is imported there
        for address in asked:
            browser.get(address)
        if number + 1 in (1, 4, 8, 16, 32, bounds):
            told[f"megabytes_of_{number + 1}"] = _megabytes() - told["megabytes_before"]
            print(told, file=sys.stderr, flush=True)
    return told


def _megabytes() -> int:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // MEGABYTE


if __name__ == "__main__":
    tell(run(Path(sys.argv[1]), *map(int, sys.argv[2:] or ["64"])))
