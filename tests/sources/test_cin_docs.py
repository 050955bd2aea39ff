"""The page about the census says what becomes of its fields, and what each clock can answer.

To write its tables anew: ``python -m tests.sources.test_cin_docs``.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.answers import Answer, answers
from holdfast.record.store.manifest import Feed
from holdfast.sources.cin_census.declared import CHILD, DECLARED, Declared
from holdfast.sources.cin_census.importing import unkept
from holdfast.sources.intake.mapping import Cell, Projection

PAGE = Path(__file__).parents[2] / "docs" / "sources_cin_census.md"


def projections() -> Iterator[Projection]:
    for declared in DECLARED:
        yield from (declared.main, *declared.others)


def whole() -> dict[str, Feed]:
    """Files of every module, in years that ask for all of them, with every review."""
    columns: dict[str, set[str]] = defaultdict(set)
    for one in projections():
        columns[one.table.name] |= {column.name for column in one.cells}
    reach = {one.table.name: one.reach for one in projections()}
    return {name: Feed(reach[name], tuple(sorted(held))) for name, held in columns.items()}


def becomes(declared: Declared) -> dict[str, list[str]]:
    """The columns that each field of a module is read into."""
    found: dict[str, list[str]] = defaultdict(list)
    for projection in (declared.main, *declared.others):
        for column, origin in projection.cells.items():
            place = f"`{projection.table.name}.{column.name}`"
            # The child's number is in every table.
            if isinstance(origin, Cell) and (origin.names != (CHILD,) or column.key):
                found[origin.names[0]] += [place] if place not in found[origin.names[0]] else []
    return found


def fields() -> str:
    lines = ["| in the file | field | becomes |", "|---|---|---|"]
    for declared in DECLARED:
        found = becomes(declared)
        for one in declared.module.fields():
            place = ", ".join(found.get(one.name, ())) or "not kept"
            lines.append(f"| `{declared.module.name}` | `{one.name}` | {place} |")
    return "\n".join(lines) + "\n"


def clocks() -> str:
    told = answers(CLOCKS, whole())
    lines = [
        f"{sum(one.answer is answer for one in told)} clocks answer: {answer.value}."
        for answer in Answer
    ]
    lines += ["", "| clock | what it watches | answers | why no more |", "|---|---|---|---|"]
    lines += [
        f"| `{one.clock.key}` | {one.clock.title} | {one.answer.value} | {one.why} |"
        for one in sorted(told, key=lambda one: one.answer is Answer.CANNOT_TELL)
    ]
    return "\n".join(lines) + "\n"


PARTS = {"fields": fields, "clocks": clocks}


def part(name: str) -> re.Pattern[str]:
    return re.compile(f"(?<=<!-- {name}: begin -->\n).*?(?=<!-- {name}: end -->)", re.DOTALL)


@pytest.mark.parametrize("name", PARTS)
def test_the_page_says_what_the_declarations_say(name: str) -> None:
    found = part(name).search(PAGE.read_text(encoding="utf-8"))
    assert found
    assert found[0] == PARTS[name]()


def test_what_is_not_kept_is_marked_so() -> None:
    marked = re.findall(r"\| `(\w+)` \| `(\w+)` \| not kept \|", fields())
    assert [f"{module}: {field}" for module, field in marked] == unkept()


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    for key, made in PARTS.items():
        text = part(key).sub(lambda _, made=made: made(), text)  # type: ignore[misc]
    PAGE.write_text(text, encoding="utf-8")
