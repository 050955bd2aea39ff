"""The made-up council's plan, promises, posts of leadership and staff survey: all made up."""

from datetime import date

from holdfast.improvement.plan import PlannedAction, PostHeld, Promise
from holdfast.improvement.pulse import ANSWERS
from holdfast.improvement.words import ActionKind, PostState

_PRACTICE, _INPUT, _OUTCOME = ActionKind.PRACTICE, ActionKind.INPUT, ActionKind.OUTCOME

ACTIONS: tuple[PlannedAction, ...] = (
    PlannedAction(
        "made-up-action-duty",
        "A duty team at the front door that sees children within the standard",
        "Head of assessment",
        _PRACTICE,
        date(2017, 10, 2),
        date(2018, 3, 31),
        ("made-up-delay", "made-up-unassessed"),
        ("seen_due_met", "seen_overdue"),
        640_000,
        "council budget, each year",
    ),
    PlannedAction(
        "made-up-action-conferences",
        "A second conference service, booked on the day of the strategy discussion",
        "Head of quality assurance",
        _PRACTICE,
        date(2016, 12, 1),
        date(2017, 12, 31),
        ("made-up-conferences", "made-up-delay"),
        ("conference_due_met", "conference_overdue"),
        180_000,
        "council budget, each year",
        lag=1,
    ),
    PlannedAction(
        "made-up-action-allocation",
        "A daily panel that allocates every open case",
        "Head of safeguarding",
        _PRACTICE,
        date(2017, 4, 3),
        date(2017, 12, 31),
        ("made-up-allocation",),
        ("allocation_due_met", "not_held"),
        0,
        "no cost",
        lag=1,
    ),
    PlannedAction(
        "made-up-action-agency",
        "Forty permanent social workers in place of agency workers",
        "Head of workforce",
        _INPUT,
        date(2017, 3, 1),
        date(2018, 3, 31),
        ("made-up-agency",),
        ("agency_hours",),
        1_400_000,
        "reserves, one year",
        lag=3,
    ),
    PlannedAction(
        "made-up-action-staying",
        "A career path, and a payment to those who stay",
        "Head of workforce",
        _OUTCOME,
        date(2018, 1, 8),
        date(2018, 12, 31),
        ("made-up-skill", "made-up-agency"),
        ("social_workers_left",),
        900_000,
        "reserves, two years",
    ),
    PlannedAction(
        "made-up-action-supervision",
        "Sixty managers trained to challenge and to direct in supervision",
        "Principal social worker",
        _PRACTICE,
        date(2017, 11, 6),
        date(2018, 4, 30),
        ("made-up-challenge", "made-up-silent"),
        ("actions_done", "actions_open"),
        120_000,
        "improvement grant",
    ),
    PlannedAction(
        "made-up-action-neglect",
        "One way of looking at neglect over years, with a tool and coaching",
        "Principal social worker",
        _OUTCOME,
        date(2017, 10, 16),
        date(2018, 9, 30),
        ("made-up-neglect",),
        ("re_referrals_3_months", "repeat_plans"),
        60_000,
        "improvement grant",
    ),
    PlannedAction(
        "made-up-action-assessments",
        "A standard for assessments, with weekly help for the three teams furthest behind",
        "Head of assessment",
        _PRACTICE,
        date(2017, 12, 4),
        date(2018, 6, 30),
        ("made-up-assessments", "made-up-delay"),
        ("assessment_due_met", "assessment_overdue"),
        90_000,
        "improvement grant",
    ),
)

PROMISES: tuple[Promise, ...] = (
    Promise(
        "made-up-promise-two-years",
        "Three in four first conferences in time within two years",
        "Cabinet member for children",
        "scrutiny committee",
        date(2018, 1, 11),
        date(2020, 1, 31),
        "conference_due_met",
        0.75,
    ),
    Promise(
        "made-up-promise-assessments",
        "Nine in ten assessments in time by the end of 2017",
        "Interim director",
        "improvement board",
        date(2017, 9, 14),
        date(2017, 12, 31),
        "assessment_due_met",
        0.9,
    ),
    Promise(
        "made-up-promise-named",
        "No child without a named social worker by Christmas",
        "Interim director",
        "full council",
        date(2017, 9, 20),
        date(2017, 12, 25),
        "not_held",
        0,
    ),
    Promise(
        "made-up-promise-reviews",
        "Four in five reviews of protection plans in time by the new year",
        "Head of safeguarding",
        "improvement board",
        date(2017, 7, 6),
        date(2017, 12, 31),
        "protection_review_due_met",
        0.8,
    ),
    Promise(
        "made-up-promise-director",
        "A permanent director in post by the end of the year",
        "Leader of the council",
        "full council",
        date(2017, 7, 12),
        date(2017, 12, 31),
        post="Director",
    ),
    Promise(
        "made-up-promise-felt",
        "Families will feel the difference",
        "Leader of the council",
        "local newspaper",
        date(2017, 6, 16),
        date(2017, 12, 31),
    ),
)

POSTS: tuple[PostHeld, ...] = (
    PostHeld("made-up-post-1", "Director", PostState.PERMANENT, date(2013, 4, 8)),
    PostHeld("made-up-post-2", "Director", PostState.INTERIM, date(2017, 7, 3)),
    PostHeld("made-up-post-3", "Director", PostState.PERMANENT, date(2017, 12, 11)),
    PostHeld("made-up-post-4", "Head of safeguarding", PostState.PERMANENT, date(2014, 9, 1)),
    PostHeld("made-up-post-5", "Head of safeguarding", PostState.INTERIM, date(2017, 4, 24)),
    PostHeld("made-up-post-6", "Principal social worker", PostState.PERMANENT, date(2015, 1, 12)),
    PostHeld("made-up-post-7", "Principal social worker", PostState.VACANT, date(2017, 8, 7)),
)

QUESTIONS = (
    "I have the time to know the children I work with",
    "My supervision helps me to think and to decide",
    "When I raise a worry, something is done about it",
    "I expect to work here in a year",
)
GROUPS = ("Front door", "Assessment", "Safeguarding", "Children in care", "Managers")


# Of each round: title, opened, closed, and of each group how many answered each of the five, the
# same for every question but shifted as the last column says.
ROUNDS: tuple[tuple[str, date, date, tuple[tuple[int, ...], ...]], ...] = (
    (
        "September 2017",
        date(2017, 9, 4),
        date(2017, 9, 22),
        ((3, 6, 4, 4, 1), (9, 14, 11, 8, 3), (8, 16, 12, 11, 4), (2, 5, 6, 9, 4), (1, 2, 1, 2, 0)),
    ),
    (
        "January 2018",
        date(2018, 1, 8),
        date(2018, 1, 24),
        (
            (2, 5, 5, 5, 2),
            (10, 13, 10, 7, 2),
            (7, 15, 12, 12, 5),
            (2, 4, 6, 10, 5),
            (0, 2, 1, 2, 1),
        ),
    ),
)


def tallies(counts: tuple[tuple[int, ...], ...]) -> dict[tuple[str, int, int], int]:
    """The counts of a made-up round by group, question and answer: each question's are turned.

    Turned: the answers of a question stand as many places further on as it comes after the first,
    so that questions differ and every one of them has the same number of answers.
    """
    size = len(ANSWERS)
    return {
        (group, question, (answer + question) % size): number
        for group, own in zip(GROUPS, counts, strict=True)
        for question in range(len(QUESTIONS))
        for answer, number in enumerate(own)
    }
