"""A number with its noun in the singular or the plural, for sentences that are made."""


def count_of(number: int, noun: str) -> str:
    """The number and the noun that goes with it; a plural that is not given takes an s.

    >>> count_of(2, "child,children"), count_of(1_204, "case"), count_of(1, "is,are")
    ('2 children', '1,204 cases', '1 is')
    """
    one, _, many = noun.partition(",")
    return f"{number:,} {one if number == 1 else many or one + 's'}"
