"""The oddities of real data that a made-up county has, as their declarations say them."""

from collections.abc import Iterator, Mapping

from docs.building.blocks import Maker
from docs.building.markdown import code_list
from holdfast.simulation.oddities import KINDS, Meaning, OddityKind

_HEADINGS = {
    Meaning.AS_TRUTH: "Nothing changes",
    Meaning.NOT_RECORDED: "Done, not recorded",
    Meaning.CANNOT_TELL: "The record cannot tell",
    Meaning.OTHERWISE: "The record says otherwise",
}


def _by_meaning() -> Iterator[str]:
    for meaning in Meaning:
        yield f"## {_HEADINGS[meaning]}\n\n{meaning.value.capitalize()}.\n"
        yield from (_in_words(kind) for kind in KINDS if kind.means is meaning)


def _in_words(kind: OddityKind) -> str:
    tables = code_list(sorted({table.name for table in kind.tables}))
    rate = "comes of the story" if kind.rate is None else f"{kind.rate:.1%} of {kind.share}"
    return f"### `{kind.key}`\n\n{kind.happens}\n\n{rate}; in {tables}.\n\n{kind.answer}\n"


MAKERS: Mapping[str, Maker] = {"oddities": lambda: "\n".join(_by_meaning())}
