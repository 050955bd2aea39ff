"""What no council can be is refused, with the parameter and what it may be."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from math import inf, nan
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest

from holdfast.days import FIRST_KNOWN, LAST_KNOWN
from holdfast.errors import BadSetting, BeyondCalendar, HoldfastError
from holdfast.simulation import make_county
from holdfast.simulation.chance import Course, Length, Pace, Shares
from holdfast.simulation.council import request
from holdfast.simulation.council.council import Council
from holdfast.simulation.council.quantity import Exactly, Quantity, Rising

AS_AT = date(2018, 1, 31)


def given(name: str, value: Any) -> Council:
    """The council as shipped, with one parameter changed."""
    area, _, parameter = name.partition(".")
    council = Council()
    return replace(council, **{area: replace(getattr(council, area), **{parameter: value})})


def posts(**changed: float) -> dict[str, float]:
    return Council().staffing.posts | changed


def test_the_council_as_shipped_can_be() -> None:
    Council().check()


WRONG = {
    "a share above one": ("families.unborn", 1.4),
    "a share below nought": ("protecting.put_off", -0.01),
    "no number at all": ("families.unborn", nan),
    "endless hours": ("assessing.hours", inf),
    "hours below nought": ("need.visit_hours", -1.0),
    "a word for a number": ("need.visit_hours", "two"),
    "yes for a number": ("need.visit_hours", True),
    "a rate below nought": ("staffing.others_leaving", -0.1),
    "what comes to everybody never comes": ("families.moves_yearly", 0.0),
    "part of a working day": ("protecting.notice", 2.5),
    "days below nought": ("assessing.written_by", -1),
    "no months between reviews": ("need.review_months", 0),
    "supervised every day and more": ("overseeing.supervision_days", 0),
    "nobody works for an hour": ("staffing.hours", 0.0),
    "a day of thirty hours": ("staffing.manager_hours", 30.0),
    "nobody may hold a child": ("staffing.most_children", 0.0),
    "a course with no years": ("front_door.demand", Course(())),
    "a course with a year below nought": ("staffing.leaving", Course((0.1, -0.1))),
    "a course with a year of no number": ("staffing.leaving", Course((0.1, nan))),
    "shares of nothing": ("families.kinds", Shares({})),
    "shares without weight": ("families.kinds", Shares({"brief": 0, "chronic": 0})),
    "a weight below nought": ("families.kinds", Shares({"brief": 2, "chronic": -1})),
    "an endless weight": ("families.kinds", Shares({"brief": inf})),
    "a kind of family nobody knows": ("families.kinds", Shares({"odd": 1})),
    "a family without children": ("families.size", Shares({0: 1})),
    "an eldest who is grown up": ("families.eldest", Shares({18: 1})),
    "a level of life there is not": ("families.level_at_first", Shares({3: 1})),
    "months of a year left out": ("front_door.season", (1.0,) * 11),
    "a day of the week too many": ("front_door.weekday", (1.0,) * 8),
    "a level of life left out": ("front_door.referral", (0.1, 0.2)),
    "one value for each level": ("front_door.referral", 0.2),
    "a share of a level above one": ("front_door.referral", (0.1, 0.2, 1.3)),
    "a span that goes back": ("overseeing.action_due", (42, 7)),
    "a pace in time more often than always": ("courts.letter", Pace(1.2, 0, 5, 9)),
    "a pace whose limit lies before its start": ("courts.letter", Pace(0.5, 6, 5, 9)),
    "a pace whose end lies before its limit": ("courts.letter", Pace(0.5, 0, 5, 4)),
    "a pace in parts of a day": ("courts.letter", Pace(0.5, 0, 2.5, 9)),  # type: ignore[arg-type]
    "a step taken before it can be": ("courts.letter", Pace(0.5, -3, 5, 9)),
    "a visit on the day of the last": ("leaving_care.visit", Pace(0.5, 0, 5, 9)),
    "a length of nothing": ("caring.home", Length(0, 0.5)),
    "a length without measure": ("caring.home", Length(200, 90)),
    "a team without posts": ("staffing.posts", posts(front_door=0)),
    "posts below nought": ("staffing.posts", posts(front_door=-3)),
    "a kind of team left out": ("staffing.posts", {"front_door": 24}),
    "a kind of team nobody knows": ("staffing.posts", posts(parking=4)),
    "a kind of absence nobody knows": ("staffing.away", {"strike": Shares({1: 1})}),
    "a place that is no team's": ("staffing.hard_to_staff", "parking"),
    "nobody is ever told of": ("front_door.season", (0.0,) * 12),
    "on no day of the week": ("front_door.weekday", (0.0,) * 7),
    "in one of the years": ("front_door.demand", Course((1.0, 0.0))),
}


@pytest.mark.parametrize(("name", "value"), WRONG.values(), ids=WRONG)
def test_what_no_council_can_be_is_refused_by_name(name: str, value: Any) -> None:
    with pytest.raises(BadSetting) as refused:
        given(name, value).check()
    assert name in refused.value.what
    assert "must be" in refused.value.what
    assert refused.value.next_step


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("families.unborn", 0),
        ("families.unborn", 1.0),
        ("protecting.notice", 6.0),
        ("caring.health", Pace(0.7, -40, 0, 120)),
        ("families.kinds", Shares({"brief": 0.2, "chronic": 0})),
        ("staffing.leaving", Course((0.1,))),
    ],
)
def test_what_a_council_can_be_passes(name: str, value: Any) -> None:
    given(name, value).check()


def test_a_county_needs_workers() -> None:
    council = Council()
    nobody = replace(
        council.staffing,
        held_at_first=0.0,
        recruiting=Course((0.0,)),
        agency_finding=Course((0.0,)),
    )
    with pytest.raises(BadSetting, match=r"staffing\.held_at_first"):
        replace(council, staffing=nobody).check()


def test_the_county_is_not_made_of_what_is_refused() -> None:
    with pytest.raises(BadSetting, match=r"families\.unborn"):
        make_county(5, AS_AT, 1, 1, council=given("families.unborn", 2.0))


def test_every_number_says_what_kind_it_is() -> None:
    silent = [
        f"{area.name}.{one}"
        for area in fields(Council())
        for one, hint in get_type_hints(
            type(getattr(Council(), area.name)), include_extras=True
        ).items()
        if not speaks(hint)
    ]
    assert silent == []


def speaks(hint: Any) -> bool:
    """Whether every number in a parameter's type carries its kind."""
    if get_origin(hint) is Annotated:
        kind, *marks = get_args(hint)
        return any(isinstance(one, Quantity) for one in marks) or speaks(kind)
    inside = [one for one in get_args(hint) if one is not Ellipsis]
    if inside:
        return all(speaks(one) for one in inside)
    return hint in (str, Length)  # a length is always in days, and has its own rule


def test_a_number_without_a_kind_is_seen() -> None:
    assert not speaks(float)
    assert not speaks(Shares[int])
    assert not speaks(dict[str, float])
    assert not speaks(Annotated[tuple[float, ...], Exactly(12)])


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (Quantity("a share of one", high=1), "a share of one, from 0 to 1"),
        (Quantity("hours"), "hours, not below 0"),
        (Quantity("times a year", above=True), "times a year, above 0"),
        (Quantity("months", low=1, whole=True), "a whole number: months, not below 1"),
        (Exactly(7), "7 values"),
        (Rising(), "a first and a last, the last not below the first"),
    ],
)
def test_a_kind_is_told_in_words(mark: Any, words: str) -> None:
    assert mark.words == words


@pytest.mark.parametrize(
    ("ask", "kind", "says"),
    [
        (lambda: request.refuse(0, AS_AT, 6), BadSetting, "0 children"),
        (lambda: request.refuse(5, AS_AT, 0), BadSetting, "0 years"),
        (lambda: request.refuse(5, AS_AT, -1), BadSetting, "-1 years"),
        (lambda: request.refuse(5, date(2029, 1, 1), 6), BeyondCalendar, str(LAST_KNOWN)),
        (lambda: request.refuse(5, date(1984, 12, 31), 1), BeyondCalendar, str(FIRST_KNOWN)),
        (lambda: request.refuse(5, AS_AT, 33), BeyondCalendar, "fewer years"),
        (lambda: request.refuse(5, AS_AT, 10**9), BeyondCalendar, "fewer years"),
        (lambda: make_county(5, date(1990, 1, 31), 1), BeyondCalendar, "fewer years"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    ask: Callable[[], object], kind: type[HoldfastError], says: str
) -> None:
    with pytest.raises(kind) as refused:
        ask()
    assert says in str(refused.value)


def test_the_earliest_county_can_be_asked_for() -> None:
    request.refuse(5, AS_AT, 32)
    request.refuse(1, LAST_KNOWN, 1)
