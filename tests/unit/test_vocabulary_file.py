"""The council's own words: what a good file gives, and what a bad one is told."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.errors import BadRules, CannotRead
from holdfast.record.care_health import HealthChecks
from holdfast.record.codes.oversight import ROLE
from holdfast.record.protection import Enquiries
from holdfast.record.workforce import Involvements
from holdfast.sources.vocabulary import PRESETS_ALONE, Vocabulary, read_vocabulary
from holdfast.sources.vocabulary.saying import say

GOOD = """\
# Agreed with the data team
["involvements.role"]
"ALLOCWORKER" = "CW"
"Duty worker" = ""            # means nothing
'Lead "SW"' = "cw"

[enquiries.conference_needed]
Unnecessary = "No"
Needed = true

["ssd_cp_visits.cppv_cp_visit_date"]
days = "month-first"

["Section 47 enquiries.Date of Initial Child Protection Conference"]
days = "day-first"
"""


def vocabulary(tmp_path: Path, text: str | bytes) -> Vocabulary:
    path = tmp_path / "vocabulary.toml"
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return read_vocabulary(tmp_path)


def refusal(tmp_path: Path, text: str) -> BadRules:
    with pytest.raises(BadRules) as refused:
        vocabulary(tmp_path, text)
    assert "vocabulary.toml" in refused.value.what
    assert "nothing of the file was used" in refused.value.next_step.lower()
    return refused.value


def test_without_a_file_the_presets_hold(tmp_path: Path) -> None:
    assert read_vocabulary(tmp_path) is PRESETS_ALONE
    assert not PRESETS_ALONE.digest


def test_the_council_s_words_are_read(tmp_path: Path) -> None:
    own = vocabulary(tmp_path, GOOD)
    for word, meaning in (("allocworker", "CW"), ("Duty worker", None), ('lead "sw"', "CW")):
        found = own.take(Involvements.role, word)
        assert found is not None
        assert found.value == meaning
    for word, answer in (("unnecessary", False), ("Needed", True)):
        found = own.take(Enquiries.conference_needed, word)
        assert found is not None
        assert found.value is answer
    assert own.take(HealthChecks.kind, "allocworker") is None


def test_the_order_of_days_is_read_by_table_and_heading(tmp_path: Path) -> None:
    own = vocabulary(tmp_path, GOOD)
    assert own.day_order("ssd_cp_visits", "CPPV_CP_VISIT_DATE") == "month-first"
    heading = "date of initial child protection conference"
    assert own.day_order("section 47 enquiries", heading) == "day-first"
    assert own.day_order("ssd_cp_visits", "cppv_cp_plan_id") is None


def test_the_mark_tells_one_version_from_another(tmp_path: Path) -> None:
    first = vocabulary(tmp_path, GOOD).digest
    assert first == vocabulary(tmp_path, GOOD).digest
    assert first != vocabulary(tmp_path, GOOD + "\n").digest != ""


@pytest.mark.parametrize(
    ("text", "line", "what", "next_step"),
    [
        ('["involvements.role"]\n"X" = "SOCIAL"\n', 2, "does not have", '"CW"'),
        ('["involvements.role"]\n\n"X" = 7\n', 3, "does not have", '""'),
        ('["involvement.role"]\n"X" = "CW"\n', 1, "no coded column involvement.role", "holdfast"),
        ('[enquiries.ended]\nX = "CW"\n', 1, "no coded column enquiries.ended", "holdfast"),
        ('["enquiries.no_further_action"]\n"X" = "Maybe"\n', 2, "does not have", '"Yes", "No"'),
        (
            '["involvements.role"]\n"Key Worker" = "CW"\n"key  worker" = "PA"\n',
            3,
            "two things of one word",
            "Leave one",
        ),
        ('\n"X" = "CW"\n', 2, "X stands in no section", '["table.column"]'),
        ('["ssd_cp_visits.day"]\ndays = "american"\n', 2, "order of days", '"month-first"'),
        ('["t.c"]\ndays = "day-first"\n"X" = "CW"\n', 2, "order of days", "nothing else"),
        ('["involvements.role"]\n"X" = \n', 0, "is not valid TOML", "Correct that line"),
    ],
)
def test_a_bad_file_is_refused_whole(
    tmp_path: Path, text: str, line: int, what: str, next_step: str
) -> None:
    error = refusal(tmp_path, text)
    assert what in error.what
    assert next_step in error.next_step
    if line:
        assert f"at line {line}:" in error.what


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None])
def test_a_file_that_cannot_be_opened(tmp_path: Path, content: bytes | None) -> None:
    if content is None:
        (tmp_path / "vocabulary.toml").mkdir()
    with pytest.raises(CannotRead, match=r"vocabulary\.toml"):
        read_vocabulary(tmp_path) if content is None else vocabulary(tmp_path, content)


def test_what_is_said_is_one_line_and_leaves_the_rest(tmp_path: Path) -> None:
    vocabulary(tmp_path, GOOD)
    say(tmp_path, "involvements.role", "Key Worker", "LP" if "LP" in ROLE.codes else "CW")
    say(tmp_path, "involvements.role", "allocworker", "PA")
    say(tmp_path, "health_checks.status", 'DNA "again"\\', "cancelled")
    say(tmp_path, "enquiries.conference_needed", "Perhaps", "")
    text = (tmp_path / "vocabulary.toml").read_text(encoding="utf-8")
    assert "# Agreed with the data team" in text
    assert 'days = "month-first"' in text
    assert len(text.splitlines()) == len(GOOD.splitlines()) + 5
    own = read_vocabulary(tmp_path)
    for column, word, meaning in (
        (Involvements.role, "ALLOCWORKER", "PA"),
        (Involvements.role, "Duty worker", None),
        (HealthChecks.status, 'dna "again"\\', "cancelled"),
        (Enquiries.conference_needed, "perhaps", None),
        (Enquiries.conference_needed, "Unnecessary", False),
    ):
        found = own.take(column, word)
        assert found is not None
        assert found.value == meaning


def test_the_first_word_makes_the_file(tmp_path: Path) -> None:
    say(tmp_path / "new", "involvements.role", "Key Worker", "CW")
    found = read_vocabulary(tmp_path / "new").take(Involvements.role, "key worker")
    assert found is not None
    assert found.value == "CW"


def test_what_cannot_be_meant_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(BadRules, match="does not have"):
        say(tmp_path, "involvements.role", "Key Worker", "BOSS")
    assert not (tmp_path / "vocabulary.toml").exists()


@given(word=st.text(min_size=1, max_size=30).filter(str.strip))
def test_any_word_can_be_written_down(word: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        say(Path(folder), "involvements.role", word, "CW")
        say(Path(folder), "involvements.role", word, "PA")
        found = read_vocabulary(Path(folder)).take(Involvements.role, word)
        assert found is not None
        assert found.value == "PA"
