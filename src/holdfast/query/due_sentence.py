"""A list of duties in a sentence: how many they are, how they stand, and whose they are."""

from collections.abc import Sequence

from holdfast.query.due import CANNOT_TELL, Counted

# How the duties of each status are told, after the noun: there every one of them reads as English.
_HOW = {
    "overdue": "overdue",
    "due-soon": "due soon",
    "running": "still running",
    "open": "open",
    "met": "met in time",
    "late": "done late",
    "lapsed": "lapsed",
    "watching": "watched",
    CANNOT_TELL: "that cannot be determined",
    "all": "",
}


def sentence(found: Counted, statuses: Sequence[str]) -> str:
    """The result in words: "312 duties overdue or due soon, of 207 children".

    ``statuses`` are keys of ``STATUSES``, in the order in which they are told.
    """
    words = [_HOW[status] for status in sorted(statuses, key=lambda one: one == CANNOT_TELL)]
    how = " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
    if not found.duties:
        return f"No duties {how}".rstrip()
    counted = duties(found.duties)
    return f"{counted} {how}, of {people(found)}" if how else f"{counted} of {people(found)}"


def duties(number: int, which: str = "") -> str:
    """So many duties: "1 duty", "1,350 more duties"."""
    noun = "duty" if number == 1 else "duties"
    return f"{number:,} {which} {noun}" if which else f"{number:,} {noun}"


def people(found: Counted) -> str:
    """Whose the duties are: "207 children and 3 workers"."""
    children = f"{found.children:,} {'child' if found.children == 1 else 'children'}"
    workers = f"{found.workers:,} {'worker' if found.workers == 1 else 'workers'}"
    if not found.workers:
        return children
    return f"{children} and {workers}" if found.children else workers
