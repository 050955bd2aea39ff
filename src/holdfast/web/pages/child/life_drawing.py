"""A life in lanes, drawn at the server as SVG. A sentence stands before it, a table after it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from holdfast.query.life.lane import BarLook, MarkLook
from holdfast.query.life.picture import DrawnLane, DrawnMark, LifeBar
from holdfast.web.pages.child.life_scale import BAND, LEFT, WIDTH, LifeScale
from holdfast.web.parts.templatetags.words import short_day

TOP = 30
BAR, STRIP, ROOM = 16, 5, 9
LETTER = 6.4  # the width of a letter in a bar, in units
# Beyond so many marks of one shape in a lane they are drawn thin.
MANY = 150
# Beyond so many they are drawn without their words, which the table has: pictures stay small.
WITH_WORDS = 40

_LOOKS = {
    BarLook.CASE: ("hf-case", "hf-case"),
    BarLook.ASSESSED: ("hf-assess", "hf-assess"),
    BarLook.NEED: ("hf-need", "hf-need"),
    BarLook.PLAN: ("hf-plan", "hf-plan"),
    BarLook.CARE: ("hf-care", "hf-care2"),
    BarLook.WORK: ("hf-work", "hf-work2"),
    BarLook.NOBODY: ("hf-gap", "hf-gap"),
}
_WHITE_WORDS = {"hf-plan", "hf-care", "hf-work"}

Shape = Callable[[float, float], str]


def _round(half: float) -> Shape:
    """A circle as a path."""
    whole = 2 * half
    arc = f"a{half:g} {half:g} 0 1 0 "
    return lambda x, y: f"M{x - half:g} {y:g}{arc}{whole:g} 0{arc}{-whole:g} 0"


def _diamond(x: float, y: float) -> str:
    return f"M{x:g} {y - 7:g}l5 7l-5 7l-5-7z"


# Each shape as a path around a point, and its class.
_SHAPES: dict[MarkLook, tuple[str, Shape]] = {
    MarkLook.DOT: ("hf-mark", _round(4)),
    MarkLook.RING: ("hf-hollow", _round(3.5)),
    MarkLook.TRIANGLE: ("hf-mark", lambda x, y: f"M{x:g} {y - 8:g}l6 15h-12z"),
    MarkLook.SQUARE: ("hf-hollow", lambda x, y: f"M{x - 5:g} {y - 5:g}h10v10h-10z"),
    MarkLook.NOTCH: ("hf-notch", lambda x, y: f"M{x:g} {y + 8:g}l3.5-6h-7z"),
    MarkLook.TICK: ("hf-seen", lambda x, y: f"M{x:g} {y - 12:g}v24"),
    MarkLook.NOT_SEEN: ("hf-redh", _round(3.2)),
    MarkLook.UNCLEAR: (
        "hf-unk hf-unk--small",
        lambda x, y: f"M{x - 3.2:g} {y - 3.2:g}h6.4v6.4h-6.4z",
    ),
    MarkLook.DIAMOND: ("hf-mark", _diamond),
    MarkLook.HOLLOW_DIAMOND: ("hf-redh", _diamond),
    MarkLook.SMALL_DOT: ("hf-mark", _round(2.3)),
}


@dataclass(frozen=True)
class KeyEntry:
    """A line of the picture's key: a small drawing and what it means."""

    drawing: SafeString
    words: str


@dataclass(frozen=True)
class LifeDrawing:
    """The picture: its height and its parts, to be put into ``child/life.html``."""

    width: int
    height: int
    parts: SafeString
    key: tuple[KeyEntry, ...]


def draw_life(
    lanes: Sequence[DrawnLane],
    scale: LifeScale,
    day: date,
    born: date | None,
    died: date | None,
) -> LifeDrawing:
    """Draw the lanes, one under the other, over the lines of the scale."""
    y, parts = TOP, list[str]()
    for lane in lanes:
        drawn, height = _lane(lane, scale, day, y)
        parts += drawn
        y += height
    under = _scale(scale, day, y)
    under += [_line_at(scale, born, "born", y)] if born else []
    under += [_line_at(scale, died, "died", y)] if died and died <= day else []
    # Everything that came from the record is escaped where it is put in.
    return LifeDrawing(WIDTH, y + 24, mark_safe("".join(under + parts)), _key(lanes))


def _lane(lane: DrawnLane, scale: LifeScale, day: date, y: int) -> tuple[list[str], int]:
    """The parts of one lane, and how high it is."""
    above = 17 if lane.bars and lane.key in ("case", "missing") else 0
    high = above + BAR if lane.bars else 24 if lane.key == "visits" else BAR
    middle = y + (above - 9 if above else high / 2)
    parts = [f'<text class="hf-t" x="0" y="{y + high / 2 + 4:g}">{escape(lane.title)}</text>']
    strip = (y + high + 1, STRIP) if lane.bars else (y + 2, high - 4)
    overdue = [
        _box("hf-over", scale, each.first, each.last, strip, 2.5,
             f"overdue from {short_day(each.first)} to {short_day(each.last)}, {each.days} days")
        for each in lane.overdue
    ]  # fmt: skip
    parts += overdue if not lane.bars else []
    turn = 0
    for bar in lane.bars:
        parts.append(_bar(bar, scale, day, (y + above, BAR), turn))
        turn += bar.look in (BarLook.CARE, BarLook.WORK)
    parts += overdue if lane.bars else []
    parts += _marks(lane.marks, scale, middle)
    for undated in lane.undated:
        at = scale.x(undated.day)
        parts.append(
            f'<g><title>{escape(undated.words)}</title><path class="hf-unk" '
            f'd="M{at - 14:g} {y + 1}h13v14h-13z"/>'
            f'<text class="hf-tb" x="{at - 11:g}" y="{y + 13}">?</text></g>'
        )
    if lane.key == "visits":
        parts.append(f'<path class="hf-grid2" d="M{LEFT} {y + high}H{scale.x(day):g}"/>')
    return parts, high + (STRIP + 1 if lane.bars and lane.overdue else 0) + ROOM


def _bar(bar: LifeBar, scale: LifeScale, day: date, at: tuple[int, int], turn: int) -> str:
    last = bar.last or day
    look = _LOOKS[bar.look][turn % 2]
    until = f"to {short_day(bar.last)}" if bar.last else "and goes on"
    said = f": {bar.says}" if bar.says else ""
    nobody = bar.look is BarLook.NOBODY
    top, high = (at[0] - 2, at[1] + 4) if nobody else at
    words = f"{bar.words}{said}, from {short_day(bar.first)} {until}"
    drawn = _box(look, scale, bar.first, last, (top, high), 3 if nobody else 2, words)
    return drawn + _inside(bar, look, scale, last, at)


def _inside(bar: LifeBar, look: str, scale: LifeScale, last: date, at: tuple[int, int]) -> str:
    """What a bar says, written into it as far as it has room."""
    words = "nobody" if bar.look is BarLook.NOBODY else bar.says
    room = int((scale.x(last) - scale.x(bar.first) - 8) / LETTER)
    if not words or room < min(len(words), 5):
        return ""
    shown = words if len(words) <= room else f"{words[: room - 1].rstrip()}…"
    colour = "hf-tw" if look in _WHITE_WORDS else "hf-ts"
    left = scale.x(bar.first) + 4
    return f'<text class="{colour}" x="{left:g}" y="{at[0] + 12}">{escape(shown)}</text>'


def _box(
    look: str,
    scale: LifeScale,
    first: date,
    last: date,
    at: tuple[float, float],
    least: float,
    words: str,
) -> str:
    left = scale.x(first)
    wide = max(least, scale.x(last) - left)
    fill = ' fill="url(#hf-hatched)"' if look == "hf-over" else ""
    return (
        f'<rect class="{look}"{fill} x="{left:g}" y="{at[0]:g}" width="{wide:.1f}" '
        f'height="{at[1]:g}"><title>{escape(words)}</title></rect>'
    )


def _marks(marks: Sequence[DrawnMark], scale: LifeScale, middle: float) -> list[str]:
    """Marks that are few have their words; those of one shape that are many are one path."""
    parts, together = list[str](), dict[MarkLook, list[str]]()
    counts = Counter(mark.look for mark in marks)
    for mark in marks:
        look, shape = _SHAPES[mark.look]
        path = shape(scale.x(mark.day), middle)
        if mark.many or counts[mark.look] > WITH_WORDS:
            together.setdefault(mark.look, []).append(path)
        else:
            said = f": {mark.says}" if mark.says else ""
            words = escape(f"{short_day(mark.day)}, {mark.words}{said}")
            parts.append(f'<path class="{look}" d="{path}"><title>{words}</title></path>')
    under = []
    for kind, paths in together.items():
        look = _SHAPES[kind][0]
        wide = " hf-seen--wide" if kind is MarkLook.TICK and len(paths) <= MANY else ""
        under.append(f'<path class="{look}{wide}" d="{"".join(paths)}"/>')
    return under + parts


def _scale(scale: LifeScale, day: date, floor: int) -> list[str]:
    parts = []
    if scale.silence:
        left = scale.x(scale.silence[0])
        words = f"{scale.silence[0].year} to {scale.silence[1].year}"
        parts.append(
            f'<rect fill="url(#hf-silent)" x="{left:g}" y="{TOP - 4}" width="{BAND}" '
            f'height="{floor - TOP + 4}"/>'
            f'<text class="hf-ts" x="{left + 3:g}" y="20">{words}</text>'
            f'<text class="hf-ts" x="{left + 3:g}" y="{floor + 15}">not to scale</text>'
        )
    for mark in scale.marks():
        look = "hf-grid2" if mark.year else "hf-grid"
        parts.append(f'<path class="{look}" d="M{mark.at:g} {TOP - 6}V{floor}"/>')
        # The day stands at the end of the upper row.
        rows = (20, floor + 15) if mark.at < scale.x(day) - 120 else (floor + 15,)
        parts += [
            f'<text class="hf-ts" x="{mark.at + 3:g}" y="{row}">{mark.words}</text>'
            for row in rows
            if mark.words
        ]
    now = scale.x(day)
    parts.append(
        f'<path class="hf-now" d="M{now:g} {TOP - 10}V{floor}"/>'
        f'<text class="hf-tb" x="{now:g}" y="{TOP - 14}" text-anchor="end">{short_day(day)}</text>'
    )
    return parts


def _line_at(scale: LifeScale, day: date, words: str, floor: int) -> str:
    if not scale.first < day < scale.last:
        return ""
    at = scale.x(day)
    return (
        f'<path class="hf-note" d="M{at:g} {TOP - 6}V{floor}"/>'
        f'<text class="hf-notew" x="{at + 3:g}" y="{floor - 2}">{words}</text>'
    )


def _key(lanes: Sequence[DrawnLane]) -> tuple[KeyEntry, ...]:
    """Every shape that is drawn, once, with its words."""
    found: dict[tuple[MarkLook, str], None] = {}
    for lane in lanes:
        found |= {(mark.look, mark.words): None for mark in lane.marks}
    words: dict[MarkLook, list[str]] = {}
    for look, said in found:
        words.setdefault(look, []).append(said)
    entries = []
    for look, every in words.items():
        drawn, shape = _SHAPES[look]
        drawing = f'<path class="{drawn}" d="{shape(8, 8)}"/>'
        entries.append(KeyEntry(mark_safe(drawing), "; ".join(every)))
    if any(lane.overdue for lane in lanes):
        drawing = (
            '<rect class="hf-over" fill="url(#hf-hatched)" x="0" y="2" width="16" height="12"/>'
        )
        entries.append(KeyEntry(mark_safe(drawing), "overdue"))
    if any(bar.look is BarLook.NOBODY for lane in lanes for bar in lane.bars):
        drawing = '<rect class="hf-gap" x="1" y="2" width="14" height="12"/>'
        entries.append(KeyEntry(mark_safe(drawing), "nobody, an inbox, or somebody who left"))
    if any(lane.undated for lane in lanes):
        drawing = '<path class="hf-unk" d="M2 1h12v14h-12z"/>'
        entries.append(KeyEntry(mark_safe(drawing), "a step whose day is not recorded (?)"))
    return tuple(entries)
