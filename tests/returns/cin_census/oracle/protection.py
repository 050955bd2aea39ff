"""Section 47 enquiries, initial conferences, child protection plans and their reviews."""

from collections.abc import Iterator

from tests.returns.cin_census.oracle.calendar import weekend, working_days_back
from tests.returns.cin_census.oracle.cells import Day
from tests.returns.cin_census.oracle.comparing import after, before, falls_in, past, same
from tests.returns.cin_census.oracle.rows import RETURN, At, Census, Enquiry, ProtectionPlan
from tests.returns.cin_census.oracle.rule import rule

CATEGORIES = {"NEG", "PHY", "SAB", "EMO", "MUL"}


def enquiries(census: Census) -> Iterator[Enquiry]:
    return (one for episode in census.episodes() for one in episode.enquiries)


def plans(census: Census) -> Iterator[ProtectionPlan]:
    return (one for episode in census.episodes() for one in episode.protection_plans)


def conferences(census: Census) -> Iterator[tuple[At, Day]]:
    """Every conference with the row that holds it, those of children who moved in too."""
    for episode in census.episodes():
        yield episode.at, episode.conference
        for one in episode.enquiries:
            yield one.at, one.conference


# ---------------------------------------------------------------------------------- enquiries


def unsettled(one: Enquiry) -> bool:
    """No conference is recorded, nor that none was needed."""
    return one.conference.missing and one.not_required.value is not True


@rule("1104")
def conference_before_referral(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        for one in episode.enquiries:
            if before(one.conference, episode.referral):
                yield one.at


@rule("2889")
def enquiry_before_referral(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        for one in episode.enquiries:
            if before(one.start, episode.referral):
                yield one.at


@rule("2884")
def conference_in_both_places(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        for one in episode.enquiries:
            if episode.conference.given and one.conference.given:
                yield one.at


@rule("8615")
def conference_before_enquiry(census: Census) -> Iterator[At]:
    for one in enquiries(census):
        if one.conference.given and (one.start.missing or after(one.start, one.conference)):
            yield one.at


@rule("8675Q")
def enquiry_long_open(census: Census) -> Iterator[At]:
    limit = working_days_back(census.days.last, 15)
    for one in enquiries(census):
        if unsettled(one) and one.start.value and one.start.value < limit:
            yield one.at


@rule("8715")
def conference_in_year(census: Census) -> Iterator[At]:
    days = census.days
    yield from (at for at, held in conferences(census) if days.miss(held.value))


@rule("8740")
def open_enquiry_began_in_year(census: Census) -> Iterator[At]:
    days = census.days
    for one in enquiries(census):
        if unsettled(one) and (one.start.missing or days.miss(one.start.value)):
            yield one.at


@rule("8839")
def two_open_enquiries(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        found = [one.at for one in episode.enquiries if unsettled(one)]
        if len(found) > 1:
            yield from found


@rule("8868")
def enquiry_settled_one_way(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        for one in episode.enquiries:
            both = one.conference.given and one.not_required.value is True
            if episode.closure.given and (unsettled(one) or both):
                yield one.at


@rule("8870Q")
def target_on_a_weekend(census: Census) -> Iterator[At]:
    for one in enquiries(census):
        if one.target.value and weekend(one.target.value):
            yield one.at


@rule("8875")
def conference_on_a_weekend(census: Census) -> Iterator[At]:
    yield from (at for at, held in conferences(census) if held.value and weekend(held.value))


@rule("8890")
def enquiry_during_another(census: Census) -> Iterator[At]:
    last = census.days.last
    for episode in census.episodes():
        for one in episode.enquiries:
            others = [each for each in episode.enquiries if each is not one]
            # One without a conference that needed none is never open.
            spells = [each for each in others if each.conference.given or unsettled(each)]
            if any(falls_in(one.start, each.start, each.conference, last, True) for each in spells):
                yield one.at


# -------------------------------------------------------------------------------------- plans


@rule("1105")
def plan_before_referral(census: Census) -> Iterator[At]:
    for episode in census.episodes():
        for one in episode.protection_plans:
            if before(one.start, episode.referral):
                yield one.at


@rule("2883")
def more_plans_than_conferences(census: Census) -> Iterator[At]:
    days = census.days
    began = sum(days.holds(one.start.value) for one in plans(census))
    if began > sum(days.holds(held.value) for _, held in conferences(census)):
        yield RETURN


@rule("2885")
def plan_without_its_conference(census: Census) -> Iterator[At]:
    days = census.days
    for episode in census.episodes():
        asked = [one for one in episode.enquiries if one.not_required.value is not True]
        # The episode's own counts where no enquiry could have led to one.
        held = [one.conference for one in asked] or [episode.conference]
        for plan in episode.protection_plans:
            # A conference whose day cannot be read may have been on the day.
            fits = any(one.unreadable or same(one, plan.start) for one in held)
            if days.holds(plan.start.value) and not fits:
                yield plan.at


@rule("8720")
def plan_in_time(census: Census) -> Iterator[At]:
    last = census.days.last
    for one in plans(census):
        if one.start.missing or past(one.start, last):
            yield one.at


@rule("8730")
def plans_before(census: Census) -> Iterator[At]:
    for one in plans(census):
        if one.plans_before.value is None or one.plans_before.value < 0:
            yield one.at


@rule("8840")
def plan_of_one_day(census: Census) -> Iterator[At]:
    yield from (one.at for one in plans(census) if same(one.start, one.end))


@rule("8841")
def review_before_plan(census: Census) -> Iterator[At]:
    for one in plans(census):
        for review in one.reviews:
            if before(review.held, one.start) or same(review.held, one.start):
                yield review.at


@rule("8842Q")
def review_without_day(census: Census) -> Iterator[At]:
    for one in plans(census):
        yield from (review.at for review in one.reviews if review.held.missing)


@rule("8905")
def first_category(census: Census) -> Iterator[At]:
    yield from (one.at for one in plans(census) if one.first_category.text not in CATEGORIES)


@rule("8910")
def latest_category(census: Census) -> Iterator[At]:
    yield from (one.at for one in plans(census) if one.latest_category.text not in CATEGORIES)


@rule("8915")
def plan_began_after_death(census: Census) -> Iterator[At]:
    for child in census.children:
        for episode in child.episodes:
            for one in episode.protection_plans:
                if after(one.start, child.death):
                    yield one.at


@rule("8920")
def plan_ended_after_death(census: Census) -> Iterator[At]:
    for child in census.children:
        for episode in child.episodes:
            for one in episode.protection_plans:
                if after(one.end, child.death):
                    yield one.at


@rule("8925")
def plan_ended_before_start(census: Census) -> Iterator[At]:
    yield from (one.at for one in plans(census) if before(one.end, one.start))


@rule("8930")
def plan_ended_in_year(census: Census) -> Iterator[At]:
    days = census.days
    yield from (one.at for one in plans(census) if days.miss(one.end.value))


@rule("8935")
def two_open_plans(census: Census) -> Iterator[At]:
    for child in census.children:
        mine = [one for episode in child.episodes for one in episode.protection_plans]
        found = [one.at for one in mine if one.end.missing]
        if len(found) > 1:
            yield from found


@rule("8940")
def plans_overlap(census: Census) -> Iterator[At]:
    last = census.days.last
    for child in census.children:
        mine = [one for episode in child.episodes for one in episode.protection_plans]
        for one in mine:
            others = [each for each in mine if each is not one]
            if any(falls_in(one.start, each.start, each.end, last, True) for each in others):
                yield one.at
