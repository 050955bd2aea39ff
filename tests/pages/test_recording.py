"""Since when recording is judged good: the page of a clock, and the word on every series."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from holdfast.clocks.rules.good_from import FILE

DECIDED = """\
[contact_decision]
since = 2017-06-15
decided_on = 2018-01-31
by = "Head of performance"
why = "Brought over from the old system"
"""


@pytest.fixture
def decided(council: Path) -> Iterator[Path]:
    place = council / FILE
    place.write_text(DECIDED, encoding="utf-8")
    yield place
    place.unlink()


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_clocks_recording_is_told_by_month(manager: Client, council: Path) -> None:
    text = words(manager, "/clocks/contact_decision/recording/")
    assert "Since when recording can be judged" in text
    assert "none: every day is judged" in text
    assert "[contact_decision]" in text
    assert "December 2017" in text
    assert "By the team" in text or "Recorded by month" in text


def test_a_clock_that_only_watches_says_so(manager: Client, council: Path) -> None:
    assert "none: it only watches" in words(manager, "/clocks/re_referral/recording/")


def test_a_clock_that_is_not_there_is_not_found(manager: Client, council: Path) -> None:
    assert manager.get("/clocks/nothing/recording/").status_code == 404


def test_the_day_decided_stands_on_every_series(manager: Client, decided: Path) -> None:
    text = words(manager, "/clocks/contact_decision/recording/")
    assert "15 June 2017, decided by Head of performance on 31 January 2018" in text
    assert "Brought over from the old system" in text
    assert "What began before 15 June 2017 cannot be determined" in text
    assert "15 June 2017, decided by Head of performance" in words(
        manager, "/clocks/contact_decision/"
    )
    assert "recording judged good from 15 June 2017" in words(manager, "/")
    link = words(manager, "/chain/contact/")
    assert "Recording is judged good from 15 June 2017" in link
    assert link.count("holdfast-chart__turn") == 1
    assert "Recording judged good from 15 June 2017." in link
    assert "holdfast-chart__turn" not in words(manager, "/chain/allocation/")


def test_what_began_before_is_in_the_list_with_its_reason(manager: Client, decided: Path) -> None:
    text = words(manager, "/due/?status=cannot-tell&clock=contact_decision&also=closed")
    assert "it began before recording was good enough to be judged" in text


def test_the_past_does_not_bury_what_nobody_can_tell_of_today(
    manager: Client, council: Path
) -> None:
    plain = words(manager, "/due/?clock=contact_decision&status=overdue&also=closed")
    assert "began before recording was judged good" not in plain
    place = council / FILE
    place.write_text(DECIDED, encoding="utf-8")
    try:
        text = words(manager, "/due/?clock=contact_decision&status=overdue&also=closed")
        assert "that began before recording was judged good" in text
        assert "that cannot be determined from the record" not in text
    finally:
        place.unlink()


def test_a_bad_file_is_told_with_its_line(manager: Client, council: Path) -> None:
    place = council / FILE
    place.write_text("[cp_vist]\nsince = 2017-06-15\n", encoding="utf-8")
    try:
        answer = manager.get("/")
        assert answer.status_code >= 400
        assert "refused at line 1: there is no clock cp_vist" in answer.content.decode()
    finally:
        place.unlink()
    assert manager.get("/").status_code == 200
