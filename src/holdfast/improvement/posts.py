"""Posts of leadership over time: who answers for the service changes, and charts are read by it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.improvement.findings import months_between
from holdfast.improvement.plan import PostHeld
from holdfast.improvement.words import PostState
from holdfast.measures.choices import NamedCause


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
