"""Answers for people who may not know of everybody: a few are kept, whatever day they ask of."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date

import pytest

from holdfast.query.need_to_know import NeedToKnow
from holdfast.query.outlook import Outlook
from holdfast.web.outlooks import MOST_BOUNDS, MOST_NAMING, Outlooks
from tests.records import outlook_of

_KEPT_TO_THE_END = """
from holdfast.web.outlooks import Outlooks
class Engine:
    def close(self):
        print("closed")
class Day:
    engine = Engine()
kept = Outlooks()
kept.get("day", Day)
kept.get("another", Day)
print("done")
"""


@pytest.fixture
def kept() -> Iterator[tuple[Outlooks, list[Outlook]]]:
    """Two days of a record that are both kept."""
    outlooks = Outlooks()
    days = [outlook_of({}, day.isoformat()) for day in (date(2018, 1, 30), date(2018, 1, 31))]
    for seen in days:
        outlooks.get(seen.day, lambda seen=seen: seen)  # type: ignore[misc]
    yield outlooks, days
    for seen in days:
        seen.close()


def _made_anew(outlooks: Outlooks, seen: Outlook, number: int, names: bool = False) -> bool:
    """Whether an answer for the one bound of that number was worked out now.

    It is of everybody but one child, or of that child alone where it ``names`` whom it is of.
    """
    made: list[int] = []
    child = frozenset({f"C{number}"})
    bounded = seen.bounded(NeedToKnow(child) if names else NeedToKnow(None, child))
    outlooks.remember(bounded, "answer", lambda: made.append(number))
    return bool(made)


def test_the_answers_of_a_few_bounds_are_kept(kept: tuple[Outlooks, list[Outlook]]) -> None:
    outlooks, (_, seen) = kept
    assert all(_made_anew(outlooks, seen, number) for number in range(MOST_BOUNDS))
    assert not any(_made_anew(outlooks, seen, number) for number in range(MOST_BOUNDS))
    assert _made_anew(outlooks, seen, MOST_BOUNDS)
    assert _made_anew(outlooks, seen, 0), "asked for longest ago"
    assert not _made_anew(outlooks, seen, MOST_BOUNDS)


def test_bounds_of_a_few_children_are_kept_beside_them(
    kept: tuple[Outlooks, list[Outlook]],
) -> None:
    """They take little, and every manager of a team and every worker has one."""
    outlooks, (earlier, seen) = kept
    assert all(_made_anew(outlooks, seen, number) for number in range(MOST_BOUNDS))
    assert _made_anew(outlooks, earlier, 0, names=True)
    assert all(_made_anew(outlooks, seen, number, names=True) for number in range(MOST_NAMING))
    assert not any(_made_anew(outlooks, seen, number) for number in range(MOST_BOUNDS))
    assert not any(_made_anew(outlooks, seen, number, names=True) for number in range(MOST_NAMING))
    assert _made_anew(outlooks, earlier, 0, names=True), "that of another day went first"


def test_those_of_other_days_go_first(kept: tuple[Outlooks, list[Outlook]]) -> None:
    outlooks, (earlier, seen) = kept
    assert _made_anew(outlooks, earlier, 0)
    assert all(_made_anew(outlooks, seen, number) for number in range(MOST_BOUNDS))
    assert not any(_made_anew(outlooks, seen, number) for number in range(MOST_BOUNDS))
    assert _made_anew(outlooks, earlier, 0)


def test_what_is_kept_for_everybody_stays(kept: tuple[Outlooks, list[Outlook]]) -> None:
    outlooks, (_, seen) = kept
    assert outlooks.remember(seen, "answer", lambda: 1) == 1
    for number in range(2 * MOST_BOUNDS):
        _made_anew(outlooks, seen, number)
    assert outlooks.remember(seen, "answer", lambda: 2) == 1


def test_at_the_end_of_the_process_none_is_closed_under_a_thread_that_asks_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _KEPT_TO_THE_END], capture_output=True, text=True, check=True
    )
    assert done.stdout == "done\n"
