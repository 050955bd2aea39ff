"""The reasons given to queries, only ever added to, and what was carried in from files."""

from typing import Any

from django.db import models


class QueryAnswer(models.Model):
    """The reason that a person gave to a query of a return, in the return of a year.

    ``form`` is the name that the return has in addresses, ``code`` the rule's, ``mark`` that of
    what it found (see ``returns/finding_key.py``), so that the answer holds no child's number. Rows
    are never changed: whoever thinks better of a reason gives another, and the latest is the one
    that stands. ``by`` is the name of an account, kept as text because the answer outlives it.
    """

    form = models.CharField(max_length=40)
    code = models.CharField(max_length=20)
    mark = models.CharField(max_length=64)
    year = models.PositiveIntegerField()
    reason = models.TextField()
    by = models.CharField(max_length=150)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["form", "code", "mark"], name="answers_of_a_query")]

    def __str__(self) -> str:
        return f"Answer {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Append the row. Raises TypeError for one that is there already."""
        if not self._state.adding:
            raise TypeError("An answer is corrected by a new one, never changed.")
        super().save(*args, **kwargs)


class CarriedFile(models.Model):
    """A file of answers, from before they lay here, that was carried in: once, by its checksum.

    ``answers`` and ``unreadable`` say how many of its lines became which.
    """

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    carried_at = models.DateTimeField()
    answers = models.PositiveIntegerField()
    unreadable = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"Carried-in file {self.pk}"


class UnreadableLine(models.Model):
    """A line of such a file that is no answer as far as we can read, kept as it was."""

    file = models.ForeignKey(CarriedFile, on_delete=models.PROTECT)
    number = models.PositiveIntegerField()
    line = models.BinaryField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Unreadable line {self.number}"
