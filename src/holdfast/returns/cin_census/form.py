"""The children in need census as the machine of returns sees it."""

from holdfast.returns.cin_census.days import NAMES, days_of
from holdfast.returns.cin_census.register import DFE, OURS, YEARS, rules_of
from holdfast.returns.form import Form, SurroundingTable
from holdfast.returns.rule import Within
from holdfast.sources.cin_census.census import AROUND, BY_NAME, CHILD, EPISODES, HEADER, MODULES
from holdfast.sources.cin_census.parsing.slices import too_much

# The key by which any row inside one of these knows it; of all others, only what is directly
# inside knows the row, as ``inside``.
_KEYS = {CHILD.name: "child", EPISODES.name: "episode"}


def _around(name: str) -> tuple[SurroundingTable, ...]:
    """The modules that a row of one lies in, from the inside out."""
    outer = AROUND.get(name)
    if outer is None:
        return ()
    return (SurroundingTable(BY_NAME[outer], _KEYS.get(outer, "inside")), *_around(outer))


FORM = Form(
    name="cin",
    noun="census",
    title="Children in need census",
    years=YEARS,
    rules_of=rules_of,
    rules=(*OURS, *DFE),
    ours=OURS,
    tables=MODULES,
    heads=(HEADER,),
    subject="LAchildID",
    whole=HEADER.name,
    days=days_of,
    day_names=NAMES,
    within={
        Within.INSIDE: "inside this one",
        Within.BESIDE: "beside it",
        Within.GROUP: "of the same episode",
        Within.CHILD: "of the same child",
        Within.FILE: "of the whole return",
    },
    too_much=too_much,
    keys=("row", "child", "episode", "inside"),
    group="episode",
    around={module.name: _around(module.name) for module in MODULES},
)
