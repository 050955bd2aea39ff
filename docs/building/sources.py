"""What is read of each source, and what each clock can answer from it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from docs.building.blocks import Maker
from docs.building.markdown import code_list, table
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.answers import Answer, answers
from holdfast.record.care import Placements
from holdfast.record.store.manifest import Feed, Reach
from holdfast.sources.annex_a.register import LISTS, WITHHELD
from holdfast.sources.annex_a_workbook.not_read_back import NOT_READ_BACK, ROWS_READ_AS_ONE
from holdfast.sources.cin_census.declared import CHILD, DECLARED
from holdfast.sources.intake.mapping import Cell, Projection
from holdfast.sources.ssd.declared import FOUND, NOT_KEPT, OTHER_NAMES, PROJECTIONS
from holdfast.sources.ssda903.into_record.declared import CHILD as CHILD_OF_RETURN
from holdfast.sources.ssda903.into_record.declared import DECLARED as RETURN_FILES
from holdfast.sources.ssda903.layout import HEADER

_REACH = {"every": "every event", "latest": "how it stands now"}


def ssd_feeds() -> dict[str, Feed]:
    """The feeds of a dataset that gives every table and column which is read."""
    return _feeds(PROJECTIONS.values())


def annex_a_feeds() -> dict[str, Feed]:
    """The feeds of a workbook with all the lists and all their columns."""
    feeds = _feeds(projection for one in LISTS for projection in one.projections)
    for column in WITHHELD:
        feed = feeds[column.table.name]
        columns = tuple(name for name in feed.columns if name != column.name)
        feeds[column.table.name] = Feed(feed.reach, columns)
    return feeds


def cin_census_feeds() -> dict[str, Feed]:
    """The feeds of files of years that ask for every module, with every review of each plan."""
    return _feeds(projection for one in DECLARED for projection in (one.main, *one.others))


def ssda903_feeds() -> dict[str, Feed]:
    """The feeds of returns that hold the whole time in care of the children in care."""
    return _feeds(projection for one in RETURN_FILES for projection in one.projections)


def return_columns() -> str:
    """Each column of the looked-after return, and the columns of the record it is read into."""
    rows = []
    for declared in RETURN_FILES:
        columns = _columns_by_field(declared.projections, (CHILD_OF_RETURN,))
        for column in declared.table.columns:
            becomes = code_list(columns.get(column.name, ())) or "not kept"
            if (declared.table.name, column.name) == ("Episodes", "REASON_PLACE_CHANGE"):
                becomes = f"`{Placements.change_reason}`"
            if column.name != CHILD_OF_RETURN or declared.table is HEADER:
                rows.append((f"`{declared.table.name}`", f"`{column.name}`", becomes))
    return table(("in the file", "column", "becomes"), rows)


def census_fields() -> str:
    """Each field of the census file, and the columns of the record that it is read into."""
    rows = []
    for declared in DECLARED:
        columns = _columns_by_field((declared.main, *declared.others), (CHILD,))
        for field in declared.module.fields():
            becomes = code_list(columns.get(field.name, ())) or "not kept"
            rows.append((f"`{declared.module.name}`", f"`{field.name}`", becomes))
    return table(("in the file", "field", "becomes"), rows)


def _ssd_tables() -> str:
    rows = [
        (f"`{name}`", f"`{projection.table.name}`", _REACH[projection.reach])
        for name, projection in PROJECTIONS.items()
    ]
    return table(("table", "becomes", "what SSD says there"), rows)


def _ssd_other_names() -> str:
    rows = [(f"`{column}`", code_list(names)) for column, names in OTHER_NAMES.items()]
    return table(("column", "also read"), rows)


def _ssd_children_found() -> str:
    rows = [
        (f"`{name}`", f"`{way.by}`", f"`{way.key.table.ssd}`")
        for name, ways in FOUND.items()
        for way in ways
    ]
    return table(("table", "through", "the child of"), rows)


def _clock_answers(feeds: Mapping[str, Feed]) -> str:
    """How many clocks answer how much; each clock, and why it answers no more."""
    found = answers(CLOCKS, feeds)
    counts = [
        f"{sum(one.answer is kind for one in found)} clocks answer: {kind.value}."
        for kind in Answer
    ]
    rows = [
        (f"`{one.clock.key}`", one.clock.title, one.answer.value, one.why)
        for one in sorted(found, key=lambda one: one.answer is Answer.CANNOT_TELL)
    ]
    columns = ("clock", "what it watches", "answers", "why no more")
    return "\n".join((*counts, "", table(columns, rows)))


def _feeds(projections: Iterable[Projection]) -> dict[str, Feed]:
    """What a source carries that fills every projection, as an import would state it."""
    reach: dict[str, Reach] = {}
    columns: dict[str, set[str]] = defaultdict(set)
    for projection in projections:
        name = projection.table.name
        columns[name] |= {column.name for column in projection.cells}
        every = "every" in (projection.reach, reach.get(name))
        reach[name] = "every" if every else "latest"
    return {name: Feed(reach[name], tuple(sorted(columns[name]))) for name in columns}


def _columns_by_field(
    projections: Iterable[Projection], child: tuple[str, ...]
) -> dict[str, list[str]]:
    """The columns that each field is read into, as table.column."""
    found: dict[str, list[str]] = defaultdict(list)
    for projection in projections:
        for column, origin in projection.cells.items():
            # The child's number is in every table.
            if isinstance(origin, Cell) and (origin.names != child or column.key):
                place = f"{projection.table.name}.{column.name}"
                found[origin.names[0]] += [place] if place not in found[origin.names[0]] else []
    return found


def not_read_back() -> str:
    """The columns of our own Annex A that an import does not give back, and why."""
    rows = [(str(one.number), "; ".join(one.columns), one.of, one.why) for one in NOT_READ_BACK]
    return table(("list", "column", "of", "why"), rows)


MAKERS: Mapping[str, Maker] = {
    "tables of the dataset": _ssd_tables,
    "tables of the dataset that are not kept": lambda: code_list(NOT_KEPT),
    "other names of the dataset's columns": _ssd_other_names,
    "rows through which a child is found": _ssd_children_found,
    "what clocks answer from the dataset": lambda: _clock_answers(ssd_feeds()),
    "what clocks answer from Annex A": lambda: _clock_answers(annex_a_feeds()),
    "what Annex A of ours does not give back": not_read_back,
    "rows of ours that are read as one": lambda: ROWS_READ_AS_ONE,
    "fields of the census": census_fields,
    "what clocks answer from the census": lambda: _clock_answers(cin_census_feeds()),
    "columns of the looked-after return": return_columns,
    "what clocks answer from the looked-after return": lambda: _clock_answers(ssda903_feeds()),
}
