"""The deficits that a page shows, with everything that people had said when it was asked for."""

from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from holdfast.challenge.choices import LoopChoices
from holdfast.challenge.deficit import DEFICIT_RULES, DeficitKey, DeficitSource
from holdfast.challenge.finding import deficit_paths, deficits_of_child, loop_of_record
from holdfast.challenge.path import DeficitPath
from holdfast.law import Tier
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope
from holdfast.query.today.asks import ASKS, Ask
from holdfast.web import data
from holdfast.web.accounts.models import User
from holdfast.web.asked import Asked
from holdfast.web.oversight.loop_said import said_in_holdfast, said_mark
from holdfast.web.people.assignments import in_force

Answer = TypeVar("Answer")
MOST_KEPT = 60
_ANSWERS = "answers of the loop"

_TIERS = (Tier.STATUTE, Tier.GUIDANCE, Tier.LOCAL, Tier.STATISTICAL)


def make_loop_ready(outlook: Outlook) -> None:
    """Work out the deficits of an outlook before anybody asks for them."""
    loop_of_record(outlook)


def choices_of(asked: Asked) -> LoopChoices:
    """What the council chose about the loop."""
    return loop_of_record(asked.outlook).choices


def kept_until_said(asked: Asked, name: str, make: Callable[[], Answer]) -> Answer:
    """An answer kept with the outlook until something more is said by anybody.

    It is kept apart for everyone who may know of other children.
    """
    outlook = asked.outlook
    answers = outlook.kept.setdefault(_ANSWERS, {})
    assert isinstance(answers, dict), "nothing else is kept under that name"
    key, mark = (name, outlook.may_know), said_mark()
    found = answers.pop(key, None)
    if found is None or found[0] != mark:
        found = (mark, make())
    answers[key] = found  # at the end: asked for last
    while len(answers) > MOST_KEPT:
        answers.pop(next(iter(answers)), None)
    return cast(Answer, found[1])


def paths_in(asked: Asked, scope: Scope) -> Sequence[DeficitPath]:
    """The deficits of the children in scope, with everything that was said."""

    def read() -> Sequence[DeficitPath]:
        return deficit_paths(asked.outlook, said_in_holdfast(data.addresses().child), scope)

    return kept_until_said(asked, f"deficits in {scope}", read)


def paths_of(asked: Asked, child: str, handle: str) -> list[DeficitPath]:
    """One child's deficits, those that ask for most first."""
    said = said_in_holdfast(data.addresses().child, handle)
    return sorted(deficits_of_child(asked.outlook, child, said), key=front_order)


def front_order(path: DeficitPath) -> tuple[int, int, object, DeficitKey]:
    """The order of every list: the kind of fact, who set the day, the days, the number."""
    rule = DEFICIT_RULES.get(path.key.rule)
    kind = 1
    if path.source is DeficitSource.CONCERN or ASKS.get(path.key.rule) is Ask.SEE:
        kind = 0
    return kind, _TIERS.index(rule.tier) if rule else 0, path.due or path.detected, path.key


def in_front(paths: Sequence[DeficitPath]) -> list[DeficitPath]:
    """The deficits that are open, and that nobody set aside until a later day."""
    return [path for path in paths if path.is_open and path.aside_until is None]


def worker_of(user: AbstractBaseUser | AnonymousUser) -> str:
    """The person's own number as a worker of the record; empty where the account has none."""
    if not isinstance(user, User):
        return ""
    return next((row.worker for row in in_force(user) if row.worker), "")
