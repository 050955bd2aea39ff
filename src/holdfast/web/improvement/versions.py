"""What every entry of the room has in common: it is kept in versions, and no version is changed."""

from typing import Any, ClassVar

from django.db import models


class KeptVersion(models.Model):
    """One version of an entry.

    ``entry`` is the same for all versions of one thing and ``version`` counts them from 1; the
    latest stands. One that is ``withdrawn`` is shown in the history alone. Of two people who change
    the same version the second is shown both. ``TITLE`` says what the thing is, ``NAMED`` which
    column names one.
    """

    entry = models.CharField(max_length=80, db_index=True)
    version = models.PositiveIntegerField()
    withdrawn = models.BooleanField(default=False)
    by = models.CharField(max_length=150)
    entered_at = models.DateTimeField()

    TITLE: ClassVar[str] = ""
    NAMED: ClassVar[str] = ""
    OWN: ClassVar[tuple[str, ...]] = ("id", "entry", "version", "withdrawn", "by", "entered_at")

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["entry", "version"], name="one_%(class)s_of_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.TITLE} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Append the row. Raises TypeError for one that is there already."""
        if not self._state.adding:
            raise TypeError("A version is never changed: a newer one may be entered.")
        super().save(*args, **kwargs)

    @property
    def called(self) -> str:
        """What the thing is called, as this version has it."""
        return str(getattr(self, self.NAMED))

    @classmethod
    def columns(cls) -> dict[str, str]:
        """The columns that people fill in, with the words for each."""
        return {
            one.name: str(one.verbose_name) for one in cls._meta.fields if one.name not in cls.OWN
        }
