"""Rounds of case audits: drawing, sharing out, grading blind, and what the page then says."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from holdfast.case_audits.form import Grade, read_form
from holdfast.case_audits.frame import audit_frame
from holdfast.errors import BadSetting
from holdfast.settings import HOME
from holdfast.web import data
from holdfast.web.accounts.models import User
from holdfast.web.actions.access import restrict_record
from holdfast.web.actions.case_audits import DrawnFrom, choose_case, give_case
from holdfast.web.actions.people import give_role
from holdfast.web.audit.models import AuditRow
from holdfast.web.case_audits.auditors import auditor_of, auditors
from holdfast.web.case_audits.models import AuditedCase, AuditRound, CaseGrading
from holdfast.web.case_audits.standing import case_grades
from holdfast.web.people.permission import ScopeKind
from holdfast.web.people.restricted import RestrictionKind

pytestmark = pytest.mark.usefixtures("council")

DOMAINS = ("safety", "voice", "assessment", "plan", "oversight")


def seen(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


def account(name: str, role: str = "auditor", **scope: Any) -> User:
    user = User.objects.create(username=name)
    give_role(by="a test", user=user, role=role, **scope)
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="holdfast.web.accounts.local.LocalBackend")
    return client


def drawn(client: Client, size: int = 6) -> AuditRound:
    answer = client.post("/audits/", {"size": str(size), "team": ""})
    assert answer.status_code == 302
    return AuditRound.objects.latest("id")


def graded(grade: Grade, **other: Grade) -> dict[str, str]:
    sent = {f"domain-{key}": str(int(other.get(key, grade))) for key in DOMAINS}
    return {**sent, "overall": str(int(grade)), "words": "What was found."}


def case_of(round_: AuditRound, *, twice: bool) -> AuditedCase:
    return round_.cases.filter(graded_twice=twice).exclude(auditor="").first() or pytest.fail(
        "none"
    )


def test_a_round_is_drawn_shared_out_and_noted(manager: Client) -> None:
    first, second = account("first"), account("second")
    round_ = drawn(manager)
    cases = list(round_.cases.all())
    assert len(cases) == 6
    assert {case.auditor for case in cases} == {"first", "second", "manager"}
    assert sum(case.graded_twice for case in cases) == 2  # a fifth of six, and no less
    assert all(case.second and case.second != case.auditor for case in cases if case.graded_twice)
    rows = AuditRow.objects.filter(kind="case audit")
    assert {data.handle(row.target) for row in rows} == {case.child for case in cases}
    assert all(round_.seed in row.detail for row in rows)
    text = seen(manager, f"/audits/round/{round_.pk}/")
    assert round_.seed in text
    assert "0 of 6 cases are graded" in text
    assert first.username != second.username


def test_nobody_audits_a_case_of_their_own_team(manager: Client) -> None:
    outlook = data.outlook()
    team = outlook.rows("select team from holders where team is not null limit 1")[0]["team"]
    own = account("own", "service_manager", scope=ScopeKind.SERVICE, team=team)
    round_ = drawn(manager, 200)
    of_team = round_.cases.filter(team=team)
    assert of_team.exists()
    assert not of_team.filter(auditor="own").exists()
    assert round_.cases.filter(auditor="own").exists()
    case = of_team.first()
    assert case is not None
    with pytest.raises(BadSetting, match="own team"):
        give_case(
            by="manager",
            child=data.child_of(case.child),
            case=case,
            auditor=auditor_of(own, outlook),
            second=False,
        )


def test_the_second_grades_without_seeing_the_first(manager: Client) -> None:
    account("first")
    account("second")
    case = case_of(drawn(manager), twice=True)
    address = f"/audits/case/{case.pk}/"
    auditor, second = (
        signed_in(User.objects.get(username=name)) for name in (case.auditor, case.second)
    )
    assert auditor.post(address, graded(Grade.GOOD)).status_code == 302
    assert "What was found.</dd>" not in seen(second, address)
    assert "Somebody else has graded this case" in seen(second, address)
    assert second.post(address, graded(Grade.REQUIRES_IMPROVEMENT)).status_code == 302
    assert seen(second, address).count("What was found.</dd>") == 2
    found = case_grades([AuditedCase.objects.get(pk=case.pk)])[0]
    assert (found.graded, found.moderated) == (Grade.GOOD, Grade.REQUIRES_IMPROVEMENT)
    assert "the auditor graded 1 higher" in seen(manager, "/audits/")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"overall": "3", "domain-safety": "1"}, "cannot be graded above inadequate"),
        ({"overall": ""}, "Grade the whole"),
        ({"domain-voice": "9"}, "has no grade"),
        ({"words": "x" * 2001}, "2,000 characters or fewer"),
    ],
)
def test_a_grading_that_cannot_be_is_refused_and_keeps_what_was_typed(
    manager: Client, change: dict[str, str], words: str
) -> None:
    case = case_of(drawn(manager), twice=False)
    client = signed_in(User.objects.get(username=case.auditor))
    answer = client.post(f"/audits/case/{case.pk}/", {**graded(Grade.GOOD), **change})
    text = answer.content.decode()
    assert words in text
    assert 'id="plan-3" name="domain-plan" type="radio" value="3" checked' in text
    assert not CaseGrading.objects.exists()


def test_whoever_has_no_case_cannot_grade_it(manager: Client) -> None:
    case = case_of(drawn(manager), twice=False)
    other = signed_in(account("other"))
    answer = other.post(f"/audits/case/{case.pk}/", graded(Grade.GOOD))
    assert "with somebody else" in answer.content.decode()
    assert not CaseGrading.objects.exists()


def test_a_chosen_case_needs_a_reason_and_never_counts_for_all(manager: Client) -> None:
    outlook, form = data.outlook(), read_form(HOME.path())
    frame = audit_frame(outlook)[:1]
    handles = {case.child: data.handle(case.child) for case in frame}
    chosen = DrawnFrom(outlook.day, outlook.snapshot.id, "", frame, handles)
    with pytest.raises(BadSetting, match="Say why"):
        choose_case(by="manager", drawn_from=chosen, form=form, auditors=(), why=" ")
    round_ = choose_case(
        by="manager", drawn_from=chosen, form=form, auditors=auditors(outlook), why="A complaint."
    )
    case = round_.cases.get()
    signed_in(User.objects.get(username=case.auditor)).post(
        f"/audits/case/{case.pk}/", graded(Grade.INADEQUATE)
    )
    text = seen(manager, "/audits/")
    assert "0 cases were drawn at random" in text
    assert "1 case was chosen" in text
    assert "Grades of the whole" not in text


def test_gradings_are_only_added_to(manager: Client) -> None:
    case = case_of(drawn(manager), twice=False)
    client = signed_in(User.objects.get(username=case.auditor))
    for grade in (Grade.GOOD, Grade.INADEQUATE):
        client.post(f"/audits/case/{case.pk}/", graded(grade))
    assert case.gradings.count() == 2
    assert case_grades([case])[0].graded is Grade.INADEQUATE
    with pytest.raises(TypeError):
        case.gradings.latest("id").save()


def test_the_day_of_the_data_bounds_what_counts(manager: Client) -> None:
    drawn(manager)
    assert "6 cases were drawn at random" in seen(manager, "/audits/")
    before = date(2017, 12, 31).isoformat()
    assert "0 cases were drawn at random" in seen(manager, f"/audits/?as_at={before}")


def test_a_restricted_case_is_left_out_and_the_others_stand(manager: Client) -> None:
    lead = account("lead", "governance_lead")
    round_ = drawn(manager)
    hidden, *others = round_.cases.all()
    restrict_record(
        by="lead",
        child=data.child_of(hidden.child),
        handle=hidden.child,
        kind=RestrictionKind.PROFILE,
        why="a protected witness, as the police said",
        reviewer=lead,
    )
    text = seen(manager, f"/audits/round/{round_.pk}/")
    assert hidden.child not in text
    assert all(case.child in text for case in others)
    seen(manager, f"/audits/case/{hidden.pk}/", 404)
