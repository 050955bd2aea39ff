"""What an element of a census file holds, as the oracle reads it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeAlias, TypeVar
from xml.etree.ElementTree import Element

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cell(Generic[T]):
    """What one element holds: nothing (missing), something readable, or something that is not."""

    text: str | None = None
    value: T | None = None

    @property
    def missing(self) -> bool:
        return self.text is None

    @property
    def given(self) -> bool:
        return self.text is not None

    @property
    def unreadable(self) -> bool:
        return self.given and self.value is None


Day: TypeAlias = Cell[date]
Flag: TypeAlias = Cell[bool]
Number: TypeAlias = Cell[int]
Code: TypeAlias = Cell[str]


def day(text: str) -> date | None:
    """A day as xs:date writes it, of which a time zone changes nothing."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})?", text):
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def flag(text: str) -> bool | None:
    lowered = text.lower()
    if lowered in ("1", "true"):
        return True
    return False if lowered in ("0", "false") else None


def number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[+-]?[0-9]+", text) else None


def code(text: str) -> str:
    return text


def cell(element: Element | None, read: Callable[[str], T | None]) -> Cell[T]:
    text = "" if element is None else (element.text or "").strip(" \t\r\n")
    return Cell(text, read(text)) if text else Cell()


def words(text: str) -> frozenset[str]:
    """Codes that stand in one text, with spaces between them."""
    return frozenset(text.split())
