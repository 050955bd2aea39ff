"""Every rule of the census, and those of one year."""

from functools import cache

from holdfast.errors import NotFound
from holdfast.returns.cin_census import (
    assessment,
    contact,
    contact_closure,
    family,
    family_disabilities,
    family_upn,
    need,
    pre_proceedings,
    protection,
    protection_enquiry,
    reader,
)
from holdfast.returns.rule import Rule

FIRST_YEAR, LAST_YEAR = 2023, 2027
YEARS = tuple(range(FIRST_YEAR, LAST_YEAR + 1))

OURS = (*reader.RULES, *family_upn.OURS)
_AREAS = (
    family, family_upn, family_disabilities, contact, contact_closure, assessment, need,
    protection_enquiry, protection, pre_proceedings,
)  # fmt: skip
DFE = tuple(
    sorted(
        (rule for area in _AREAS for rule in area.RULES),
        key=lambda rule: (int(rule.code.rstrip("Q")), rule.since),
    )
)


@cache
def rules_of(year: int) -> tuple[Rule, ...]:
    """The rules of the census that ends in ``year``, ours first. Raises NotFound."""
    if year not in YEARS:
        raise NotFound(
            f"The rules of a census that ends in {year} are not known.",
            f"Choose a year from {YEARS[0]} to {YEARS[-1]}.",
        )
    return (*OURS, *(rule for rule in DFE if rule.stands_in(year)))
