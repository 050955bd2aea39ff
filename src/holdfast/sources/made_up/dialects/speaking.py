"""One table of the plain folder put into a build's words, numbers and days, column by column.

Few texts of a column differ, and each that differs is put once.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from hashlib import blake2b
from uuid import UUID

from holdfast.record.contact import Referrals
from holdfast.record.schema.table import ColumnKind, Table
from holdfast.sources.made_up.dialects.dialect import BuildTable, Dialect

Texts = list[str | None]
Columns = dict[str, Texts]

_OF_A_KIND = {"care_period": "care_period", "meeting": "meeting", "family": "family"}
_OTHER_NUMBERS = "77"
_APART = "88"
_MADE_UP = "MU"
# Names that differ in letters alone: a second number of one child, a review given twice, a
# family in pre-proceedings. Their numbers have a figure more.
_LETTERS = {"MU-X": "9"}
_ENDINGS = {"-C": "0", "LO": "1"}


def spoken(
    table: type[Table], columns: Columns, dialect: Dialect, build: BuildTable, day: str
) -> Columns:
    """The columns in the build's words; ``day`` is how a day is written.

    A text that is no day, or no number of the made-up county, stands as it is: it was spoilt,
    or is a placeholder.
    """
    kinds = {one.ssd: one for one in table.columns if one.ssd}
    found: Columns = {}
    for heading, texts in columns.items():
        tell = build.by_row.get(heading)
        said = texts
        if tell is not None:
            rows = zip(*columns.values(), strict=True)
            said = [tell(dict(zip(columns, row, strict=True))) for row in rows]
        said = _in_words(said, build.words.get(heading, {}))
        column = kinds.get(heading)
        if heading in build.through_referral:
            column = Referrals.referral
        if column is not None and column.kind in (ColumnKind.DAY, ColumnKind.MOMENT):
            said = _each(said, partial(written_day, shape=day))
        elif column is not None:
            own = column.table.name if column.key else _OF_A_KIND.get(column.name, "")
            if kind := column.of or own:
                apart = heading in build.numbers_apart
                said = _each(said, partial(number, kind=kind, dialect=dialect, apart=apart))
        found[heading] = said
    return found


def written_day(text: str, shape: str) -> str:
    """A day of the plain folder, 2018-01-31T00:00:00, as the build writes it."""
    year, month, day = text[:4], text[5:7], text[8:10]
    if not (year + month + day).isdigit():
        return text
    bare = {"bare_month": month.lstrip("0"), "bare_day": day.lstrip("0")}
    return shape.format(year=year, month=month, day=day, **bare)


def number(text: str, kind: str, dialect: Dialect, apart: bool = False) -> str:
    """The build's number for a row or a person; the same for the same text, in every table.

    ``kind`` is the table of the record whose rows are numbered; ``apart`` gives a number that
    stands nowhere else. A placeholder stands as it is.
    """
    if not (text.startswith(_MADE_UP) or "-" in text[1:]):
        return text
    if kind in dialect.guids:
        return str(UUID(bytes=blake2b(text.encode(), digest_size=16).digest())).upper()
    figures = "".join(one for one in _LETTERS.get(text[:4], "") + text if one.isdigit())
    figures += _ENDINGS.get(text[-2:], "")
    return (_APART if apart else "") + dialect.numbers.get(kind, _OTHER_NUMBERS) + figures


def _in_words(texts: Texts, words: Mapping[str, str | tuple[str, ...]]) -> Texts:
    if not words:
        return texts
    found: Texts = []
    for place, text in enumerate(texts):
        said = words.get(text or "", text)
        # Several words of one meaning take turns.
        found.append(said[place % len(said)] if isinstance(said, tuple) else said)
    return found


def _each(texts: Texts, put: Callable[[str], str]) -> Texts:
    known = {text: put(text) for text in set(texts) if text}
    return [known[text] if text else text for text in texts]


Periods = Mapping[str, Sequence[tuple[str, str, str]]]


def referral_periods(columns: Mapping[str, Texts]) -> Periods:
    """For each child the referrals in the order they came: first day, last day, number."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    headings = ("cine_person_id", "cine_referral_date", "cine_close_date", "cine_referral_id")
    for child, first, last, name in zip(*(columns[one] for one in headings), strict=True):
        if child and first and name:
            found.setdefault(child, []).append((first, last or date.max.isoformat(), name))
    return {child: sorted(periods) for child, periods in found.items()}


def open_on(periods: Periods, child: str | None, day: str | None) -> str | None:
    """The latest referral of a child that was open on a day; None where there is none."""
    known = periods.get(child or "", ())
    held = [name for first, last, name in known if day and first <= day <= last]
    return held[-1] if held else None
