"""Results of scenarios kept in the data folder with their inputs, to be listed and opened again.

Each lies in ``scenarios/<id>/``: ``scenario.toml`` as it was given, ``progress.json`` while it
runs, then ``result.json``, or ``refused.json`` with why it was not run. The validation alone has
``check.json`` instead. ``asked.json`` says who asked on the pages. The id is worked out from
all inputs, so that the same inputs are the same result.
"""

import json
import os
import re
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from holdfast.errors import Busy, HoldfastError, NotFound
from holdfast.progress import Step
from holdfast.record.store.atomic_files import (
    disk_errors_in_words,
    hold_alone,
    make_folder,
    replace_text,
)
from holdfast.scenarios.result import (
    ModelCheck,
    OtherForm,
    ScenarioResult,
    check_from_text,
    from_text,
)

FOLDER = "scenarios"
SCENARIO, RESULT, REFUSED, PROGRESS, CHECK, ASKED = (
    "scenario.toml",
    "result.json",
    "refused.json",
    "progress.json",
    "check.json",
    "asked.json",
)
_LOG = "Results of scenarios"
_ID = re.compile(r"[0-9a-f]{16}")
# A run tells of itself every few seconds; one that has not for so long has been stopped.
STOPPED_AFTER = 300


class ScenarioState(StrEnum):
    """How a kept scenario stands."""

    DONE = "done"
    RUNNING = "running"
    REFUSED = "not run"
    STOPPED = "stopped before it was done"
    UNREADABLE = "cannot be read"


@dataclass(frozen=True)
class KeptScenario:
    """A kept scenario, or the validation alone (``check``).

    ``words`` say how far it is, or why it was not run or cannot be read. ``changed_at`` is in
    seconds, ``by`` who asked for it on the pages (empty: at the command line).
    """

    id: str
    state: ScenarioState
    changed_at: float
    words: str = ""
    done: int = 0
    of: int = 0
    result: ScenarioResult | None = None
    check: ModelCheck | None = None
    text: str = ""
    by: str = ""


def keep_asked(home: Path, name: str, text: str = "", by: str = "") -> Path:
    """Keep a scenario that is to be run, and say that it is about to. Gives its file.

    Without a text it is the validation alone. Raises CannotWrite where the disk refuses.
    """
    with disk_errors_in_words(home, _LOG):
        folder = make_folder(home / FOLDER / name)
        if text:
            replace_text(folder / SCENARIO, text)
        if by:
            replace_text(folder / ASKED, json.dumps({"by": by}, ensure_ascii=False))
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


def keep_result(home: Path, found: ScenarioResult | ModelCheck) -> None:
    """Keep what was found. Raises CannotWrite where the disk refuses."""
    with disk_errors_in_words(home, _LOG):
        folder = make_folder(home / FOLDER / found.id)
        place = RESULT if isinstance(found, ScenarioResult) else CHECK
        replace_text(folder / place, found.as_text())
        (folder / PROGRESS).unlink(missing_ok=True)


def keep_refused(home: Path, name: str, why: HoldfastError) -> None:
    """Keep why a scenario was not run. Raises CannotWrite where the disk refuses."""
    held = json.dumps({"what": why.what, "next_step": why.next_step}, ensure_ascii=False)
    with disk_errors_in_words(home, _LOG):
        folder = make_folder(home / FOLDER / name)
        replace_text(folder / REFUSED, held)
        (folder / PROGRESS).unlink(missing_ok=True)


def find_kept(home: Path, name: str) -> KeptScenario:
    """A kept scenario or validation; one that cannot be read says why. Raises NotFound."""
    folder = home / FOLDER / name
    if not _ID.fullmatch(name) or not folder.is_dir():
        raise NotFound("There is no kept scenario of that name.", "See the list of scenarios.")
    return _read(folder)


def _read(folder: Path) -> KeptScenario:
    at = folder.stat().st_mtime
    try:
        text = _text(folder / SCENARIO) or ""
        by = str(json.loads(_text(folder / ASKED) or "{}").get("by", ""))
        return replace(_stands(folder, at), text=text, by=by)
    except OtherForm:
        words = (
            "It was kept by another version of Holdfast, in a form that this one does not read. "
            "Run the scenario again: what it was asked by is kept beside it."
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        words = (
            "What is kept of it is not as it was written. Delete its folder "
            f"{FOLDER}/{folder.name} in the data folder, and run the scenario again."
        )
    return KeptScenario(folder.name, ScenarioState.UNREADABLE, at, words)


def _text(place: Path) -> str | None:
    try:
        return place.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def _stands(folder: Path, at: float) -> KeptScenario:
    """How a scenario stands by its files, without what it was asked by."""
    for place, state in (
        (folder / RESULT, ScenarioState.DONE),
        (folder / CHECK, ScenarioState.DONE),
        (folder / REFUSED, ScenarioState.REFUSED),
        (folder / PROGRESS, ScenarioState.RUNNING),
    ):
        held = _text(place)
        if held is None:
            continue
        at = place.stat().st_mtime
        if place.name == RESULT:
            return KeptScenario(folder.name, state, at, result=from_text(held))
        if place.name == CHECK:
            return KeptScenario(folder.name, state, at, check=check_from_text(held))
        told = json.loads(held)
        if state is ScenarioState.REFUSED:
            return KeptScenario(folder.name, state, at, f"{told['what']} {told['next_step']}")
        if at < _stopped_before(folder):
            state = ScenarioState.STOPPED
        return KeptScenario(folder.name, state, at, told["words"], told["done"], told["of"])
    return KeptScenario(folder.name, ScenarioState.STOPPED, at)


def _stopped_before(folder: Path) -> float:
    """What was told before this moment, by the disk's own clock, was told by a run that is over."""
    mark = folder.parent / ".clock"
    mark.touch()
    return mark.stat().st_mtime - STOPPED_AFTER


def kept_names(home: Path) -> list[str]:
    """The names of all kept scenarios, the latest first."""
    folder = home / FOLDER
    found = [
        (-place.stat().st_mtime, place.name)
        for place in (folder.iterdir() if folder.is_dir() else ())
        if _ID.fullmatch(place.name) and (place / SCENARIO).is_file()
    ]
    return [name for _, name in sorted(found)]


def is_running(home: Path) -> bool:
    """Whether a scenario or the validation is being run in this data folder."""
    folder = home / FOLDER
    places = folder.iterdir() if folder.is_dir() else ()
    told = [place for place in places if (place / PROGRESS).is_file()]
    return any(_read(place).state is ScenarioState.RUNNING for place in told)


def alone(home: Path) -> AbstractContextManager[None]:
    """Hold the place of the one scenario that runs.

    Entering it raises Busy where another does, and CannotWrite where the disk refuses.
    """
    busy = Busy(
        "Another scenario is being run in this data folder.",
        "Wait until it is done, some minutes, and run this one again.",
    )
    return hold_alone(home / FOLDER, busy)
