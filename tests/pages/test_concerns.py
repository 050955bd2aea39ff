"""The pages of concerns: counted, listed in groups, contested with a reason."""

import re
from datetime import date

import pytest
from django.test import Client

from holdfast.concerns.concern import Concern
from holdfast.concerns.register import CONCERNS, find_concern
from holdfast.query.children import named_children
from holdfast.query.concerns import concerns_counted, concerns_true, concerns_unclear
from holdfast.query.people import teams
from holdfast.query.scope import Scope
from holdfast.web import data
from holdfast.web.audit.models import AuditRow
from holdfast.web.oversight.models import Contest
from holdfast.web.pages.concerns.families import LONG_TRUE

pytestmark = pytest.mark.usefixtures("council")

CHILD = re.compile(r">(MU\d{4,})<")
LIST = "/concerns/unassessed_risk/"


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_concern_is_counted_with_its_rule(manager: Client) -> None:
    text = seen(manager, "/concerns/")
    for one in concerns_counted(data.outlook()):
        concern = find_concern(one.concern)
        assert f'href="/concerns/{one.concern}/"' in text
        assert concern.title in text
        assert f">{one.children:,}</td>" in text
    assert CHILD.findall(text) == []


@pytest.mark.parametrize("concern", CONCERNS, ids=lambda one: one.key)
def test_a_list_says_its_rule_and_what_it_never_means(manager: Client, concern: Concern) -> None:
    text = seen(manager, f"/concerns/{concern.key}/")
    for words in (concern.title, concern.rule, concern.ends, concern.never_means):
        assert words in text
    found = {one.child for one in concerns_true(data.outlook(), concern)}
    assert set(CHILD.findall(text)) <= found
    row = AuditRow.objects.get(kind="list")
    assert row.page == f"concern {concern.key}"


def test_a_chosen_fact_lists_all_its_families(manager: Client) -> None:
    concern = find_concern("unassessed_risk")
    found = [one for one in concerns_true(data.outlook(), concern) if one.strand == "first_seen"]
    assert found
    text = seen(manager, f"{LIST}?fact=first_seen")
    shown = CHILD.findall(text)
    assert shown == list(dict.fromkeys(shown))
    assert set(shown) <= {one.child for one in found}
    assert f"{len(found)} child" in text


def test_a_team_sees_its_own(manager: Client) -> None:
    outlook, concern = data.outlook(), find_concern("not_moving")
    scoped = (
        (one.team, concerns_true(outlook, concern, Scope(one.team))) for one in teams(outlook)
    )
    team, own = next((team, found) for team, found in scoped if found)
    text = seen(manager, f"/concerns/not_moving/?team={team}")
    assert set(CHILD.findall(text)) <= {one.child for one in own}
    everybody = concerns_true(outlook, concern)
    assert {one.child for one in own} < {one.child for one in everybody}


def test_the_file_holds_every_child(manager: Client) -> None:
    answer = manager.get("/concerns/unassessed_risk/list.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    concern = find_concern("unassessed_risk")
    found = concerns_true(data.outlook(), concern)
    unclear = concerns_unclear(data.outlook(), concern)
    assert lines[0].startswith("child,state,strand,fact,since,days")
    states = [line.split(",")[1] for line in lines[1:]]
    assert states == ["true"] * len(found) + ["cannot be determined"] * len(unclear)
    assert AuditRow.objects.get(kind="download").page == "concern unassessed_risk file"


def test_those_of_whom_it_cannot_be_determined_are_listed_with_the_reason(manager: Client) -> None:
    outlook, concern = data.outlook(date(2017, 9, 15)), find_concern("unassessed_risk")
    unclear = concerns_unclear(outlook, concern)
    assert unclear
    assert not {one.child for one in unclear} & {c.child for c in concerns_true(outlook, concern)}
    text = seen(manager, f"{LIST}?as_at=2017-09-15")
    assert f"Cannot be determined: {len(unclear)} child" in text
    for one in unclear[:25]:
        assert one.why
        assert f">{one.child}</span>" in text


def test_a_team_is_told_of_those_whom_no_team_holds(manager: Client) -> None:
    outlook = data.outlook()
    nobodys = [
        one
        for one in concerns_true(outlook, find_concern("cumulative_neglect"))
        if one.team is None
    ]
    assert nobodys
    team = next(one for one in teams(outlook) if Scope(one.team).own(outlook))
    text = seen(manager, f"/concerns/cumulative_neglect/?team={team.team}")
    assert f"It is true of {len(nobodys)} child" in text
    assert f"Only {team.title}" in text
    assert "nothing to count" not in text


def test_what_has_been_true_for_over_a_year_is_folded_with_its_number(manager: Client) -> None:
    outlook = data.outlook()
    old = {
        concern.key: {
            (one.family, one.strand, one.worker)
            for one in concerns_true(outlook, concern)
            if (outlook.day - one.true_from).days > LONG_TRUE
        }
        for concern in CONCERNS
    }
    key = max(old, key=lambda key: len(old[key]))
    assert old[key]
    text = seen(manager, f"/concerns/{key}/")
    folded = [int(found) for found in re.findall(r"<strong>(\d+) famil(?:y|ies)</strong>", text)]
    assert 0 < sum(folded) <= len(old[key])
    strand = next(iter(old[key]))[1]
    shown = seen(manager, f"/concerns/{key}/?fact={strand}&true_for=over_a_year")
    assert "Only those of whom it has been true for more than a year" in shown
    assert CHILD.findall(shown)
    assert not set(CHILD.findall(shown)) & set(CHILD.findall(text))


def test_a_contest_of_an_earlier_version_is_told_as_such(manager: Client) -> None:
    manager.post(contest_address(), {"why": "done unrecorded", "words": "Visited"})
    Contest.objects.update(version=1)
    text = seen(manager, LIST)
    assert "(contested under version 1 of the rule)" in text
    assert "Contested 1 time, 1 of them under an earlier version." in text
    assert "of version 1 of the rule, which is version 2 now" in seen(manager, contest_address())


def test_children_are_named_and_numbers_stand_below(manager: Client) -> None:
    first = concerns_true(data.outlook(), find_concern("unassessed_risk"))[0]
    name = named_children(data.outlook())[first.child]
    text = seen(manager, LIST)
    assert f"{name.surname}</a>" in text
    assert f"<span>{first.child}</span>" in text


def test_an_unknown_concern_is_told_plainly(manager: Client) -> None:
    assert manager.get("/concerns/none/").status_code == 404


def contest_address() -> str:
    first = concerns_true(data.outlook(), find_concern("unassessed_risk"))[0]
    handle = data.handle(first.child)
    return f"/concerns/unassessed_risk/{handle}/?fact={first.strand}"


def test_a_contest_is_kept_with_its_row_in_the_log_and_shown(manager: Client) -> None:
    address = contest_address()
    answer = manager.post(address, {"why": "done unrecorded", "words": "Visited on Monday"})
    assert answer.status_code == 302
    kept = Contest.objects.get()
    assert (kept.concern, kept.why, kept.words) == (
        "unassessed_risk",
        "done unrecorded",
        "Visited on Monday",
    )
    row = AuditRow.objects.get(kind="contest")
    assert "Visited" not in row.detail
    again = seen(manager, answer["Location"])
    assert "Visited on Monday" in again
    assert "(contested)" in seen(manager, LIST)
    assert "Contested 1 time." in seen(manager, LIST)


@pytest.mark.parametrize(
    "given", [{}, {"why": "because"}, {"why": "wrong record", "words": "x" * 501}]
)
def test_a_contest_without_a_reason_is_refused_in_words(
    manager: Client, given: dict[str, str]
) -> None:
    answer = manager.post(contest_address(), given)
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert not Contest.objects.exists()


def test_what_is_not_true_cannot_be_contested(manager: Client) -> None:
    found = {one.child for one in concerns_true(data.outlook(), find_concern("unassessed_risk"))}
    children = {row["child"] for row in data.outlook().rows("select child from persons")}
    other = data.handle(sorted(children - found)[0])
    assert manager.get(f"/concerns/unassessed_risk/{other}/").status_code == 404
