"""Rates for each 10,000 children under 18, as councils are compared by: one for each count.

They are of the whole council over twelve months, or on a day. A part of it has no rate: nobody
says how many children live where a team works.
"""

from dataclasses import dataclass, replace
from functools import partial

from holdfast.clocks.rules.answers import Answer
from holdfast.measures.benchmarks.published import published_table
from holdfast.measures.cases import care, contact, permanence, protection
from holdfast.measures.measure import (
    Definition,
    Good,
    Measure,
    MeasuredFigure,
    MeasureUnit,
    Whose,
)
from holdfast.measures.population import FILE, population_of
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope
from holdfast.settings import AUTHORITY, HOME

EACH = 10_000
YEAR = 12
_COUNTS = {
    one.key: one
    for one in (*contact.MEASURES, *protection.MEASURES, *care.MEASURES, *permanence.MEASURES)
}
_WHY = (
    "It lets a council be held beside others of another size. Neither way is good: where fewer are "
    "known, fewer may be in need, or fewer found."
)
_LACKING = (
    f"how many children live in the area is not in the record: write it in {FILE}, or set "
    "HOLDFAST_AUTHORITY to take it from published figures"
)
_PART = "the number of children is that of the whole council, and not of a part of it"


def _ask(of: Measure, outlook: Outlook, months: int, scope: Scope) -> MeasuredFigure:
    nothing = MeasuredFigure(None, None, None, None, None, None, Answer.CANNOT_TELL)
    if scope or outlook.may_know is not None:
        return replace(nothing, why=_PART)
    home = HOME.path()
    people = population_of(home, published_table(home), AUTHORITY.text(), outlook.day)
    if people is None:
        return replace(nothing, why=_LACKING)
    found = of.figure(outlook, YEAR, scope)
    if found.counted is None:
        return found
    value = round(EACH * found.counted / people.children, 1)
    why = f"out of {people.children:,} children, of the year to 31 March {people.year}"
    said = f"{why}; {people.source}"
    return replace(found, value=value, of=people.children, why=said)


@dataclass(frozen=True)
class _Rate:
    """A count that has a rate. ``published`` is its key where both are counted alike."""

    of: str
    key: str
    title: str
    published: str = ""
    unlike: str = ""
    source: str = contact.CHILDREN_IN_NEED


_RATES = (
    _Rate("referrals", "referral_rate", "Referrals for each 10,000 children", "referral_rate"),
    _Rate("enquiries", "enquiry_rate", "Section 47 enquiries for each 10,000 children", "s47_rate"),
    _Rate(
        "in_need",
        "in_need_rate",
        "Children with an open case of need for each 10,000 children",
        unlike="The DfE counts care leavers and children in care without a case of need too.",
    ),
    _Rate("on_plan", "on_plan_rate", "On a protection plan for each 10,000 children", "cp_rate"),
    _Rate(
        "in_care",
        "in_care_rate",
        "Children in care for each 10,000 children",
        "cla_rate",
        source=care.LOOKED_AFTER,
    ),
    _Rate(
        "proceedings_issued",
        "proceedings_rate",
        "Children brought before the court for each 10,000 children",
        unlike="Cafcass counts applications, of which one may be about several children.",
    ),
)


def _rate(one: _Rate) -> Measure:
    of = _COUNTS[one.of]
    ours = not one.published
    return Measure(
        key=one.key,
        title=one.title,
        area=of.area,
        unit=MeasureUnit.EACH_10_000,
        counts=of.counts.replace("in the period", "in the twelve months to the day"),
        of="children under 18 who live in the area",
        good=Good.NEITHER,
        why=_WHY,
        definition=Definition(
            f"{of.definition.words} Out of the children under 18 in the middle of the year before "
            "the one to 31 March, as the council states or published figures tell.",
            Whose.OURS if ours else Whose.DFE,
            "Holdfast" if ours else one.source,
            one.unlike,
        ),
        maturity=of.maturity,
        clocks=(),
        ask=partial(_ask, of),
        beside=one.of,
        published=one.published,
    )


MEASURES = tuple(_rate(one) for one in _RATES)
