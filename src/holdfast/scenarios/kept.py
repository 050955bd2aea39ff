"""Results of scenarios kept in the data folder with their inputs, to be listed and opened again.

Each lies in ``scenarios/<id>/``: ``scenario.toml`` as it was given, ``progress.json`` while it
runs, then ``result.json``, or ``refused.json`` with why it was not run. The id is worked out from
all inputs, so that the same inputs are the same result.
"""

import fcntl
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from holdfast.errors import Busy, Damaged, HoldfastError, NotFound
from holdfast.progress import Step
from holdfast.record.store.atomic_files import disk_errors_in_words, make_folder, replace_text
from holdfast.scenarios.result import ScenarioResult, from_text

FOLDER = "scenarios"
SCENARIO, RESULT, REFUSED, PROGRESS = (
    "scenario.toml",
    "result.json",
    "refused.json",
    "progress.json",
)
_LOCK, _LOG = "lock", "Results of scenarios"
_ID = re.compile(r"[0-9a-f]{16}")
# A run tells of itself every few seconds; one that has not for so long has been stopped.
STOPPED_AFTER = 300


class ScenarioState(StrEnum):
    """How a kept scenario stands."""

    DONE = "done"
    RUNNING = "running"
    REFUSED = "not run"
    STOPPED = "stopped before it was done"


@dataclass(frozen=True)
class KeptScenario:
    """A kept scenario: ``words`` say how far it is or why it was not run.

    ``changed_at`` is in seconds.
    """

    id: str
    state: ScenarioState
    changed_at: float
    words: str
    done: int
    of: int
    result: ScenarioResult | None
    text: str


def keep_asked(home: Path, name: str, text: str) -> Path:
    """Keep a scenario that is to be run, and say that it is about to. Gives its file.

    Raises CannotWrite where the disk refuses.
    """
    with disk_errors_in_words(home, _LOG):
        folder = make_folder(home / FOLDER / name)
        replace_text(folder / SCENARIO, text)
        (folder / REFUSED).unlink(missing_ok=True)
        _tell(folder, "Starting", 0, 0)
    return folder / SCENARIO


def telling(home: Path, name: str, step: Step) -> Step:
    """A step that is told to the one given and kept in the folder too, for a page to show."""
    folder = home / FOLDER / name

    def both(words: str, done: int, of: int) -> None:
        step(words, done, of)
        _tell(folder, words, done, of)

    return both


def _tell(folder: Path, words: str, done: int, of: int) -> None:
    held = json.dumps({"words": words, "done": done, "of": of})
    beside = folder / f"{PROGRESS}.{os.getpid()}"
    beside.write_text(held, encoding="utf-8")
    os.replace(beside, folder / PROGRESS)


def keep_result(home: Path, result: ScenarioResult) -> None:
    """Keep what was found. Raises CannotWrite where the disk refuses."""
    folder = home / FOLDER / result.id
    with disk_errors_in_words(home, _LOG):
        replace_text(folder / RESULT, result.as_text())
        (folder / PROGRESS).unlink(missing_ok=True)


def keep_refused(home: Path, name: str, why: HoldfastError) -> None:
    """Keep why a scenario was not run. Raises CannotWrite where the disk refuses."""
    folder = home / FOLDER / name
    held = json.dumps({"what": why.what, "next_step": why.next_step}, ensure_ascii=False)
    with disk_errors_in_words(home, _LOG):
        replace_text(folder / REFUSED, held)
        (folder / PROGRESS).unlink(missing_ok=True)


def find_kept(home: Path, name: str) -> KeptScenario:
    """A kept scenario. Raises NotFound, and Damaged where its files were changed."""
    folder = home / FOLDER / name
    if not _ID.fullmatch(name) or not (folder / SCENARIO).is_file():
        raise NotFound("There is no kept scenario of that name.", "See the list of scenarios.")
    try:
        return _read(folder)
    except (OSError, ValueError, KeyError) as odd:
        raise Damaged(
            f"The kept scenario {name} is not as it was written.",
            "Delete its folder below scenarios/ in the data folder, and run the scenario again.",
        ) from odd


def _read(folder: Path) -> KeptScenario:
    text = (folder / SCENARIO).read_text(encoding="utf-8")
    for place, state in (
        (folder / RESULT, ScenarioState.DONE),
        (folder / REFUSED, ScenarioState.REFUSED),
        (folder / PROGRESS, ScenarioState.RUNNING),
    ):
        try:
            held, at = place.read_text(encoding="utf-8"), place.stat().st_mtime
        except FileNotFoundError:
            continue
        if state is ScenarioState.DONE:
            return KeptScenario(folder.name, state, at, "", 0, 0, from_text(held), text)
        told = json.loads(held)
        if state is ScenarioState.REFUSED:
            words = f"{told['what']} {told['next_step']}"
            return KeptScenario(folder.name, state, at, words, 0, 0, None, text)
        if datetime.fromtimestamp(at).timestamp() < _stopped_before(folder):
            state = ScenarioState.STOPPED
        return KeptScenario(
            folder.name, state, at, told["words"], told["done"], told["of"], None, text
        )
    at = (folder / SCENARIO).stat().st_mtime
    return KeptScenario(folder.name, ScenarioState.STOPPED, at, "", 0, 0, None, text)


def _stopped_before(folder: Path) -> float:
    """What was told before this moment, by the disk's own clock, was told by a run that is over."""
    mark = folder.parent / ".clock"
    mark.touch()
    return mark.stat().st_mtime - STOPPED_AFTER


def all_kept(home: Path) -> tuple[KeptScenario, ...]:
    """Every kept scenario that can be read, the latest first."""
    folder = home / FOLDER
    if not folder.is_dir():
        return ()
    found = []
    for place in folder.iterdir():
        if _ID.fullmatch(place.name) and (place / SCENARIO).is_file():
            try:
                found.append(_read(place))
            except (OSError, ValueError, KeyError):
                continue
    return tuple(sorted(found, key=lambda one: (-one.changed_at, one.id)))


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Hold the place of the one scenario that runs. Raises Busy where another does."""
    with disk_errors_in_words(home, _LOG):
        handle = os.open(make_folder(home / FOLDER) / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(
                "Another scenario is being run in this data folder.",
                "Wait until it is done, some minutes, and run this one again.",
            ) from None
        yield
    finally:
        os.close(handle)
