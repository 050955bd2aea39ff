"""The pages of children who may be one: the list, the two beside one another, what is said."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from django.http import QueryDict
from django.test import Client

from holdfast.query.same_child.pairs import same_child_pairs
from holdfast.record.store.snapshots import Store
from holdfast.sources.made_up import council_tables, import_council
from holdfast.web import data
from holdfast.web.asked import ask
from holdfast.web.audit.models import AuditRow
from holdfast.web.oversight.models import SameChildAnswer
from holdfast.web.pages.front_door.same_child import likely_others

DAY, CHILDREN, SEED = date(2018, 1, 31), 60, 5
LIST = "/front-door/same-child/"


@pytest.fixture(scope="module")
def twice_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A council in which two children stand a second time, one with the family name misspelt."""
    home = tmp_path_factory.mktemp("twice")
    tables = dict(council_tables(CHILDREN, DAY, SEED))
    rows = tables["persons"].to_pylist()
    second = [
        row | {"child": f"{row['child']}-2", "system_number": None, "health_number": None}
        for row in rows[:2]
    ]
    second[1]["surname"] = second[1]["surname"] + "s"
    tables["persons"] = pa.Table.from_pylist([*rows, *second], schema=tables["persons"].schema)
    import_council(Store(home), tables, CHILDREN, DAY, SEED, "2018-02-01T08:30:00")
    return home


@pytest.fixture(autouse=True)
def _twice(home: Path, twice_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOLDFAST_HOME", str(twice_home))


def address() -> str:
    pair = same_child_pairs(data.outlook())[0]
    return f"{LIST}{data.handle(pair.one)}/{data.handle(pair.other)}/"


def seen(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_names_the_children_and_shows_what_agrees(manager: Client) -> None:
    text = seen(manager, LIST)
    pairs = same_child_pairs(data.outlook())
    assert {pair.other for pair in pairs} >= {f"{pair.one}-2" for pair in pairs[:2]}
    for pair in pairs[:2]:
        assert f"{pair.one} and {pair.other}" in text
    sql = "select child, forename, surname from persons"
    names = {
        row["child"]: f"{row['forename']} {row['surname']}" for row in data.outlook().rows(sql)
    }
    assert all(names[child] in text for pair in pairs[:2] for child in (pair.one, pair.other))
    assert AuditRow.objects.get(kind="list").page == "same child"
    whole = manager.get("/front-door/same-child.csv").content.decode("utf-8-sig")
    assert len(whole.splitlines()) == 1 + len(pairs)
    # What is taken away stays by numbers.
    assert not any(name in whole for name in names.values())


def test_two_children_are_laid_beside_one_another_and_both_views_noted(manager: Client) -> None:
    text, pair = seen(manager, address()), same_child_pairs(data.outlook())[0]
    assert "Are these one child?" in text
    assert "Brothers, sisters and others of the family" in text
    assert {row.target for row in AuditRow.objects.filter(kind="view")} == {pair.one, pair.other}


def test_what_is_said_is_kept_with_a_row_for_each_child_and_shown(manager: Client) -> None:
    before = data.outlook().rows("select count(*) as n from persons")
    answer = manager.post(address(), {"said": "same", "words": "The birth certificate was seen"})
    assert answer.status_code == 302
    kept = SameChildAnswer.objects.get()
    assert (kept.said, kept.by) == ("same", "manager")
    rows = AuditRow.objects.filter(kind="same child")
    assert {row.reason for row in rows} == {"The birth certificate was seen"}
    assert len({row.target for row in rows}) == 2
    assert "The birth certificate was seen" in seen(manager, answer["Location"])
    assert "The same child<" in seen(manager, f"{LIST}?said=same")
    assert "No two children" in seen(manager, f"{LIST}?said=other")
    assert data.outlook().rows("select count(*) as n from persons") == before


@pytest.mark.parametrize("given", [{}, {"said": "same"}, {"said": "same", "words": "x" * 501}])
def test_an_answer_without_its_reason_is_refused_in_words(
    manager: Client, given: dict[str, str]
) -> None:
    answer = manager.post(address(), given)
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert not SameChildAnswer.objects.exists()
    assert not AuditRow.objects.filter(kind="same child").exists()


def test_two_who_are_no_pair_are_not_laid_beside_one_another(manager: Client) -> None:
    one, other = (data.handle(f"MU{number:06d}") for number in (1, 2))
    assert manager.get(f"{LIST}{one}/{other}/").status_code == 404


def test_a_contact_that_waits_shows_who_the_child_may_be(manager: Client) -> None:
    pair = same_child_pairs(data.outlook())[0]
    others = likely_others(ask(QueryDict("")), {pair.one})
    assert [other for other, _ in others[pair.one]] == [pair.other]
    manager.post(address(), {"said": "other", "words": "Two birth certificates were seen"})
    assert likely_others(ask(QueryDict("")), {pair.one}) == {}
