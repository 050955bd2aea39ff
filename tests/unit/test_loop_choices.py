"""What a council chooses about the loop, and to whom a deficit is escalated by it."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from holdfast.challenge.choices import EscalationLevel, LoopChoices, read_loop_choices
from holdfast.challenge.deficit import DeficitKey, DeficitSource
from holdfast.challenge.escalation import escalated, highest, levels_above
from holdfast.challenge.path import DeficitPath
from holdfast.errors import BadRules

RAISED = date(2018, 3, 1)
DISPUTE = DeficitPath(
    DeficitKey("raised-1", "c", RAISED), DeficitSource.REVIEWING_OFFICER, None, RAISED
)


@pytest.mark.parametrize(
    ("days", "level"),
    [
        (0, None),
        (1, EscalationLevel.INFORMAL),
        (7, EscalationLevel.INFORMAL),
        (8, EscalationLevel.STAGE_1),
        (15, EscalationLevel.STAGE_2),
        (22, EscalationLevel.DIRECTOR),
        (90, EscalationLevel.DIRECTOR),
    ],
)
def test_a_dispute_goes_up_by_the_day_it_was_raised(
    days: int, level: EscalationLevel | None
) -> None:
    found = escalated([DISPUTE], RAISED + timedelta(days=days), LoopChoices())
    assert [one.level for one in found] == ([level] if level else [])


def test_an_answer_stops_no_clock_of_a_dispute_and_its_end_does() -> None:
    on = RAISED + timedelta(days=30)
    directed = replace(DISPUTE, directed=RAISED, by_when=on)
    assert escalated([directed], on, LoopChoices())[0].level is EscalationLevel.DIRECTOR
    assert escalated([replace(DISPUTE, settled=RAISED)], on, LoopChoices()) == []
    assert escalated([replace(DISPUTE, lapsed=RAISED)], on, LoopChoices()) == []


@pytest.mark.parametrize(
    ("days", "level"),
    [
        (2, EscalationLevel.INFORMAL),
        (3, EscalationLevel.STAGE_2),
        (9, EscalationLevel.STAGE_2),
        (10, EscalationLevel.DIRECTOR),
        (90, EscalationLevel.DIRECTOR),
    ],
)
def test_a_dispute_that_somebody_escalates_goes_on_from_there(
    days: int, level: EscalationLevel
) -> None:
    # At stage 2 on the third day, where its days would have taken it on the fifteenth.
    risen = replace(
        DISPUTE, raised_to=EscalationLevel.STAGE_2, raised_on=RAISED + timedelta(days=3)
    )
    assert escalated([risen], RAISED + timedelta(days=days), LoopChoices())[0].level is level


def test_what_is_escalated_goes_up_and_never_down() -> None:
    stage_1, director = EscalationLevel.STAGE_1, EscalationLevel.DIRECTOR
    assert highest([(director, RAISED), (stage_1, RAISED)]) == (director, RAISED)
    assert highest([]) == (None, None)
    assert levels_above(stage_1) == (EscalationLevel.STAGE_2, director)
    assert levels_above(director) == ()
    assert levels_above(None) == tuple(EscalationLevel)


def test_a_council_sets_the_stages_of_disputes(tmp_path: Path) -> None:
    (tmp_path / "loop.toml").write_text("[disputes]\nstage_1 = 3\n[limits]\nseen = 5\n")
    read = read_loop_choices(tmp_path)
    assert read.dispute_level(4) is EscalationLevel.STAGE_1
    assert read.dispute_level(14) is EscalationLevel.STAGE_1
    assert read.dispute_level(15) is EscalationLevel.STAGE_2


@pytest.mark.parametrize("section", ["disputes", "escalation"])
def test_a_later_stage_is_never_before_an_earlier_one(tmp_path: Path, section: str) -> None:
    (tmp_path / "loop.toml").write_text(f"[{section}]\nstage_1 = 40\n")
    with pytest.raises(BadRules, match="a later stage of escalation comes before"):
        read_loop_choices(tmp_path)
