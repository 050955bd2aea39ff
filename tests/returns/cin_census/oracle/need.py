"""Children in need plans, also beside child protection plans."""

from collections.abc import Iterator

from tests.returns.cin_census.oracle.comparing import after, before, falls_in, past, same
from tests.returns.cin_census.oracle.rows import At, Census, Child, NeedPlan, ProtectionPlan
from tests.returns.cin_census.oracle.rule import rule


def plans_of(child: Child) -> list[NeedPlan]:
    return [one for episode in child.episodes for one in episode.need_plans]


def protection_of(child: Child) -> list[ProtectionPlan]:
    return [one for episode in child.episodes for one in episode.protection_plans]


def plans(census: Census) -> Iterator[NeedPlan]:
    return (one for child in census.children for one in plans_of(child))


@rule("4001")
def both_open(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        if any(one.end.missing for one in episode.protection_plans):
            for plan in episode.need_plans:
                if plan.start.given and plan.end.missing:
                    yield plan.at


@rule("4003")
def review_during_need_plan(census: Census) -> Iterator[At]:
    last = census.days.last
    for episode in census.episodes():
        for plan in episode.protection_plans:
            for review in plan.reviews:
                if plan.end.unreadable or same(review.held, plan.end):
                    continue
                if any(
                    falls_in(review.held, one.start, one.end, last, False)
                    for one in episode.need_plans
                ):
                    yield review.at


@rule("4004")
def two_open(census: Census) -> Iterator[At]:
    for child in census.children:
        found = [one.at for one in plans_of(child) if one.end.missing]
        if len(found) > 1:
            yield from found


@rule("4008")
def began_after_death(census: Census) -> Iterator[At]:
    for child in census.children:
        yield from (one.at for one in plans_of(child) if after(one.start, child.death))


@rule("4009Q")
def ended_after_death(census: Census) -> Iterator[At]:
    for child in census.children:
        yield from (one.at for one in plans_of(child) if after(one.end, child.death))


@rule("4010")
def start_in_time(census: Census) -> Iterator[At]:
    last = census.days.last
    for one in plans(census):
        if one.start.missing or past(one.start, last):
            yield one.at


@rule("4011")
def ended_before_start(census: Census) -> Iterator[At]:
    for one in plans(census):
        if before(one.end, one.start):
            yield one.at


@rule("4012Q")
def one_day(census: Census) -> Iterator[At]:
    for one in plans(census):
        if same(one.start, one.end):
            yield one.at


@rule("4013")
def ended_in_year(census: Census) -> Iterator[At]:
    days = census.days
    for one in plans(census):
        if days.miss(one.end.value):
            yield one.at


@rule("4014")
def need_plans_overlap(census: Census) -> Iterator[At]:
    last = census.days.last
    for child in census.children:
        for one in plans_of(child):
            others = [other for other in plans_of(child) if other is not one]
            if any(falls_in(one.start, each.start, each.end, last, True) for each in others):
                yield one.at


@rule("4015")
def began_before_referral(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        for one in episode.need_plans:
            if before(one.start, episode.referral):
                yield one.at


@rule("4016")
def began_during_protection(census: Census) -> Iterator[At]:
    last = census.days.last
    for child in census.children:
        for one in plans_of(child):
            others = protection_of(child)
            if any(falls_in(one.start, each.start, each.end, last, False) for each in others):
                yield one.at


@rule("4017")
def protection_began_during_need_plan(census: Census) -> Iterator[At]:
    last = census.days.last
    for child in census.children:
        for one in protection_of(child):
            others = plans_of(child)
            if any(falls_in(one.start, each.start, each.end, last, False) for each in others):
                yield one.at
