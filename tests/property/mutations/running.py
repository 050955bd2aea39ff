"""One spoilt file given to Holdfast, in a process of its own, and what came of it.

Run as a program it waits for lines, each the JSON of an ``Asked``, forks for each, and answers
with the JSON of a ``CameOf``: Python and its packages are loaded once for thousands of files.
"""

import importlib
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from holdfast.errors import HoldfastError
from tests.property.mutations import parsers
from tests.property.mutations.hostile import HOSTILE, hostile_of
from tests.property.mutations.mutating import mutated
from tests.property.mutations.originals import CANARY, FILE, READY, READY_ON, Original, fill, lay

SECONDS = 60
MEMORY_MB = 1_000
DAY = {
    "ssd": ("--as-at", "2018-01-31"),
    "annex-a": ("--as-at", "2018-01-31"),
    "cin-census": (),
}
IMPORTS = tuple(DAY)
# Neither a fault of ours (1, 99) nor of the disk (11), nor a signal.
DECLARED = (0, 2, 3, 4, 5, 6, 7, 9, 10)
# How many of the imports run the clocks and tell it all, as the command line does.
WHOLE = 0.2
_ANEW = ("serve", "user", "audit")
# A server is asked to begin and not to go on.
_COMMAND = """
import sys
from holdfast.__main__ import main
from holdfast.web import serving
sys.argv[0] = "holdfast"
sys.argv += ["--port", "0"] if sys.argv[1] == "serve" else []
serving.Server.run = serving.Server.load
main()
"""
# Whatever goes wrong, the machine that tests must not be filled.
_AT_ALL = 8 << 30


@dataclass(frozen=True)
class Asked:
    """Which original, and the luck with which it is spoilt.

    A parser is given ``files`` one after another by one process, of the seeds from ``seed`` on.
    """

    source: str
    seed: int
    files: int = 1


@dataclass(frozen=True)
class CameOf:
    """How it ended: ``code`` is negative for a signal. ``faults`` is what may not be, in words."""

    source: str
    seed: int
    code: int
    seconds: float
    memory_mb: float
    faults: list[str]


def main() -> None:
    """Answer every line that comes in."""
    place = Path(tempfile.mkdtemp(prefix="holdfast-mutations-"))
    try:
        runner = _Runner(place)
        for line in sys.stdin:
            came = runner.run(Asked(**json.loads(line)))
            sys.stdout.write(f"{json.dumps(asdict(came))}\n")
            sys.stdout.flush()
    finally:
        shutil.rmtree(place, ignore_errors=True)


class _Runner:
    def __init__(self, place: Path) -> None:
        self.place = place
        self.originals = lay(place / "whole")
        _make_ready(place / "whole")
        self.hostile = list(hostile_of(self.originals))
        self.parsed = {one: parsers.originals_of(one) for one in parsers.PARSERS}
        os.environ["HOLDFAST_HOME"] = str(place / "people")
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        os.umask(0o077)
        from holdfast.web import serving

        serving.prepare()
        _load_all()
        from django.db import connections

        connections.close_all()

    def run(self, asked: Asked) -> CameOf:
        case = Path(tempfile.mkdtemp(dir=self.place))
        original, given = self._given(asked)
        begun = time.monotonic()
        child = os.fork()
        if child == 0:
            _be(original, given, case, self.place)
        code, used = _waited(child, begun)
        came = CameOf(asked.source, asked.seed, code, time.monotonic() - begun, used, [])
        came.faults.extend(faults_of(came, case))
        shutil.rmtree(case, ignore_errors=True)
        return came

    def _given(self, asked: Asked) -> tuple[Original, "Given"]:
        """What is given in place of which original, by the luck or by the number of the hostile."""
        if asked.source == HOSTILE:
            original, lay_it = self.hostile[asked.seed % len(self.hostile)]
            return original, Given(lay_it)
        luck = random.Random(f"{asked.source} {asked.seed}")
        if asked.source in self.parsed:
            seeds = range(asked.seed, asked.seed + asked.files)
            parse = partial(parsers.read_all, asked.source, self.parsed[asked.source], seeds)
            place = Path(f"a{parsers.SUFFIX[asked.source]}")
            return Original(asked.source, place), Given(Path.touch, parse=parse)
        original = luck.choice(self.originals[asked.source])
        spoilt = mutated(luck, original.path.read_bytes(), original.path.suffix)
        whole = original.how in IMPORTS and random.Random(spoilt).random() < WHOLE
        return original, Given(lambda path: path.write_bytes(spoilt), whole)


@dataclass(frozen=True)
class Given:
    """How what is given is laid at a path, and whether an import of it runs the clocks too.

    ``parse`` is all that is done where a parser alone is given files.
    """

    lay: Callable[[Path], object]
    whole: bool = False
    parse: Callable[[Path], int] | None = None


def _make_ready(whole: Path) -> None:
    """A data folder of a council with accounts, and a backup of it, made by the commands."""
    home = whole / READY
    surroundings = os.environ | {"HOLDFAST_HOME": str(home)}
    for words in (
        ("import", str(whole / "ssd"), "--as", "ssd", "--as-at", READY_ON),
        ("user", "add", "manager"),
        ("backup", str(whole / "backup.hfb")),
    ):
        subprocess.run(
            [sys.executable, "-m", "holdfast", *words],
            env=surroundings, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        fill(home)


def _waited(child: int, begun: float) -> tuple[int, float]:
    while True:
        done, status, used = os.wait4(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status), used.ru_maxrss / 1_000
        if time.monotonic() - begun > SECONDS + 10:
            os.kill(child, 9)
        time.sleep(0.01)


def faults_of(came: CameOf, case: Path) -> list[str]:
    """What may not be: ``told`` in the folder is what it said, ``given`` what became of rows."""
    told = (case / "told").read_text(errors="replace")
    given = (case / "given").read_text() if (case / "given").exists() else ""
    found = {
        f"ended with {came.code}": came.code not in DECLARED,
        "a traceback": "Traceback (most recent call last)" in told,
        f"took {came.seconds:.0f} s": came.seconds > SECONDS,
        f"took {came.memory_mb:.0f} MB": came.memory_mb > MEMORY_MB,
        "the canary was told": CANARY in told,
        f"rows are lost: {given}": given not in ("", "whole"),
    }
    words = [what for what, is_so in found.items() if is_so]
    return [*words, *told.splitlines()[-3:]] if words and CANARY not in told else words


def _be(original: Original, given: Given, case: Path, place: Path) -> None:
    """Become the process that is given the file; never to return."""
    code = 1
    try:
        resource.setrlimit(resource.RLIMIT_AS, (_AT_ALL, _AT_ALL))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        told = os.open(case / "told", os.O_WRONLY | os.O_CREAT)
        os.dup2(told, 1)
        os.dup2(told, 2)
        home = case / "home"
        os.environ["HOLDFAST_HOME"] = str(home)
        os.chdir(case)
        path = _laid(original, given, case, place)
        code = _given(original, given, path, home, place / "people")
        if original.how in IMPORTS and code == 0:
            (case / "given").write_text(_lost(home))
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    except BaseException:  # noqa: BLE001  as Python itself would
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _laid(original: Original, given: Given, case: Path, place: Path) -> Path:
    """Lay the file where it is looked for, what it needs beside it, and give its path."""
    folder, home, ready = case / "in", case / "home", place / "whole" / READY
    folder.mkdir()
    if original.how == "data folder":
        shutil.copytree(ready, home)
        path = home / original.path.relative_to(ready)
    else:
        home.mkdir()
        path = folder / original.path.name
    for one in original.beside:
        shutil.copy(one, folder)
    if original.how == "ssd":
        path.with_suffix(".csv").unlink(missing_ok=True)
    path.unlink(missing_ok=True)
    given.lay(path)
    return path


def _given(original: Original, given: Given, path: Path, home: Path, people: Path) -> int:
    if given.parse:
        return given.parse(path)
    kind, *others = original.how.split()
    words = [str(path) if one == FILE else one for one in original.command]
    if kind == "restore":
        home.rmdir()
    if kind == "web":
        return _sent(others, path, people)
    if words:
        return _called(*words, shown=not original.shows)
    if kind == "check":
        # It ends with 1 where something is found.
        return _called("check", str(path), "--format", "csv", shown=False, good=(0, 1))
    if kind == "own":
        path.rename(home / path.name)
        return _imported("ssd", path.parent) or _own_read(home)
    if kind == "reconcile":
        path = path.rename(home.parent / path.name)
        _imported("ssd", home.parent / "in")
        return _called("reconcile", str(path), "--clock", "cp_visit", shown=False)
    source = path.parent if kind == "ssd" else path
    if given.whole:
        return _called("import", str(source), "--as", kind, *DAY[kind])
    return _imported(kind, source)


def _imported(kind: str, given: Path) -> int:
    """An import without the clocks, which take four fifths of the time of one."""
    from holdfast.record.store.snapshots import Store
    from holdfast.settings import HOME
    from holdfast.sources.importers import Kinds, importer

    day = None if kind == "cin-census" else date(2018, 1, 31)
    return _in_words(
        lambda: importer(Kinds(kind))(
            Store(HOME.path()), [str(given)], day, "2018-02-01T09:00:00", lambda *_: None
        )
    )


def _own_read(home: Path) -> int:
    from holdfast.clocks.register import CLOCKS
    from holdfast.clocks.rules.good_from import read_good_from
    from holdfast.query.exclusions import read_exclusions

    code = _in_words(lambda: read_good_from(CLOCKS, home / "recording.toml"))
    return code or _in_words(lambda: read_exclusions(home))


def _in_words(work: Callable[[], object]) -> int:
    """Do it as the command line does: an error for people is told as one."""
    try:
        work()
    except HoldfastError as error:
        sys.stdout.write(f"{error.what} {error.next_step}\n")
        return error.exit_code
    return 0


def _called(*arguments: str, shown: bool = True, good: tuple[int, ...] = (0,)) -> int:
    """The command line; what it prints of children on purpose is not looked at."""
    from holdfast.__main__ import main as command

    sys.argv = ["holdfast", *arguments]
    kept = os.dup(1)
    if not shown:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    if arguments[0] in _ANEW:
        # Here Django stands ready already, on other people's accounts.
        os.execv(sys.executable, [sys.executable, "-c", _COMMAND, *arguments])
    try:
        command()
    except SystemExit as ended:
        if (ended.code or 0) not in good:
            raise
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
    return 0


def _lost(home: Path) -> str:
    """Whether every row given was read or refused, and as many refusals are kept as are told."""
    import pyarrow.parquet as pq

    from holdfast.record.store.snapshots import Store

    snapshot = Store(home).current()
    counts = snapshot.manifest.counts
    refused = sum(one.refused for one in counts)
    kept = pq.read_table(snapshot.refusals)["source_row"]
    for one in counts:
        if one.given != one.read + one.refused:
            return f"{one.table} {one.given} {one.read} {one.refused}"
    found = len(kept) - kept.null_count
    return "whole" if found >= refused else f"{refused} refused, {found} kept"


def _sent(page: list[str], path: Path, people: Path) -> int:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client
    from django.urls import reverse

    from holdfast.web.accounts.models import User
    from holdfast.web.actions.people import give_role
    from holdfast.web.people.roles import EVERYTHING

    os.environ["HOLDFAST_HOME"] = str(people)
    user, _ = User.objects.get_or_create(username="manager")
    give_role(by="a test", user=user, role=EVERYTHING)
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    client.force_login(user, backend="holdfast.web.accounts.local.LocalBackend")
    held: dict[str, Any] = {"file": SimpleUploadedFile(path.name, path.read_bytes())}
    if len(page) > 1:
        held |= {"kind": page[1], "as-at": "2018-01-31" if page[1] != "cin-census" else ""}
    route, *parts = page[0].split(":")
    answer = client.post(reverse(route, args=parts), held, follow=True)
    sys.stdout.write(answer.content.decode() if answer.status_code != 200 else "")
    return 0 if answer.status_code == 200 else answer.status_code % 256


def _load_all() -> None:
    """Everything that a run needs, so that a fork need not load it."""
    for name in (
        "pyarrow.compute",
        "pyarrow.csv",
        "holdfast.__main__",
        "holdfast.web.project.urls",
    ):
        importlib.import_module(name)


if __name__ == "__main__":
    main()
