"""What a preset is: what one case system, or one national list, writes in the coded columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from holdfast.record.schema.table import CodeSet, Column

# Words for a yes or a no are declared as the flag itself.
Meaning = str | bool
# A code set stands for every column that uses it.
Place = Column | CodeSet
Words = Mapping[Place, Mapping[str, Meaning]]


@dataclass(frozen=True)
class Preset:
    """The words of one case system's public build.

    ``seen`` are those that its scripts show, file by file in the declaration; ``remembered``
    those that people who work with it name and that no script we could read shows: they are
    applied as well, and said to be unverified wherever they are told.
    """

    name: str
    seen: Words
    remembered: Words = field(default_factory=dict)

    def words(self, place: Place) -> dict[str, Meaning]:
        """The words declared for a column itself, or for a code set."""
        return {**self.remembered.get(place, {}), **self.seen.get(place, {})}
