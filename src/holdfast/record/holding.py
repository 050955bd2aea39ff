"""Who holds a child's case: declared here, by edition of the guidance, and written nowhere else.

Until 14 December 2023 a social worker held every case. Since then a lead practitioner, who need
not be a social worker, may hold one of section 17, overseen by a social worker; enquiries,
protection plans and care stay with a registered social worker (``law/working_together``).

The parts are those of ``codes_oversight.ROLE``. Who has a part beside the lead holds nothing by
it: their coming is no change of worker, and their going leaves nobody without one.
"""

from dataclasses import dataclass
from datetime import date

from holdfast.law.working_together import FROM_2023
from holdfast.record.codes.oversight import ROLE
from holdfast.record.schema.condition import Condition
from holdfast.record.workforce import Involvements


@dataclass(frozen=True)
class Holding:
    """Parts whose worker holds the case, for all days from ``since`` on (None: always)."""

    roles: tuple[str, ...]
    since: date | None = None

    @property
    def part(self) -> Condition:
        """The involvement is one of these parts, whenever it was."""
        return Involvements.role.among(*self.roles)


HOLDING = (Holding(("CW",)), Holding(("LP", "FSL"), since=FROM_2023))
HOLDS = Involvements.role.among(*(role for one in HOLDING for role in one.roles))

# Beside whoever leads, by design: each is shown with the part, and is not counted as a change.
BESIDE = Involvements.role.among("LCPP", "FSW")
JOINS = Involvements.role.among("LCPP")

# Nobody knows what part this is, and it may be the lead's: who it is must be seen.
PART_NOT_KNOWN = Involvements.role.not_among(*ROLE.codes)

# A condition sees one row, and the registration lies in another table: so the part alone says
# who is a social worker. Of one kind of lead it does not say, and nobody may guess.
SOCIAL_WORKER = Involvements.role.among("CW", "LCPP")
PERHAPS_SOCIAL_WORKER = Involvements.role.among("LP")

# A team inbox, or a list on duty, holds nobody.
NAMED = Involvements.named.not_no


# The part that goes without saying where a named worker is shown.
USUAL = HOLDING[0].part


def holds(role: str | None, day: date) -> bool:
    """Whether a worker with that part holds the case on a day."""
    return any(role in one.roles and (one.since or day) <= day for one in HOLDING)


def holds_sql(row: str, day: str) -> str:
    """The same as SQL over the involvement named ``row``; ``day`` is SQL for a day."""
    parts = [
        f"({one.part.sql(row)} and {day} >= date '{one.since}')" if one.since else one.part.sql(row)
        for one in HOLDING
    ]
    return f"({' or '.join(parts)})"


def part_in_words(role: str | None) -> str:
    """A worker's part in a few words; a code that no vocabulary knows is told as it stands."""
    if role is None:
        return "part not recorded"
    return ROLE.codes.get(role, f"part not known ({role})").partition(",")[0]
