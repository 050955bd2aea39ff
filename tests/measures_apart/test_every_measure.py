"""Each measure is checked by a calculation apart from it, and says sensibly what it is."""

from collections import defaultdict

import pytest

from holdfast.measures.links import LINKS
from holdfast.measures.measure import Good, Measure, MeasureUnit, Whose
from holdfast.measures.register import MEASURES
from tests.measures_apart.register import APART, WITHOUT

BY_KEY = {one.key: one for one in MEASURES}
LINK_KEYS = tuple(sorted((link.key for link in LINKS), key=len, reverse=True))


def test_every_measure_has_a_calculation_apart_from_it() -> None:
    """A new measure brings one: a function in this folder that states its definition again."""
    lacking = sorted(set(BY_KEY) - APART - WITHOUT.keys())
    assert lacking == [], "write each a function in tests/measures_apart, and list it there"


def test_no_calculation_is_of_a_measure_that_there_is_not() -> None:
    assert set(BY_KEY) >= APART
    assert set(BY_KEY) >= WITHOUT.keys()


def test_what_has_none_says_why() -> None:
    assert not WITHOUT.keys() & APART
    assert all(len(why.split()) > 5 for why in WITHOUT.values())


def _step(key: str) -> str:
    return next((link for link in LINK_KEYS if key.startswith(f"{link}_")), "")


def test_no_reason_is_another_measures() -> None:
    """Those of one step matter for one reason; of all others each has its own."""
    said = defaultdict(list)
    for one in MEASURES:
        said[one.why].append(one)
    for why, own in said.items():
        steps = {_step(one.key) if one.clocks else one.key for one in own}
        assert len(steps) == 1, (why, sorted(one.key for one in own))


def test_no_two_titles_are_alike() -> None:
    titles = defaultdict(list)
    for one in MEASURES:
        titles[one.title.casefold()].append(one.key)
    assert [keys for keys in titles.values() if len(keys) > 1] == []


@pytest.mark.parametrize("one", MEASURES, ids=lambda one: one.key)
def test_a_declaration_says_what_it_is(one: Measure) -> None:
    assert len(one.title) > 8
    assert one.title[0].isupper()
    assert not one.title.endswith(".")
    for text in (one.counts, one.of):
        assert len(text.split()) >= 3, text
        assert text[0].islower() or text[0].isdigit(), text
        assert not text.endswith("."), text
    assert len(one.why.split()) >= 8, one.why
    assert len(one.definition.words.split()) >= 4, one.definition.words
    for sentence in (one.why, one.definition.words, one.definition.unlike, one.maturity.why):
        assert not sentence or sentence.endswith((".", ").")), sentence
    assert one.maturity.days > 0
    assert len(one.maturity.why.split()) >= 6


@pytest.mark.parametrize("one", MEASURES, ids=lambda one: one.key)
def test_what_is_out_of_what_fits_the_unit(one: Measure) -> None:
    """A number counts what it is out of, a share a part of it, and stocks lean neither way."""
    if one.unit in (MeasureUnit.TIMES, MeasureUnit.CHILDREN) and one.key not in (
        "not_held",
        "actions_open",
    ):
        assert one.counts == one.of
    if one.unit is MeasureUnit.CHILDREN_SHARE:
        assert one.counts != one.of
    if one.key.endswith(("_open", "_rate")) and one.key.removesuffix("_open") in LINK_KEYS:
        assert one.good is Good.NEITHER


def test_volumes_and_rates_of_children_are_good_neither_way() -> None:
    """The DfE leaves their polarity blank, and so must no page colour them."""
    volumes = [
        *(one for one in MEASURES if one.unit is MeasureUnit.EACH_10_000),
        *(BY_KEY[key] for key in ("referrals", "enquiries", "on_plan", "in_care", "in_need")),
        *(BY_KEY[key] for key in ("referrals_no_further_action", "assessed_not_in_need")),
    ]
    assert {one.key for one in volumes if one.good is not Good.NEITHER} == set()


def test_whose_definition_it_is_goes_with_its_source_and_what_it_is_compared_with() -> None:
    for one in MEASURES:
        theirs = one.definition.whose is Whose.DFE
        assert not one.published or theirs, f"{one.key}: of another definition than is published"
        if theirs:
            assert "Department for Education" in one.definition.source, one.key
        # Ours says where its source is, or what is published instead.
        assert theirs or one.definition.source.startswith(("Holdfast", "Department")), one.key


def test_what_stands_beside_a_measure_is_a_stock() -> None:
    for one in MEASURES:
        if one.beside and one.unit is not MeasureUnit.EACH_10_000:
            stock = BY_KEY[one.beside]
            assert stock.cases is not None, one.key
            assert stock.cases.kind == "those that stand on its last day", one.key


def test_nobody_has_signed_what_a_council_has_not() -> None:
    """A definition is agreed to, with a day to look at it again, in the council's own file."""
    assert all((one.signed_by, one.review_due) == ("", None) for one in MEASURES)
