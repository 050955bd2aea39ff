"""Results of scenarios kept in the data folder with their inputs, to be listed and opened again.

Each lies in ``scenarios/<id>/``: ``scenario.toml`` as it was given, how far it is while it runs or
why it was not run (``record/store/work_beside.py``), then ``result.json``. The validation alone has
``check.json`` instead. ``asked.json`` says who asked on the pages. The id is worked out from
all inputs, so that the same inputs are the same result.
"""

import json
import re
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from holdfast.errors import Busy, HoldfastError, NotFound
from holdfast.progress import Step
from holdfast.record.store import work_beside
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
SCENARIO, RESULT, CHECK, ASKED = "scenario.toml", "result.json", "check.json", "asked.json"
_LOG = "Results of scenarios"
_ID = re.compile(r"[0-9a-f]{16}")


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
    work_beside.begin_work(folder)
    return folder / SCENARIO


def telling(home: Path, name: str, step: Step) -> Step:
    """A step that is told to the one given and kept in the folder too, for a page to show."""
    return work_beside.telling(home / FOLDER / name, step)


def keep_result(home: Path, found: ScenarioResult | ModelCheck) -> None:
    """Keep what was found. Raises CannotWrite where the disk refuses."""
    with disk_errors_in_words(home, _LOG):
        folder = make_folder(home / FOLDER / found.id)
        place = RESULT if isinstance(found, ScenarioResult) else CHECK
        replace_text(folder / place, found.as_text())
        work_beside.end_work(folder)


def keep_refused(home: Path, name: str, why: HoldfastError) -> None:
    """Keep why a scenario was not run. Raises CannotWrite where the disk refuses."""
    work_beside.refuse_work(home / FOLDER / name, why)


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
    if (held := _text(folder / RESULT)) is not None:
        at = (folder / RESULT).stat().st_mtime
        return KeptScenario(folder.name, ScenarioState.DONE, at, result=from_text(held))
    if (held := _text(folder / CHECK)) is not None:
        at = (folder / CHECK).stat().st_mtime
        return KeptScenario(folder.name, ScenarioState.DONE, at, check=check_from_text(held))
    work = work_beside.work_of(folder)
    if work is None:
        return KeptScenario(folder.name, ScenarioState.STOPPED, at)
    if work.refused:
        words = f"{work.words} {work.next_step}"
        return KeptScenario(folder.name, ScenarioState.REFUSED, work.at, words)
    state = ScenarioState.RUNNING if work.running else ScenarioState.STOPPED
    return KeptScenario(folder.name, state, work.at, work.words, work.done, work.of)


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
    told = [place for place in places if (place / work_beside.PROGRESS).is_file()]
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
