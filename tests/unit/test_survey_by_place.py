"""Faults grouped by where they were met: one row for each column, nothing of it counted twice."""

from typing import Any

from holdfast.importing.survey.by_place import faults_said, group_by_place

NO_SUCH = "There is no such day."
NOT_WRITTEN = "It is not written as a day."


def fault(where: str, what: str, cells: int, clocks: int = 0) -> dict[str, Any]:
    counts = {"cells": cells, "children": cells, "clocks": clocks, "duties": clocks}
    return {"where": where, "what": what, "next_step": f"Correct: {what}"} | counts


def test_the_faults_of_a_column_are_one_row_with_what_to_do_of_the_most_frequent() -> None:
    met = [fault("plans: end", NOT_WRITTEN, 2, 9), fault("plans: end", NO_SUCH, 5, 1)]
    [place] = group_by_place(met, {})
    assert place["faults"] == [
        {"what": NO_SUCH, "cells": 5},
        {"what": NOT_WRITTEN, "cells": 2},
    ]
    assert place["next_step"] == f"Correct: {NO_SUCH}"
    assert (place["cells"], place["children"], place["clocks"]) == (7, 7, 10)


def test_the_same_fault_in_two_files_is_said_once() -> None:
    met = [fault("Child: BirthDate", NO_SUCH, 2), fault("Child: BirthDate", NO_SUCH, 3)]
    [place] = group_by_place(met, {})
    assert place["faults"] == [{"what": NO_SUCH, "cells": 5}]


def test_what_faults_share_is_counted_once() -> None:
    met = [fault("plans: end", NO_SUCH, 5, 3), fault("plans: end", NOT_WRITTEN, 2, 3)]
    counted = {"plans: end": {"cells": 6, "children": 4, "clocks": 3, "duties": 5}}
    [place] = group_by_place(met, counted)
    assert (place["cells"], place["children"]) == (6, 4)
    assert (place["clocks"], place["duties"]) == (3, 5)


def test_the_place_that_takes_most_clocks_then_children_comes_first() -> None:
    met = [
        fault("few", NO_SUCH, 90, 1),
        fault("many", NO_SUCH, 1, 2),
        fault("more", NO_SUCH, 91, 1),
    ]
    assert [place["where"] for place in group_by_place(met, {})] == ["many", "more", "few"]


def test_several_faults_are_said_with_their_numbers_and_one_without() -> None:
    met = [fault("a", NO_SUCH, 1200), fault("a", NOT_WRITTEN, 2), fault("b", NO_SUCH, 3)]
    several, alone = group_by_place(met, {})
    assert faults_said(several) == [
        "There is no such day\u00a0(1,200)",
        "It is not written as a day\u00a0(2)",
    ]
    assert faults_said(alone) == ["There is no such day"]
