"""Time in a made-up county: what comes when, and in which order."""

from collections.abc import Generator
from typing import Any

import pytest

from holdfast.simulation.day_by_day import Arrival, DayByDay, StoryTold

Told = list[tuple[float, str]]


def lived(*stories: str, days: int = 3) -> Told:
    """What is told when stories wait for half-days: "1 0.5" waits a day, then half a day."""
    time, told = DayByDay(10), Told()

    def story(waits: str) -> Generator[Arrival, Any, None]:
        told.append((time.now, waits))
        for wait in waits.split():
            yield time.after(float(wait))
            told.append((time.now, waits))

    for waits in stories:
        StoryTold(time, story(waits))
    time.live_until(10 + days)
    return told


def test_what_was_asked_for_first_comes_first() -> None:
    assert lived("1 0.5", "1", "0.5 0.5") == [
        (10, "1 0.5"), (10, "1"), (10, "0.5 0.5"),
        (10.5, "0.5 0.5"),
        (11, "1 0.5"), (11, "1"), (11, "0.5 0.5"),
        (11.5, "1 0.5"),
    ]  # fmt: skip


def test_nothing_comes_after_the_last_day() -> None:
    assert lived("2 1", days=3) == [(10, "2 1"), (12, "2 1")]


def test_a_story_waits_for_another_and_hears_its_answer() -> None:
    time, told = DayByDay(10), list[Any]()

    def asked() -> Generator[Arrival, Any, str]:
        yield time.after(1)
        return "in need"

    def asks() -> Generator[Arrival, Any, None]:
        other = StoryTold(time, asked())
        told.append((yield other))
        told.append((yield other))  # it has ended: the answer is there at once
        told.append(time.today)

    StoryTold(time, asks())
    time.live_until(13)
    assert told == ["in need", "in need", 11]


def test_what_is_awaited_comes_only_once() -> None:
    awaited = Arrival(DayByDay(10))
    awaited.succeed("done")
    with pytest.raises(RuntimeError, match="only once"):
        awaited.succeed("again")


def test_what_lies_between_half_days_is_refused() -> None:
    with pytest.raises(ValueError, match="no morning and no half-day"):
        lived("0.3")
