"""Closed lists with words for people, as Django keeps them and as enumerations to the type checker.

Django ships no types, so that the checker would take each member for the pair it is written as.
"""

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:

    class TextChoices(StrEnum):
        """A list whose members are written as a value and its words."""

        _value_: str
        label: str
        choices: ClassVar[list[tuple[str, str]]]
        values: ClassVar[list[str]]
        labels: ClassVar[list[str]]

else:
    from django.db.models import TextChoices

__all__ = ["TextChoices"]
