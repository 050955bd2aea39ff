"""What staff answered, so that nobody's answer can be read, nor worked out by taking away.

An answer is one of five, from *strongly disagree* to *strongly agree*. Of a round only counts are
kept, by group, question and answer: no answer of one person exists anywhere.

- A group is told only where ``LEAST`` or more of it answered.
- Groups that are not told hold ``LEAST`` or more answers together, or none at all: else taking the
  told from the total would tell of them. Where they do not, the smallest told group is withheld
  too, and so on. Where even all together are fewer, nothing is told.
- A share is told as it is between one and nine in ten; beyond it is *more than* or *fewer than*,
  so that a group of one mind does not give each of its members away. Of a question in which a
  group, or those withheld together, lie beyond, the share of everybody is not told: less the
  others it would give theirs exactly.
- Nothing is told before the round is closed: two looks at an open round would differ by one answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

LEAST = 8
ANSWERS = ("strongly disagree", "disagree", "neither", "agree", "strongly agree")
_AGREE = (3, 4)
_EDGE = 0.1

# Group, question, answer (0 to 4): how many.
Tallies = Mapping[tuple[str, int, int], int]


@dataclass(frozen=True)
class PulseShare:
    """The share that agrees with a question.

    ``edge``: it is beyond what is told exactly. ``kept``: it is not told at all.
    """

    share: float
    edge: bool
    kept: bool = False

    @property
    def in_words(self) -> str:
        """58%, or beyond nine in ten in words, or that it is not told."""
        if self.kept:
            return "not told"
        if not self.edge:
            return f"{self.share:.0%}"
        return "90% or more" if self.share > 1 / 2 else "10% or fewer"


@dataclass(frozen=True)
class PulseGroup:
    """A group that may be told: how many answered, and of each question the share that agrees."""

    name: str
    answered: int
    agree: tuple[PulseShare, ...]


@dataclass(frozen=True)
class PulseResult:
    """What may be told of a closed round.

    ``everybody`` is None where fewer than ``LEAST`` answered. ``withheld`` are the groups that are
    not told, in the round's own order.
    """

    everybody: PulseGroup | None
    groups: tuple[PulseGroup, ...]
    withheld: tuple[str, ...]


def pulse_result(groups: tuple[str, ...], questions: int, tallies: Tallies) -> PulseResult:
    """What may be told of a round from its counts. Every answer answers every question."""
    sizes = {name: _size(tallies, (name,)) for name in groups}
    everybody = sum(sizes.values())
    if everybody < LEAST:
        return PulseResult(None, (), groups)
    told = {name for name, size in sizes.items() if size >= LEAST}
    while told and 0 < sum(sizes[name] for name in groups if name not in told) < LEAST:
        told.discard(min(told, key=lambda name: (sizes[name], name)))
    withheld = tuple(name for name in groups if name not in told)
    shown = tuple(_group(name, (name,), questions, tallies) for name in groups if name in told)
    whole = _group("everybody", groups, questions, tallies)
    apart = list(shown)
    if any(sizes[name] for name in withheld):
        apart.append(_group("withheld", withheld, questions, tallies))
    agree = tuple(
        replace(share, kept=any(one.agree[question].edge for one in apart))
        for question, share in enumerate(whole.agree)
    )
    return PulseResult(replace(whole, agree=agree), shown, withheld)


def _size(tallies: Tallies, groups: tuple[str, ...]) -> int:
    """How many answered: as many as answered the first question."""
    return sum(tallies.get((name, 0, answer), 0) for name in groups for answer in range(5))


def _group(name: str, of: tuple[str, ...], questions: int, tallies: Tallies) -> PulseGroup:
    answered = _size(tallies, of)
    shares = []
    for question in range(questions):
        agree = sum(tallies.get((one, question, answer), 0) for one in of for answer in _AGREE)
        share = agree / answered
        shares.append(PulseShare(share, not _EDGE < share < 1 - _EDGE))
    return PulseGroup(name, answered, tuple(shares))
