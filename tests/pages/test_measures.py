"""The pages of measures: the twelve, the list, one with its chart, and the children behind it."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from holdfast.measures.cases.counting import Every, count_by
from holdfast.measures.cases.groups import By
from holdfast.measures.charts.progress import TWELVE
from holdfast.measures.choices import FILE
from holdfast.measures.register import MEASURES, measure
from holdfast.web import data
from holdfast.web.audit.models import AuditRow

pytestmark = pytest.mark.usefixtures("council")


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_twelve_are_charted_or_say_why_not(manager: Client) -> None:
    text = seen(manager, "/progress/")
    for key in TWELVE:
        assert f'href="/measures/{key}/"' in text
    assert text.count('aria-labelledby="') >= text.count("<svg") - 7 > 0
    assert re.search(r"Of 12 measures, against the months that set their limits: ", text)
    assert "The charts as a table" in text


def test_every_measure_stands_in_the_list_of_its_area(manager: Client) -> None:
    for area in {one.area for one in MEASURES}:
        text = seen(manager, f"/measures/?area={area.value}")
        for one in MEASURES:
            assert (f'href="/measures/{one.key}/"' in text) == (one.area is area), one.key


# One of each kind: a p chart, XmR, what is not charted, what has no months, staff, now only.
@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("seen_due_met", "What is needed"),
        ("in_need", "Month by month"),
        ("three_workers", "It is not charted: each month looks back over 12"),
        ("contact_in_time", "in the twelve months to"),
        ("seen_wait", "Who still waits"),
        ("agency_hours", "Month by month"),
        ("care_leavers_in_touch", "It is not charted"),
        ("conferences_15_days", "Published figures of the same definition"),
        ("worker_stability", "The definition is the council’s own"),
    ],
)
def test_one_measure(key: str, says: str, manager: Client) -> None:
    text = seen(manager, f"/measures/{key}/").replace("&#x27;", "’").replace("'", "’")
    assert says in text
    one = measure(key)
    assert "What it means" in text
    assert one.definition.words[:40].replace("'", "’") in text


def test_what_is_needed_by_another_day(manager: Client) -> None:
    day = data.outlook().day + timedelta(weeks=52)
    text = seen(manager, "/measures/seen_due_met/?weeks=52")
    assert f"by {day.day} {day:%B %Y}" in text
    assert manager.get("/measures/none/").status_code == 404


def test_the_councils_own_targets_and_causes(manager: Client, council: Path) -> None:
    day = data.outlook().day - timedelta(days=100)
    (council / FILE).write_text(
        "[targets]\nseen_due_met = 90\n\n"
        f'[cause.one]\nday = {day}\nwords = "A new front door"\n\n'
        f'[signed.seen_due_met]\nby = "The director"\nreview = {day}\n',
        encoding="utf-8",
    )
    try:
        text = seen(manager, "/measures/seen_due_met/")
        assert "A new front door" in text
        assert "The director" in text
        assert "holdfast-control__target" in text
        assert "A new front door" in seen(manager, "/progress/")
        (council / FILE).write_text("[targets]\nseen_due_met = 140\n", encoding="utf-8")
        answer = manager.get("/measures/seen_due_met/")
        assert answer.status_code >= 400
        assert "must be a number from 0 to 100" in answer.content.decode()
    finally:
        (council / FILE).unlink()


def test_the_children_behind_a_month_are_noted(manager: Client) -> None:
    asked = measure("seen_due_met")
    month = next(one for one in reversed(count_by(data.outlook(), [asked])) if one.of)
    address = f"/measures/seen_due_met/children/?month={month.first:%Y-%m}"
    text = seen(manager, address)
    assert f"{month.of - month.counted:,} not counted" in text
    assert re.search(r"MU\d{6}", text)
    assert AuditRow.objects.filter(kind="list", page="measure seen_due_met").exists()
    none = seen(manager, f"{address}&counted=unclear")
    assert month.cannot_tell or "Nothing stands behind this month" in none
    for refused in ("?month=2031-01", "?month=x"):
        assert manager.get(f"/measures/seen_due_met/children/{refused}").status_code == 404
    assert manager.get("/measures/agency_hours/children/").status_code == 404


def test_the_file_names_no_child(manager: Client) -> None:
    text = manager.get("/measures/seen_due_met.csv").content.decode("utf-8-sig")
    assert text.splitlines()[0].startswith("measure,first,last,group,value,counted,of")
    assert not re.search(r"MU\d{6}", text)
    assert AuditRow.objects.get(kind="download").page == "measure file"


@pytest.mark.parametrize("by", ["service", "team", "age", "sex", "ethnicity", "need"])
def test_a_measure_by_group(by: str, manager: Client) -> None:
    text = seen(manager, f"/measures/seen_due_met/groups/?by={by}&every=year")
    counted = count_by(data.outlook(), [measure("seen_due_met")], Every.YEAR, By(by))
    last = max(one.first for one in counted)
    own = [one for one in counted if one.first == last and one.of]
    assert own
    for one in own:
        assert f"{one.counted:,} of {one.of:,}" in text
    file = manager.get(f"/measures/seen_due_met/groups.csv?by={by}&every=year")
    assert file.content.decode().count("seen_due_met,") == len(counted)


def test_the_form_says_by_what_a_measure_is_shown(manager: Client) -> None:
    page = manager.get("/measures/seen_due_met/groups/").content.decode()
    chosen = re.findall(r'<option value="(\w+)" selected>', page)
    assert chosen == ["service", "quarter"]
    assert ">All</option>" not in page


def test_groups_of_what_has_none_and_of_staff(manager: Client) -> None:
    assert manager.get("/measures/seen_wait/groups/").status_code == 404
    assert "Who a worker is stands in no group" in seen(manager, "/measures/sickness/groups/")


def test_how_sure_it_is_and_whether_it_was_agreed(manager: Client, council: Path) -> None:
    text = seen(manager, "/measures/seen_due_met/")
    assert "How sure it is" in text
    assert "The record holds how it was on every day." in text
    assert "may still change as work is written up" in text
    assert re.search(r"\d of [\d,]+ in the last 12 whole months", text)
    assert "/recording/" in text
    assert '<td class="govuk-table__cell">No</td>' in seen(manager, "/measures/?area=assessment")
    (council / FILE).write_text(
        '[signed.seen_due_met]\nby = "Director"\nreview = 2017-12-01\n', encoding="utf-8"
    )
    assert "which has passed" in seen(manager, "/measures/seen_due_met/")
    assert "Review is due" in seen(manager, f"/measures/?area={measure('seen_due_met').area}")
    (council / FILE).unlink()


def test_a_rate_is_told_of_a_council_that_states_its_children(
    manager: Client, council: Path
) -> None:
    assert "population.toml" in seen(manager, "/measures/on_plan_rate/")
    stated = '[children_under_18]\n2018 = 20_000\nsource = "Ours"\n'
    (council / "population.toml").write_text(stated, encoding="utf-8")
    text = seen(manager, "/measures/on_plan_rate/")
    (council / "population.toml").unlink()
    assert "of 20,000" in text
    assert "on 31 January 2018" in text
