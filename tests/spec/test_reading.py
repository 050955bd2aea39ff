"""The reader of examples says what is wrong with one, and where."""

from datetime import date
from pathlib import Path

import pytest

from tests.spec.reading import Malformed, read_examples

GOOD = """\
# Children in care

Words for people.

## cla_review_1

### A first review

More words, with a | in them.

`care_episodes`

| child | started    | ended |
| ----- | ---------- | ----- |
| Amal  | 2018-01-31 |       |

As at 2018-01-30, no duty has begun.

As at 2018-02-01

| child | started    | due        | stopped | lapsed | status  | days over |
| ----- | ---------- | ---------- | ------- | ------ | ------- | --------- |
| Amal  | 2018-01-31 | 2018-02-28 |         |        | running |           |
"""


def read(tmp_path: Path, text: str) -> list:
    path = tmp_path / "care.md"
    path.write_text(text, encoding="utf-8")
    return read_examples(path)


def test_an_example_is_read(tmp_path: Path) -> None:
    (one,) = read(tmp_path, GOOD)
    assert (one.clock, one.title, one.place) == ("cla_review_1", "A first review", "care.md:7")
    (episode,) = one.rows["care_episodes"]
    assert (episode["child"], episode["started"]) == ("Amal", date(2018, 1, 31))
    assert episode["ended"] is episode["legal_status"] is None
    before, after = one.days
    assert (before.day, before.duties) == (date(2018, 1, 30), ())
    (duty,) = after.duties
    assert duty.subject == "Amal"
    assert duty.told["due"] == date(2018, 2, 28)
    assert duty.told["days over"] == 0
    assert "rule" not in duty.told


def test_local_rules_hold_for_one_example_or_for_the_file(tmp_path: Path) -> None:
    block = '```toml\n[authority]\ncp_visit = "1 week"\n```\n'
    (alone,) = read(tmp_path, GOOD.replace("More words", f"{block}\nMore words"))
    assert alone.rules == '[authority]\ncp_visit = "1 week"'
    below = GOOD.split("### ")[1].replace("A first", "Another")
    both = read(tmp_path, GOOD.replace("## cla", f"{block}\n## cla") + f"\n### {below}")
    assert [one.rules for one in both] == ['[authority]\ncp_visit = "1 week"'] * 2


WRONG = {
    "no such table": ("`care_episodes`", "`care_episode`", 11, "no record table 'care_episode'"),
    "no such column": ("| ended |", "| end   |", 15, "no column 'end'"),
    "no such day": ("2018-01-31 |       |", "2018-02-30 |       |", 15, "'2018-02-30' is no day"),
    "a needed column is blank": ("2018-01-31 |       |\n\nAs", "| |\n\nAs", 15, "'started'"),
    "a cell too many": ("2018-01-31 |       |\n\nAs", "2018-01-31 | | |\n\nAs", 15, "4 cells"),
    "two columns of one name": ("| ended |", "| started |", 13, "one name"),
    "an open row": ("2018-01-31 |       |\n\nAs", "2018-01-31\n\nAs", 15, "ends with |"),
    "no such status": ("| running |", "| going |", 23, "'going' is no status"),
    "no status at all": ("| status  |", "| told    |", 23, "needs the column 'status'"),
    "a column too many": ("| days over |", "| days left |", 23, "no 'days left'"),
    "a number that is none": ("| running |           |", "| running | two |", 23, "whole number"),
    "words above a table": ("As at 2018-02-01\n", "On 2018-02-01\n", 19, "no record table"),
    "words of the example above a table": ("`care_episodes`\n", "", 9, "no record table"),
    "outside an example": ("### A first review\n", "", 0, "outside an example"),
    "an example without a clock": ("## cla_review_1\n", "", 0, "above it"),
    "rules that are not closed": ("More words", "```toml\nMore words", 9, "not closed"),
    "another language": ("More words", "```json\n```\nMore words", 9, "```toml"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_a_malformed_example_is_refused_with_its_line(tmp_path: Path, what: str) -> None:
    old, new, line, reason = WRONG[what]
    assert old in GOOD
    with pytest.raises(Malformed) as refused:
        read(tmp_path, GOOD.replace(old, new, 1))
    assert reason in str(refused.value)
    assert str(refused.value).startswith(f"care.md:{line}:" if line else "care.md:")


def test_a_doubt_has_one_of_four_names(tmp_path: Path) -> None:
    text = GOOD.replace("| days over |", "| why |").replace(
        "| running |           |", "| running | maybe |"
    )
    with pytest.raises(Malformed, match="'maybe' is no doubt"):
        read(tmp_path, text)


def test_an_example_that_expects_nothing_is_refused(tmp_path: Path) -> None:
    """It would pass whatever the readers made of it."""
    with pytest.raises(Malformed, match="the example expects nothing"):
        read(tmp_path, GOOD.partition("As at")[0])
