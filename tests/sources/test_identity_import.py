"""A case system's numbers change between two imports: as the command line tells and settles it."""

import csv
import json
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdfast.simulation import simulate
from holdfast.sources.made_up import write_ssd
from tests import processes

AS_AT = date(2018, 1, 31)
NUMBER = re.compile(r"\bMU(\d{6})\b")


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SSD's files of some children, in ``old`` and with other numbers in ``new``."""
    place = tmp_path_factory.mktemp("sources")
    write_ssd(simulate(60, AS_AT, 6), place / "old")
    (place / "new").mkdir()
    for file in (place / "old").iterdir():
        text = file.read_text("utf-8-sig")
        (place / "new" / file.name).write_text(NUMBER.sub(r"NX\1", text), encoding="utf-8")
    return place


def run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return processes.run(home, *words, width=300)


def taken(home: Path, folder: Path, code: int = 0) -> Any:
    words = ("import", str(folder), "--as", "ssd", "--as-at", AS_AT.isoformat(), "--format", "json")
    done = run(home, *words)
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


def listed(home: Path, *words: str) -> Any:
    done = run(home, "identity", "list", *words, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def numbers(folder: Path) -> list[str]:
    """The numbers of the children in a folder of files."""
    lines = (folder / "ssd_person.csv").read_text("utf-8").splitlines()
    return sorted(set(re.findall(r"(?:MU|NX)\d{6}", "\n".join(lines))))


def mapping(place: Path, *rows: tuple[str, str]) -> str:
    place.write_text("".join(f"{old},{new}\n" for old, new in (("old", "new"), *rows)))
    return str(place)


def test_a_declared_renumbering_is_followed(sources: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = taken(home, sources / "old")["children"]
    children = first["counts"]["new"]
    assert children >= 60
    old, new = numbers(sources / "old"), numbers(sources / "new")

    undeclared = taken(home, sources / "new", code=10)
    assert undeclared["state"] == "waiting"
    assert undeclared["children"]["counts"]["renumbered"] == 0
    assert listed(home) == []  # what waits is not taken in

    bad = run(
        home, "identity", "map", mapping(tmp_path / "bad.csv", ("MU999999", "X"), (old[0], ""))
    )
    assert bad.returncode == 6
    assert "row 2: no child" in bad.stderr
    assert "row 3 lacks the new number" in bad.stderr
    assert "MU999999" not in bad.stderr

    good = run(home, "identity", "map", mapping(tmp_path / "n.csv", *zip(old, new, strict=True)))
    assert good.returncode == 0, good.stderr
    followed = taken(home, sources / "new")
    assert followed["state"] == "current"
    assert followed["losses"] == []
    assert followed["children"]["counts"]["renumbered"] == len(old)
    assert followed["children"]["waiting"] == 0
    rows = listed(home)
    assert {(row["before"], row["number"]) for row in rows} == set(zip(old, new, strict=True))
    assert {row["kind"] for row in rows} == {"renumbered"}

    became = json.loads(run(home, "changes", "--format", "json").stdout)
    assert became
    assert {row["what"] for row in became} == {"same"}
    assert {row["child"] for row in became if row["child"]} <= set(new)


def test_a_change_declared_without_a_mapping_is_matched_and_the_rest_waits(
    sources: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    taken(home, sources / "old")
    assert run(home, "identity", "map", "--by-matching").returncode == 0
    words = ("import", str(sources / "new"), "--as", "ssd", "--as-at", "2018-01-31", "--anyway")
    found = run(home, *words)
    assert found.returncode == 0, found.stderr
    rows = listed(home)
    followed = [row for row in rows if row["kind"] == "renumbered"]
    assert len(followed) > len(rows) / 2
    assert all(row["before"][2:] == row["number"][2:] for row in followed)
    waiting = listed(home, "--waiting")
    assert all(row["waits"] == "yes" for row in waiting)

    none = run(home, "identity", "decide", "999999", "--same", "--reason", "x")
    assert none.returncode == 5
    which = str((waiting or followed)[0]["finding"])
    assert run(home, "identity", "decide", which, "--same").returncode == 2
    decision = ("--another", "--reason", "two files", "--by", "A. Manager")
    assert run(home, "identity", "decide", which, *decision).returncode == 0
    decided = next(row for row in listed(home) if str(row["finding"]) == which)
    assert (decided["decided"], decided["by"], decided["reason"]) == (
        "another", "A. Manager", "two files",
    )  # fmt: skip
    (home / "identity/register").write_bytes(b"spoilt")
    damaged = run(home, "identity", "list")
    assert damaged.returncode == 9
    assert "holdfast restore" in damaged.stderr
    assert "Traceback" not in damaged.stderr


def test_the_terminal_names_nobody(sources: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    taken(home, sources / "old")
    run(home, "identity", "map", "--by-matching")
    words = ("import", str(sources / "new"), "--as", "ssd", "--as-at", "2018-01-31", "--anyway")
    printed = run(home, *words)
    shown = run(home, "identity", "list")
    with (sources / "old/ssd_person.csv").open(encoding="utf-8-sig") as file:
        people = list(csv.DictReader(file))
    for person in people:
        for column in ("pers_forename", "pers_surname", "pers_dob"):
            if value := (person.get(column) or "")[:10]:
                assert value not in shown.stdout + shown.stderr
                assert value not in printed.stdout + printed.stderr
    assert "Children, against those known before" in printed.stdout
