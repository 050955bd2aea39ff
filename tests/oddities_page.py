"""The page of the handbook about oddities, as their declarations say it.

To write it anew: ``python -m tests.oddities_page``.
"""

from collections.abc import Iterator
from pathlib import Path

from holdfast.simulation.oddities import KINDS, Kind, Meaning

PAGE = Path(__file__).parents[1] / "docs" / "handbook" / "oddities.md"

_HEAD = """# The oddities of real data in a made-up county

Real records are not what a careful hand would have written. A made-up county has the same
oddities, each at a stated rate, and its truth lists every one of them: the table `oddities` says
of which kind it is, in which row of which table, whose row the record says it is and whose it
really is, the day, and what would have stood there. So it is known what a right clock answers.

The rates are what somebody thought likely, not what anybody measured: no council publishes them.
They are the parameter `oddities` of `make_county`: `True` for those below, or other rates by key.
The demonstration has them, because a council's own record will; `holdfast made-up` plants them when
asked (`--oddities`). The figures of [the county's page](county.md) are of a county without.

This page is written from the declarations in `simulation/oddities/`.
"""
_MEANS = {
    Meaning.AS_TRUTH: "Nothing changes",
    Meaning.NOT_RECORDED: "Done, not recorded",
    Meaning.CANNOT_TELL: "The record cannot tell",
    Meaning.OTHERWISE: "The record says otherwise",
}


def page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *(line for means in Meaning for line in _part(means))])


def _part(means: Meaning) -> Iterator[str]:
    yield f"## {_MEANS[means]}\n\n{means.value.capitalize()}.\n"
    yield from (_kind(kind) for kind in KINDS if kind.means is means)


def _kind(kind: Kind) -> str:
    tables = ", ".join(f"`{name}`" for name in sorted({one.name for one in kind.tables}))
    rate = "comes of the story" if kind.rate is None else f"{kind.rate:.1%} of {kind.share}"
    return f"### `{kind.key}`\n\n{kind.happens}\n\n{rate}; in {tables}.\n\n{kind.answer}\n"


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
