"""A child's identifier is looked for in what commands say when the data is spoilt or hostile."""

import shutil
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.commanding import Said, Terminal
from tests.conftest import Tried
from tests.depth import in_turn
from tests.planted import lay_planted
from tests.unit.test_terminal import HOSTILE, nothing_acts

CANARY = "Xanthippe"
# What shows no child while all is well, and so never may.
COMMANDS = [
    ("chain",), ("clocks",), ("recording",), ("vocabulary",), ("snapshot", "list"),
    ("snapshot", "verify"), ("snapshot", "show", "2018-01-31-0001"),
]  # fmt: skip
# What shows children while all is well: when they fail, they may not.
# Thousands of duties take a terminal seconds to draw, and a file of commas none.
SHOWING = [("due", "--status", "all", "--format", "csv"), ("child", "nobody")]


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder, its duties worked out, its Parquet written so that values lie in the clear."""
    home = tmp_path_factory.mktemp("canary")
    snapshot = lay_planted(home, f"-{CANARY}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOLDFAST_HOME", str(home))
        from holdfast.clocks.register import CLOCKS
        from holdfast.clocks.rules.book import council_book
        from holdfast.query.outlook import open_outlook

        open_outlook(snapshot, council_book(CLOCKS, home)).close()
    return home


@pytest.fixture
def terminal(
    laid: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    home = tmp_path / "home"
    shutil.copytree(laid, home)
    return Terminal(home, monkeypatch, capsys)


def letter(place: Path) -> None:
    """One bit of the canary flipped, so that it is no text any more, and lies in the clear."""
    if place.suffix == ".parquet":
        plain = {"compression": "none", "use_dictionary": False, "write_statistics": False}
        pq.write_table(pq.read_table(place), place, **plain)
    spoilt = bytearray(place.read_bytes())
    at = spoilt.find(CANARY.encode())
    spoilt[at + 2 if at >= 0 else len(spoilt) // 2] ^= 0x80
    place.write_bytes(spoilt)


def middle(place: Path) -> None:
    """One bit flipped in the middle of a file as it lies there."""
    spoilt = bytearray(place.read_bytes())
    spoilt[len(spoilt) // 2] ^= 0x10
    place.write_bytes(spoilt)


def cut(place: Path) -> None:
    """The second half of a file gone."""
    place.write_bytes(place.read_bytes()[: place.stat().st_size // 2])


def removed(place: Path) -> None:
    """A file gone."""
    place.unlink()


def _keeps_silent(said: Said) -> None:
    assert CANARY not in said.err
    assert "Traceback" not in said.all
    assert said.code == 0 or CANARY not in said.out


def test_the_canary_is_there_to_be_found(terminal: Terminal) -> None:
    assert CANARY in terminal.run("due", "--status", "all").out
    for words in COMMANDS:
        said = terminal.run(*words)
        assert said.code == 0, said.err
        assert CANARY not in said.all


SPOILING: tuple[Callable[[Path], None], ...] = (letter, middle, cut, removed)
# Every command reads these: each is spoilt in every way, by turns, and every command is asked.
READ_BY_ALL = ("persons.parquet", "manifest.json", "current")


def _told(given: object) -> str:
    return getattr(given, "__name__", str(given))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "spoil"), in_turn([*product(READ_BY_ALL, SPOILING)], 2), ids=_told
)
def test_what_every_command_reads_is_spoilt(
    name: str, spoil: Callable[[Path], None], terminal: Terminal, tried: Tried
) -> None:
    tried("commands that look for a planted child in spoilt files", len([*COMMANDS, *SHOWING]))
    spoil(next(terminal.home.rglob(name)))
    said = [terminal.run(*words) for words in [*COMMANDS, *SHOWING]]
    for one in said:
        _keeps_silent(one)
    assert any(one.code for one in said)


@pytest.mark.slow
@pytest.mark.timeout(600)  # a command for each file
@pytest.mark.parametrize("way", range(len(SPOILING)))
def test_each_file_that_holds_a_child_is_spoilt_in_one_way_or_another(
    way: int, terminal: Terminal, tried: Tried
) -> None:
    files = [one for one in sorted(terminal.home.rglob("*.parquet")) if _holds_rows(one)]
    assert {place.parts[len(terminal.home.parts)] for place in files} == {"snapshots", "derived"}
    files = files[way :: len(SPOILING)]
    tried("commands that look for a planted child in spoilt files", len(files))
    for place in files:
        before = place.read_bytes()
        SPOILING[way](place)
        _keeps_silent(terminal.run(*SHOWING[0]))  # opens every table, and the duties
        place.write_bytes(before)


def _holds_rows(place: Path) -> bool:
    return bool(pq.read_metadata(place).num_rows)


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_a_hostile_identifier_does_nothing_in_any_command(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = HOSTILE.replace("\udcff", "")  # no source can hold half a character
    lay_planted(tmp_path, hostile)
    terminal = Terminal(tmp_path, monkeypatch, capsys)
    child = next(iter(_children(tmp_path)))
    shown = 0
    for words in [*COMMANDS, *SHOWING, ("child", child)]:
        given = () if words[:2] == ("snapshot", "verify") else ("--format", form)
        said = terminal.run(*words, *given)
        out = said.out.replace("\r\n", "\n") if form == "csv" else said.out
        assert nothing_acts(out), words
        assert nothing_acts(said.err), words
        assert said.code in (0, 5), said.err
        shown += "[/]x[bold]y[/bold]" in said.out
    assert shown


def _children(home: Path) -> set[str]:
    found = pq.read_table(next(home.rglob("persons.parquet")), columns=["child"])
    return set(found.column("child").to_pylist())
