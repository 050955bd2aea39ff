"""What a source says reaches the terminal as text that does nothing, whatever it holds."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from holdfast import terminal
from holdfast.errors import NotFound
from holdfast.printing import Format, print_json, print_rows
from holdfast.progress import said, steps
from holdfast.sources.intake.told_headings import NOT_SHOWN, told_headings
from holdfast.terminal import stressed, visible
from tests.commanding import Terminal

HOSTILE = (
    "[/]x[bold]y[/bold]\x1b[2J\x1b]0;title\x07\x9b31m\u202eltr\u2066\u2028:smile:\r\nnext\udcff"
)
ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\udcff]")


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")


def nothing_acts(text: str) -> bool:
    return not ACTING.search(text)


def test_what_is_not_seen_is_written_out() -> None:
    assert visible("Zoë O’Brien–李 \u00a0x") == "Zoë O’Brien–李 \u00a0x"
    assert visible("\x1b\x9b\u202e\U000e0041\n\t\udcff") == (r"\x1b\x9b\u202e\U000e0041\n\t\udcff")
    assert visible("a\nb\x1b", keep="\n") == "a\nb\\x1b"


@pytest.mark.parametrize("form", [Format.TABLE, Format.CSV, Format.JSON])
def test_a_cell_and_a_title_do_nothing(form: Format, capsys: pytest.CaptureFixture[str]) -> None:
    print_rows([{"child": HOSTILE}], ("child",), form, HOSTILE)
    out = capsys.readouterr().out
    assert nothing_acts(out.replace("\r\n", "\n") if form is Format.CSV else out)
    assert "[/]x[bold]y[/bold]" in out
    assert ":smile:" in out


def test_what_machines_read_is_as_it_was_recorded(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"child": HOSTILE})
    assert json.loads(capsys.readouterr().out) == {"child": HOSTILE}


def test_a_line_and_a_step_do_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    said.print(f"Written: {HOSTILE}")
    said.print(stressed("Open ", HOSTILE))
    with steps() as step:
        step(HOSTILE, 1, 2)
    err = capsys.readouterr().err
    assert nothing_acts(err)
    assert err.count("[/]x[bold]y[/bold]") >= 2


def test_an_error_does_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise NotFound(HOSTILE, HOSTILE)

    monkeypatch.setattr("holdfast.cli.options.current_snapshot", broken)
    done = Terminal(tmp_path, monkeypatch, capsys).run("chain")
    assert done.code == 5
    assert nothing_acts(done.all)
    assert "[/]x[bold]y[/bold]" in done.err


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_no_cell_is_taken_for_a_formula(sign: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_rows([{"child": f"{sign}1+1"}], ("child",), Format.CSV)
    ((_,), (cell,)) = csv.reader(io.StringIO(capsys.readouterr().out))
    assert cell == f"'{sign}1+1"


def test_no_words_are_written_as_markup() -> None:
    """Markup is off: what was written as such would stand in the terminal as brackets."""
    marked = re.compile(r"\[(bold|dim|italic|red|green|yellow)\b[^\]]*\]")
    assert marked.search("[bold red]")
    folder = Path(terminal.__file__).parent
    files = [one for one in folder.rglob("*.py") if "node_modules" not in one.parts]
    assert len(files) > 100
    assert not [one.name for one in files if marked.search(one.read_text(encoding="utf-8"))]


def test_headings_are_cut_and_written_out() -> None:
    assert told_headings(["Team\x1b code", "y" * 80]) == ["Team\\x1b code", "y" * 59 + "…"]


@pytest.mark.parametrize("value", ["MU000123", "12/03/2011", "Mrs Smith", "a@b.example"])
def test_a_heading_row_that_may_be_a_row_of_data_is_not_told(value: str) -> None:
    assert told_headings(["Smith", value]) == [NOT_SHOWN, NOT_SHOWN]
