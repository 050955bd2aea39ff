"""The history of the room: every version of every entry, with what it changed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from holdfast.measures.register import MEASURES
from holdfast.web.improvement.standing import MODELS
from holdfast.web.improvement.versions import KeptVersion


@dataclass(frozen=True)
class ChangedColumn:
    """A column that a version changed: its words, and what stood before and after, as text."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class VersionTold:
    """One version: of what, by whom, when, and the columns in which it differs from the last.

    The first version of an entry changes nothing: it has all.
    """

    title: str
    called: str
    entry: str
    version: int
    withdrawn: bool
    by: str
    entered_at: datetime
    changed: tuple[ChangedColumn, ...]


def versions_told(entry: str = "") -> list[VersionTold]:
    """Every version, the latest first; those of one entry where it is given."""
    titles = {one.key: one.title for one in MEASURES}
    found: list[VersionTold] = []
    for model in MODELS.values():
        before: dict[str, KeptVersion] = {}
        rows = model._default_manager.filter(entry=entry) if entry else model._default_manager.all()
        for one in rows:
            last = before.get(one.entry)
            changed = _changed(last, one, titles) if last else ()
            before[one.entry] = one
            found.append(
                VersionTold(
                    one.TITLE,
                    one.called,
                    one.entry,
                    one.version,
                    one.withdrawn,
                    one.by,
                    one.entered_at,
                    changed,
                )
            )
    return sorted(found, key=lambda one: one.entered_at, reverse=True)


def _changed(
    last: KeptVersion, one: KeptVersion, titles: dict[str, str]
) -> tuple[ChangedColumn, ...]:
    return tuple(
        ChangedColumn(words, _told(before, titles), _told(after, titles))
        for name, words in one.columns().items()
        if (before := getattr(last, name)) != (after := getattr(one, name))
    )


def _told(value: Any, titles: dict[str, str]) -> str:
    """A value in words; the titles of measures in place of their keys."""
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, list):
        return "; ".join(titles.get(one, str(one)) for one in value) or "nothing"
    if isinstance(value, dict):
        return "; ".join(f"{key}: {held}" for key, held in value.items()) or "nothing"
    if value in (None, ""):
        return "nothing"
    return titles.get(value, str(value)) if isinstance(value, str) else str(value)
