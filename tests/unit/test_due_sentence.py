"""A list of duties in a sentence: it reads as English for every status that can be asked for."""

import pytest

from holdfast.query.due import STATUSES, Counted
from holdfast.query.due_sentence import sentence

MANY = Counted(1350, 969, 0)


SAID = {
    "status": "words",
    "overdue": "1,350 duties overdue, of 969 children",
    "due-soon": "1,350 duties due soon, of 969 children",
    "running": "1,350 duties still running, of 969 children",
    "open": "1,350 duties open, of 969 children",
    "met": "1,350 duties met in time, of 969 children",
    "late": "1,350 duties done late, of 969 children",
    "lapsed": "1,350 duties lapsed, of 969 children",
    "watching": "1,350 duties watched, of 969 children",
    "cannot-tell": "1,350 duties that cannot be determined, of 969 children",
    "all": "1,350 duties of 969 children",
}


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_reads_as_english(status: str) -> None:
    assert sentence(MANY, [status]) == SAID[status]


def test_several_statuses_end_with_what_cannot_be_determined() -> None:
    asked = ["overdue", "cannot-tell", "met"]
    words = "1,350 duties overdue, met in time or that cannot be determined, of 969 children"
    assert sentence(MANY, asked) == words


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Counted(1, 1, 0), "1 duty overdue, of 1 child"),
        (Counted(1, 0, 1), "1 duty overdue, of 1 worker"),
        (Counted(5, 3, 2), "5 duties overdue, of 3 children and 2 workers"),
        (Counted(0, 0, 0), "No duties overdue"),
    ],
)
def test_it_says_whose_they_are(found: Counted, words: str) -> None:
    assert sentence(found, ["overdue"]) == words
