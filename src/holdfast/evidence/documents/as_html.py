"""A document as one HTML file that needs no other, and reaches for none.

It is written by building the tree, never by pasting text together: whatever a cell holds stays
text. What a screen reader needs is in it: the language, one first heading, headings in order,
captions, and the heads of rows and columns.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from lxml import etree
from lxml.html import builder as e
from lxml.html import tostring

from holdfast.evidence.documents.chart_picture import chart_picture
from holdfast.evidence.documents.document import (
    NotHeld,
    PrintedCell,
    PrintedChart,
    PrintedCharts,
    PrintedDocument,
    PrintedPart,
    PrintedPoints,
    PrintedSection,
    PrintedShare,
    PrintedShares,
    PrintedTable,
    PrintedWords,
)
from holdfast.terminal import visible

# Nothing is fetched, whoever opens the file: not a picture, not a script.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_SIDE, _STEP = 8, 11
# A table of so many rows at most is printed on one page.
_SHORT = 8
# A document of more sections than these begins with links to them.
_MANY = 12
# One of so few columns, numbers beside words, is not drawn out over the whole page.
_NARROW = 3


def as_html(document: PrintedDocument) -> bytes:
    """The document as a file in UTF-8. The same document gives the same bytes."""
    page = e.HTML(
        e.HEAD(
            e.META(charset="utf-8"),
            e.META(name="viewport", content="width=device-width, initial-scale=1"),
            e.META({"http-equiv": "Content-Security-Policy", "content": _POLICY}),
            e.META(name="robots", content="noindex"),
            e.TITLE(_text(document.title)),
            e.STYLE(style()),
        ),
        e.BODY(
            e.E("main", *_body(document)),
            **({"class": "wide"} if document.wide else {}),
        ),
        lang="en-GB",
    )
    written: bytes = tostring(page, encoding="utf-8", doctype="<!doctype html>")
    return written


def inner_html(document: PrintedDocument) -> str:
    """What stands within the document's main part, for a page of ours to show."""
    return "".join(tostring(one, encoding="unicode") for one in _body(document))


@cache
def style() -> str:
    """The style sheet that every document of a pack has in it."""
    return files("holdfast.evidence.documents").joinpath("pack.css").read_text("utf-8")


def _body(document: PrintedDocument) -> list[Any]:
    about = [one for word, said in document.about for one in (e.DT(_text(word)), e.DD(_text(said)))]
    head = [e.H1(_text(document.title)), e.P(_text(document.whom), e.CLASS("pack-whom"))]
    if about:
        head.append(e.DL(*about, e.CLASS("pack-about")))
    sections = document.sections
    if len(sections) > _MANY:
        links = (
            e.LI(e.A(_text(one.heading), href=f"#{_place(at)}")) for at, one in enumerate(sections)
        )
        head.append(e.E("nav", e.UL(*links), {"aria-label": "Contents", "class": "pack-contents"}))
    return head + [_section(at, one) for at, one in enumerate(sections)]


def _place(number: int) -> str:
    return f"part-{number + 1}"


def _section(number: int, section: PrintedSection) -> Any:
    heading = e.E(f"h{section.level}", _text(section.heading), id=_place(number))
    parts = [_part(one, section.level) for one in section.parts]
    made = e.E("section", heading, *parts)
    if section.new_page:
        made.set("class", "pack-new-page")
    return made


def _part(part: PrintedPart, level: int) -> Any:
    match part:
        case PrintedWords():
            words = e.P(_text(part.text))
            if part.kind:
                words.set("class", f"pack-{part.kind}")
            return words
        case PrintedPoints():
            return e.UL(*(e.LI(_text(one)) for one in part.points))
        case PrintedTable():
            return _table(part)
        case PrintedShares():
            shares = (_share(one, level + 1) for one in part.shares)
            return e.DIV(*shares, e.CLASS("pack-shares"))
        case PrintedCharts():
            charts = (_chart(one, level + 1) for one in part.charts)
            return e.DIV(*charts, e.CLASS("pack-charts"))
        case NotHeld():
            said = f"{part.what} {part.brings}"
            return e.P(_text(said), e.CLASS("pack-not-held"))


def _table(table: PrintedTable) -> Any:
    def sort(place: int) -> dict[str, str]:
        return {"class": "pack-number"} if place in table.numbers else {}

    head = e.TR(
        *(e.TH(_text(one), scope="col", **sort(at)) for at, one in enumerate(table.columns))
    )
    body = []
    for number, row in enumerate(table.rows, 1):
        first = e.TH(_said(row[0]), scope="row", **sort(0))
        rest = (e.TD(_said(cell), **sort(at)) for at, cell in enumerate(row) if at)
        is_total = table.has_total and number == len(table.rows)
        body.append(e.TR(first, *rest, **({"class": "pack-total"} if is_total else {})))
    made = e.TABLE(
        e.CAPTION(_text(table.caption)), e.THEAD(head), e.TBODY(*body), e.CLASS("pack-table")
    )
    # On a narrow screen it is moved sideways: by the keyboard too.
    short = " pack-short" if len(table.rows) <= _SHORT else ""
    counted = len(table.columns) <= _NARROW and len(table.numbers) == len(table.columns) - 1
    narrow = " pack-narrow" if counted else ""
    around = e.DIV(made, e.CLASS(f"pack-scroll{short}{narrow}"), role="region", tabindex="0")
    around.set("aria-label", _text(table.caption))
    return around


def _share(share: PrintedShare, level: int) -> Any:
    shown = [e.P(_text(share.said), e.CLASS("pack-said"))]
    shown += [e.P(_text(one)) for one in share.below]
    picture = [_squares(share.of_100, share.said)] if share.of_100 is not None else []
    return e.DIV(
        e.E(f"h{level}", _text(share.title)),
        e.DIV(*picture, e.DIV(*shown), e.CLASS("pack-share-shown")),
        e.CLASS("pack-share"),
    )


def _chart(chart: PrintedChart, level: int) -> Any:
    return e.DIV(
        e.E(f"h{level}", _text(chart.title)),
        e.P(_text(chart.verdict), e.CLASS("pack-said")),
        chart_picture(chart.drawing),
        e.P(_text(chart.said)),
        e.CLASS("pack-chart"),
    )


def _squares(full: int, said: str) -> Any:
    """A hundred squares, so many of them filled, row by row from the top."""
    whole = 10 * _STEP - (_STEP - _SIDE) + 2
    picture = etree.Element("svg", viewBox=f"-1 -1 {whole} {whole}", role="img", focusable="false")
    picture.set("aria-label", _text(said))
    for square in _places():
        number, across, down = square
        etree.SubElement(
            picture,
            "rect",
            {
                "class": "pack-square-full" if number < full else "pack-square",
                "x": str(across),
                "y": str(down),
                "width": str(_SIDE),
                "height": str(_SIDE),
            },
        )
    return picture


def _places() -> Iterator[tuple[int, int, int]]:
    for number in range(100):
        yield number, number % 10 * _STEP, number // 10 * _STEP


def _said(cell: PrintedCell) -> str:
    if cell is None:
        return "not recorded"
    return f"{cell:,}" if isinstance(cell, int) else _text(cell)


def _text(text: str) -> str:
    """Text that a file can hold: control characters stand as what they are."""
    return visible(text)
