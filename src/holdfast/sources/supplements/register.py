"""The kinds of file that can be added as supplements."""

from holdfast.errors import NotFound
from holdfast.sources.supplements.actions import ACTIONS
from holdfast.sources.supplements.kind import SupplementKind
from holdfast.sources.supplements.supervision import SUPERVISION
from holdfast.sources.supplements.workforce import WORKFORCE

KINDS: tuple[SupplementKind, ...] = (SUPERVISION, ACTIONS, WORKFORCE)


def file_kind(name: str) -> SupplementKind:
    """The kind of that name. Raises NotFound for any other."""
    for one in KINDS:
        if one.name == name:
            return one
    raise NotFound(
        "There is no kind of supplement of that name.",
        f"Use one of: {', '.join(one.name for one in KINDS)}.",
    )
