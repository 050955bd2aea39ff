"""Brothers and sisters: by the family number, and of children in scope alone."""

from collections.abc import Iterator

import pytest

from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY, Scope
from holdfast.query.siblings import siblings
from tests.records import day, outlook_of

FAMILY = ("A", "B", "C")


@pytest.fixture(scope="module")
def seen() -> Iterator[Outlook]:
    holds = {"involvement": "1", "worker": "W", "role": "CW", "team": "T", "child": "A"}
    born = [
        {"child": child, "born": day(f"201{n}-01-01")} for n, child in enumerate((*FAMILY, "D"))
    ]
    outlook = outlook_of(
        {
            "persons": born,
            "family_links": [{"link": c, "family": "F", "child": c} for c in FAMILY],
            "involvements": [holds | {"started": day("2017-01-01"), "named": True}],
            "teams": [{"team": "T"}],
        },
        "2018-01-31",
    )
    yield outlook
    outlook.close()


def test_the_others_of_the_family_are_told_the_eldest_first(seen: Outlook) -> None:
    found = siblings(seen, "B", EVERYBODY)
    assert [(one.child, one.held) for one in found] == [("A", True), ("C", False)]
    assert siblings(seen, "D") == ()


def test_a_scope_is_asked_about_the_child_and_not_about_the_others(seen: Outlook) -> None:
    assert [one.child for one in siblings(seen, "A", Scope("T"))] == ["B", "C"]
    assert siblings(seen, "B", Scope("T")) == ()
