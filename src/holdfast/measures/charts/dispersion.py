"""How much more teams differ than chance lets them, and which stand out even so.

Where most teams lie outside a funnel, that chance does not explain them says little of any one of
them: teams do different work, with families in different need. So beside chance the teams' own
spread is allowed for: the variance between teams is estimated from their squared distances from the
share of all, in standard errors, with the farthest tenth at either end drawn in to the tenth, so
that few teams that truly differ do not widen the limits for themselves. It is added to the variance
of chance (Spiegelhalter 2005, *additive random effects*). Limits that are only stretched by a
factor would name large teams too easily and miss small ones: ``tests/unit/test_dispersion.py``.

That teams differ is said only where the mean squared distance is larger than chance would have it
by two of its own standard errors, each the root of 2 / teams: that rule we have at second hand.

These limits say who is unlike the others, and not that what all of them do is enough: the share of
all stands beside them.
"""

from dataclasses import dataclass
from math import sqrt

from holdfast.measures.charts.funnel import Funnel, FunnelPoint

# Of fewer teams how much they ordinarily differ cannot be told.
LEAST_TEAMS = 10
DRAWN_IN = 0.1
# The standard errors within which 998 of 1,000 lie.
FAR = 3.09


@dataclass(frozen=True)
class Dispersion:
    """The standard deviation between teams, as a share, and the teams outside even its limits."""

    between: float
    standing_out: tuple[FunnelPoint, ...]


def dispersion_of(found: Funnel) -> Dispersion | None:
    """How much the teams differ; None where chance explains it, or the teams are too few to say."""
    judged = [one for one in found.points if one.limits is not None]
    if len(judged) < LEAST_TEAMS or not 0 < found.share < 1:
        return None
    from numpy import array, clip, mean, quantile, square  # slow to load; most commands need none

    off = array([one.share - found.share for one in judged])
    chance = array([found.share * (1 - found.share) / one.of for one in judged])
    errors = off / chance**0.5
    spread = float(mean(square(clip(errors, *quantile(errors, (DRAWN_IN, 1 - DRAWN_IN))))))
    if spread <= 1 + 2 * sqrt(2 / len(judged)):
        return None
    weights = 1 / chance
    carried = weights.sum() - square(weights).sum() / weights.sum()
    between = (len(judged) * spread - (len(judged) - 1)) / carried
    far = abs(off) > FAR * (chance + between) ** 0.5
    out = (one for one, is_far in zip(judged, far, strict=True) if is_far)
    return Dispersion(sqrt(between), tuple(out))
