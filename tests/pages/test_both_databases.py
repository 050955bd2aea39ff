"""The main pages say the same whichever database holds what people write."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from holdfast.web.accounts.models import User
from holdfast.web.actions.people import give_role
from holdfast.web.audit.log import verify_chain
from holdfast.web.audit.models import AuditRow
from holdfast.web.people.roles import EVERYTHING
from tests.pages.conftest import EVERYWHERE, answered_by

PAGES = (
    "/", "/due/", "/due.csv", "/clocks/", "/children/", "/imports/", "/returns/cin/",
    "/returns/cin/findings/", "/returns/cin/check/", "/cookies/", "/no-such-page/",
)  # fmt: skip
# What is another at every request: the token of each form.
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')

Said = list[tuple[str, int, str]]
Log = list[tuple[str, ...]]


def said() -> tuple[str, Said, Log]:
    """The database that was asked, what the pages answer a manager, and what the log then holds."""
    with transaction.atomic():
        browser, user = Client(), User.objects.create(username="B.Manager")
        give_role(by="a test", user=user, role=EVERYTHING)
        browser.force_login(user, backend="holdfast.web.accounts.local.LocalBackend")
        answers = [(page, browser.get(page)) for page in PAGES]
        texts = [(page, one.status_code, TOKEN.sub("", one.text)) for page, one in answers]
        log = list(AuditRow.objects.values_list("who", "kind", "page", "target", "detail"))
        assert verify_chain().rows == len(log)
        transaction.set_rollback(True)
    return connection.vendor, texts, log


@pytest.mark.skipif(EVERYWHERE != "sqlite", reason="it lays one beside the other")
def test_pages_and_log_are_the_same(recent: Path, filled: dict[str, Any]) -> None:
    asked, pages, log = said()
    with answered_by(filled):
        assert said() == ("postgresql", pages, log)
    assert asked == "sqlite"
    # A file is given once the person has proved who they are.
    odd = {"/due.csv": 302, "/no-such-page/": 404}
    assert {page: status for page, status, _ in pages} == dict.fromkeys(PAGES, 200) | odd
    assert len(log) >= 4
