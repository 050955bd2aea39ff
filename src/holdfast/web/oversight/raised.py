"""Deficits that people raise, of a child or of a team, and how they are read again."""

from datetime import date
from typing import Any

from django.db import models

from holdfast.areas import Area
from holdfast.challenge.deficit import RAISED

MARK = "raised-"


class RaisedEntry(models.Model):
    """A person raises a deficit: from an audit, as reviewing officer or chair, of an inspection.

    ``mark`` is what it is known by. ``child`` is the id in the register of children, empty where it
    is of ``team`` and those below it. ``evidence`` is the event that is to show it put right; of a
    team, the key of a rule of which no deficit is to be open. ``theme`` is an area of care;
    ``found_on`` the day on which the audit or inspection found it, ``address`` where that can be
    read; ``on`` a day of the data. Rows are never changed.
    """

    mark = models.CharField(max_length=40, unique=True)
    source = models.CharField(max_length=20, choices=[(one.value, one.value) for one in RAISED])
    child = models.CharField(max_length=64, blank=True)
    team = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200)
    theme = models.CharField(max_length=20, choices=[(one.value, one.title) for one in Area])
    evidence = models.CharField(max_length=300)
    found_on = models.DateField()
    address = models.CharField(max_length=300, blank=True)
    on = models.DateField()
    by_worker = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=150)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["child"], name="raised_of_a_child")]

    def __str__(self) -> str:
        return f"Raised deficit {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Append the row. Raises TypeError for one that is there already."""
        if not self._state.adding:
            raise TypeError("What was raised is never changed: something may be said of it.")
        super().save(*args, **kwargs)


def raised_entry(mark: str) -> RaisedEntry | None:
    """The entry of a mark; None where there is none."""
    return RaisedEntry.objects.filter(mark=mark).first()


def raised_at(address: str) -> list[RaisedEntry]:
    """What was raised from one place, such as the page of an audited case; the oldest first."""
    return list(RaisedEntry.objects.filter(address=address))


def findings_between(after: date, until: date) -> list[RaisedEntry]:
    """What inspections found after a day and up to another, by the day on which they found it."""
    found = RaisedEntry.objects.filter(source="inspection", found_on__gt=after)
    return list(found.filter(found_on__lte=until))
