"""Of which children somebody may know, whatever is asked: the bound within which scopes choose."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NeedToKnow:
    """The children of whom a person may know, by their numbers in the snapshot.

    ``children`` is None where nobody is left out but ``without``: those whose records are
    restricted, and who are left out in any case.
    """

    children: frozenset[str] | None
    without: frozenset[str] = frozenset()

    @property
    def named(self) -> frozenset[str] | None:
        """Those of whom the person may know, where they are named; None: all but ``without``."""
        return None if self.children is None else self.children - self.without

    def __contains__(self, child: object) -> bool:
        return child not in self.without and (self.children is None or child in self.children)


NOBODY = NeedToKnow(frozenset())
