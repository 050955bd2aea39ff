"""Where a rule comes from, and how sure we are of it.

A ``Citation`` names a provision and says in our own words what it requires. ``standing`` is
the truth about our own checking: ``READ`` means that the text of the provision or of the
published data set was read; ``SECOND_HAND`` that another document which restates it was
read; ``UNVERIFIED`` that neither was. Pages print it beside every due date.
"""

from dataclasses import dataclass
from enum import StrEnum


class Tier(StrEnum):
    """How binding a rule is."""

    STATUTE = "statute"
    GUIDANCE = "guidance"
    LOCAL = "local"
    STATISTICAL = "statistical"


class Standing(StrEnum):
    """How far a citation has been checked."""

    READ = "verified"
    SECOND_HAND = "second-hand"
    UNVERIFIED = "unverified"


@dataclass(frozen=True)
class Citation:
    """A provision: the instrument, the place in it, what it requires in our own words."""

    instrument: str
    provision: str
    says: str
    standing: Standing
    seen: str = ""

    def __str__(self) -> str:
        place = f", {self.provision}" if self.provision else ""
        return f"{self.instrument}{place} ({self.standing.value})"
