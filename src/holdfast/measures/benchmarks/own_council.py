"""Which council this is, among those of the published figures: by its code, or by its name."""

from holdfast.errors import BadSetting
from holdfast.measures.benchmarks.published import PublishedTable
from holdfast.settings import AUTHORITY


def own_council(table: PublishedTable) -> str:
    """The code of the council of ``HOLDFAST_AUTHORITY``; empty where it is not set.

    Raises BadSetting where no council, or more than one, is called so: without it, what other
    councils published would be left out unsaid.
    """
    given = AUTHORITY.text()
    codes = table.names()
    if not given or given in codes:
        return given
    named = sorted(code for code, names in codes.items() if given.casefold() in names)
    if len(named) == 1:
        return named[0]
    if named:
        raise BadSetting(
            f"{AUTHORITY.name} is a name that {len(named)} councils have had.",
            f"Give the code of one: {', '.join(named)}.",
        )
    raise BadSetting(
        f"{AUTHORITY.name}: no council has that code, or that name, in the published figures.",
        "Give the three figures that the Department for Education uses, such as 916, or the name "
        "as it publishes it; or take the setting away to be held against England alone.",
    )
