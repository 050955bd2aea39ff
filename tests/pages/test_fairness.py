"""The pages of fairness: what differs, one clock by group, and that small numbers stay withheld."""

import re

import pytest
from django.test import Client

from holdfast.query.fairness.groups import Characteristic
from holdfast.query.fairness.rates import Differs, fairness
from holdfast.query.fairness.withholding import Withheld
from holdfast.web import data
from holdfast.web.audit.models import AuditRow

pytestmark = pytest.mark.usefixtures("council")


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_differs_is_listed_with_its_counts_and_every_item_can_be_opened(
    manager: Client,
) -> None:
    text, found = seen(manager, "/fairness/"), fairness(data.outlook())
    teams = seen(manager, "/fairness/?by=team")
    for one in found:
        assert f'href="/fairness/{one.key}/"' in text
        for group in one.groups:
            if group.differs in (Differs.HIGHER, Differs.LOWER):
                by_team = one.characteristic is Characteristic.TEAM
                assert f">{group.of:,}</td>" in (teams if by_team else text)
    assert re.search(r"\d+ rates? of [\d,]+ compared", text)
    by_sex = seen(manager, "/fairness/?by=sex")
    assert "ethnicity: " not in by_sex


def test_one_clock_has_a_drawing_and_a_table_for_each_characteristic(manager: Client) -> None:
    text = seen(manager, "/fairness/first_seen/")
    tables = [one for one in fairness(data.outlook()) if one.key == "first_seen"]
    assert text.count("<svg") == len(tables) == 5
    kept = sum(g.withheld is not Withheld.NOTHING for one in tables for g in one.groups)
    assert text.count(">withheld</td>") >= kept > 0
    assert manager.get("/fairness/none/").status_code == 404


def test_the_file_names_no_child_and_is_noted(manager: Client) -> None:
    text = manager.get("/fairness/rates.csv").content.decode("utf-8-sig")
    assert text.splitlines()[0].startswith("kind,key,title,characteristic,group,count,of,rate")
    assert not re.search(r"MU\d{6}", text)
    assert AuditRow.objects.get(kind="download").page == "fairness file"
