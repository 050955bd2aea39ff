"""The words of an import's coded columns, and the form in which the council says what one means.

A word is named in an address by its place in the list, never by itself; the list of an import
does not change. What is said is written in the council's own file and noted in the log, which
names the column and the code and not the word.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from holdfast.errors import NotFound
from holdfast.importing.words import ToldWord, told_words
from holdfast.record.schema.table import ColumnKind
from holdfast.record.store.snapshots import Snapshot, Store
from holdfast.settings import HOME
from holdfast.sources.vocabulary import VOCABULARY_FILE, Vocabulary, read_vocabulary
from holdfast.sources.vocabulary.own import CODED, meanings
from holdfast.sources.vocabulary.vocabulary import OWN
from holdfast.web.actions.imports import say_word
from holdfast.web.pages.imports import account
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission

WORD = "word"
KEPT = "kept"
# What the form sends for a word that means nothing: an empty field is one not yet answered.
NOTHING = "(nothing)"


@dataclass(frozen=True)
class WordRow:
    """A word as a row of the page; ``say`` is where to say what it means, empty where known."""

    told: ToldWord
    say: str
    said: str


@needs(Permission.IMPORT)
@require_http_methods(["GET", "POST"])
def words(request: HttpRequest, identifier: str) -> HttpResponse:
    """Every word of an import, or the form for one of them; what is posted is written down."""
    snapshot = _store().get(identifier)
    told = told_words(snapshot)
    if WORD in request.GET:
        return _one(request, snapshot, _asked(request, told))
    own = read_vocabulary(HOME.path())
    rows = [_row(snapshot, number, one, own) for number, one in enumerate(told)]
    page = {
        "import": account.line(snapshot, snapshot.id == _store().pointed()),
        "unknown": [row for row in rows if not row.told.word.known],
        "known": [row for row in rows if row.told.word.known],
        "kept": KEPT in request.GET,
        "file": VOCABULARY_FILE,
    }
    return render(request, "pages/import_words.html", page)


def _one(request: HttpRequest, snapshot: Snapshot, one: ToldWord) -> HttpResponse:
    """The form for one word; a meaning that is posted is written, and the list asked for anew."""
    # What the word may mean: codes with their meanings, and nothing at all.
    column = CODED[one.word.column]
    codes = column.codes.codes if column.codes and column.kind is ColumnKind.CODE else {}
    named = [
        (code, f"{code}: {codes[code]}" if codes.get(code) else code) for code in meanings(column)
    ]
    choices = [*named, (NOTHING, "It means nothing: read it as not recorded")]
    given = request.POST.get("meaning", "")
    if request.method == "POST" and given in [value for value, _ in choices]:
        # The log is told that it was said, and not the word itself.
        say_word(
            by=request.user.get_username(),
            home=HOME.path(),
            column=one.word.column,
            word=one.word.word,
            meaning="" if given == NOTHING else given,
        )
        return HttpResponseRedirect(f"{_address(snapshot)}?{KEPT}=1")
    page: dict[str, Any] = {
        "import": account.line(snapshot, snapshot.id == _store().pointed()),
        "one": one,
        "choices": choices,
        "problem": "Choose what the word means" if request.method == "POST" else "",
        "file": VOCABULARY_FILE,
        "list_url": _address(snapshot),
    }
    return render(request, "pages/import_word.html", page)


def _asked(request: HttpRequest, told: list[ToldWord]) -> ToldWord:
    """The word whose number the address holds. Raises NotFound for one that cannot be said of."""
    number = request.GET[WORD]
    places = {str(n): one for n, one in enumerate(told) if _may_be_said(one)}
    if number not in places:
        raise NotFound(
            "The word at this address is not in the import, or is not shown.",
            "Go back to the words of the import and choose one from the list.",
        )
    return places[number]


def _may_be_said(one: ToldWord) -> bool:
    return not one.word.known and not one.word.hidden


def _row(snapshot: Snapshot, number: int, one: ToldWord, own: Vocabulary) -> WordRow:
    address = f"{_address(snapshot)}?{WORD}={number}" if _may_be_said(one) else ""
    return WordRow(one, address, _said(one, own))


def _said(one: ToldWord, own: Vocabulary) -> str:
    """What the council has said of the word since; it holds from the next import on."""
    found = own.take(CODED[one.word.column], one.word.word) if not one.word.known else None
    if found is None or found.by != OWN:
        return ""
    answers = {True: "Yes", False: "No", None: "not recorded"}
    return found.value if isinstance(found.value, str) else answers[found.value]


def _address(snapshot: Snapshot) -> str:
    return reverse("import_words", args=[snapshot.id])


def _store() -> Store:
    return Store(HOME.path())
