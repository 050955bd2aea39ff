"""Assessments and the factors found at them."""

from collections import Counter
from collections.abc import Iterator

from tests.returns.cin_census.oracle.calendar import working_days_back
from tests.returns.cin_census.oracle.cells import words
from tests.returns.cin_census.oracle.comparing import after, before, falls_in
from tests.returns.cin_census.oracle.rows import Assessment, At, Census
from tests.returns.cin_census.oracle.rule import rule

FACTORS = words(
    "1A 1B 1C 2A 2B 2C 3A 3B 3C 4A 4B 4C 5A 5B 5C 6A 6B 6C 7A 8B 8C 8D 8E 8F 9A 10A 11A 12A "
    "13A 14A 15A 16A 17A 18A 18B 18C 19A 19B 19C 20 21 22A 23A 24A"
)


def assessments(census: Census) -> Iterator[Assessment]:
    return (one for episode in census.episodes() for one in episode.assessments)


def has_factors(assessment: Assessment) -> bool:
    return any(one.code.given for one in assessment.factors)


@rule("1103")
def began_before_referral(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        for one in episode.assessments:
            if before(one.start, episode.referral):
                yield one.at


@rule("8608")
def authorised_before_start(census: Census) -> Iterator[At]:
    for one in assessments(census):
        if after(one.start, one.authorised):
            yield one.at


@rule("8614")
def factors_while_open(census: Census) -> Iterator[At]:
    for one in assessments(census):
        if one.authorised.missing and has_factors(one):
            yield one.at


@rule("8670Q")
def long_open(census: Census) -> Iterator[At]:
    limit = working_days_back(census.days.last, 45)
    for one in assessments(census):
        if one.authorised.missing and one.start.value and one.start.value < limit:
            yield one.at


@rule("8696")
def authorised_in_year(census: Census) -> Iterator[At]:
    days = census.days
    for one in assessments(census):
        if days.miss(one.authorised.value):
            yield one.at


@rule("8736")
def open_began_in_year(census: Census) -> Iterator[At]:
    days = census.days
    for one in assessments(census):
        if one.authorised.missing and (one.start.missing or days.miss(one.start.value)):
            yield one.at


@rule("8863Q")
def began_during_another(census: Census) -> Iterator[At]:
    days = census.days
    for episode in census.episodes():
        for one in episode.assessments:
            if any(
                falls_in(one.start, other.start, other.authorised, days.last, True)
                for other in episode.assessments
                if other is not one
            ):
                yield one.at


@rule("8867")
def open_in_a_closed_episode(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        for one in episode.assessments:
            if episode.closure.given and one.authorised.missing:
                yield one.at


@rule("8869")
def no_factors_beside_factors(census: Census) -> Iterator[At]:
    for one in assessments(census):
        others = any(each.code.given and each.code.text != "21" for each in one.factors)
        yield from (each.at for each in one.factors if each.code.text == "21" and others)


@rule("8873Q")
def no_factors_and_reason(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        if len(episode.assessments) != 1 or episode.closure.missing:
            continue
        if episode.reason.text not in ("RC8", "RC9"):
            found = episode.assessments[0].factors
            yield from (each.at for each in found if each.code.text == "21")


@rule("8896")
def two_open(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        found = [one.at for one in episode.assessments if one.authorised.missing]
        if len(found) > 1:
            yield from found


@rule("8897Q")
def factors_once_authorised(census: Census) -> Iterator[At]:
    first = census.days.first
    for one in assessments(census):
        if one.authorised.value is None or one.authorised.value < first:
            continue
        if not has_factors(one):
            yield one.at
        for each in one.factors:
            if each.code.given and each.code.text not in FACTORS:
                yield each.at


@rule("8898")
def factor_twice(census: Census) -> Iterator[At]:
    for one in assessments(census):
        texts = Counter(each.code.text for each in one.factors)
        for each in one.factors:
            if each.code.given and texts[each.code.text] > 1:
                yield each.at


def factor(census: Census, code: str) -> Iterator[At]:
    for one in assessments(census):
        yield from (each.at for each in one.factors if each.code.text == code)


@rule("8945Q", since=2025)
def old_physical_abuse(census: Census) -> Iterator[At]:
    yield from factor(census, "18A")


@rule("8950Q", since=2025)
def old_sexual_abuse(census: Census) -> Iterator[At]:
    yield from factor(census, "19A")
