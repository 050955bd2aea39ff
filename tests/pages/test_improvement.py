"""Letters, the plan, promises and the staff survey: what is kept, refused, shown and to whom."""

import re
from datetime import date

import pytest
from django.test import Client

from holdfast.improvement.made_up.letter import FINDINGS, LETTERS
from holdfast.web.accounts.models import User
from holdfast.web.actions.made_up_plan import install_made_up_plan
from holdfast.web.actions.people import give_role
from holdfast.web.actions.pulse import answer_round, open_round
from holdfast.web.audit.models import AuditRow
from holdfast.web.improvement.models import (
    ActionEntry,
    LetterEntry,
    PromiseEntry,
    PulseTaken,
    PulseTally,
)
from holdfast.web.improvement.standing import action_of, plan_on

pytestmark = pytest.mark.usefixtures("council")

PAGES = (
    "/improvement/",
    "/improvement/plan/",
    "/improvement/promises/",
    "/improvement/leadership/",
    "/improvement/survey/",
    "/improvement/history/",
    "/improvement/letter/",
    "/inspections/",
)
LETTER = {"kind": "inspection", "title": "Inspection", "dated": "2017-11-30", "version": "0"}


def seen(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return re.sub(r"\s+", " ", answer.content.decode())


def sent(client: Client, address: str, **typed: object) -> str:
    """The page that answers what was typed, where it was refused."""
    answer = client.post(address, typed)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def plan() -> None:
    """The made-up letter, plan and promises."""
    assert install_made_up_plan(by="a test")


@pytest.mark.parametrize("address", PAGES)
def test_each_page_is_there_with_a_plan_and_without(
    address: str, manager: Client, request: pytest.FixtureRequest
) -> None:
    # Without the modelled letter there is nothing to walk through.
    seen(manager, address, 404 if address == "/improvement/letter/" else 200)
    request.getfixturevalue("plan")
    seen(manager, address)


@pytest.mark.usefixtures("plan")
def test_an_action_is_in_no_plan_before_what_it_answers_was_said(manager: Client) -> None:
    """The page and the command ask the same."""
    title = ActionEntry.objects.first()
    assert title
    assert title.title in seen(manager, "/improvement/plan/")
    assert "No action is recorded." in seen(manager, "/improvement/plan/?as_at=1990-01-01")
    assert plan_on(date(1990, 1, 1)).actions == ()


@pytest.mark.usefixtures("plan")
def test_each_entry_has_its_page(manager: Client) -> None:
    for letter in LETTERS:
        assert letter.title in seen(manager, f"/inspections/{letter.key}/")
    for said in FINDINGS[:2]:
        seen(manager, f"/improvement/finding/{said.finding.key}/")
    for action in ActionEntry.objects.all()[:2]:
        assert action.title in seen(manager, f"/improvement/action/{action.entry}/")
    seen(manager, "/improvement/action/nothing/", 404)
    seen(manager, "/improvement/enter/nothing/", 404)


@pytest.mark.usefixtures("plan")
def test_each_criticism_has_its_figure_and_its_definition(manager: Client) -> None:
    """On a small council a figure may not cross its line; it is always told, or why it is not."""
    text = seen(manager, "/improvement/letter/")
    for said in FINDINGS:
        assert said.finding.words[:40] in text.replace("&#x27;", "'").replace("&amp;", "&")
    assert text.count("in twelve months") + text.count("cannot be determined") > 3


def test_the_plan_is_laid_in_once(manager: Client) -> None:
    assert install_made_up_plan(by="a test")
    assert not install_made_up_plan(by="a test")
    assert AuditRow.objects.filter(detail__contains="round").exists()


@pytest.mark.parametrize("kind", ["letter", "finding", "action", "promise", "post"])
def test_an_empty_form_is_refused_in_words(kind: str, manager: Client) -> None:
    text = sent(manager, f"/improvement/enter/{kind}/", version="0")
    assert "There is a problem" in text
    assert not LetterEntry.objects.exists()


def test_a_letter_without_a_day_is_refused_and_what_was_typed_is_kept(manager: Client) -> None:
    text = sent(manager, "/improvement/enter/letter/", kind="inspection", title="Our letter")
    assert "There is a problem" in text
    assert "Our letter" in text


@pytest.mark.usefixtures("plan")
def test_a_target_that_cannot_be_and_a_measure_that_is_gone_are_refused(manager: Client) -> None:
    promise = {
        "words": "More children seen",
        "made_by": "The director",
        "where": "Cabinet",
        "made_on-day": "1", "made_on-month": "3", "made_on-year": "2017",
        "due-day": "1", "due-month": "3", "due-year": "2018",
        "made_on": "2017-03-01", "due": "2018-03-01",
        "measure": "seen_due_met",
        "target": "140",
    }  # fmt: skip
    before = PromiseEntry.objects.count()
    text = sent(manager, "/improvement/enter/promise/", **promise)
    assert "from 0 to 100" in text
    text = sent(manager, "/improvement/enter/promise/", **promise | {"measure": "gone"})
    assert "There is no measure" in text
    assert PromiseEntry.objects.count() == before


@pytest.mark.usefixtures("plan")
def test_an_action_whose_measure_is_gone_is_refused_and_one_kept_before_says_so(
    manager: Client,
) -> None:
    typed = {
        "title": "Visit sooner", "owner": "Ada", "kind": "practice", "version": "0",
        "begins": "1 3 2017", "due": "1 3 2018", "findings": ["made-up-delay"],
        "measures": ["gone"],
    }  # fmt: skip
    before = ActionEntry.objects.count()
    text = sent(manager, "/improvement/enter/action/", **typed)
    assert "There is no measure" in text
    assert "Visit sooner" in text, "what was typed is kept"
    assert ActionEntry.objects.count() == before
    # A measure that a later release dropped: the plan says so, and asks for a decision.
    kept = action_of(ActionEntry.objects.get(entry="made-up-action-duty"))
    ActionEntry.objects.filter(entry=kept.key).update(measures=["gone"])
    assert "there is no such measure any more" in seen(manager, "/improvement/plan/")
    assert "there is no measure gone any more" in seen(manager, "/improvement/")
    # To correct it does not take the measure out unseen: it stands ticked until somebody does.
    form = seen(manager, f"/improvement/enter/action/{kept.key}/")
    assert re.search(r'value="gone" checked.*?gone \(not there any more\)', form)
    assert "hold Ctrl" not in form


@pytest.mark.usefixtures("plan")
def test_of_two_who_correct_one_entry_neither_loses_words(manager: Client) -> None:
    action = ActionEntry.objects.first()
    assert action
    address = f"/improvement/enter/action/{action.entry}/"
    form = seen(manager, address)
    assert f'value="{action.version}"' in form
    typed = {
        "title": "Mine", "owner": action.owner, "kind": action.kind, "version": action.version,
        "begins": action.begins.isoformat(), "due": action.due.isoformat(),
        "findings": action.findings, "measures": action.measures,
    }  # fmt: skip
    for name in ("begins", "due"):
        day: date = getattr(action, name)
        parts = {"day": day.day, "month": day.month, "year": day.year}
        typed |= {f"{name}-{part}": value for part, value in parts.items()}
    assert manager.post(address, typed).status_code == 302
    text = sent(manager, address, **typed | {"title": "Theirs"})
    assert "saved this while you were writing" in text
    assert "Mine" in text
    assert "Theirs" in text
    assert ActionEntry.objects.filter(entry=action.entry).count() == 2
    assert "Mine" in seen(manager, "/improvement/history/")


def test_a_survey_answer_is_counted_once_and_bound_to_nobody(manager: Client) -> None:
    opened = open_round(
        by="a test", title="Spring", questions=["I am heard"], groups=["A", "B"],
        on=date(2018, 1, 2),
    )  # fmt: skip
    address = "/improvement/survey/answer/"
    seen(manager, address)
    typed = {"round": opened.pk, "group": "A", "question-0": "4"}
    assert manager.post(address, typed).status_code == 302
    assert "You have answered" in sent(manager, address, **typed)
    assert PulseTally.objects.get(group="A", question=0, answer=4).number == 1
    assert sum(PulseTally.objects.values_list("number", flat=True)) == 1
    assert PulseTaken.objects.count() == 1
    # An open round tells nothing, and the log has no answer in it.
    assert "90%" not in seen(manager, "/improvement/survey/")
    assert not AuditRow.objects.filter(detail__contains="agree").exists()


def test_fifty_answers_are_fifty(manager: Client) -> None:
    opened = open_round(
        by="a test", title="Spring", questions=["I am heard"], groups=["A", "B"],
        on=date(2018, 1, 2),
    )  # fmt: skip
    for number in range(50):
        answer_round(
            by=f"p{number}", number=opened.pk, group="AB"[number % 2], answers=[number % 5]
        )
    assert sum(PulseTally.objects.values_list("number", flat=True)) == 50


@pytest.mark.parametrize(
    ("role", "status"), [("director", 200), ("auditor", 403), ("administrator", 403)]
)
def test_only_who_leads_improvement_writes_the_plan(role: str, status: int) -> None:
    user = User.objects.create(username=role)
    give_role(by="a test", user=user, role=role)
    client = Client()
    client.force_login(user, backend="holdfast.web.accounts.local.LocalBackend")
    assert client.get("/improvement/enter/letter/").status_code == status


@pytest.mark.usefixtures("plan")
def test_each_verdict_says_against_which_months_it_is(manager: Client) -> None:
    stands, plan = seen(manager, "/improvement/"), seen(manager, "/improvement/plan/")
    assert re.search(r"in the [0-9]+ months to [A-Z][a-z]+ [0-9]{4} that set the limits", stands)
    assert re.search(r">(Better|Worse) than in the [0-9]+ months to ", stands)
    assert re.search(r" in the twelve months before [A-Z][a-z]+ [0-9]{4}, [^ ]+ in the ", plan)


def test_the_key_of_the_charts_stands_below_them(manager: Client) -> None:
    text = seen(manager, "/progress/")
    assert text.rindex('class="holdfast-chart__drawing') < text.index('class="holdfast-marks"')
