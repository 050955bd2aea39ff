"""Days and moments as people and systems write them.

A day comes before its month, always: this is England. Times carry no zone unless they say
so; one that does is turned into local time in London.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import TypeVar
from zoneinfo import ZoneInfo

from holdfast.days import add_months
from holdfast.sources.text import NOTHING, CellRead, clean

Moment = TypeVar("Moment", bound=date)

LONDON = ZoneInfo("Europe/London")
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100

# Zero as various systems date it, and the end of time as a few do.
_PLACEHOLDERS = {
    date(1, 1, 1),
    date(1753, 1, 1),
    date(1899, 12, 30),
    date(1899, 12, 31),
    date(1900, 1, 1),
    date(9999, 12, 31),
}
# What stands for a blank cell. Anything else that is no day may say that something happened.
_BLANK = {"-", "not recorded"}
_NOT_APPLICABLE = {"n/a", "n.a", "na", "not applicable"}
_NOT_KNOWN = {"not known", "unknown", "unk", "u/k", "n/k", "nk", "date unknown", "date not known"}

DAY_NOT_KNOWN = "It says in words that the day is not known, or that there is none."

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_TIME = (
    r"(?:[t ]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d+))?)?"
    r"\s*(?P<half>[ap]m)?\s*(?P<zone>z|[+-]\d{2}:?\d{2})?)?"
)
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?P<mark>[/.\- ])(?P<month>\d{1,2}|[a-z]{3,9})"
    r"[/.\-, ]\s*(?P<year>\d{4}|\d{2})" + _TIME
)
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})" + _TIME
)
_FIGURES_ONLY = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})" + _TIME)
_SHAPES = (_DAY_FIRST, _YEAR_FIRST, _FIGURES_ONLY)

# A day with a good time of day that names no zone, the day caught. For Arrow (RE2).
DAY_WITH_TIME = r"^([^:]+?)[Tt ] *(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?\s*$"

# A spreadsheet counts days from this one; the bounds are in 1954 and 2064.
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_SERIAL_ZERO = datetime(1899, 12, 30)
_SERIALS = (20_000, 60_000)

_PLACEHOLDER = CellRead(note="a placeholder day, read as not recorded")
_SAID_IN_WORDS = CellRead(trouble=DAY_NOT_KNOWN)
_NO_SHAPE = CellRead(trouble="It is not written as a day.")
_NO_SUCH_DAY = CellRead(trouble="There is no such day.")
_NO_SUCH_TIME = CellRead(trouble="There is no such time of day.")
_FAR_OFF = CellRead(trouble=f"The year is before {EARLIEST_YEAR} or after {LATEST_YEAR}.")
_SHORT_YEAR = "a year of two figures, its century taken from the as-at day"


# The same few thousand days stand in many columns. A day by itself names nobody.
@lru_cache(maxsize=1 << 14)
def read_day(text: str, as_at: date) -> CellRead:
    """A calendar day; a time beside it is dropped. Two-digit years are settled by ``as_at``."""
    reading = read_moment(text, as_at)
    if isinstance(reading.value, datetime):
        return CellRead(reading.value.date(), note=reading.note)
    return reading


def read_moment(text: str, as_at: date) -> CellRead:
    """A day and a clock time, midnight when none is given; local to London, without a zone."""
    written = clean(text)
    if written in _BLANK:
        return NOTHING
    if written.rstrip(".?") in _NOT_KNOWN or says_not_applicable(written):
        return _SAID_IN_WORDS
    if written in ("0", "0.0"):
        return _PLACEHOLDER
    if _SERIAL.fullmatch(written):
        return _from_serial(float(written))
    found = next((m for shape in _SHAPES if (m := shape.fullmatch(written))), None)
    if found is None:
        return _NO_SHAPE
    parts = found.groupdict()
    day = _day(parts, as_at)
    if day is None:
        return _NO_SUCH_DAY
    if day in _PLACEHOLDERS:
        return _PLACEHOLDER
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        return _FAR_OFF
    moment = _moment(day, parts)
    short = len(parts["year"] or "") == 2
    return CellRead(moment, note=_SHORT_YEAR if short else "") if moment else _NO_SUCH_TIME


def says_not_applicable(text: str) -> bool:
    """Whether a cell says that no day applies: some tools export every blank cell so."""
    return clean(text).rstrip(".") in _NOT_APPLICABLE


def serial_day(text: str) -> date | None:
    """The day that a cell gives as a spreadsheet's count from 1900; None for any other cell."""
    if not _SERIAL.fullmatch(written := clean(text)):
        return None
    value = _from_serial(float(written)).value
    return value.date() if isinstance(value, datetime) else None


def _from_serial(serial: float) -> CellRead:
    if not _SERIALS[0] <= serial < _SERIALS[1] + 1:
        return _NO_SHAPE
    return CellRead(_SERIAL_ZERO + timedelta(seconds=round(serial * 86_400)))


def _day(parts: dict[str, str | None], as_at: date) -> date | None:
    year, month, day = parts["year"] or "", parts["month"] or "", parts["day"] or ""
    if month.isdigit():
        number = int(month)
    else:
        number = next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(month)), 0)
    if len(year) == 4:
        return _try(lambda: date(int(year), number, int(day)))
    # Tried as 20yy first: most days in the record are of this century.
    near = _try(lambda: date(2000 + int(year), number, int(day)))
    if near and near <= add_months(as_at, 24):
        return near
    return _try(lambda: date(1900 + int(year), number, int(day)))


def _moment(day: date, parts: dict[str, str | None]) -> datetime | None:
    """The moment local to London, or None where there is no such time of day."""
    midnight = datetime(day.year, day.month, day.day)
    if not parts.get("hour"):
        return midnight
    hour, half, zone = int(parts["hour"] or 0), parts["half"], parts["zone"]
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    clock = _try(
        lambda: midnight.replace(
            hour=hour,
            minute=int(parts["minute"] or 0),
            second=int(parts["second"] or 0),
            microsecond=int(((parts["part"] or "0") + "00000")[:6]),
        )
    )
    if clock is None or zone is None:
        return clock
    offset = UTC if zone == "z" else timezone(_ahead(zone))
    return clock.replace(tzinfo=offset).astimezone(LONDON).replace(tzinfo=None)


def _ahead(zone: str) -> timedelta:
    figures = zone[1:].replace(":", "")
    ahead = timedelta(hours=int(figures[:2]) % 24, minutes=int(figures[2:]) % 60)
    return -ahead if zone[0] == "-" else ahead


def _try(make: Callable[[], Moment]) -> Moment | None:
    try:
        return make()
    except ValueError:
        return None
