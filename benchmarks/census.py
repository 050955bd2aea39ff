"""The check of a census: time, memory, and the same file in a bare parse and in a peer's hands.

    python -m benchmarks.census FOLDER               the table
    python -m benchmarks.census FOLDER peer          the same with the peer (minutes)

Each check runs in a process of its own. ``whole`` is the command, start of Python included;
``start`` is a census of a few children, with which the process loads what it needs, and
``check`` the file itself after that. ``parse`` is ``lxml.etree.parse`` of the same file, and
``stream`` lxml's ``iterparse`` that lets each child go. The peer is the validator in common use,
in a virtual environment of its own.
"""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from lxml import etree

from benchmarks.census_file import write
from benchmarks.measuring import apart, table, tell, timed

SIZES = (10_000, 30_000, 300_000)
PEER_SIZES = (10_000,)
FEW, ROUNDS = 10, 3
PEER = ("csc-validator-be-cin==0.1.13", "numpy<2", "pytest")


def main(folder: Path, how: str = "") -> None:
    """Make the files that are not there, check each, and print the table."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [_row(folder, size) for size in SIZES]
    if how == "peer":
        for row in rows:
            if row["children"] in PEER_SIZES:
                row["peer_seconds"] = _peer(folder, _file(folder, row["children"]))
                row["peer_ratio"] = round(row["peer_seconds"] / row["whole_seconds"], 1)
    table(
        rows,
        {
            "children": "children",
            "megabytes": "file (MB)",
            "whole_seconds": "whole command (s)",
            "start_seconds": "start (s)",
            "check_seconds": "read and check (s)",
            "parse_seconds": "bare parse (s)",
            "parse_ratio": "check to parse",
            "stream_ratio": "check to streamed parse",
            "processor_ratio": "the same by processor",
            "microseconds": "microseconds of processor a child",
            "findings": "findings",
            "peak_gigabytes": "most memory (GB)",
            "peer_seconds": "peer (s)",
            "peer_ratio": "peer to whole",
        },
    )


def check(path: Path) -> None:
    """A few children, a streamed parse of the file, its check; printed as JSON."""
    from holdfast.returns.cin_census.file_check import check_file

    told: dict[str, Any] = {}
    with timed(told, "start_seconds"):
        check_file(_file(path.parent, FEW))
    with timed(told, "stream_seconds"):
        for _, child in etree.iterparse(path, tag="Child"):
            child.clear()
            while child.getprevious() is not None:
                del child.getparent()[0]
    with timed(told, "check_seconds"):
        outcome = check_file(path)
    # The tree of the whole file would count as our memory: its figure is taken apart.
    told |= {"children": outcome.children, "findings": outcome.findings.num_rows}
    tell(told)


def parse(path: Path) -> None:
    """A bare parse of one file, printed as JSON."""
    told: dict[str, Any] = {}
    with timed(told, "parse_seconds"):
        etree.parse(path)
    tell(told)


def _row(folder: Path, size: int) -> dict[str, Any]:
    """The lowest of each figure over some rounds: the machine is shared, and never too quick."""
    path = _file(folder, size)
    _file(folder, FEW)
    rounds = [_round(path) for _ in range(ROUNDS)]
    told = {name: min(one[name] for one in rounds) for name in rounds[0]}
    return told | {
        "megabytes": round(path.stat().st_size / 1e6),
        "parse_ratio": round(told["check_seconds"] / told["parse_seconds"], 1),
        "processor_ratio": round(
            told["check_seconds_processor"] / told["parse_seconds_processor"], 1
        ),
        "stream_ratio": round(told["check_seconds"] / told["stream_seconds"], 1),
        "microseconds": round(1e6 * told["check_seconds_processor"] / size),
    }


def _round(path: Path) -> dict[str, Any]:
    whole: dict[str, Any] = {}
    with timed(whole, "whole_seconds"):
        command = [_holdfast(), "check", str(path), "--format", "csv"]
        subprocess.run(command, stdout=subprocess.DEVNULL)
    parsed = apart("census", str(path), "parse")
    # The tree of the whole file is no memory of ours.
    return whole | parsed | apart("census", str(path), "check")


def _file(folder: Path, size: int) -> Path:
    path = folder / f"{size}.xml"
    if not path.exists():
        write(path, size)
    return path


def _holdfast() -> str:
    return str(Path(sys.executable).with_name("holdfast"))


def _peer(folder: Path, path: Path) -> float:
    """Seconds of the peer's own command on the file."""
    place = folder / "peer"
    python = place / "bin" / "python"
    if not python.exists():
        subprocess.run(["uv", "venv", "-q", str(place), "--python", "3.11"], check=True)
        install = ["uv", "pip", "install", "-q", "--python", str(python), *PEER]
        subprocess.run(install, check=True)
    began = time.perf_counter()
    command = [str(python), "-m", "cin_validator", "run", str(path), "-r", "cin2025_26"]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return round(time.perf_counter() - began, 1)


if __name__ == "__main__":
    place, *rest = sys.argv[1:]
    if rest in (["check"], ["parse"]):
        {"check": check, "parse": parse}[rest[0]](Path(place))
    else:
        main(Path(place), *rest)
