"""What an oddity does to the telling: to what really happened, or to what the record makes of it.

A retelling takes all that was told of one child and gives it back changed. One that gives some
of it to another name lets the record say that it happened to somebody else.
"""

from collections.abc import Callable, Collection, Iterable, Mapping

from holdfast.simulation.written.chronicle import NEVER, Told
from holdfast.simulation.written.happenings import Happening

Retelling = Callable[[list[Told]], list[Told]]
Matches = Callable[[Told], bool]

# What a row of persons tells: these go where it goes.
OF_THE_PERSON = {Happening.BORN, Happening.BIRTH_EXPECTED, Happening.DIES}


def on(day: int, *what: Happening) -> Matches:
    """Whatever of these happened on a day."""
    return lambda one: one[2] == day and one[0] in what


def about(row: str, *what: Happening) -> Matches:
    """Whatever of these is about a row."""
    return lambda one: one[3] == row and one[0] in what


def hide(matches: Matches, once: bool = False) -> Retelling:
    """The record never holds it."""
    return _each(matches, lambda one: (*one[:4], NEVER), once)


def write_up(matches: Matches, known: int, once: bool = False) -> Retelling:
    """The record holds it from another day on."""
    return _each(matches, lambda one: (*one[:4], known), once)


def redate(matches: Matches, day: int, once: bool = False) -> Retelling:
    """The record puts it on another day."""
    return _each(matches, lambda one: (one[0], one[1], day, one[3], max(day, one[4])), once)


def put(day: int, matches: Matches) -> Retelling:
    """It really happened on another day, and was known then."""
    return _each(matches, lambda one: (one[0], one[1], day, one[3], day), False)


def give(matches: Matches, whom: str, once: bool = False) -> Retelling:
    """The record says that it happened to somebody else."""
    return _each(matches, lambda one: (one[0], whom, *one[2:]), once)


def say(*told: Told) -> Retelling:
    """The record says what never happened."""
    return lambda before: [*before, *told]


def nobody(told: list[Told]) -> list[Told]:
    """The record does not know when the child was born, or died."""
    return [one for one in told if one[0] not in OF_THE_PERSON]


def _each(matches: Matches, change: Callable[[Told], Told], once: bool) -> Retelling:
    def changed(before: list[Told]) -> list[Told]:
        if once:
            found = (n for n, one in enumerate(before) if one[4] < NEVER and matches(one))
            if (place := next(found, None)) is None:
                return before
            return [*before[:place], change(before[place]), *before[place + 1 :]]
        return [change(one) if one[4] < NEVER and matches(one) else one for one in before]

    return changed


def retold(
    told: Iterable[Told],
    happened: Mapping[str, Collection[Retelling]],
    written: Mapping[str, Collection[Retelling]],
) -> tuple[list[Told], dict[str, list[Told]]]:
    """All that really happened, and what the record makes of it where that is something else.

    The second is by name; a name of whom the record tells nothing any more has an empty list.
    """
    touched = {*happened, *written}
    theirs = {whom: list[Told]() for whom in sorted(touched)}
    everything = list(told)
    real = [one for one in everything if one[1] not in touched]
    for one in everything:
        if one[1] in touched:
            theirs[one[1]].append(one)
    record: dict[str, list[Told]] = {whom: [] for whom in sorted(written)}
    for whom, mine in theirs.items():
        for change in happened.get(whom, ()):
            mine = change(mine)
        real += mine
        if whom in record:
            for change in written[whom]:
                mine = change(mine)
            for one in mine:
                record.setdefault(one[1], []).append(one)
    return real, record
