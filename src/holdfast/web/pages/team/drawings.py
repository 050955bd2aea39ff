"""What the page of a team draws: bars of what each worker holds, the spread, who came and went.

Each is drawn at the server as SVG, after a sentence and before a table; every mark has its words.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.days import add_months
from holdfast.query.caseload.loads import WorkerLoad
from holdfast.query.caseload.points import HeldStatus
from holdfast.query.caseload.staff import WorkforcePerson
from holdfast.web.parts.templatetags.words import plain_day

# The statuses as the page counts them: the words of the column, and its class of colour.
GROUPS: tuple[tuple[str, str, tuple[HeldStatus, ...]], ...] = (
    ("Protection", "plan", (HeldStatus.PLAN,)),
    ("Care", "care", (HeldStatus.CARE,)),
    ("Need", "need", (HeldStatus.NEED, HeldStatus.ENQUIRY, HeldStatus.ASSESSMENT)),
    ("Other", "case", (HeldStatus.LEAVING_CARE, HeldStatus.CASE, HeldStatus.NOTHING)),
)
BAR_WIDTH, BAR_HEIGHT = 150, 14
YEARS_BACK = 24  # months


@dataclass(frozen=True)
class Piece:
    """One rectangle: where it begins, how long it is, its class, and its words."""

    at: float
    size: float
    kind: str
    words: str = ""


@dataclass(frozen=True)
class HeldBar:
    """What one worker holds, drawn in pieces, with the numbers in words."""

    words: str
    pieces: tuple[Piece, ...]


def grouped(load: WorkerLoad) -> tuple[int, ...]:
    """How many children of each of the page's groups a worker holds."""
    return tuple(sum(load.by_status[one] for one in held) for _, _, held in GROUPS)


def held_bar(load: WorkerLoad, most: int) -> HeldBar:
    """The bar of one worker; the longest of the page holds ``most`` children."""
    counts, pieces, at = grouped(load), [], 0.0
    for number, (_, kind, _) in zip(counts, GROUPS, strict=True):
        size = round(number / max(1, most) * BAR_WIDTH, 1)
        if number:
            pieces.append(Piece(round(at, 1), max(1.0, size - 1), kind))
        at += size
    told = (
        f"{number} {words.lower()}" for number, (words, _, _) in zip(counts, GROUPS, strict=True)
    )
    return HeldBar(", ".join(told), tuple(pieces))


@dataclass(frozen=True)
class SpreadColumn:
    """So many children: how many workers of the service and of the team hold them, and where."""

    children: int
    service: int
    team: int
    x: float
    top: float
    height: float
    dots: tuple[float, ...]
    labelled: bool


@dataclass(frozen=True)
class SpreadChart:
    """The workers of the service and of the team by the number of children they hold."""

    columns: tuple[SpreadColumn, ...]
    width: int
    height: int
    floor: int
    highest: int


COLUMN, LEFT, FLOOR, CEILING = 18, 30, 116, 14


def spread_chart(team: Sequence[WorkerLoad], service: Sequence[WorkerLoad]) -> SpreadChart:
    """The spread of the service as columns, with a dot for each worker of the team."""
    held = Counter(one.children for one in service if one.children and one.left is None)
    own = Counter(one.children for one in team if one.children)
    highest = max([*held.values(), 1])
    most = max([*held, *own, 1])
    unit = (FLOOR - CEILING) / highest
    step = min(9.0, (FLOOR - CEILING) / max([*own.values(), 1]))
    columns = tuple(
        SpreadColumn(
            children,
            held[children],
            own[children],
            LEFT + COLUMN * children,
            round(FLOOR - held[children] * unit, 1),
            round(held[children] * unit, 1),
            tuple(round(FLOOR - 5 - step * nth, 1) for nth in range(own[children])),
            children % 5 == 0,
        )
        for children in range(most + 1)
    )
    return SpreadChart(columns, LEFT + COLUMN * (most + 1), FLOOR + 36, FLOOR, highest)


@dataclass(frozen=True)
class StaffLane:
    """One person's time in the team: the bar, and the words for it."""

    name: str
    y: int
    x: float
    width: float
    agency: bool
    left_at: float | None
    started: date | None
    ended: date | None


@dataclass(frozen=True)
class StaffLanes:
    """Who has been in the team in two years, in the order in which they came."""

    lanes: tuple[StaffLane, ...]
    marks: tuple[Piece, ...]
    width: int
    height: int
    first: date
    last: date

    @property
    def words(self) -> str:
        """What the drawing shows, to be read out in its place."""
        return f"From {plain_day(self.first)} to {plain_day(self.last)}, one line for each person."


LANES_WIDTH, NAMES_WIDTH, LANE = 600, 150, 17


def staff_lanes(people: Sequence[WorkforcePerson], day: date) -> StaffLanes:
    """The lanes of everybody who was in the team in the two years to a day."""
    first = add_months(day, -YEARS_BACK)
    there = [one for one in people if one.in_post_since and not (one.left and one.left < first)]
    ordered = sorted(there, key=lambda one: (one.in_post_since or day, one.name))

    def across(on: date) -> float:
        share = max(0, (on - first).days) / max(1, (day - first).days)
        return round(NAMES_WIDTH + share * (LANES_WIDTH - NAMES_WIDTH - 8), 1)

    lanes = []
    for row, one in enumerate(ordered):
        left = one.left if one.has_left(day) else None
        begins = across(one.in_post_since or first)
        lanes.append(
            StaffLane(
                one.name,
                24 + LANE * row,
                begins,
                round(max(1.0, across(left or day) - begins), 1),
                bool(one.agency),
                across(left) if left else None,
                one.in_post_since,
                left,
            )
        )
    halves = [add_months(first.replace(day=1), 6 * nth) for nth in range(1, 5)]
    marks = tuple(Piece(across(on), 0, "", f"{on:%b %Y}") for on in halves if first < on <= day)
    height = 30 + LANE * len(lanes)
    return StaffLanes(tuple(lanes), marks, LANES_WIDTH, height, first, day)
