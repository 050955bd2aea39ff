"""What the data on a page comes from, and what it cannot tell: for ``parts/source.html``."""

from collections.abc import Iterable
from dataclasses import dataclass

from holdfast.clocks.rules.answers import Answer, Answered
from holdfast.record.store.manifest import Manifest

SOURCES = {
    "annex_a": "Annex A lists",
    "cin_census": "the children in need census",
    "ssda903": "the looked-after children return",
    "ssd": "the Standard Safeguarding Dataset",
    "made_up": "Holdfast’s own simulation",
}


@dataclass(frozen=True)
class AboutSource:
    """A snapshot's source in words, and how many clocks it lets answer how much."""

    snapshot: str
    words: str
    history: int
    current: int
    cannot_tell: int

    @property
    def clocks(self) -> int:
        """How many clocks there are."""
        return self.history + self.current + self.cannot_tell


def about(manifest: Manifest, answered: Iterable[Answered]) -> AboutSource:
    """The source of a snapshot, and what it lets the clocks answer."""
    told = [one.answer for one in answered]
    counts = (told.count(answer) for answer in (Answer.HISTORY, Answer.CURRENT, Answer.CANNOT_TELL))
    return AboutSource(manifest.id, source_words(manifest), *counts)


def source_words(manifest: Manifest) -> str:
    """The kind of source, in words."""
    return SOURCES.get(manifest.source, manifest.source)
