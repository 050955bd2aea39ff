"""What is marked on every chart of a measure besides the council's own causes: turns of leadership.

And the inspections: both lie in the register, and nobody writes them twice.
"""

from dataclasses import replace
from datetime import date, timedelta

from holdfast.improvement.posts import causes_of_posts
from holdfast.improvement.words import LetterKind
from holdfast.measures.choices import MeasureChoices, NamedCause
from holdfast.web.improvement.models import LetterEntry, PostEntry
from holdfast.web.improvement.standing import latest, letter_of, post_of

_CHARTED = timedelta(days=4 * 366)  # no chart reaches further back
MOST = 12  # letters that a chart can bear


def with_leadership(choices: MeasureChoices, day: date) -> MeasureChoices:
    """The council's choices, with turns of posts and inspections up to a day among the causes."""
    posts = causes_of_posts(post_of(one) for one in latest(PostEntry))
    letters = [letter_of(one) for one in latest(LetterEntry)]
    inspections = [
        NamedCause(one.began or one.dated, one.kind.value.capitalize())
        for one in letters
        if one.kind in (LetterKind.INSPECTION, LetterKind.JOINT)
    ]
    every = sorted(
        dict.fromkeys((*choices.causes, *posts, *inspections)),
        key=lambda one: (one.day, one.words),
    )
    marked = [one for one in every if day - _CHARTED <= one.day <= day][-MOST:]
    # What limits are worked out anew from stays among them, however much there is to mark.
    return replace(choices, causes=tuple(one for one in every if one in marked or one.rebases))
