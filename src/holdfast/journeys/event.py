"""What an event is: something dated that happens to somebody."""

from dataclasses import dataclass

from holdfast.record.condition import Condition
from holdfast.record.table import Column, Table


@dataclass(frozen=True)
class Event:
    """The rows of one table in which ``at`` is recorded and ``where`` holds.

    ``name`` is said to people ("a child on a plan is visited and seen").
    """

    name: str
    at: Column
    where: Condition | None = None

    @property
    def table(self) -> type[Table]:
        """The table whose rows are the events."""
        return self.at.table

    @property
    def subject(self) -> Column:
        """The column that says to whom it happens."""
        subject = self.table.subject()
        if subject is None:
            raise TypeError(f"{self.table.name} is about no one, so {self.name!r} is no event")
        return subject

    def columns(self) -> tuple[Column, ...]:
        """Every column of the record that it reads."""
        return (self.subject, self.at, *(self.where.columns() if self.where else ()))
