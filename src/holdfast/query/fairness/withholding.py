"""Small numbers withheld, and as many others as it takes that no subtraction gives them back.

A number of 1 to 5 is withheld, as the Department for Education withholds it in its statistics of
children; so is a count whose remainder (all but these) is 1 to 5. Of the groups of one table the
totals stand beside them: so wherever one group alone would be withheld, or what the totals leave
for those withheld would pin any of them down, the next smallest group is withheld too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

SMALL = range(1, 6)


class Withheld(IntEnum):
    """What of a group is not told: nothing, its count, or its count and out of how many."""

    NOTHING = 0
    COUNT = 1
    BOTH = 2


@dataclass(frozen=True)
class GroupCount:
    """A group: ``count`` of ``of``, about so many children; ``counted_children`` have the count.

    Where children themselves are counted the numbers are the same.
    """

    of: int
    count: int
    children: int
    counted_children: int


def withheld(groups: Sequence[GroupCount]) -> tuple[tuple[Withheld, ...], Withheld]:
    """What is withheld of each group of a table, and of the table's totals.

    What is withheld depends on the numbers alone, so that two tables of the same groups withhold
    the same sizes.
    """
    of, count = sum(one.of for one in groups), sum(one.count for one in groups)
    if _is_small(of):
        return (Withheld.BOTH,) * len(groups), Withheld.BOTH
    sizes = _hidden(groups, [_is_small(g.of) or _is_small(g.children) for g in groups], _sizes_hold)
    if _is_small(count) or _is_small(of - count):
        counts, total = [True] * len(groups), Withheld.COUNT
    else:
        small = [hidden or _small_count(g) for hidden, g in zip(sizes, groups, strict=True)]
        counts = _hidden(groups, small, lambda own, hidden: _counts_hold(own, hidden, sizes))
        total = Withheld.NOTHING
    kept = (
        Withheld.BOTH if size else Withheld.COUNT if number else Withheld.NOTHING
        for size, number in zip(sizes, counts, strict=True)
    )
    return tuple(kept), total


def _hidden(
    groups: Sequence[GroupCount],
    small: Sequence[bool],
    holds: Callable[[Sequence[GroupCount], Sequence[bool]], bool],
) -> list[bool]:
    """The groups that are small, and the next smallest until what is withheld holds."""
    hidden = list(small)
    order = sorted(range(len(groups)), key=lambda n: (not groups[n].of, groups[n].of, n))
    for number in order:
        if holds(groups, hidden):
            break
        hidden[number] = True
    return hidden


def _sizes_hold(groups: Sequence[GroupCount], hidden: Sequence[bool]) -> bool:
    """Whether what the total leaves for the hidden sizes pins none of them down."""
    sizes = [g.of for g, one in zip(groups, hidden, strict=True) if one]
    return not sizes or (len([n for n in sizes if n]) > 1 and not _is_small(sum(sizes)))


def _counts_hold(
    groups: Sequence[GroupCount], hidden: Sequence[bool], no_size: Sequence[bool]
) -> bool:
    """Whether what the totals leave for the hidden counts pins none of them down.

    Whoever reads the table knows the sum of the hidden counts, and the size of each group whose
    size is told: between them each hidden count must have room for two values at least.
    """
    own = [(g, told) for g, one, told in zip(groups, hidden, no_size, strict=True) if one and g.of]
    total, of = sum(g.count for g, _ in own), sum(g.of for g, _ in own)
    if not own:
        return True
    if len(own) == 1 or _is_small(total) or _is_small(of - total):
        return False
    if total in (0, of):
        return True  # none or all of every hidden group: no small number is told by that
    unsized = sum(g.of for g, untold in own if untold)
    most = [unsized if untold else g.of for g, untold in own]
    # The groups without a size share what is left for them.
    room = sum(g.of for g, untold in own if not untold) + unsized
    for (_, untold), top in zip(own, most, strict=True):
        others = room - (0 if untold else top)
        if min(top, total) - max(0, total - others) < 1:
            return False
    return True


def _small_count(group: GroupCount) -> bool:
    rest = group.children - group.counted_children
    numbers = (group.count, group.of - group.count, group.counted_children, rest)
    return any(_is_small(one) for one in numbers)


def _is_small(number: int) -> bool:
    return number in SMALL
