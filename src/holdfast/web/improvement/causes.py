"""What is marked on every chart of a measure besides the council's own causes."""

from datetime import date

from holdfast.improvement.posts import with_marked_causes
from holdfast.measures.choices import MeasureChoices
from holdfast.web.improvement.models import LetterEntry, PostEntry
from holdfast.web.improvement.standing import latest, letter_of, post_of


def with_leadership(choices: MeasureChoices, day: date) -> MeasureChoices:
    """The council's choices, with turns of posts and inspections up to a day among the causes."""
    posts = [post_of(one) for one in latest(PostEntry)]
    return with_marked_causes(choices, posts, [letter_of(one) for one in latest(LetterEntry)], day)
