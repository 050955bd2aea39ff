"""What a concern is.

A concern is a fact about what the service has or has not done, or a pattern in the record. It is
true or it is not, for a child, over a time; it has no weight, is never added to another, and
predicts nothing. That no concern is found never means that a child is safe.

Each *strand* of a concern is one way in which it comes true, and is read as a clock is: something
makes it known, something ends it, and it is true once the time that may pass between them has
run out. So history, doubt, and what a source cannot tell come with it, from both readers.
"""

from dataclasses import dataclass
from datetime import date

from holdfast.areas import Area
from holdfast.clocks.clock import Clock


@dataclass(frozen=True)
class Strand:
    """One way in which a concern comes true: from the day after the clock's due day until it ends.

    ``fact`` says of one child what is so ("an enquiry began and the child has not been seen
    since"). The clock's limit is the time that may pass; one that the council sets for its own
    clocks in the local rules is set there too, under the clock's key.
    """

    fact: str
    clock: Clock

    @property
    def key(self) -> str:
        """The key of the strand: its clock's."""
        return self.clock.key


@dataclass(frozen=True, kw_only=True)
class Concern:
    """One rule, in the order of whose strands a child is listed: in the first that fits.

    ``rule`` says in plain words what makes it true, ``ends`` what ends it, ``never_means`` what
    nobody may read into it, ``source`` where the rule comes from. ``version`` counts its changes,
    the last of them on ``since``.
    """

    key: str
    title: str
    area: Area
    rule: str
    ends: str
    never_means: str
    source: str
    strands: tuple[Strand, ...]
    version: int = 1
    since: date = date(2026, 11, 29)

    def strand(self, key: str) -> Strand:
        """The strand of that key, which must be one of the concern's."""
        return next(strand for strand in self.strands if strand.key == key)
