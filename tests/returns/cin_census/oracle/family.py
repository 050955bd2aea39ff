"""The child, and the return as a whole: identifiers, sex, ethnicity, disabilities, birth, death."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from tests.returns.cin_census.oracle.calendar import years_on
from tests.returns.cin_census.oracle.cells import words
from tests.returns.cin_census.oracle.comparing import before, past
from tests.returns.cin_census.oracle.rows import RETURN, At, Census, Child, Item
from tests.returns.cin_census.oracle.rule import rule

DISABILITIES = words("MOB HAND PC INC COMM LD HEAR VIS BEH CON AUT DDA")
ETHNICITIES = words(
    "WBRI WIRI WIRT WOTH WROM MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE "
    "OOTH REFU NOBT"
)


def goes_on(child: Child) -> bool:
    """Whether a referral of the child led to further action."""
    return any(episode.no_action.value is False for episode in child.episodes)


def sex_of(census: Census, child: Child) -> str | None:
    """Sex, or what the censuses until 2023/24 asked in its place."""
    return (child.sex if census.asked_year >= 2025 else child.gender).text


def unborn(child: Child) -> bool:
    return child.expected.given and child.birth.missing


@rule("100")
def reference_date(census: Census) -> Iterator[At]:
    reference, year = census.reference.value, census.year.value
    # Where the head names no year, any 31 March may be the right one.
    ends = reference is not None and (reference.month, reference.day) == (3, 31)
    if reference is None or not ends or year not in (None, reference.year):
        yield RETURN


def shared(census: Census, field: str) -> Iterator[At]:
    texts = Counter(getattr(child, field).text for child in census.children)
    for child in census.children:
        text = getattr(child, field).text
        if text is not None and texts[text] > 1:
            yield child.at


@rule("1570", since=2025)
def number_too_long(census: Census) -> Iterator[At]:
    for child in census.children:
        if len(child.number.text or "") > 20:
            yield child.at


@rule("1580", since=2025)
def number_with_signs(census: Census) -> Iterator[At]:
    for child in census.children:
        if child.number.given and not re.fullmatch("[0-9A-Za-z]+", child.number.text or ""):
            yield child.at


@rule("2886Q")
def sex_not_known(census: Census) -> Iterator[At]:
    unknown = (None, "U") if census.asked_year >= 2025 else (None, "0", "9")
    found = sum(
        1
        for child in census.children
        if child.expected.missing and sex_of(census, child) in unknown
    )
    if found * 100 > 2 * len(census.children):
        yield RETURN


def codes(child: Child) -> set[str]:
    """The differing disabilities of a child; the word that there is none is left out."""
    return {one.code.text for one in child.disabilities if one.code.text} - {"NONE"}


@rule("2887Q")
def few_disability_codes(census: Census) -> Iterator[At]:
    if len(set().union(*map(codes, census.children)) & DISABILITIES) < 8:
        yield RETURN


@rule("2888Q")
def one_disability_each(census: Census) -> Iterator[At]:
    if max((len(codes(child)) for child in census.children), default=0) == 1:
        yield RETURN


@rule("4180")
def sex(census: Census) -> Iterator[At]:
    valid = ("M", "F", "U") if census.asked_year >= 2025 else ("1", "2", "0", "9")
    for child in census.children:
        if sex_of(census, child) not in valid:
            yield child.at


@rule("4220")
def ethnicity(census: Census) -> Iterator[At]:
    for child in census.children:
        if child.ethnicity.text not in ETHNICITIES:
            yield child.at


@rule("8500")
def no_number(census: Census) -> Iterator[At]:
    for child in census.children:
        if child.number.missing:
            yield child.at


@rule("8510")
def same_number(census: Census) -> Iterator[At]:
    yield from shared(census, "number")


@rule("8520")
def born_later(census: Census) -> Iterator[At]:
    days = census.days
    for child in census.children:
        if past(child.birth, days.last):
            yield child.at


@rule("8525Q")
def one_birth_date(census: Census) -> Iterator[At]:
    for child in census.children:
        if child.birth.given == child.expected.given:
            yield child.at


@rule("8530Q")
def birth_awaited(census: Census) -> Iterator[At]:
    year = census.days.last.year
    for child in census.children:
        awaited = child.expected.value
        if awaited and not date(year, 3, 1) <= awaited <= date(year, 12, 31):
            yield child.at


@rule("8535Q")
def death_before_birth(census: Census) -> Iterator[At]:
    for child in census.children:
        if child.death.given and (child.birth.missing or before(child.death, child.birth)):
            yield child.at


@rule("8540")
def disability(census: Census) -> Iterator[At]:
    for child in census.children:
        if child.birth.missing or not goes_on(child):
            continue
        if not any(one.code.given for one in child.disabilities):
            yield child.at
        for one in child.disabilities:
            if one.code.given and one.code.text not in DISABILITIES | {"NONE"}:
                yield one.at


@rule("8545Q")
def death_in_year(census: Census) -> Iterator[At]:
    days = census.days
    for child in census.children:
        if days.miss(child.death.value):
            yield child.at


@rule("8590")
def no_episode(census: Census) -> Iterator[At]:
    for child in census.children:
        if not child.episodes:
            yield child.at


@rule("8750")
def sex_of_the_unborn(census: Census) -> Iterator[At]:
    wanted = "U" if census.asked_year >= 2025 else "0"
    for child in census.children:
        if unborn(child) and sex_of(census, child) != wanted:
            yield child.at


@rule("8775Q")
def over_25(census: Census) -> Iterator[At]:
    days = census.days
    for child in census.children:
        if child.birth.value is None:
            continue
        birthday = years_on(child.birth.value, 25)
        going_on = any(one.closure.missing or past(one.closure, birthday) for one in child.episodes)
        if birthday < days.last and going_on:
            yield child.at


def upper(one: Item) -> str:
    return (one.code.text or "").upper()


@rule("8790")
def none_beside_others(census: Census) -> Iterator[At]:
    for child in census.children:
        others = [one for one in child.disabilities if upper(one) not in ("", "NONE")]
        for one in child.disabilities:
            if upper(one) == "NONE" and others:
                yield one.at


@rule("8794")
def disability_twice(census: Census) -> Iterator[At]:
    for child in census.children:
        texts = Counter(map(upper, child.disabilities))
        for one in child.disabilities:
            if upper(one) and texts[upper(one)] > 1:
                yield one.at
