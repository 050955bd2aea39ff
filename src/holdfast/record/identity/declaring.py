"""What a council declares about the next import: its mapping of old numbers to new ones."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from holdfast.errors import BadRules
from holdfast.record.identity.entries import DeclaredNumbers, Register

HEADINGS = ("old", "new")
# How many bad rows an error names.
MOST = 20

Row = tuple[int, Sequence[str]]


@dataclass(frozen=True)
class Mapped:
    """A mapping that may be used: how many rows, and how many of them are more than a new number.

    ``merges`` are new numbers of several old ones, ``splits`` old numbers of several new ones.
    """

    declared: DeclaredNumbers
    merges: int
    splits: int


def mapped(register: Register, rows: Iterable[Row], called: str) -> Mapped:
    """The mapping in the rows of a file, each with its line; the first holds the headings.

    Raises BadRules naming each row that cannot be used, and why; then nothing of it is.
    """
    written = [(line, [cell.strip() for cell in cells]) for line, cells in rows]
    written = [(line, cells) for line, cells in written if any(cells)]
    if not written or tuple(one.casefold() for one in written[0][1]) != HEADINGS:
        raise BadRules(
            f"The mapping {called} does not begin with the two headings old and new.",
            "Write them in its first row: old,new. Nothing of it was used.",
        )
    problems = list(_problems(register, written[1:]))
    if problems:
        raise _refused(called, problems)
    pairs = tuple(sorted((cells[0], cells[1]) for _, cells in written[1:]))
    if not pairs:
        raise BadRules(f"The mapping {called} holds no number.", "Nothing of it was used.")
    return Mapped(
        DeclaredNumbers(pairs),
        sum(many > 1 for many in Counter(new for _, new in pairs).values()),
        sum(many > 1 for many in Counter(old for old, _ in pairs).values()),
    )


def _problems(register: Register, rows: Iterable[tuple[int, list[str]]]) -> Iterator[str]:
    known = {one.number for one in register.entries}
    seen: dict[tuple[str, str], int] = {}
    for line, cells in rows:
        if len(cells) != len(HEADINGS):
            yield f"row {line} has {len(cells)} cells and not two"
        elif not all(cells):
            yield f"row {line} lacks the {HEADINGS[cells.index('')]} number"
        elif cells[0] not in known:
            yield f"row {line}: no child was ever imported by its old number"
        elif (first := seen.setdefault((cells[0], cells[1]), line)) != line:
            yield f"row {line} says the same as row {first}"


def _refused(called: str, problems: Sequence[str]) -> BadRules:
    more = f"; and {len(problems) - MOST} more" if len(problems) > MOST else ""
    return BadRules(
        f"The mapping {called} is refused: {'; '.join(problems[:MOST])}{more}.",
        "Correct these rows, or take them out, and give it again. Nothing of it was used.",
    )
