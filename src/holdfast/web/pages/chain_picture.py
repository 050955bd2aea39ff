"""The chain as a picture: a box for each link, rows by way of help, arrows where a step follows.

Drawn at the server. A sentence stands before it and its table after it. There is no average.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from holdfast.clocks.rules.answers import Answer
from holdfast.measures.before import InTimeBefore
from holdfast.measures.chain import Measured
from holdfast.measures.ways import WAYS, StepOfWay
from holdfast.web.parts.templatetags.words import thousands

WIDTH = 1000
BOX_WIDE, BOX_HIGH = 184, 86
ACROSS, DOWN, HEAD = 204, 120, 22
TRACK = 68
# Letters to a line, and lines to a box, of the reason why a link cannot be determined.
LETTERS, LINES = 28, 3


@dataclass(frozen=True)
class ChainPicture:
    """The picture: its size, its parts, and what it says to those who do not see it."""

    width: int
    height: int
    parts: SafeString
    text: str


def draw_chain(
    links: Sequence[Measured], before: Sequence[InTimeBefore], most: Sequence[Measured]
) -> ChainPicture:
    """Draw the links; ``most`` are those with the most child-days over, which are outlined."""
    by_key = {one.link.key: one for one in links}
    earlier = {one.link: one for one in before}
    outlined = {one.link.key for one in most}
    parts, told = list[str](), list[str]()
    for row, way in enumerate(WAYS):
        top = row * DOWN
        parts.append(
            f'<text class="hf-tb" x="0" y="{top + 15}">{escape(way.title)}'
            f'<tspan class="hf-tq" dx="8">{escape(way.whom)}</tspan></text>'
        )
        for place, step in enumerate(way.steps):
            one, left = by_key[step.link], place * ACROSS
            if way.follows and place:
                middle = top + HEAD + BOX_HIGH // 2
                parts.append(f'<path class="hf-rule" d="M{left - 19} {middle}h17m-5-4l5 4l-5 4"/>')
            parts += _box(one, step, earlier, (left, top + HEAD), step.link in outlined)
            told.append(_in_words(one, step, earlier.get(step.link)))
    height = len(WAYS) * DOWN - (DOWN - HEAD - BOX_HIGH) + 2
    return ChainPicture(WIDTH, height, mark_safe("".join(parts)), f"{'; '.join(told)}.")


def _box(
    one: Measured,
    step: StepOfWay,
    earlier: Mapping[str, InTimeBefore],
    at: tuple[int, int],
    outlined: bool,
) -> list[str]:
    x, y = at
    told = one.answer is not Answer.CANNOT_TELL
    look = "hf-box hf-box--most" if outlined else "hf-box"
    fill = "" if told else ' fill="url(#hf-unknown)"'
    look = look if told else "hf-box hf-box--unknown"
    parts = [
        f'<rect class="{look}"{fill} x="{x + 1.5}" y="{y + 1.5}" width="{BOX_WIDE - 3}" '
        f'height="{BOX_HIGH - 3}"/>',
        f'<text class="hf-tb" x="{x + 9}" y="{y + 19}">{escape(step.short)}</text>',
    ]
    if not told:
        return parts + _reason(one.why, x, y)
    parts += _share(one, earlier.get(step.link), x, y)
    parts += _open(one, x, y)
    words = "hf-tsb" if outlined else "hf-tq"
    over = f"{thousands(one.child_days_over)} child-days over"
    if one.child_days_over is None:
        over = "child-days over not known"
    parts.append(f'<text class="{words}" x="{x + 9}" y="{y + 76}">{over}</text>')
    return parts


def _reason(why: str, x: int, y: int) -> list[str]:
    """Why a link cannot be determined, as far as the box holds it: the table says all of it."""
    lines = wrap(f"cannot be determined: {why}", LETTERS)
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], f"{lines[LINES - 1][: LETTERS - 1].rstrip()}…"]
    return [
        f'<text class="hf-ts" x="{x + 9}" y="{y + 38 + 15 * number}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    ]


def _share(one: Measured, before: InTimeBefore | None, x: int, y: int) -> list[str]:
    """The share done in time, with a mark where it was a year before."""
    if one.in_time is None or one.passed is None:
        return [
            f'<rect class="hf-box--unknown" fill="url(#hf-unknown)" x="{x + 9}" y="{y + 29}" '
            f'width="{TRACK}" height="9"/>',
            f'<text class="hf-ts" x="{x + 83}" y="{y + 38}">not known</text>',
        ]
    words = f"{100 * one.in_time / one.passed:.0f}% in time" if one.passed else "no cases"
    parts = [f'<rect class="hf-track" x="{x + 9}" y="{y + 29}" width="{TRACK}" height="9"/>']
    if one.passed:
        wide = TRACK * one.in_time / one.passed
        parts.append(
            f'<rect class="hf-bar" x="{x + 9}" y="{y + 29}" width="{wide:.1f}" height="9"/>'
        )
    if before and before.passed and before.in_time is not None:
        mark = x + 9 + TRACK * before.in_time / before.passed
        parts.append(f'<path class="hf-rule--before" d="M{mark:.1f} {y + 26}v15"/>')
    parts.append(f'<text class="hf-ts" x="{x + 83}" y="{y + 38}">{words}</text>')
    return parts


def _open(one: Measured, x: int, y: int) -> list[str]:
    """What is open, and the part of it that is over."""
    number, over = one.open or 0, one.overdue or 0
    parts = [f'<rect class="hf-track" x="{x + 9}" y="{y + 48}" width="{TRACK}" height="9"/>']
    if over:
        wide = TRACK * over / number
        parts.append(
            f'<rect class="hf-over" fill="url(#hf-hatched)" x="{x + 9}" y="{y + 48}" '
            f'width="{wide:.1f}" height="9"/>'
        )
    words = f"{thousands(one.overdue)} of {number:,}" if number else "none open"
    if number and one.overdue is None:
        words = f"{number:,} open"
    parts.append(f'<text class="hf-ts" x="{x + 83}" y="{y + 57}">{words}</text>')
    return parts


def _in_words(one: Measured, step: StepOfWay, before: InTimeBefore | None) -> str:
    if one.answer is Answer.CANNOT_TELL:
        return f"{step.short}: cannot be determined"
    done = "not known what was done in time"
    if one.in_time is not None and one.passed is not None:
        done = f"{one.in_time:,} of {one.passed:,} done in time"
    year = ""
    if before and before.passed:
        year = f" (a year before {before.in_time:,} of {before.passed:,})"
    over = f"{one.overdue:,} of" if one.overdue is not None else "not known how many of"
    return f"{step.short}: {done}{year}, {over} {one.open or 0:,} open are over"
