"""Runs a step in a process of its own and measures its time and its most memory."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def apart(module: str, *arguments: str) -> dict[str, Any]:
    """Run ``python -m benchmarks.<module>`` and give what it printed last, as JSON."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


@contextmanager
def timed(told: dict[str, Any], name: str) -> Iterator[None]:
    """Add to ``told`` the seconds that a block took, and those of the processor's in them.

    ``name`` ends in ``_seconds``; the processor's lie under the same name, ``_processor`` added.
    On a shared machine the neighbours disturb these less.
    """
    began, busy = time.perf_counter(), time.process_time()
    yield
    told[name] = round(time.perf_counter() - began, 2)
    told[f"{name}_processor"] = round(time.process_time() - busy, 2)


def peak_gigabytes() -> float:
    """The most memory that this process has held."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2)


def tell(told: dict[str, Any]) -> None:
    """Print the figures as one line of JSON, with the memory."""
    print(json.dumps(told | {"peak_gigabytes": peak_gigabytes()}), flush=True)


def table(rows: list[dict[str, Any]], columns: dict[str, str]) -> None:
    """Print rows as a Markdown table; ``columns`` gives key to heading."""
    print("| " + " | ".join(columns.values()) + " |")
    print("|" + "---|" * len(columns))
    for row in rows:
        print("| " + " | ".join(str(row.get(key, "")) for key in columns) + " |")
    print(flush=True)
