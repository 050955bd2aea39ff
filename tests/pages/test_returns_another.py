"""A second return has its pages by its form alone: those of the dry run, put into the register."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from holdfast.returns.checking import Check
from holdfast.returns.outcome import Outcome
from holdfast.returns.record_check import RecordCheck
from holdfast.returns.register import RETURNS, Return
from holdfast.web import data as pages_data
from holdfast.web import returns
from holdfast.web.audit.models import AuditRow
from tests.pages.returned import text_of
from tests.returns.flat.form import FORM, REVIEWS, STAYS, rows

JUNE = date(2025, 6, 1)
ABSENT = "The list Homes was not given"


def _outcome() -> Outcome:
    check = Check(FORM, 2026, date(2026, 3, 31), {})
    stays = rows(STAYS, ("MU000001", JUNE, None, "X", "H1"))
    check.take({STAYS.name: stays, REVIEWS.name: rows(REVIEWS, ("MU000001", JUNE))})
    return check.finish()


FLAT = Return(
    FORM, lambda snapshot, year: RecordCheck(_outcome(), {}), lambda path, year: _outcome()
)


@pytest.fixture
def another(recent: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The register with a second return, kept nowhere afterwards."""
    monkeypatch.setitem(RETURNS, FORM.name, FLAT)
    yield
    pages_data._OUTLOOKS._answers(pages_data.outlook()).pop(("return", FORM.name, 2026), None)


@pytest.mark.usefixtures("another")
def test_it_says_what_would_fail_and_what_was_not_run_and_why(manager: Client) -> None:
    text = text_of(manager, "/returns/flat/")
    assert "Return of stays 2025/26" in text
    assert "Sent today, the return of stays would give rise to 2 errors" in text
    assert "Rules that were not run, and why" in text
    assert ABSENT in text
    assert "7 of 11 rules" in text
    assert 'href="/returns/flat/findings/?rule=101"' in text


@pytest.mark.usefixtures("another")
def test_its_pages_lead_to_one_another_and_not_to_the_census(manager: Client) -> None:
    for page in ("", "findings/", "team/", "rules/", "rules/105/", "check/"):
        text = text_of(manager, f"/returns/flat/{page}")
        # Its own page alone has a link to each other return.
        text, links = re.subn(r'<li><a [^>]*href="/returns/cin/">.*?</a></li>', "", text)
        assert links == (page == ""), page
        assert "/returns/cin/" not in text, page
        assert "census" not in text.lower(), page


@pytest.mark.usefixtures("another")
def test_a_rule_is_shown_with_its_list_and_why_it_was_not_run(manager: Client) -> None:
    text = text_of(manager, "/returns/flat/rules/105/")
    assert "there is no row of Homes of the list" in text
    assert ABSENT in text


@pytest.mark.usefixtures("another")
def test_what_is_looked_at_is_noted_as_its_own(manager: Client) -> None:
    manager.get("/returns/flat/findings/")
    (row,) = AuditRow.objects.exclude(kind="shown")  # each child has a row of its own
    assert (row.kind, row.page) == ("list", "return of stays findings")


@pytest.mark.usefixtures("another")
def test_each_return_is_checked_ahead(manager: Client) -> None:
    returns.warm(pages_data.outlook())
    kept = pages_data._OUTLOOKS._answers(pages_data.outlook())
    assert ("return", "flat", 2026) in kept
    assert ("return", "cin", 2026) in kept
