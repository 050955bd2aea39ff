"""The independent slow reading of the rules: a census file in, every finding out.

Written from the census's published structure and rules alone, in plain Python, so that it can
catch a mistake in the declarations of ``holdfast.returns.cin_census``, of which it knows nothing.
"""

from pathlib import Path

from tests.returns.cin_census.oracle import (
    assessment,
    contact,
    family,
    family_upn,
    need,
    pre_proceedings,
    protection,
)
from tests.returns.cin_census.oracle.census import read_census
from tests.returns.cin_census.oracle.rows import At, Census, NoReferenceDate
from tests.returns.cin_census.oracle.rule import RULES, Rule

AREAS = (family, family_upn, contact, assessment, need, protection, pre_proceedings)


def read(path: Path, year: int) -> dict[str, set[At]]:
    """What each rule of the census that ends in ``year`` finds in a file, by its code.

    A rule that speaks of the census year finds nothing where the file does not name its end.
    """
    census = read_census(path, year)
    return {one.code: _found(one, census) for one in rules_of(year)}


def rules_of(year: int) -> list[Rule]:
    """The rules that stand in the census that ends in ``year``."""
    return [one for one in RULES if one.since <= year <= one.until]


def _found(rule: Rule, census: Census) -> set[At]:
    try:
        return set(rule.find(census))
    except NoReferenceDate:
        return set()
