"""The headings of every kind of file that is laid over the snapshots."""

from collections.abc import Callable, Mapping

from docs.building.blocks import Maker
from docs.building.markdown import table
from holdfast.sources.supplements.kind import SupplementKind
from holdfast.sources.supplements.register import KINDS


def _headings(kind: SupplementKind) -> Callable[[], str]:
    rows = [(f"`{one.name}`", "yes" if one.needed else "", one.meaning) for one in kind.headings]
    return lambda: table(("heading", "needed", "what stands below it"), rows)


MAKERS: Mapping[str, Maker] = {f"headings of {kind.name}": _headings(kind) for kind in KINDS}
