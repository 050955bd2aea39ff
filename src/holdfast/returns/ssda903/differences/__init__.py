"""What each year changed in the rules of the looked-after return: one file a year.

The rules in ``rules/`` are those of the newest year. A year's file says which of them were new in
it, and gives those that stood until then as they stood: what was worded otherwise, and what was
withdrawn. From these follows in which years each wording stands.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from holdfast.returns.rule import Rule


@dataclass(frozen=True)
class YearDifference:
    """What the return that ends in ``year`` changed.

    ``new`` are codes that came with it. ``until_then`` are rules as they stood in the year before:
    one whose code stands on was worded otherwise, any other was withdrawn.
    """

    year: int
    new: tuple[str, ...]
    until_then: tuple[Rule, ...] = ()

    @property
    def changed(self) -> frozenset[str]:
        """The codes that have a wording of their own from this year on, or none any more."""
        return frozenset((*self.new, *(rule.code for rule in self.until_then)))


def in_their_years(newest: Iterable[Rule], differences: Sequence[YearDifference]) -> list[Rule]:
    """Every wording of every rule, with the years in which it stands."""
    found = [replace(rule, since=_since(rule.code, differences)) for rule in newest]
    for at, difference in enumerate(differences):
        found += [
            replace(
                rule,
                since=_since(rule.code, differences[:at]),
                until=difference.year - 1,
            )
            for rule in difference.until_then
        ]
    return found


def _since(code: str, differences: Sequence[YearDifference]) -> int:
    """The last of these years in which a rule changed; 0 where it never did."""
    return max((one.year for one in differences if code in one.changed), default=0)
