"""Pre-proceedings and the meeting of the family: the module of 2026/27."""

from collections.abc import Iterator

from tests.returns.cin_census.oracle.comparing import before
from tests.returns.cin_census.oracle.rows import RETURN, At, Census, PreProceedings
from tests.returns.cin_census.oracle.rule import rule


def blocks(census: Census) -> Iterator[PreProceedings]:
    return (one for episode in census.episodes() for one in episode.pre_proceedings)


@rule("8995Q", since=2027)
def no_block(census: Census) -> Iterator[At]:
    if not any(True for _ in blocks(census)):
        yield RETURN


@rule("9000Q", since=2027)
def no_start_anywhere(census: Census) -> Iterator[At]:
    found = list(blocks(census))
    if found and all(one.start.missing for one in found):
        yield RETURN


@rule("9005", since=2027)
def start_in_year(census: Census) -> Iterator[At]:
    days = census.days
    yield from (one.at for one in blocks(census) if days.miss(one.start.value))


@rule("9006", since=2027)
def letter_in_year(census: Census) -> Iterator[At]:
    days = census.days
    for one in blocks(census):
        if days.miss(one.letter.value) or before(one.letter, one.start):
            yield one.at


@rule("9007", since=2027)
def letter_without_offer(census: Census) -> Iterator[At]:
    for one in blocks(census):
        if one.letter.given and one.offered.missing:
            yield one.at


@rule("9008", since=2027)
def meeting_in_year(census: Census) -> Iterator[At]:
    days = census.days
    yield from (one.at for one in blocks(census) if days.miss(one.meeting.value))


@rule("9009", since=2027)
def decision_in_year(census: Census) -> Iterator[At]:
    days = census.days
    for one in blocks(census):
        if days.miss(one.decision.value) or before(one.decision, one.start):
            yield one.at


@rule("9010Q", since=2027)
def offer_without_answer(census: Census) -> Iterator[At]:
    for one in blocks(census):
        if one.offered.value is True and one.facilitated.missing:
            yield one.at


@rule("9011", since=2027)
def outcome(census: Census) -> Iterator[At]:
    for one in blocks(census):
        if one.outcome.given and one.outcome.text not in ("A", "B", "C"):
            yield one.at


@rule("9012", since=2027)
def application_in_year(census: Census) -> Iterator[At]:
    days = census.days
    for one in blocks(census):
        if days.miss(one.application.value) or before(one.application, one.decision):
            yield one.at


@rule("9013", since=2027)
def last_letter_in_year(census: Census) -> Iterator[At]:
    days = census.days
    for one in blocks(census):
        if days.miss(one.last_letter.value) or before(one.last_letter, one.application):
            yield one.at


@rule("9015Q", since=2027)
def meetings_not_counted(census: Census) -> Iterator[At]:
    for one in blocks(census):
        if one.meeting.given and one.reviews.missing:
            yield one.at
