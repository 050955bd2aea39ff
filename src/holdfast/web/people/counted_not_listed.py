"""What a list says of the children whom figures count and no list names: those adopted.

It is said at every list, and with numbers only where many are left out: in a small group the
difference, or that it is said at all, would tell that a child in it was adopted.
"""

from holdfast.count_words import count_of
from holdfast.query.fairness.withholding import SMALL
from holdfast.query.need_to_know import NeedToKnow
from holdfast.query.outlook import Outlook
from holdfast.web.accounts.models import User
from holdfast.web.people.bounds import withheld_from_figures

_WHY = (
    "Figures count children who were adopted, too: their record from before is withheld by rule, "
    "and no list names them."
)


def as_figures_count(user: User, outlook: Outlook) -> Outlook:
    """The outlook of a list with those whom figures count besides: to be counted, never named."""
    bound = outlook.may_know
    if bound is None:
        return outlook
    without = withheld_from_figures(user)
    nobody_left_out = bound.children is None and not without
    return outlook.bounded(None if nobody_left_out else NeedToKnow(bound.children, without))


def counted_not_listed(counted: int, listed: int, nouns: str, left_out: int, named: int) -> str:
    """The sentences of a list; ``nouns`` are one and many of what the first two numbers are of.

    ``left_out`` children are counted and not listed, and ``named`` are listed: one child may have
    many rows, and it is the child who must not be singled out.
    """
    if left_out < SMALL.stop or named < SMALL.stop:
        return f"{_WHY} So a figure can be larger than the list that it leads to."
    return f"{_WHY} The figure counts {count_of(counted, nouns)}; {listed:,} are listed here."
