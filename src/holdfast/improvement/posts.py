"""Posts of leadership over time: who answers for the service changes, and charts are read by it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from holdfast.improvement.findings import months_between
from holdfast.improvement.plan import InspectionLetter, PostHeld
from holdfast.improvement.words import LetterKind, PostState
from holdfast.measures.choices import MeasureChoices, NamedCause

_CHARTED = timedelta(days=4 * 366)  # no chart reaches further back
MOST_MARKED = 12  # causes that a chart can bear


@dataclass(frozen=True)
class PostStanding:
    """A post on a day: how it is held, since when, for how many whole months; and its past."""

    post: str
    state: PostState
    since: date
    months: int
    past: tuple[PostHeld, ...]


def post_on(posts: Iterable[PostHeld], post: str, day: date) -> PostHeld | None:
    """How a post is held on a day; None where nothing is recorded of it by then."""
    own = [one for one in posts if one.post == post and one.begins <= day]
    return max(own, key=lambda one: one.begins, default=None)


def post_standings(posts: Sequence[PostHeld], day: date) -> list[PostStanding]:
    """Every post of which anything is recorded by a day, by name."""
    found = []
    for post in sorted({one.post for one in posts}):
        now = post_on(posts, post, day)
        if now is None:
            continue
        past = sorted(
            (one for one in posts if one.post == post and one.begins <= day),
            key=lambda one: one.begins,
        )
        # Two holders in turn of one state are two turns: the later began when its own did.
        months = months_between(now.begins, day)
        found.append(PostStanding(post, now.state, now.begins, months, tuple(past)))
    return found


_WORDS = {
    PostState.PERMANENT: "permanent",
    PostState.INTERIM: "interim in post",
    PostState.VACANT: "post vacant",
}


def causes_of_posts(posts: Iterable[PostHeld]) -> list[NamedCause]:
    """The turns of posts as dated causes, to be marked on every chart of a measure."""
    return [NamedCause(one.begins, f"{one.post}: {_WORDS[one.state]}") for one in posts]


def marked_causes(
    posts: Iterable[PostHeld], letters: Iterable[InspectionLetter]
) -> list[NamedCause]:
    """What stands on every chart of a measure: turns of leadership, and inspections."""
    return [
        *causes_of_posts(posts),
        *(
            NamedCause(one.began or one.dated, one.kind.value.capitalize())
            for one in letters
            if one.kind in (LetterKind.INSPECTION, LetterKind.JOINT)
        ),
    ]


def with_marked_causes(
    choices: MeasureChoices,
    posts: Iterable[PostHeld],
    letters: Iterable[InspectionLetter],
    day: date,
) -> MeasureChoices:
    """The council's choices, with turns of posts and inspections up to a day among the causes.

    Both lie in the register, and nobody writes them twice. Of many the latest are marked; what
    limits are worked out anew from stays among them, however much there is to mark.
    """
    every = sorted(
        dict.fromkeys((*choices.causes, *marked_causes(posts, letters))),
        key=lambda one: (one.day, one.words),
    )
    marked = [one for one in every if day - _CHARTED <= one.day <= day][-MOST_MARKED:]
    return replace(choices, causes=tuple(one for one in every if one in marked or one.rebases))
