"""The register of clocks, in the words of the pages, as shipped: with no council's own limits."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path

from docs.building.blocks import Maker
from docs.building.markdown import day_in_words, example_links, sentence, table
from holdfast.clocks.clock import Clock, Relaxed
from holdfast.clocks.register import CLOCKS, NOT_ANSWERED
from holdfast.clocks.rules.book import Book, read_book
from holdfast.law import Citation
from holdfast.measures.links import LINKS
from holdfast.web.pages import clock_words
from tests.spec.reading import read_folder

SPEC = Path(__file__).parents[2] / "tests" / "spec"


@cache
def _book() -> Book:
    return read_book(CLOCKS, None)


def _register() -> Iterator[str]:
    """The clocks by area: what each is called, how long it allows, and who says so."""
    for area, clocks in groupby(CLOCKS, key=lambda clock: clock.area):
        yield f"### {area.title}\n"
        rows = [
            (
                f"[{clock.title}](#{clock.key})",
                f"`{clock.key}`",
                "; ".join(clock_words.limits(clock, _book())),
                clock_words.versions(clock, _book())[-1].whose,
            )
            for clock in clocks
        ]
        yield table(("clock", "key", "limit", "set by"), rows) + "\n"


def _clock_by_clock() -> Iterator[str]:
    places = [(one.clock, one.place.partition(":")[0]) for one in read_folder(SPEC)]
    for clock in CLOCKS:
        yield f"### {clock.key}\n"
        whom = "each worker" if clock.for_workers else "each child"
        yield f"{clock.title}. It runs for {whom}.\n"
        yield f"- Starts when: {'; or '.join(clock_words.starts(clock))}"
        yield f"- Stops when: {'; or '.join(clock_words.stops(clock))}"
        yield from (f"- {condition}" for condition in clock_words.conditions(clock))
        yield "\n" + _versions(clock) + "\n"
        yield from (_relaxed(relaxed) + "\n" for relaxed in clock.relaxed)
        if clock.note:
            yield sentence(clock.note) + "\n"
        yield f"{_in_the_chain(clock)}\n"
        yield f"Examples: {example_links('tests/spec', clock.key, places)}.\n"


def _in_the_chain(clock: Clock) -> str:
    """Its link of the chain, or why it is in none."""
    if clock.outside_chain:
        return f"In no link of the chain: {clock.outside_chain.value}."
    links = [link.title for link in LINKS if clock.key in link.clocks]
    return f"Link of the chain: {', '.join(links)}."


def _versions(clock: Clock) -> str:
    rows = [
        (
            version.limit,
            f"from {day_in_words(version.since)}" if version.since else "at any time",
            version.whose,
            *_cited(version.cites),
        )
        for version in clock_words.versions(clock, _book())
    ]
    columns = ("limit", "for duties begun", "set by", "source", "what it says", "checked")
    return table(columns, rows)


def _cited(cites: Citation) -> tuple[str, str, str]:
    """The source, what it says in our words, and how far it has been checked."""
    source = f"{cites.instrument}, {cites.provision}" if cites.provision else cites.instrument
    return source, sentence(cites.says), cites.standing.value


def _relaxed(relaxed: Relaxed) -> str:
    source, says, checked = _cited(relaxed.cites)
    return (
        f"What falls due from {day_in_words(relaxed.first)} to {day_in_words(relaxed.last)} is due "
        f"on the last of these days: {source} ({checked}). {says}"
    )


def _not_answered() -> str:
    rows = [(f"`{key}`", why) for key, why in NOT_ANSWERED.items()]
    return table(("timescale", "why not"), rows)


MAKERS: Mapping[str, Maker] = {
    "number of clocks": lambda: str(len(CLOCKS)),
    "register of clocks": lambda: "\n".join(_register()),
    "clock by clock": lambda: "\n".join(_clock_by_clock()),
    "timescales without a clock": _not_answered,
}
