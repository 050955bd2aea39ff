"""Letters, findings, ratings, actions, promises and posts in versions; rounds of the staff survey.

The columns are those of ``improvement/plan.py``, where each is explained.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.db import models

from holdfast.improvement.words import (
    ActionKind,
    FindingSeverity,
    LetterKind,
    Polarity,
    PostState,
    Rating,
    Theme,
)
from holdfast.web.improvement.versions import KeptVersion


def _choice(of: Iterable[StrEnum], words: str) -> Any:
    """A column that holds a word of a closed list."""
    return models.CharField(words, max_length=60, choices=[(one.value, one.value) for one in of])


class LetterEntry(KeptVersion):
    """A letter of inspectors. ``grades`` are by area and ``done`` days by duty, as ISO text."""

    TITLE, NAMED = "Letter", "title"

    kind = _choice(LetterKind, "kind")
    title = models.TextField("title")
    dated = models.DateField("dated")
    framework = models.TextField("framework", blank=True)
    began = models.DateField("began", null=True)
    ended = models.DateField("ended", null=True)
    received = models.DateField("received", null=True)
    grades = models.JSONField("grades", default=dict)
    priority_action = models.BooleanField("areas for priority action", default=False)
    headline = models.TextField("what it says", blank=True)
    done = models.JSONField("duties done", default=dict)


class FindingEntry(KeptVersion):
    """One thing that a letter says. ``letter`` is the entry of the letter that said it first."""

    TITLE, NAMED = "Finding", "words"

    letter = models.CharField("letter", max_length=80)
    theme = _choice(Theme, "theme")
    polarity = _choice(Polarity, "strength or criticism")
    severity = _choice(FindingSeverity, "severity")
    words = models.TextField("what was found")
    measures = models.JSONField("measures", default=list)


class RatingEntry(KeptVersion):
    """How a later letter found a finding; both are named by their entries."""

    TITLE, NAMED = "Rating", "rating"

    finding = models.CharField("finding", max_length=80, db_index=True)
    letter = models.CharField("letter", max_length=80)
    rating = _choice(Rating, "rating")
    words = models.TextField("in its words", blank=True)


class ActionEntry(KeptVersion):
    """An action of the plan. There is no column for its status."""

    TITLE, NAMED = "Action", "title"

    title = models.TextField("what is done")
    owner = models.TextField("owner")
    kind = _choice(ActionKind, "kind")
    begins = models.DateField("begins")
    due = models.DateField("due")
    findings = models.JSONField("findings", default=list)
    measures = models.JSONField("measures", default=list)
    cost = models.PositiveBigIntegerField("cost in pounds", null=True)
    funding = models.TextField("funding", blank=True)
    lag = models.PositiveSmallIntegerField("months until it can take effect", null=True)


class PromiseEntry(KeptVersion):
    """A promise. Whether it was kept is in no column."""

    TITLE, NAMED = "Promise", "words"

    words = models.TextField("what was promised")
    made_by = models.TextField("by whom")
    where = models.TextField("where")
    made_on = models.DateField("made on")
    due = models.DateField("due")
    measure = models.CharField("measure", max_length=80, blank=True)
    target = models.FloatField("target", null=True)
    post = models.TextField("post", blank=True)


class PostEntry(KeptVersion):
    """From a day on a post of leadership is held so."""

    TITLE, NAMED = "Post", "post"

    post = models.TextField("post")
    state = _choice(PostState, "how it is held")
    begins = models.DateField("from")


class PulseRound(models.Model):
    """A round of the staff survey: its questions and groups, and the days it opened and closed.

    ``closed_on`` is None while people may answer; nothing is told before. A closed round stays so.
    """

    title = models.CharField(max_length=200)
    questions = models.JSONField()
    groups = models.JSONField()
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    by = models.CharField(max_length=150)

    class Meta:
        ordering = ["-opened_on", "-id"]

    def __str__(self) -> str:
        return f"Round {self.pk} of the staff survey"


class PulseTally(models.Model):
    """How many of a group gave an answer to a question: all that is kept of any answer.

    Every row is made when the round opens, so that neither their order nor a time of theirs tells
    who answered when.
    """

    round = models.ForeignKey(PulseRound, on_delete=models.PROTECT, related_name="tallies")
    group = models.CharField(max_length=200)
    question = models.PositiveSmallIntegerField()
    answer = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "group", "question", "answer"], name="one_tally_of_an_answer"
            )
        ]

    def __str__(self) -> str:
        return f"Tally {self.pk}"


class PulseTaken(models.Model):
    """Somebody has answered a round, so that nobody answers twice: who, and never what."""

    round = models.ForeignKey(PulseRound, on_delete=models.PROTECT, related_name="taken")
    who = models.CharField(max_length=150)

    class Meta:
        ordering = ["round", "who"]
        constraints = [
            models.UniqueConstraint(fields=["round", "who"], name="answered_once_in_a_round")
        ]

    def __str__(self) -> str:
        return f"Answered round {self.round_id}"
