"""Rates for each 10,000 children under 18, as councils are compared by: one for each count.

They are of the whole council over twelve months, or on a day. A part of it has no rate: nobody
says how many children live where a team works.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from holdfast.clocks.rules.answers import Answer
from holdfast.days import add_months
from holdfast.measures.benchmarks.own_council import own_council
from holdfast.measures.benchmarks.published import published_table
from holdfast.measures.cases import care, contact, permanence, protection
from holdfast.measures.cases.declared import answer_from
from holdfast.measures.cases.groups import By
from holdfast.measures.cases.rows import CaseKind
from holdfast.measures.duty_groups import rows_by_group
from holdfast.measures.figure_groups import OF_AREA, FigureGroups, GroupFigure
from holdfast.measures.measure import (
    Definition,
    Good,
    Measure,
    MeasuredFigure,
    MeasureUnit,
    Whose,
)
from holdfast.measures.population import (
    FILE,
    GROUP_SECTION,
    population_by_group,
    population_of,
    stated_population,
)
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope
from holdfast.settings import HOME

EACH = 10_000
YEAR = 12
_COUNTS = {
    one.key: one
    for one in (*contact.MEASURES, *protection.MEASURES, *care.MEASURES, *permanence.MEASURES)
}
_LACKING = (
    f"how many children live in the area is not in the record: write it in {FILE}, or set "
    "HOLDFAST_AUTHORITY to take it from published figures"
)
_PART = "the number of children is that of the whole council, and not of a part of it"


def _ask(of: Measure, outlook: Outlook, months: int, scope: Scope) -> MeasuredFigure:
    nothing = MeasuredFigure(None, None, None, None, None, None, Answer.CANNOT_TELL)
    withheld = scope.without(outlook)
    if withheld is None:
        return replace(nothing, why=_PART)
    home = HOME.path()
    table = published_table(home)
    people = population_of(home, table, own_council(table), outlook.day)
    if people is None:
        return replace(nothing, why=_LACKING)
    found = of.figure(outlook, YEAR, scope)
    if found.counted is None:
        return found
    value = round(EACH * found.counted / people.children, 1)
    why = f"out of {people.children:,} children, of the year to 31 March {people.year}"
    left_out = "; without records that are restricted" if withheld else ""
    said = f"{why}; {people.source}{left_out}"
    return replace(found, value=value, of=people.children, why=said)


_NOT_BY = (
    "Nobody says how many children live where a service or a team works, nor how many have a need "
    "whether or not the council knows them: so rates are told by age, sex and ethnicity alone."
)


def _by_group(
    of: Measure, outlook: Outlook, months: int, by: By, scope: Scope
) -> list[GroupFigure]:
    """Each group's rate for each 10,000 children of it; a count alone where nobody says how many.

    Who is unborn, grown up or not recorded is in no group of which children are stated.
    """
    assert of.cases is not None
    standing = of.cases.kind is CaseKind.ON_LAST_DAY
    first = outlook.day if standing else add_months(outlook.day, -YEAR) + timedelta(days=1)
    if answer_from(of.cases, (), outlook, first)[0] is Answer.CANNOT_TELL:
        return []
    rows = replace(of.cases, sql=f"select *, 0 as days from ({of.cases.sql}) as one_each")
    found = rows_by_group(outlook, rows, by, first, outlook.day, scope)
    year, stated = population_by_group(HOME.path(), by, outlook.day)
    lacks = "how many children of this group live in the area is not known"
    if scope.without(outlook) is None:
        stated, lacks = {}, _PART
    elif not stated:
        section = f"[{GROUP_SECTION.format(by)}.{year}]"
        lacks = f"write how many children of each group live in the area in {FILE}, in {section}"
    told = []
    for group in sorted({*found, *stated}):
        counted, children = found[group].counted if group in found else 0, stated.get(group)
        value = round(EACH * counted / children, 1) if children else None
        unclear = found[group].unclear if group in found else 0
        why = "" if children else lacks
        told.append(GroupFigure(group, value, counted, children, cannot_tell=unclear, why=why))
    return told


def source_of_groups(one: Measure, found: Sequence[GroupFigure]) -> str:
    """Where the numbers of children are from that a rate is out of; empty where none are told."""
    of_children = one.unit is MeasureUnit.EACH_10_000 and any(each.of for each in found)
    return stated_population(HOME.path()).source if of_children else ""


@dataclass(frozen=True)
class _Rate:
    """A count that has a rate. ``published`` is its key where both are counted alike."""

    of: str
    key: str
    title: str
    why: str
    published: str = ""
    unlike: str = ""
    source: str = contact.CHILDREN_IN_NEED


_RATES = (
    _Rate(
        "referrals",
        "referral_rate",
        "Referrals for each 10,000 children",
        "Few may mean that families find help before it, or that nobody refers them.",
        "referral_rate",
    ),
    _Rate(
        "enquiries",
        "enquiry_rate",
        "Section 47 enquiries for each 10,000 children",
        "Many may mean much harm, or enquiries made where an assessment would have done.",
        "s47_rate",
    ),
    _Rate(
        "in_need",
        "in_need_rate",
        "Children with an open case of need for each 10,000 children",
        "Many may mean much need, or cases that nobody closes.",
        unlike="The DfE counts care leavers and children in care without a case of need too.",
    ),
    _Rate(
        "on_plan",
        "on_plan_rate",
        "On a protection plan for each 10,000 children",
        "Few may mean that harm is prevented, or that it is not seen.",
        "cp_rate",
    ),
    _Rate(
        "in_care",
        "in_care_rate",
        "Children in care for each 10,000 children",
        "Where few are in care families may be helped to stay together, or children left in harm.",
        "cla_rate",
        source=care.LOOKED_AFTER,
    ),
    _Rate(
        "proceedings_issued",
        "proceedings_rate",
        "Care proceedings issued, by child, for each 10,000 children",
        "More before the court may mean graver harm, or help that came too late.",
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
        why=f"{one.why} It lets a council be held beside others of another size.",
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
        groups=FigureGroups(OF_AREA, partial(_by_group, of), _NOT_BY, of.cases, YEAR),
        beside=one.of,
        published=one.published,
    )


MEASURES = tuple(_rate(one) for one in _RATES)
