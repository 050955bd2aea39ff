"""Pages over a council with a file of supervision laid over it."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from holdfast.record.store.snapshots import Store
from holdfast.record.supplements.versions import Supplements
from holdfast.sources.supplements import FileToAdd, add_supplement
from holdfast.sources.supplements.register import file_kind
from holdfast.web import data
from holdfast.web.audit.models import AuditKind
from holdfast.web.children import told

DAY = "2018-02-06"


@pytest.fixture
def own(own_council: Path) -> Path:
    """A council of this test's own: it is written to."""
    return own_council


@pytest.fixture
def child(own: Path) -> str:
    """A child whose case is open."""
    sql = (
        "select p.child from persons as p join standing as s on s.subject = p.child "
        "where s.status = 'running' and s.clock = 'supervision_case' order by p.child limit 1"
    )
    return str(data.outlook().rows(sql)[0]["child"])


@pytest.fixture
def laid(own: Path, child: str, tmp_path: Path) -> Path:
    """The data folder with what was entered for that child a week after the extract."""
    path = tmp_path / "supervision.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("what", "child", "held"), ("case", child, "2018-02-05")])
    until = date.fromisoformat(DAY)
    asked = FileToAdd(path, file_kind("supervision"), f"{DAY}T09:00:00", known_until=until)
    add_supplement(Store(own).current(), asked)
    return own


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def test_a_childs_story_tells_it_with_the_file_that_it_came_from(child: str, laid: Path) -> None:
    entries = told(data.outlook(date.fromisoformat(DAY)), child).entries
    (entry,) = [one for one in entries if one.day == date(2018, 2, 5)]
    assert entry.what == "The case is discussed in supervision"
    assert entry.source == "supervision.csv, supervision, row 2"


def test_on_the_extracts_day_what_only_a_file_knows_is_left_out(
    manager: Client, child: str, laid: Path
) -> None:
    address = f"/children/{data.handle(child)}/"
    assert "1 event dated after 31 January 2018 is left out" in seen(manager, address)
    assert "is left out" not in seen(manager, f"{address}?as_at={DAY}")


def test_the_log_knows_what_is_done_with_one() -> None:
    assert {"import", "remove"} <= set(AuditKind.values)


def test_a_day_after_the_extract_says_what_is_not_known(manager: Client, laid: Path) -> None:
    text = seen(manager, f"/due/?status=cannot-tell&as_at={DAY}")
    assert "the case system&#x27;s extract ends on 31 January 2018" in text
    assert "You are looking at <strong>6 February 2018</strong>" in text
    assert "extract ends before that day" in text
    assert "A day up to 6 February 2018" in text
    refused = manager.get("/due/", {"as_at": "2018-02-07"})
    assert refused.status_code == 400
    assert "choose a day up to 6 February 2018" in refused.content.decode()


def test_pages_follow_when_it_is_taken_away(manager: Client, laid: Path) -> None:
    assert "with the supervision file known until 6 February 2018" in seen(
        manager, f"/?as_at={DAY}"
    )
    Supplements(laid).remove("supervision")
    assert manager.get("/due/", {"as_at": DAY}).status_code == 400
    assert "with the supervision file" not in seen(manager, "/")
