"""What the mail tells somebody: counts of what is theirs to look at, each with its page.

Counted over the children of the person's own scopes, by the same reading as the pages of the day,
so that the mail and the page that it leads to say the same number. A line is a number and words
that are the same for everybody: nothing in it is about one child.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from holdfast.query.scope import Scope
from holdfast.query.today.asks import Ask
from holdfast.query.today.team_day import TeamDay
from holdfast.query.today.worker_day import WorkerDay, worker_day
from holdfast.web import data
from holdfast.web.accounts.models import User
from holdfast.web.asked import Asked
from holdfast.web.case_audits.models import AuditedCase, GradedBy
from holdfast.web.case_audits.standing import latest_gradings
from holdfast.web.looking import looking_as
from holdfast.web.pages.today.chosen import aside_on, day_for
from holdfast.web.people.assignments import allowed, scopes_of
from holdfast.web.people.bounds import bound_of
from holdfast.web.people.permission import Permission
from holdfast.web.people.withheld import to_review
from holdfast.web.teams import NAME as TEAM
from holdfast.web.teams import team_in_words


@dataclass(frozen=True)
class DigestLine:
    """A number, what it counts, and the page (a path) that shows it."""

    number: int
    words: str
    path: str


@dataclass(frozen=True)
class DigestPart:
    """The lines of one scope, or of what is the person's own; lines of nought are left out."""

    title: str
    lines: tuple[DigestLine, ...]


def digest_parts(user: User, asked: Asked) -> tuple[DigestPart, ...]:
    """What is somebody's to look at on the day, part by part; parts without a line are left out.

    Whoever may see no list of children has no part of children, and a record that somebody may not
    see is not counted for them either.
    """
    with looking_as(partial(bound_of, user, Permission.SEE_LISTS)):
        # The outlook that is asked for may be bound by whoever opened the page.
        seen = replace(asked, outlook=data.outlook(asked.day))
        parts = [_of_scope(seen, scope) for scope in scopes_of(user, Permission.SEE_LISTS)]
    if allowed(user, Permission.AUDIT_CASES):
        parts.append(_of_audits(user))
    if allowed(user, Permission.REVIEW_ACCESS):
        parts.append(_of_opened(user))
    return tuple(part for part in parts if part.lines)


def _of_scope(asked: Asked, scope: Scope) -> DigestPart:
    if scope.worker:
        day = worker_day(asked.outlook, scope, aside_on(asked))
        return _part("Your children", day, _OF_A_WORKER, asked.link("today", worker=scope.worker))
    address = asked.link("today", **({TEAM: scope.team} if scope else {}))
    title = team_in_words(asked.outlook, scope) or "All teams"
    return _part(title, day_for(asked, scope), _OF_A_TEAM, address)


def _of_audits(user: User) -> DigestPart:
    """The cases that wait for this person's grades, as auditor or as second."""
    cases = AuditedCase.objects.prefetch_related("gradings")
    waiting = [
        case
        for name, role in (("auditor", GradedBy.AUDITOR), ("second", GradedBy.SECOND))
        for case in cases.filter(**{name: user.username})
        if role not in latest_gradings(case)
    ]
    words = "case audit" if len(waiting) == 1 else "case audits"
    line = DigestLine(len(waiting), f"{words} to grade", "/audits/")
    return DigestPart("Case audits", (line,) if waiting else ())


def _of_opened(user: User) -> DigestPart:
    """The records that others opened out of scope and that wait to be reviewed."""
    waiting = sum(one.user_id != user.pk for one in to_review())
    words = "record opened out of scope" if waiting == 1 else "records opened out of scope"
    line = DigestLine(waiting, f"{words}, to review", "/people/opened/")
    return DigestPart("Access", (line,) if waiting else ())


# What is counted: what one is called, what several are, the rest of the words, and how many.
CountedWords = tuple[str, str, str, Callable[[Any], int]]

_OF_A_TEAM: tuple[CountedWords, ...] = (
    ("family", "families", "for whom nobody can act", lambda day: day.unheld),
    (
        "family",
        "families",
        "not seen when due",
        lambda day: len({row.family for row in day.not_seen}),
    ),
    (
        "more family",
        "more families",
        "with a step overdue",
        lambda day: len({row.family for row in day.steps_apart}),
    ),
    (
        "family",
        "families",
        "new on the page since the last working day",
        lambda day: day.new_families,
    ),
    ("child", "children", "to supervise", lambda day: sum(one.supervise for one in day.workers)),
    (
        "duty",
        "duties",
        "due in the next five working days",
        lambda day: sum(one.ask in (Ask.SEE, Ask.STEP) for one in day.week_duties),
    ),
)
_OF_A_WORKER: tuple[CountedWords, ...] = (
    ("family", "families", "with something overdue", lambda day: len(day.overdue)),
    ("family", "families", "with something due in five working days", lambda day: len(day.due)),
    ("journey", "journeys", "to make the visits that are open", lambda day: day.visits[1]),
)


def _part(
    title: str, day: TeamDay | WorkerDay, counted: Iterable[CountedWords], path: str
) -> DigestPart:
    numbers = [(count(day), single, several, rest) for single, several, rest, count in counted]
    return DigestPart(
        title,
        tuple(
            DigestLine(number, f"{single if number == 1 else several} {rest}", path)
            for number, single, several, rest in numbers
            if number
        ),
    )
