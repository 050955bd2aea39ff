"""The check of a looked-after return: time, memory, and the same files in a peer's hands.

    python -m benchmarks.looked_after FOLDER                the table
    python -m benchmarks.looked_after FOLDER peer PYTHON    beside the peer, 10,000 children

Each check runs in a process of its own, with last year's files. ``start`` is a return of a few
children, with which the process loads what it needs, ``check`` the files themselves after that, and
``report`` all findings with their words and children, as JSON. The peer is the open validator in
common use (csc-validator-be-903 0.1.17); ``PYTHON`` is that of an environment in which it is
installed.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.measuring import apart, table, tell, timed
from benchmarks.return_files import YEAR, write

SIZES = (10_000, 30_000, 300_000)
PEER_SIZES = (1_000, 10_000)
FEW, ROUNDS = 10, 3
_COLUMNS = {
    "children": "children",
    "start_seconds": "start (s)",
    "check_seconds": "read and check (s)",
    "check_seconds_processor": "the same, processor (s)",
    "report_seconds_processor": "report, processor (s)",
    "microseconds": "microseconds of processor a child",
    "findings": "findings",
    "peak_gigabytes": "most memory (GB)",
}


_PEER_COLUMNS = {
    "peer_seconds": "peer (s)",
    "peer_processor": "peer, processor (s)",
    "peer_report_processor": "peer with its report, processor (s)",
    "peer_gigabytes": "peer (GB)",
    "peer_report_gigabytes": "peer with its report (GB)",
    "ratio": "peer to ours, by processor",
    "ratio_report": "the same with the reports",
    "memory": "our memory of the peer's with its report",
}


def main(folder: Path, how: str = "", python: str = "") -> None:
    """Make the files that are not there, check each, and print the table."""
    folder.mkdir(parents=True, exist_ok=True)
    sizes = PEER_SIZES if how == "peer" else SIZES
    rows = [_row(folder, size) for size in sizes]
    columns = dict(_COLUMNS)
    if how == "peer":
        for row in rows:
            row |= _peer(python, _files(folder, row["children"]))
            ours = row["check_seconds_processor"]
            row["ratio"] = round(row["peer_processor"] / ours, 1)
            ours += row["report_seconds_processor"]
            row["ratio_report"] = round(row["peer_report_processor"] / ours, 1)
            row["memory"] = f"1/{row['peer_report_gigabytes'] / row['peak_gigabytes']:.1f}"
        columns |= _PEER_COLUMNS
    table(rows, columns)


def check(folder: Path) -> None:
    """A few children, then the files; printed as JSON."""
    from holdfast.cli.showing.report import as_json
    from holdfast.returns.report import report
    from holdfast.returns.ssda903.file_check import check_file

    told: dict[str, Any] = {}
    with timed(told, "start_seconds"):
        check_file(_files(folder.parent, FEW), YEAR)
    with timed(told, "check_seconds"):
        outcome = check_file(folder, YEAR)
    with timed(told, "report_seconds"):
        json.dumps(as_json(report(outcome, {}, {})))
    tell(told | {"children": outcome.children, "findings": outcome.findings.num_rows})


def _row(folder: Path, size: int) -> dict[str, Any]:
    """The lowest of each figure over some rounds: the machine is shared, and never too quick."""
    place = _files(folder, size)
    _files(folder, FEW)
    rounds = [apart("looked_after", str(place), "check") for _ in range(ROUNDS)]
    told = {name: min(one[name] for one in rounds) for name in rounds[0]}
    return told | {"microseconds": round(1e6 * told["check_seconds_processor"] / size)}


def _files(folder: Path, size: int) -> Path:
    place = folder / str(size)
    if not place.exists():
        write(place, size)
    return place


def _peer(python: str, folder: Path) -> dict[str, Any]:
    """Seconds and memory of the peer over the same files, by its own entry point."""
    script = Path(__file__).with_name("looked_after_peer.py")
    done = subprocess.run(
        [python, str(script), str(folder)], stdout=subprocess.PIPE, text=True, check=True
    )
    found = map(float, done.stdout.strip().splitlines()[-1].split())
    names = ("seconds", "processor", "report_processor", "gigabytes", "report_gigabytes")
    return dict(zip((f"peer_{name}" for name in names), found, strict=True))


if __name__ == "__main__":
    place = Path(sys.argv[1])
    if sys.argv[2:] == ["check"]:
        check(place)
    else:
        main(place, *sys.argv[2:])
