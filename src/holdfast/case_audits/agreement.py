"""Do two people who grade one case agree: weighted kappa, and who grades higher.

Kappa is what they agree beyond chance: 1 is all, 0 what chance gives. Grades are in order, so
that two who differ by one grade agree more than two who differ by three: each difference counts by
its size (linear weights, Cohen 1968). A kappa of few pairs says little, and none is given below
``FEWEST``.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from holdfast.case_audits.form import Grade

FEWEST = 10
GRADES = tuple(Grade)


@dataclass(frozen=True)
class GradeAgreement:
    """Two people's grades of the same cases, the first's beside the second's.

    ``kappa`` is None below ``FEWEST`` pairs, and where neither ever gave a second grade: then
    agreement beyond chance cannot be told from agreement by chance. ``first_higher`` counts the
    pairs in which the first graded higher than the second, ``by_two`` those apart by two grades or
    more.
    """

    pairs: int
    same: int
    first_higher: int
    second_higher: int
    by_two: int
    kappa: float | None


def agreement(pairs: Sequence[tuple[Grade, Grade]]) -> GradeAgreement:
    """How far the first and the second of each pair agree."""
    apart = [first - second for first, second in pairs]
    return GradeAgreement(
        pairs=len(pairs),
        same=apart.count(0),
        first_higher=sum(by > 0 for by in apart),
        second_higher=sum(by < 0 for by in apart),
        by_two=sum(abs(by) >= 2 for by in apart),
        kappa=weighted_kappa(pairs) if len(pairs) >= FEWEST else None,
    )


def weighted_kappa(pairs: Sequence[tuple[Grade, Grade]]) -> float | None:
    """Cohen's kappa with linear weights; None where chance alone gives full agreement.

    1 − (disagreement seen) / (disagreement by chance), where a pair's disagreement is by how many
    grades it is apart, and by chance is what the two people's own shares of each grade would give
    if they graded without looking.
    """
    number = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    by_chance = sum(first[a] * second[b] * abs(a - b) for a in GRADES for b in GRADES)
    if not by_chance:
        return None
    seen = sum(abs(a - b) for a, b in pairs)
    return 1 - seen * number / by_chance
