"""Every rule of the looked-after return, and those of one year."""

import re
from functools import cache

from holdfast.errors import NotFound
from holdfast.returns.rule import Rule
from holdfast.returns.ssda903 import reader
from holdfast.returns.ssda903.differences import (
    in_their_years,
    year_2023_24,
    year_2024_25,
    year_2025_26,
    year_2026_27,
)
from holdfast.returns.ssda903.rules import (
    adoption,
    care_leavers,
    episode_ages,
    episode_codes,
    episode_order,
    episode_years,
    header,
    header_years,
    health,
    integrity,
    legal_limits,
    liberty,
    missing_periods,
    mothers,
    permanence,
    placed_adoption,
    placement,
    providers,
    reviews,
    social_workers,
    uasc,
)
from holdfast.sources.ssda903.layout import FIRST_YEAR, LAST_YEAR

YEARS = tuple(range(FIRST_YEAR, LAST_YEAR + 1))

OURS = reader.RULES
_AREAS = (
    header, header_years, mothers, uasc, integrity, episode_codes, episode_ages, episode_order,
    episode_years, legal_limits, placement, providers, reviews, health, missing_periods, permanence,
    placed_adoption, adoption, care_leavers, social_workers, liberty,
)  # fmt: skip


def _in_order(rule: Rule) -> tuple[bool, int, str, int]:
    """By number, then by letter; the codes that begin with a letter come last."""
    figures = re.match(r"\d*", rule.code)
    number = int(figures[0]) if figures and figures[0] else 0
    return (not rule.code[0].isdigit(), number, rule.code, rule.since)


_NEWEST = (rule for area in _AREAS for rule in area.RULES)
DIFFERENCES = tuple(
    one.DIFFERENCE for one in (year_2023_24, year_2024_25, year_2025_26, year_2026_27)
)
DFE = tuple(sorted(in_their_years(_NEWEST, DIFFERENCES), key=_in_order))


@cache
def rules_of(year: int) -> tuple[Rule, ...]:
    """The rules of the return that ends in ``year``, ours first. Raises NotFound."""
    if year not in YEARS:
        raise NotFound(
            f"The rules of a looked-after return that ends in {year} are not known.",
            f"Choose a year from {YEARS[0]} to {YEARS[-1]}.",
        )
    return (*OURS, *(rule for rule in DFE if rule.stands_in(year)))
