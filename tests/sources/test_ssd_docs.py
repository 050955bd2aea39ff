"""The page about the dataset says what each clock can answer from it, as the clocks say it.

To write its table anew: ``python -m tests.sources.test_ssd_docs``.
"""

from pathlib import Path

from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.answers import Answer, answers
from holdfast.record.store.manifest import Feed
from holdfast.sources.ssd.declared import FOUND, NOT_KEPT, OTHER_NAMES, PROJECTIONS

PAGE = Path(__file__).parents[2] / "docs" / "sources_ssd.md"
BEGIN, END = "<!-- clocks: begin -->\n", "<!-- clocks: end -->"

# A source that gives every table and column which the reader maps.
WHOLE = {
    one.table.name: Feed(one.reach, tuple(column.name for column in one.cells))
    for one in PROJECTIONS.values()
}


def clocks() -> str:
    told = answers(CLOCKS, WHOLE)
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


def test_the_page_says_what_each_clock_answers() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.partition(BEGIN)[2].partition(END)[0] == clocks()


def test_the_page_names_every_other_name_and_every_table() -> None:
    page = PAGE.read_text(encoding="utf-8")
    others = [name for names in OTHER_NAMES.values() for name in names]
    found = [one.by for way in FOUND.values() for one in way]
    tables = [*PROJECTIONS, *NOT_KEPT]
    assert [name for name in (*others, *found, *tables) if f"`{name}`" not in page] == []


if __name__ == "__main__":
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    PAGE.write_text(before + BEGIN + clocks() + END + rest.partition(END)[2], encoding="utf-8")
