"""The open validator over the files of a return, in an environment that has it.

Run by ``looked_after.py`` with that environment's Python, in which nothing of ours is installed.
It prints the seconds that its rules took, the processor's in them, the processor's until its own
report was made as well (as its page and its downloads have it), and the most gigabytes of each.
"""

import importlib
import logging
import resource
import sys
import time
from pathlib import Path


def main(folder: Path) -> None:
    """Check this year's files and last year's by the ruleset of 2025/26."""
    validator = importlib.import_module("lac_validator.lac_validator")
    rules = importlib.import_module("lac_validator.rules.lac2025_26").registry
    logging.disable(logging.CRITICAL)
    files = [
        {"name": path.name, "description": said, "file_content": path.read_bytes()}
        for place, said in ((folder, "This year"), (folder / "last_year", "Prev year"))
        for path in sorted(place.glob("*.csv"))
    ]
    began = time.perf_counter()
    busy = time.process_time()
    held = validator.LacValidator(
        metadata={"collectionYear": "2026", "localAuthority": "E09000027"},
        files=files,
        registry=rules,
        selected_rules=None,
    )
    seconds, processor = time.perf_counter() - began, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    told = importlib.import_module("lac_validator.report").Report(held.ds_results, rules)
    validator.create_issue_df(told.report, told.error_report).to_json(orient="records")
    told.error_summary.to_json(orient="records")
    told.child_summary.to_json(orient="records")
    whole = time.process_time() - busy
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{seconds:.2f} {processor:.2f} {whole:.2f} {peak:.2f} {most:.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
