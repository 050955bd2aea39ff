"""What every stage of a story needs: the council, its staff, its ledger and its days."""

from dataclasses import dataclass

from holdfast.simulation.council import Council
from holdfast.simulation.ledger import Ledger
from holdfast.simulation.staff import Staff


@dataclass(frozen=True)
class Scene:
    """A council between its ``first`` day and its ``last``, of which the ledger is kept."""

    council: Council
    ledger: Ledger
    staff: Staff
    first: int
    last: int
    seed: int
