"""The points scheme: shipped, a council's own, refused with its line, and the last good one."""

from pathlib import Path

import pytest

from holdfast.council_file import CouncilFile
from holdfast.errors import BadRules
from holdfast.journeys.held_beyond import MostHeld
from holdfast.query.caseload.points import (
    FILE,
    AlsoSo,
    HeldStatus,
    read_scheme,
    scheme_in_force,
    shipped_text,
)

SHIPPED = shipped_text()


def changed(old: str, new: str) -> str:
    assert old in SHIPPED
    return SHIPPED.replace(old, new)


def line_of(words: str) -> int:
    return next(n for n, line in enumerate(SHIPPED.split("\n"), 1) if line.startswith(words))


def test_the_shipped_scheme_covers_every_status(tmp_path: Path) -> None:
    found = scheme_in_force(tmp_path)
    assert not found.own
    assert not found.refused
    assert set(found.scheme.status) == set(HeldStatus)
    assert found.scheme.points(HeldStatus.PLAN, frozenset({AlsoSo.COURT})) == 13


@pytest.mark.parametrize(
    ("hours", "months", "new", "room"),
    [
        (1.0, 60, False, 100),
        (0.6, 60, False, 60),
        (1.0, 2, False, 70),
        (1.0, 3, False, 100),
        (1.0, 8, True, 90),
        (1.0, 1, True, 70),  # of two reasons for less, the greater
        (1.0, None, False, 100),
    ],
)
def test_room_by_hours_and_stage(hours: float, months: int | None, new: bool, room: int) -> None:
    scheme = read_scheme(CouncilFile(SHIPPED, FILE))
    assert scheme.room_for(hours, months, new) == pytest.approx(room)


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        (changed("in_care = 7\n", ""), line_of("[status]"), "says nothing of in_care"),
        (changed("in_care = 7", 'in_care = "7"'), line_of("in_care"), "in_care must be a number"),
        (changed("in_care = 7", "in_care = nan"), line_of("in_care"), "in_care must be a number"),
        (changed("in_care = 7", "in_care = true"), line_of("in_care"), "in_care must be a number"),
        (changed("in_care = 7", "in_care = -1"), line_of("in_care"), "in_care must be a number"),
        (changed("in_care = 7", "in_care = 7\nx = 1"), line_of("in_care") + 1, "no x in [status]"),
        (changed("share = 0.5", "share = 5"), line_of("share"), "share must be a share"),
        (changed("full_time = 100", "full_time = 0"), line_of("full_time"), "from 1 to 1000"),
        (changed("first_months = 3", "first_months = 1.5"), line_of("first_months"), "months"),
        (
            SHIPPED + "[most]\ncourt = 2.5\n",
            len(SHIPPED.split("\n")) + 1,
            "court must be a whole number",
        ),
        (SHIPPED + "[most]\nplans = 2\n", len(SHIPPED.split("\n")) + 1, "no plans in [most]"),
        ("status = 3", 1, "status must be a section"),
        ("", 1, "there is no section [status]"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(text: str, line: int, why: str) -> None:
    with pytest.raises(BadRules) as refused:
        read_scheme(CouncilFile(text, FILE, "points file"))
    assert f"at line {line}:" in str(refused.value)
    assert why in str(refused.value)


def test_the_most_that_one_worker_holds_is_what_the_council_states(tmp_path: Path) -> None:
    assert scheme_in_force(tmp_path).scheme.most == MostHeld()
    (tmp_path / FILE).write_text(SHIPPED + "[most]\nchildren = 24\n", encoding="utf-8")
    assert scheme_in_force(tmp_path).scheme.most == MostHeld(children=24)


def test_the_last_good_scheme_stays_while_the_file_is_refused(tmp_path: Path) -> None:
    own = tmp_path / FILE
    own.write_text(changed("in_care = 7", "in_care = 8"), encoding="utf-8")
    assert scheme_in_force(tmp_path).scheme.status[HeldStatus.CARE] == 8
    own.write_text("[status", encoding="utf-8")
    found = scheme_in_force(tmp_path)
    assert found.own
    assert "not valid TOML" in found.refused
    assert found.scheme.status[HeldStatus.CARE] == 8
    own.unlink()
    assert scheme_in_force(tmp_path).scheme.status[HeldStatus.CARE] == 7


def test_where_there_was_no_good_one_the_shipped_scheme_stands_in(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff\xfe\x00")
    found = scheme_in_force(tmp_path)
    assert not found.own
    assert found.refused
    assert found.scheme.status[HeldStatus.CARE] == 7
