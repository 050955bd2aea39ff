"""The lanes of a child's picture, how each day is told, and whose move a state says it is."""

from collections.abc import Mapping

from docs.building.blocks import Maker
from docs.building.markdown import code_list, table
from holdfast.query.life.lane import Lane
from holdfast.query.life.lanes import LANES
from holdfast.query.life.tellings import TELLINGS
from holdfast.query.whose_move import AWAITED_STEPS, SIGNING_OFF


def _lanes() -> str:
    columns = ("lane", "spells drawn as bars", "events drawn as marks", "overdue days of")
    return table(columns, [_lane(lane) for lane in LANES])


def _lane(lane: Lane) -> tuple[str, ...]:
    bars = "; ".join(dict.fromkeys(f"{bar.words} ({bar.spell.name})" for bar in lane.bars))
    marks = dict.fromkeys(f"{mark.look}: {mark.words}" for mark in lane.marks)
    undated = [f"?: {one.words}" for one in lane.undated]
    least = f", from {lane.least} days on" if lane.least > 1 and lane.clocks else ""
    return (
        lane.title,
        bars or "none",
        "; ".join((*marks, *undated)) or "none",
        f"{code_list(lane.clocks)}{least}" if lane.clocks else "none",
    )


def _told() -> str:
    rows = dict.fromkeys(
        (telling.title, telling.fold.partition(";")[0] or "a line of its own")
        for telling in TELLINGS
    )
    return table(("what happened", "told in, or folded under"), rows)


def _moves() -> str:
    steps = dict.fromkeys((*AWAITED_STEPS, SIGNING_OFF))
    rows = [(step.words, step.whose, code_list(step.clocks)) for step in steps]
    return table(("state", "whose move", "while one of these runs"), rows)


MAKERS: Mapping[str, Maker] = {
    "lanes of a life": _lanes,
    "how days are told": _told,
    "whose move it is": _moves,
}
