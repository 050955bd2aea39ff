"""A query is answered with a reason, which is kept."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import Client

from holdfast.returns.answers import LONGEST, GivenAnswer
from holdfast.returns.register import RETURNS
from holdfast.returns.worklist import FindingsWanted
from holdfast.web import data as pages_data
from holdfast.web import returns
from holdfast.web.actions import answers as actions
from holdfast.web.answers.models import QueryAnswer
from holdfast.web.audit.models import AuditRow
from tests.pages.returned import ERROR, QUERY, VALUES, text_of

REASON = "The family moved away before the assessment could be finished."


pytestmark = pytest.mark.both_databases


def query(child: str = "MU000002") -> dict[str, Any]:
    held = returns.checked(pages_data.outlook(), RETURNS["cin"], 2026).worklist
    found: list[dict[str, Any]] = held.rows(FindingsWanted(rule=QUERY))
    return next(row for row in found if row["child"] == child)


def address(child: str = "MU000002") -> str:
    return f"/returns/cin/findings/{returns.handle(QUERY, query(child)['mark'])}/"


def post(client: Client, reason: str, to: str = "") -> HttpResponse:
    answer: HttpResponse = client.post(to or address(), {"reason": reason})
    return answer


def given() -> list[GivenAnswer]:
    return list(returns.answers(RETURNS["cin"].form).values())


def test_the_list_leads_to_the_query(manager: Client, recent: Path) -> None:
    text = text_of(manager, f"/returns/cin/findings/?rule={QUERY}")
    assert f'href="{address()}"' in text
    page = text_of(manager, address())
    assert "Query 8670Q" in page
    assert "MU000002" in page
    assert "what it looks at" in page


def test_an_error_cannot_be_answered_away(manager: Client, recent: Path) -> None:
    held = returns.checked(pages_data.outlook(), RETURNS["cin"], 2026).worklist
    assert held.rows(FindingsWanted(rule=ERROR))[0]["mark"] is None
    assert 'findings/"' not in text_of(manager, f"/returns/cin/findings/?rule={ERROR}").replace(
        'href="/returns/cin/findings/"', ""
    )


def test_a_reason_is_kept_with_who_and_for_which_census(manager: Client, recent: Path) -> None:
    answer = post(manager, f"  {REASON}\r\n")
    assert answer.status_code == 302
    assert answer["Location"] == f"{address()}?kept=1"
    (one,) = given()
    assert (one.code, one.year, one.reason, one.who) == (QUERY, 2026, REASON, "manager")
    page = text_of(manager, answer["Location"])
    assert "The reason is kept with the query." in page
    assert REASON in page
    assert "manager" in page


def test_an_answered_query_is_shown_as_such_everywhere(manager: Client, recent: Path) -> None:
    post(manager, REASON)
    text = text_of(manager, "/returns/cin/findings/?state=answered")
    assert "1 finding about 1 child, 1 answered" in text
    assert REASON in text
    assert "1 of them answered" in text_of(manager, "/returns/cin/")
    team = query()["team"]
    assert REASON not in text_of(manager, f"/returns/cin/team/?team={team}")


def test_a_later_reason_takes_its_place(manager: Client, recent: Path) -> None:
    post(manager, REASON)
    post(manager, "A court is waited for.")
    assert [row.reason for row in QueryAnswer.objects.all()] == [REASON, "A court is waited for."]
    (one,) = given()
    assert one.reason == "A court is waited for."
    assert REASON not in text_of(manager, address())


def test_a_reason_of_an_earlier_year_is_shown_with_its_year(manager: Client, recent: Path) -> None:
    mark = query()["mark"]
    QueryAnswer.objects.create(
        form="cin", code=QUERY, mark=mark, year=2025, reason=REASON, by="anne",
        entered_at=datetime.fromisoformat("2025-05-02T00:30:00+01:00"),
    )  # fmt: skip
    text = text_of(manager, "/returns/cin/findings/?state=answered")
    assert "For the census that ended in 2025:" in text
    assert "anne, 2 May 2025, for the census that ended in 2025" in text_of(manager, address())


@pytest.mark.parametrize("reason", ["", "   ", "\r\n\r\n"])
def test_an_empty_reason_is_refused(reason: str, manager: Client, recent: Path) -> None:
    answer = post(manager, reason)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert '<a href="#reason">Enter the reason</a>' in text
    assert "<title>Error: " in text
    assert given() == []
    assert not AuditRow.objects.filter(kind="answer").exists()


def test_a_reason_that_is_too_long_is_refused_and_not_lost(manager: Client, recent: Path) -> None:
    text = post(manager, "x" * (LONGEST + 1)).content.decode()
    assert "must be 500 characters or fewer; it has 501" in text
    assert "x" * (LONGEST + 1) in text
    assert given() == []
    assert post(manager, "x\r\n" * 166 + "xx").status_code == 302  # a new line counts as one


def test_what_is_typed_is_never_run_as_a_page(manager: Client, recent: Path) -> None:
    post(manager, "<script>alert(1)</script>")
    text = text_of(manager, address())
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_the_answer_is_noted_but_not_what_it_says(manager: Client, recent: Path) -> None:
    post(manager, REASON)
    row = AuditRow.objects.get(kind="answer")
    assert (row.who, row.page, row.target) == ("manager", "census query", "MU000002")
    assert (row.detail, row.reason) == ("rule 8670Q, census of 2026", "")


def test_what_cannot_be_noted_is_not_kept(
    manager: Client, recent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*parts: Any, **named: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(actions, "write_row", fail)
    assert post(manager, REASON).status_code == 500
    assert given() == []


def test_what_cannot_be_kept_is_not_noted(
    manager: Client, recent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*parts: Any, **named: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(QueryAnswer, "save", fail)
    assert post(manager, REASON).status_code == 500
    assert not AuditRow.objects.filter(kind="answer").exists()


def test_the_view_of_a_query_is_a_view_of_the_child(manager: Client, recent: Path) -> None:
    text_of(manager, address())
    row = AuditRow.objects.order_by("number").last()
    assert (row.kind, row.page, row.target) == ("view", "census query", "MU000002")


def test_nothing_of_the_child_is_in_the_address_or_can_be_tried_out(
    manager: Client, recent: Path
) -> None:
    assert not [value for value in VALUES if value in address()]
    assert query()["mark"] not in address()
    assert address() != address("MU000003")


@pytest.mark.parametrize("handle", ["x", "0" * 20, "8670Q"])
def test_a_query_that_is_not_there_says_what_may_have_happened(
    handle: str, manager: Client, recent: Path
) -> None:
    assert "corrected" in text_of(manager, f"/returns/cin/findings/{handle}/", 404)


def test_nobody_answers_without_a_sign_in_or_the_form_s_token(anyone: Client, recent: Path) -> None:
    to = address()
    assert post(anyone, REASON, to)["Location"].startswith("/sign-in/")
    strict = Client(enforce_csrf_checks=True)
    assert post(strict, REASON, to).status_code == 403
    assert given() == []


def test_what_is_made_ready_ahead_holds_no_answer(
    recent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(form: str) -> None:
        raise AssertionError

    monkeypatch.setattr(returns, "given", fail)
    returns.warm(pages_data.outlook())


def test_a_reason_that_is_no_text_is_refused_on_either_database(
    manager: Client, recent: Path
) -> None:
    text = post(manager, "The family\0moved").content.decode()
    assert "The reason must be text" in text
    assert QueryAnswer.objects.count() == 0
