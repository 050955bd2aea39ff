"""The pages of measures: the twelve, the list, one with its chart, and the children behind it."""

import html
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import NoReturn
from urllib.parse import parse_qsl

import pytest
from django.test import Client

from holdfast.areas import Area
from holdfast.cli.demo.population import state_population
from holdfast.days import add_months
from holdfast.errors import BadRules
from holdfast.measures.cases.counting import Every, cases_behind, count_by
from holdfast.measures.cases.groups import By
from holdfast.measures.charts.heaping import Heaping
from holdfast.measures.charts.progress import TWELVE
from holdfast.measures.choices import FILE, read_choices
from holdfast.measures.needed import Needed
from holdfast.measures.register import MEASURES, measure
from holdfast.query.scope import EVERYBODY
from holdfast.web import data
from holdfast.web.audit.models import AuditRow
from holdfast.web.pages.measures import groups
from holdfast.web.pages.measures.measure_facts import needed_facts
from holdfast.web.parts.templatetags.words import plain_day

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


def test_the_list_says_which_area_it_shows(manager: Client) -> None:
    for query, area in (("", Area.CONTACT), ("?area=none", Area.CONTACT)):
        text = seen(manager, f"/measures/{query}")
        assert f'<option value="{area.value}" selected>' in text
        assert '<option value="">All' not in text, "all of them would be a list of hundreds"
    other = next(one.area for one in MEASURES if one.area is not Area.CONTACT)
    text = seen(manager, f"/measures/?area={other.value}")
    assert f'<option value="{other.value}" selected>' in text


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
        (council / FILE).write_text("[targets]\nreferrals = 5\n", encoding="utf-8")
        with pytest.raises(BadRules, match=r"line 2.*referrals can have no target"):
            read_choices(council)
    finally:
        (council / FILE).unlink()


@pytest.mark.parametrize("key", ["supervision_due_met", "assessment_due_met", "re_referrals"])
def test_the_year_of_a_measure_is_that_of_its_teams_together(manager: Client, key: str) -> None:
    """The sentence and the part on teams speak of the same twelve months."""
    text = seen(manager, f"/measures/{key}/")
    year = re.search(r"; (\d+%) \([\d,]+ of [\d,]+\) from \w+ \d{4} to \w+ \d{4}", text)
    teams = re.search(r"All together (\d+%) over the last twelve whole months", text)
    assert year
    assert teams
    assert year[1] == teams[1]


def test_the_children_behind_a_month_are_noted(manager: Client) -> None:
    asked = measure("seen_due_met")
    month = next(one for one in reversed(count_by(data.outlook(), [asked])) if one.of)
    address = f"/measures/seen_due_met/children/?month={month.first:%Y-%m}"
    text = seen(manager, address)
    assert f"{month.of - month.counted:,} not counted" in text
    assert re.search(r"MU\d{6}", text)
    assert AuditRow.objects.filter(kind="list", page="measure seen_due_met").exists()
    none = seen(manager, f"{address}&counted=unclear")
    assert month.cannot_tell or "Nothing stands behind this figure" in none
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


@pytest.mark.parametrize("by", ["service", "team", "age", "sex", "ethnicity", "need"])
@pytest.mark.parametrize("key", ["seen_due_met", "in_need"])
def test_the_children_behind_a_group_are_those_of_its_figure(
    key: str, by: str, manager: Client
) -> None:
    """Of what is dated in a quarter, and of what stands on its last day; every link of the page."""
    seen_on = data.outlook()
    counts = count_by(seen_on, [measure(key)], Every.QUARTER, By(by))
    page = html.unescape(seen(manager, f"/measures/{key}/groups/?by={by}&every=quarter"))
    links = re.findall(rf'href="(/measures/{key}/children/[^"]*)"', page)
    told = {(one.group, f"{one.first:%Y-%m}"): one for one in counts if one.of}
    assert links
    query, one = {}, counts[0]
    for address in links:
        query = dict(parse_qsl(address.partition("?")[2]))
        one = told[query["group"], query["month"]]
        rows = cases_behind(seen_on, measure(key), one.first, one.last, by=By(by), group=one.group)
        assert len(rows) == one.of + sum(row.counted is None for row in rows)
        assert sum(row.counted is True for row in rows) == one.counted
    text = seen(manager, links[-1])
    assert f"{one.counted:,.0f} counted" in text
    assert f"the quarter to {add_months(one.first, 2):%B %Y}" in text
    row = AuditRow.objects.filter(kind="list", page=f"measure {key}").latest("number")
    assert f"a group by {by}" in row.detail
    assert query["group"] not in row.detail or by in ("team", "service")


def test_what_is_needed_by_a_day_that_a_manager_picks(manager: Client) -> None:
    address = "/measures/supervision_due_met/"
    day = data.outlook().day + timedelta(weeks=20)
    picked = f"until-day={day.day}&until-month={day.month}&until-year={day.year}"
    text = seen(manager, f"{address}?{picked}")
    assert f"by {plain_day(day)}" in text
    assert 'value="until' not in text, "the day is asked for once"
    assert "be a real day" in seen(manager, f"{address}?until-day=31&until-month=2&until-year=2018")
    for year in (1999, 2099):
        late = seen(manager, f"{address}?until-day=1&until-month=2&until-year={year}")
        assert "at least a week after the day shown" in late


def test_nearest_the_limit_are_those_who_are_not_past_it(manager: Client) -> None:
    text = html.unescape(seen(manager, "/measures/supervision_due_met/"))
    longest, nearest = re.findall(r'href="(/due/\?link=supervision[^"]*)"', text)
    assert "status=overdue" in longest
    assert "status=overdue" not in nearest
    for address in (longest, nearest):
        assert manager.get(address).status_code == 200


def test_the_form_says_by_what_a_measure_is_shown(manager: Client) -> None:
    page = manager.get("/measures/seen_due_met/groups/").content.decode()
    chosen = re.findall(r'<option value="(\w+)" selected>', page)
    assert chosen == ["service", "quarter"]
    assert ">All</option>" not in page


def test_groups_of_what_has_none_and_of_staff(manager: Client) -> None:
    assert manager.get("/measures/seen_wait/children/?by=nothing").status_code == 404
    assert manager.get("/measures/nothing/groups/").status_code == 404
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


def test_the_demonstration_tells_its_rates_and_that_their_children_are_made_up(
    manager: Client, own_council: Path
) -> None:
    state_population(own_council, 200, date(2018, 1, 31))
    for key in ("referral_rate", "enquiry_rate", "on_plan_rate", "in_care_rate"):
        text = seen(manager, f"/measures/{key}/")
        assert "of 800" in text, key
        assert "made up, as the children are" in text, key
    for by in ("age", "sex", "ethnicity"):
        groups_of_it = seen(manager, f"/measures/referral_rate/groups/?by={by}")
        assert "made up, as the children are" in groups_of_it, by
        assert "No value can be told" not in groups_of_it, by


def test_the_groups_that_a_page_opens_on_are_counted_before_anybody_asks(
    manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups.warm(data.whole())

    def counted_again(*asked: object) -> NoReturn:
        raise AssertionError("counted for the page")

    with monkeypatch.context() as patched:
        patched.setattr(groups, "count_by", counted_again)
        opened = manager.get("/measures/re_referrals/groups/")
    assert opened.status_code == 200
    every = count_by(data.whole(), [measure("re_referrals")], Every.QUARTER, By.SERVICE)
    latest = max(each.first for each in every if each.of)
    shown = [each for each in every if each.first == latest and each.of]
    assert shown
    for each in shown:
        assert f"{each.of:,.0f}" in opened.content.decode()


@pytest.mark.parametrize("key", ["seen_wait", "assessment_in_time", "actions_wait"])
def test_a_figure_without_months_by_group_and_the_children_behind_it(
    key: str, manager: Client
) -> None:
    groups = measure(key).groups
    assert groups
    by_age = groups.ask(data.outlook(), 12, By.AGE, EVERYBODY)
    page = html.unescape(seen(manager, f"/measures/{key}/groups/?by=age"))
    links = dict(re.findall(rf'href="(/measures/{key}/children/[^"]*group=([^"&]*)[^"]*)"', page))
    assert links
    told = {one.group.replace(" ", "+"): one for one in by_age}
    for address, group in links.items():
        one = told[group]
        text = seen(manager, address)
        assert "the twelve months to" in text
        assert f"{one.counted:,} counted" in text or str(one.counted) in text
    assert AuditRow.objects.filter(page=f"measure {key}").exists()
    file = manager.get(f"/measures/{key}/groups.csv?by=age").content.decode("utf-8-sig")
    assert file.splitlines()[0].startswith("group,value,counted,of,open,overdue,longest_days")
    assert len(file.splitlines()) == 1 + len(by_age)


def test_a_median_of_a_few_is_not_told(manager: Client) -> None:
    waits = [one.groups for one in MEASURES if one.groups and one.key.endswith("_wait")]
    asked = [each.ask(data.outlook(), 12, By.ETHNICITY, EVERYBODY) for each in waits]
    few = [one for found in asked for one in found if one.of in range(1, 6)]
    assert few
    assert {one.value for one in few} == {None}
    assert {one.why for one in few} == {"of 1 to 5 no median is told"}


def test_groups_that_have_no_meaning_are_not_offered_and_it_says_why(manager: Client) -> None:
    staff = manager.get("/measures/agency_rate/groups/?by=age").content.decode()
    assert re.findall(r'<option value="(\w+)"', staff) == ["service", "team"]
    assert "by service and by team alone" in staff
    rates = manager.get("/measures/in_care_rate/groups/").content.decode()
    assert re.findall(r'<option value="(\w+)"', rates) == ["age", "sex", "ethnicity"]
    assert "[children_by_age.2018]" in rates
    assert "by age, sex and ethnicity alone" in rates


def test_that_vacancies_may_not_add_up_is_said_beside_them(manager: Client) -> None:
    said = "more vacant hours than the whole"
    assert said in manager.get("/measures/vacancy_rate/groups/").content.decode()
    assert said not in manager.get("/measures/agency_rate/groups/").content.decode()


def test_each_figure_without_months_leads_to_its_groups(manager: Client) -> None:
    for key in ("seen_wait", "seen_in_time", "agency_rate", "in_care_rate"):
        assert f'href="/measures/{key}/groups/' in manager.get(f"/measures/{key}/").content.decode()


def test_numbers_and_their_words_agree(manager: Client) -> None:
    for path in ("/improvement/", "/progress/", "/measures/seen_due_met/", "/measures/seen_wait/"):
        text = seen(manager, path)
        wrong = r"\b1 (?:are|have|show|lie|were|criticisms|actions|promises|months|measures)\b"
        assert re.findall(wrong, text) == [], path


def test_what_is_needed_is_told_as_facts() -> None:
    """Of a stock above what the limit carries, of one within it, and where that is not known."""
    heaped = Heaping(before=10, last=1_368, after=20, expected=15.0, heaped=True)
    day, by = date(2018, 1, 31), date(2018, 8, 1)
    above = Needed(
        "assessment", day, 26, 147.0, 143.0, 11.5, 1_607, 401, 65, 341.2, 1_365.0, by,
        *(144.7, 138.9, 150.5), heaped,
    )  # fmt: skip
    told = {fact.title: fact.value for fact in needed_facts(above)}
    assert told["Open"] == "1,607, of them 401 overdue"
    assert told["Can be open within a limit of 65 days"].startswith("1,365 at most")
    assert told["To be finished a week"] == (
        "144.7 (80% interval 138.9 to 150.5), to be down to 1,365 by 1 August 2018"
    )
    assert told["Heaped at the due date"].startswith("Yes: 1,368 in the week up to")
    within = {fact.title: fact.value for fact in needed_facts(replace(above, stock=900))}
    assert within["To be finished a week"] == (
        "135.5, as begin, keep the stock within the limit by 1 August 2018"
    )
    unknown = replace(
        above, limit_days=None, carries=None, fits=None, heaping=replace(heaped, heaped=None)
    )
    told = {fact.title: fact.value for fact in needed_facts(unknown)}
    assert told["Can be open within the limit"] == "Cannot be determined: no limit is known."
    assert told["Heaped at the due date"] == "Cannot be determined"


def test_a_verdict_on_a_target_names_the_target(own_council: Path, manager: Client) -> None:
    (own_council / "measures.toml").write_text("[targets]\nassessment_due_met = 90\n", "utf-8")
    text = seen(manager, "/measures/assessment_due_met/")
    assert re.search(r"this process [a-z ]+ the target of 90%", text)
    assert "the standard in any month" not in text
