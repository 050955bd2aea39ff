"""What managers and others said of deficits in Holdfast: no case system has a place for it."""

from typing import NamedTuple


class FollowedUp(NamedTuple):
    """One thing that somebody said of one deficit, on a day.

    ``rule``, ``child`` and ``started`` name the deficit. ``kind`` is *challenged*, *directed* or
    *verified*; the last whether or not anything was there to be verified. ``owner`` is who was to
    do it by ``due``, with a direction. ``practice`` is how the manager of the team works.
    """

    rule: str
    child: str
    started: int
    kind: str
    on: int
    by: str
    owner: str
    due: int | None
    practice: str
