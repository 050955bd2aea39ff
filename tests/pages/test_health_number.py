"""No page, file, address or log shows an NHS number; the import says how many lack one."""

import logging
import re
from pathlib import Path

import pytest
from django.test import Client

from holdfast.web import data
from holdfast.web.audit.models import AuditRow

# As the made-up county writes them: ``simulation/family.py``.
NUMBER = re.compile(r"MU-H\d{6}")


@pytest.fixture
def numbered(council: Path) -> tuple[str, str]:
    """The child with an NHS number for whom most clocks ran, and the number."""
    row = data.outlook().rows(
        "select p.child, p.health_number from persons as p join standing as s on s.subject = "
        "p.child where p.health_number is not null group by p.child, p.health_number "
        "order by count(*) desc, p.child limit 1"
    )[0]
    assert NUMBER.fullmatch(row["health_number"])
    return row["child"], row["health_number"]


def test_no_page_shows_one(
    manager: Client, numbered: tuple[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    child = f"/children/{data.handle(numbered[0])}/"
    one = f"/imports/{data.current().id}/"
    pages = ["/", "/due/", "/due.csv?status=overdue", "/clocks/", "/children/", "/imports/", one]
    pages += [
        f"{one}answers/",
        f"{one}refusals/",
        child,
        f"{child}?order=newest",
        f"{child}clocks/",
    ]
    with caplog.at_level(logging.DEBUG):
        for address in pages:
            answer = manager.get(address)
            assert answer.status_code == 200, address
            assert not NUMBER.search(answer.content.decode()), address
    assert not NUMBER.search(caplog.text)
    assert not any(NUMBER.search(str(vars(row))) for row in AuditRow.objects.all())


def test_a_child_is_not_looked_up_by_it(manager: Client, numbered: tuple[str, str]) -> None:
    answer = manager.post("/children/", {"number": numbered[1]})
    assert answer.status_code == 200
    assert "There is no child with that number" in answer.content.decode()
    assert not any(NUMBER.search(str(vars(row))) for row in AuditRow.objects.all())


def test_the_import_says_how_many_children_have_none(manager: Client, council: Path) -> None:
    (row,) = data.outlook().rows(
        "select count(*) as children, count(*) - count(health_number) as bare from persons"
    )
    assert 0 < row["bare"] < row["children"]
    text = manager.get(f"/imports/{data.current().id}/").content.decode()
    told = f"{row['bare']:,} of {row['children']:,} children have no NHS number recorded."
    assert f"{told} The numbers themselves are shown nowhere." in text
