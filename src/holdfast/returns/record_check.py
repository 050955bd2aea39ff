"""What comes of checking the return that the record would send today."""

from collections.abc import Mapping
from dataclasses import dataclass

from holdfast.returns.form import Place
from holdfast.returns.outcome import Outcome


@dataclass(frozen=True)
class LeftOut:
    """Rows of the record that the return has no place for: why, and how many."""

    why: str
    rows: int


@dataclass(frozen=True)
class RecordCheck:
    """A return drawn from the record and checked.

    ``lacking`` says of fields (table, name) why the record cannot give them, ``left_out`` for
    which rows the return has no place, ``cautions`` what of the whole must be borne in mind.
    """

    outcome: Outcome
    lacking: Mapping[Place, str]
    left_out: tuple[LeftOut, ...] = ()
    cautions: tuple[str, ...] = ()
