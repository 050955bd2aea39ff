"""Every verb has one shape; and what writes to the database writes through a verb."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError

from holdfast.errors import BadSetting, CannotWrite
from holdfast.returns.register import RETURNS
from holdfast.web import actions
from holdfast.web.accounts.local import make_account
from holdfast.web.accounts.models import User
from holdfast.web.actions import accounts, answers, imports
from holdfast.web.answers.models import QueryAnswer
from holdfast.web.audit.models import AuditRow
from tests.architecture.tree import ROOT

PAGES = ROOT / "src/holdfast/web/pages"


def modules() -> Iterator[Any]:
    for found in pkgutil.iter_modules(actions.__path__):
        yield importlib.import_module(f"{actions.__name__}.{found.name}")


def verbs() -> list[Callable[..., Any]]:
    """Every public function of ``web/actions``."""
    return [
        one
        for module in modules()
        for name, one in vars(module).items()
        if inspect.isfunction(one) and one.__module__ == module.__name__ and name[0] != "_"
    ]


def decorated(module: Any) -> dict[str, bool]:
    """The public functions of a module, and whether each is declared one transaction."""
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    return {
        one.name: "transaction.atomic" in [ast.unparse(each) for each in one.decorator_list]
        for one in tree.body
        if isinstance(one, ast.FunctionDef) and one.name[0] != "_"
    }


@pytest.mark.parametrize("verb", verbs(), ids=lambda one: one.__name__)
def test_a_verb_takes_all_by_keyword_and_who_does_it_first(verb: Callable[..., Any]) -> None:
    parameters = list(inspect.signature(verb).parameters.values())
    assert {one.kind for one in parameters} == {inspect.Parameter.KEYWORD_ONLY}
    assert (parameters[0].name, parameters[0].default) == ("by", inspect.Parameter.empty)


def test_every_verb_is_one_transaction() -> None:
    found = {name: held for module in modules() for name, held in decorated(module).items()}
    assert len(found) >= 14
    assert [name for name, held in found.items() if not held] == []


def test_no_page_writes_but_through_a_verb() -> None:
    pages = {page.name: page.read_text(encoding="utf-8") for page in PAGES.rglob("*.py")}
    assert len(pages) > 20
    writes = ("audit.log", "write_row", ".objects.", ".save(", "transaction.")
    assert [(name, one) for name, text in pages.items() for one in writes if one in text] == []


ANSWER: dict[str, Any] = {
    "form": RETURNS["cin"].form,
    "code": "8670Q",
    "mark": "m",
    "year": 2026,
    "child": "MU1",
}


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("module", "act"),
    [
        (answers, lambda: answers.answer_query(by="manager", reason="x", **ANSWER)),
        (accounts, lambda: accounts.add_person(by="manager", name="B.Manager")),
        (accounts, lambda: accounts.change_password(by="manager", name="A.Manager")),
        (accounts, lambda: accounts.ensure_first_account(by="manager")),
    ],
    ids=["answer", "add", "change", "first"],
)
def test_without_its_row_nothing_is_done(
    module: Any, act: Callable[[], Any], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**named: Any) -> None:
        raise DatabaseError

    User.objects.create(username="A.Manager", password="as it was", is_active=True)
    before = list(User.objects.values())
    monkeypatch.setattr(module, "write_row", fail)
    monkeypatch.setattr(accounts, "ensure_local_user", lambda: make_account("holdfast"))
    with pytest.raises(DatabaseError):
        act()
    assert list(User.objects.values()) == before
    assert QueryAnswer.objects.count() == AuditRow.objects.count() == 0


def test_a_meaning_that_cannot_be_written_is_not_noted(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*parts: Any) -> None:
        raise CannotWrite("a made-up fault")

    monkeypatch.setattr(imports, "say", fail)
    with pytest.raises(CannotWrite):
        imports.say_word(by="manager", home=home, column="referrals.source", word="x", meaning="")
    assert AuditRow.objects.count() == 0


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501, "a\0b"])
def test_a_reason_that_cannot_be_kept_is_refused(home: Path, reason: str) -> None:
    with pytest.raises(BadSetting, match="between 1 and 500 characters"):
        answers.answer_query(by="manager", reason=reason, **ANSWER)
    assert AuditRow.objects.count() == 0


def test_the_migrations_make_what_the_models_say(home: Path) -> None:
    said = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=said)
    assert said.getvalue().strip() == "No changes detected"
