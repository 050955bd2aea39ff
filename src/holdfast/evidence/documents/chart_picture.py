"""A control chart as an SVG within a document of a pack. What it shows is read out in its place."""

from typing import Any

from lxml import etree

from holdfast.measures.charts.drawing import ControlDrawing, PlacedPoint
from holdfast.terminal import visible

_BESIDE, _BELOW, _ABOVE = 8, 20, 8  # how far words stand from the scale
_DOT, _RING = "2.5", "4"


def chart_picture(drawing: ControlDrawing) -> Any:
    """The drawing as an element, its parts by the names that ``pack.css`` styles."""
    size = drawing.size
    svg = etree.Element(
        "svg", viewBox=f"0 0 {size.width} {size.height}", role="img", focusable="false"
    )
    svg.set("class", "pack-chart-drawing")
    svg.set("aria-label", visible(drawing.text))
    if drawing.judged_x is not None:
        _add(
            svg,
            "rect",
            "judged",
            x=drawing.judged_x,
            y=size.top,
            width=drawing.judged_width,
            height=drawing.judged_height,
        )
    _scales(svg, drawing)
    trial = "trial" if drawing.trial else ""
    for path in drawing.limits:
        _add(svg, "path", "limit", trial, d=path)
    for path in drawing.centre:
        _add(svg, "path", "mean", trial, d=path)
    if drawing.target is not None:
        _level(svg, drawing, "target", drawing.target)
    for mark in drawing.causes:
        _add(svg, "line", "cause", x1=mark.at, x2=mark.at, y1=size.top, y2=drawing.floor)
        _words(svg, mark.letter, mark.letter_at, size.top - _ABOVE, "middle")
    for path in drawing.lines:
        _add(svg, "path", "line", d=path)
    for point in drawing.points:
        _point(svg, point)
    return svg


def _scales(svg: Any, drawing: ControlDrawing) -> None:
    for mark in drawing.up:
        _level(svg, drawing, "grid", mark.at)
        _words(svg, mark.words, drawing.size.left - _BESIDE, mark.at + 5, "end")
    for mark in drawing.across:
        floor = drawing.floor
        _add(svg, "line", "tick", x1=mark.at, x2=mark.at, y1=floor, y2=floor + 5)
        _words(svg, mark.words, mark.at, floor + _BELOW, "middle")


def _point(svg: Any, point: PlacedPoint) -> None:
    if point.diamond:
        _add(svg, "path", "signal", d=point.diamond)
    else:
        radius = _RING if point.kind == "open" else _DOT
        _add(svg, "circle", point.kind, cx=point.x, cy=point.y, r=radius)


def _level(svg: Any, drawing: ControlDrawing, kind: str, at: float) -> None:
    _add(svg, "line", kind, x1=drawing.size.left, x2=drawing.right, y1=at, y2=at)


def _words(svg: Any, words: str, x: float, y: float, anchor: str) -> None:
    _add(svg, "text", "words", x=x, y=y, **{"text-anchor": anchor}).text = visible(words)


def _add(svg: Any, name: str, *kinds: str, **places: float | str) -> Any:
    named = " ".join(f"pack-chart-{kind}" for kind in kinds if kind)
    return etree.SubElement(
        svg, name, {"class": named, **{key: str(at) for key, at in places.items()}}
    )
