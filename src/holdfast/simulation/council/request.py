"""What may be asked of the simulation: how many children, up to which day, over how many years."""

from datetime import date

from holdfast.days import FIRST_KNOWN, LAST_KNOWN
from holdfast.errors import BadSetting, BeyondCalendar

# The story runs for a year before the years asked for, so that nothing starts from nothing.
RUN_IN_YEARS = 1
# More than any council knows, by far; a county of so many takes hours and most of a machine.
MOST_CHILDREN = 1_000_000


def refuse(children: int, as_at: date, years: int) -> None:
    """Refuse what cannot be made up.

    Raises BadSetting for fewer than one child or year, for a county needs a year to come to
    life in, and for more than ``MOST_CHILDREN``.
    Raises BeyondCalendar where the bank holidays, by which its work is dated, are not known.
    """
    for what, count in (("children", children), ("years", years)):
        if count < 1 or count != int(count):
            raise BadSetting(
                f"A made-up county cannot be made of {count} {what}: it needs at least one.",
                f"Give the number of {what} as a whole number of 1 or more.",
            )
    if children > MOST_CHILDREN:
        raise BadSetting(
            f"A made-up county of more than {MOST_CHILDREN:,} children cannot be made.",
            "Give a smaller number of children.",
        )
    if not FIRST_KNOWN <= as_at <= LAST_KNOWN:
        raise BeyondCalendar(
            f"A county as at {as_at} cannot be made up: bank holidays, by which its work is "
            f"dated, are known from {FIRST_KNOWN} to {LAST_KNOWN}.",
            f"Give it a last day up to {LAST_KNOWN}.",
        )
    # By years first: far enough back, there is no date at all.
    if as_at.year - years - RUN_IN_YEARS < FIRST_KNOWN.year:
        raise BeyondCalendar(
            f"A county of {years} years up to {as_at} cannot be made up: with the year in which "
            f"it comes to life, it would begin before {FIRST_KNOWN}, and of earlier years the "
            "bank holidays are not known.",
            "Give fewer years, or a later last day.",
        )
