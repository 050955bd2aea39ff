"""Every kind of oddity, those that are planted and those that come of the story."""

from collections.abc import Callable

from holdfast.simulation.oddities import cases, found, moving, people, placeholders, reused, visits
from holdfast.simulation.oddities.ground import Ground
from holdfast.simulation.oddities.kind import OddityKind

KINDS: tuple[OddityKind, ...] = (
    visits.LATE,
    found.NOT_YET,
    visits.BACK_DATED,
    placeholders.SIGNED,
    placeholders.CONFERENCE,
    placeholders.DAY,
    placeholders.ID,
    placeholders.WORDS,
    found.UNBORN,
    people.ESTIMATED,
    found.SIBLING,
    found.TRANSFER_IN,
    moving.TRANSFER_OUT,
    found.LEAVER,
    found.INBOX,
    visits.NO_VISITS,
    cases.CANCELLED,
    found.NOT_CALLED,
    people.DUPLICATE,
    reused.REUSED,
    people.NO_PERSON,
    visits.ORPHAN,
    visits.BEFORE_BIRTH,
    cases.AFTER_DEATH,
)
BY_KEY = {kind.key: kind for kind in KINDS}
RATES = {kind.key: kind.rate for kind in KINDS if kind.rate is not None}

# In this order: what takes a child whole, then what takes a plan, then what takes a row.
PLANTERS: tuple[Callable[[Ground], None], ...] = (
    people.whole,
    moving.transfers_out,
    visits.without_visits,
    visits.before_birth,
    people.estimated,
    visits.orphans,
    visits.late,
    visits.back_dated,
    placeholders.signed,
    placeholders.conferences,
    cases.cancelled,
    cases.after_death,
    placeholders.idle,
)
