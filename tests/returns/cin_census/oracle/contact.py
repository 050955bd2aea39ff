"""The episode: its referral, its need, its closure, and what does not go with them."""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.returns.cin_census.oracle.calendar import working_days_back
from tests.returns.cin_census.oracle.cells import Day, words
from tests.returns.cin_census.oracle.comparing import after, before, falls_in, past
from tests.returns.cin_census.oracle.rows import At, Census, Episode
from tests.returns.cin_census.oracle.rule import rule

SOURCES = words("1A 1B 1C 1D 2A 2B 3A 3B 3C 3D 3E 3F 4 5A 5B 5C 5D 6 7 8 9 10")
NEEDS = {f"N{one}" for one in range(10)}
REASONS = {f"RC{one}" for one in range(1, 10)}
AFTER_ASSESSMENT = ("RC8", "RC9")


@rule("2990")
def activity_after_assessment_only(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        if episode.reason.text in AFTER_ASSESSMENT:
            yield from (one.at for one in episode.enquiries)
            yield from (one.at for one in episode.protection_plans)
            yield from (one.at for one in episode.need_plans)
            if episode.conference.given:
                yield episode.at


@rule("2991Q")
def enquiry_without_assessment(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        if episode.enquiries and not episode.assessments:
            yield episode.at


@rule("8555Q")
def referred_after_death(census: Census) -> Iterator[At]:
    for child in census.children:
        for episode in child.episodes:
            if after(episode.referral, child.death):
                yield episode.at


def days_of_activity(episode: Episode) -> Iterator[tuple[At, tuple[Day, ...]]]:
    """Each row of an episode with the days that must not lie after its closure."""
    yield episode.at, (episode.conference,)
    for assessment in episode.assessments:
        yield assessment.at, (assessment.start, assessment.authorised)
    for enquiry in episode.enquiries:
        yield enquiry.at, (enquiry.start, enquiry.conference)
    for protection_plan in episode.protection_plans:
        yield protection_plan.at, (protection_plan.end,)
    for need_plan in episode.need_plans:
        yield need_plan.at, (need_plan.start, need_plan.end)


@rule("8565")
def activity_after_closure(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        for at, days in days_of_activity(episode):
            if any(after(day, episode.closure) for day in days):
                yield at


@rule("8568")
def no_action_flag(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        if episode.no_action.value is None:
            yield episode.at


@rule("8569Q")
def no_action_of_last_year(census: Census) -> Iterator[At]:
    eve = working_days_back(census.days.first, 1)
    for episode in census.episodes():
        referral = episode.referral.value
        if referral and referral < eve and episode.no_action.value is True:
            yield episode.at


@rule("8585Q")
def died_without_a_date(census: Census) -> Iterator[At]:
    for child in census.children:
        for episode in child.episodes:
            if episode.reason.text == "RC2" and child.death.missing:
                yield episode.at


@rule("8600")
def referral_in_time(census: Census) -> Iterator[At]:
    days = census.days
    for episode in census.episodes():
        if episode.referral.missing or past(episode.referral, days.last):
            yield episode.at


@rule("8606")
def referred_long_before_birth(census: Census) -> Iterator[At]:
    for child in census.children:
        births = [one.value for one in (child.birth, child.expected) if one.value]
        for episode in child.episodes:
            referral = episode.referral.value
            if referral and any(birth - referral > timedelta(days=280) for birth in births):
                yield episode.at


@rule("8610")
def no_need(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        if episode.no_action.value is False and episode.need.missing:
            yield episode.at


@rule("8620")
def closed_in_year(census: Census) -> Iterator[At]:
    days = census.days
    for episode in census.episodes():
        if days.miss(episode.closure.value):
            yield episode.at


@rule("8630")
def closed_before_referral(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        if before(episode.closure, episode.referral):
            yield episode.at


@rule("8640")
def reason(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        if episode.reason.given and episode.reason.text not in REASONS:
            yield episode.at


@rule("8650")
def need(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        if episode.need.given and episode.need.text not in NEEDS:
            yield episode.at


@rule("8805")
def closed_without_reason(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        if episode.closure.given and episode.reason.missing:
            yield episode.at


@rule("8810")
def reason_without_closure(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        if episode.reason.given and episode.closure.missing:
            yield episode.at


def going_on(episode: Episode) -> bool:
    """Whether an episode is open, and said to have led to further action."""
    return episode.closure.missing and episode.no_action.value is False


@rule("8815")
def two_open(census: Census) -> Iterator[At]:
    for child in census.children:
        found = [one.at for one in child.episodes if going_on(one)]
        if len(found) > 1:
            yield from found


@rule("8816")
def open_but_not_latest(census: Census) -> Iterator[At]:
    for child in census.children:
        for episode in child.episodes:
            later = any(after(one.referral, episode.referral) for one in child.episodes)
            if going_on(episode) and later:
                yield episode.at


@rule("8820")
def episodes_overlap(census: Census) -> Iterator[At]:
    days = census.days
    for child in census.children:
        for episode in child.episodes:
            others = [one for one in child.episodes if one is not episode]
            spells = [one for one in others if one.closure.given or going_on(one)]
            if any(
                falls_in(episode.referral, one.referral, one.closure, days.last, False)
                for one in spells
            ):
                yield episode.at


@rule("8825Q")
def no_assessment_to_close_after(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        if episode.reason.text in AFTER_ASSESSMENT and not episode.assessments:
            yield episode.at


@rule("8831")
def activity_without_action(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        if episode.no_action.value is not True:
            continue
        if episode.conference.given:
            yield episode.at
        for assessment in episode.assessments:
            if assessment.start.given or assessment.authorised.given:
                yield assessment.at
        for enquiry in episode.enquiries:
            if enquiry.start.given or enquiry.conference.given:
                yield enquiry.at


@rule("8832")
def protection_without_action(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        if episode.no_action.value is True:
            yield from (one.at for one in episode.protection_plans)


@rule("4000")
def need_plan_without_action(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        if episode.no_action.value is True:
            yield from (one.at for one in episode.need_plans)


@rule("8866")
def source(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        referral = episode.referral.value
        asked = referral is not None and referral >= date(2013, 4, 1)
        if asked and episode.source.text not in SOURCES:
            yield episode.at
