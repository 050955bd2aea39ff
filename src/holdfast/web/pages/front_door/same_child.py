"""Children who may be one under two numbers: the list, and the two laid beside one another."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from holdfast.query.same_child.candidates import Strength, lacking
from holdfast.query.same_child.pairs import (
    ChildBeside,
    SameChildPair,
    beside_one_another,
    same_child_pairs,
)
from holdfast.query.scope import EVERYBODY, Scope
from holdfast.record.codes.child import SEX
from holdfast.web import data
from holdfast.web.actions.same_child import LONGEST, say_same_child
from holdfast.web.actions.viewing import record_download, record_list, record_view
from holdfast.web.asked import Asked, on_day
from holdfast.web.oversight.models import SameChildAnswer, SameChildSaid
from holdfast.web.oversight.same_child import answers_of_pair, latest_answers
from holdfast.web.pages.today.people import PeopleShown, in_one_line
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.filtering import Choice, Filter, Filtering
from holdfast.web.parts.paging import paging
from holdfast.web.parts.spreadsheet import csv_file
from holdfast.web.parts.templatetags.words import plain_day
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.teams import NAME as TEAM
from holdfast.web.teams import team_filter, titles

STRENGTH, SAID, KEPT, UNSAID = "likeness", "said", "kept", "nothing"
WHOLE, FIRST_SHOWN = "whole", 10
COLUMNS = (
    "one", "other", "strength", "weight", "same", "alike", "differ", "not_known", "family",
    "postcode", "last_contact", "said", "by",
)  # fmt: skip
Answers = dict[tuple[str, str], SameChildAnswer]


@needs(Permission.SAME_CHILD)
@require_safe
@on_day
def pairs(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The pairs to look at, a page at a time; the view is noted in the log."""
    filtering = _filtering(request, asked)
    answers = latest_answers()
    found = _found(asked, filtering, answers)
    # Forty pairs are no list for a morning: the likeliest first, and the rest for who asks.
    folds = WHOLE not in request.GET and not filtering.selected and len(found) > FIRST_SHOWN
    page = paging(request.GET, 0 if folds else len(found))
    likely = [one for one in found if one.strength is Strength.LIKELY]
    first = (likely or found)[:FIRST_SHOWN]
    shown = first if folds else found[page.offset : page.offset + page.limit]
    detail = f"{_in_words(filtering, asked)}; {len(shown)} of {len(found)} pairs shown"
    people = PeopleShown.on(asked)
    record_list(
        by=request.user.get_username(), page="same child", detail=detail, children=_of_pairs(shown)
    )
    words = {
        "asked": asked,
        "lacking": lacking(asked.outlook),
        "filtering": filtering,
        "rows": [_row(asked, people, one, answers) for one in shown],
        "count": len(found),
        "paging": page,
        "folded": len(found) - len(shown) if folds else 0,
        "folded_likely": len(likely) - len(first) if folds and likely else 0,
        "whole": with_query(request.GET, {WHOLE: "1"}),
        "answered": _answered(asked, answers),
        "front_door": asked.link("front_door"),
        "file": reverse("same_child_file") + with_query(request.GET, {"page": None}),
    }
    return render(request, "pages/same_child.html", words)


@needs(Permission.TAKE_AWAY)
@require_safe
@on_day
def pairs_file(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The same list as a CSV file, without names."""
    filtering, answers = _filtering(request, asked), latest_answers()
    found = _found(asked, filtering, answers)
    rows = []
    for one in found:
        said = answers.get(_handles(one))
        lists = {name: "; ".join(getattr(one, name)) for name in COLUMNS[4:8]}
        about = {"said": said.said if said else None, "by": said.by if said else None}
        rows.append(vars(one) | lists | about | {"last_contact": one.last_contact})
    detail = f"{_in_words(filtering, asked)}; {len(rows)} pairs"
    record_download(
        by=request.user.get_username(),
        page="same child file",
        detail=detail,
        children=_of_pairs(found),
    )
    about_all = {"as_at": asked.day, "snapshot": asked.outlook.snapshot.id}
    return csv_file(f"same-child-{asked.day.isoformat()}.csv", COLUMNS, rows, about_all)


@needs(Permission.SAME_CHILD, to_change=Permission.SAME_CHILD)
@require_http_methods(["GET", "POST"])
@on_day
def pair(request: HttpRequest, asked: Asked, one: str, other: str) -> HttpResponse:
    """Two children laid beside one another, and the form; what is posted is kept."""
    children = data.child_of(one), data.child_of(other)
    found = beside_one_another(asked.outlook, *children)
    chosen = next(p for p in _every(asked, EVERYBODY) if (p.one, p.other) == children)
    said, words = request.POST.get("said", ""), request.POST.get("words", "").strip()
    problem = _problem(said, words) if request.method == "POST" else ""
    who = request.user.get_username()
    if request.method == "POST" and not problem:
        say_same_child(
            by=who,
            children=children,
            handles=(one, other),
            said=SameChildSaid(said),
            words=words,
        )
        return HttpResponseRedirect(asked.link("same_child_pair", one, other, **{KEPT: "1"}))
    for child in children:
        record_view(by=who, page="same child", child=child)
    about = {
        "asked": asked,
        "pair": chosen,
        "rows": _rows(asked, found),
        "urls": [asked.link("child", handle) for handle in (one, other)],
        "back": asked.link("same_child"),
        "choices": SameChildSaid.choices,
        "said": said,
        "words": words,
        "longest": LONGEST,
        "problem": problem,
        "kept": KEPT in request.GET,
        "answers": answers_of_pair(one, other),
    }
    return render(request, "pages/same_child_pair.html", about)


def likely_others(asked: Asked, children: set[str]) -> dict[str, list[tuple[str, str]]]:
    """Of some children, who each is likely to be under another number: the number and the address.

    Pairs that a person said are two children are left out.
    """
    if not children or lacking(asked.outlook):
        return {}
    answers, found = latest_answers(), dict[str, list[tuple[str, str]]]()
    for one in _every(asked, EVERYBODY):
        mine = children & {one.one, one.other}
        if not mine or one.strength is not Strength.LIKELY:
            continue
        if _said(answers, one) != str(SameChildSaid.OTHER):
            url = asked.link("same_child_pair", *_handles(one))
            for child in mine:
                other = one.other if child == one.one else one.one
                found.setdefault(child, []).append((other, url))
    return found


def _filtering(request: HttpRequest, asked: Asked) -> Filtering:
    strengths = tuple(Choice(one.value, one.value.capitalize()) for one in Strength)
    said = (Choice(UNSAID, "Nothing yet"), *(Choice(*each) for each in SameChildSaid.choices))
    filters = [
        team_filter(asked.outlook),
        Filter(STRENGTH, "How much speaks for it", strengths),
        Filter(SAID, "What was said", said),
    ]
    return Filtering(request.GET, filters)


def _every(asked: Asked, scope: Scope) -> tuple[SameChildPair, ...]:
    found: tuple[SameChildPair, ...] = data.remember(
        asked.outlook, ("same child", scope), lambda: same_child_pairs(asked.outlook, scope)
    )
    return found


def _found(asked: Asked, filtering: Filtering, answers: Answers) -> list[SameChildPair]:
    """The pairs that answer to the filters."""
    strengths, said = filtering.values(STRENGTH), filtering.values(SAID)
    return [
        one
        for one in _every(asked, Scope(filtering.value(TEAM)))
        if (not strengths or one.strength.value in strengths)
        and (not said or _said(answers, one) in said)
    ]


def _said(answers: Answers, pair: SameChildPair) -> str:
    if not answers:
        return UNSAID
    found = answers.get(_handles(pair))
    return str(found.said) if found else UNSAID


def _handles(pair: SameChildPair) -> tuple[str, str]:
    return data.handle(pair.one), data.handle(pair.other)


def _row(
    asked: Asked, people: PeopleShown, pair: SameChildPair, answers: Answers
) -> dict[str, Any]:
    handles = _handles(pair)
    # Most pairs bear one name, which is said once.
    names = dict.fromkeys(people.name(child) for child in (pair.one, pair.other))
    return {
        "pair": pair,
        "names": in_one_line([name for name in names if name]),
        "url": asked.link("same_child_pair", *handles),
        "said": answers.get(handles),
    }


def _answered(asked: Asked, answers: Answers) -> list[dict[str, Any]]:
    """Of each strength, how many pairs were said to be one child, and how many not."""
    if not answers:
        return []
    said = [(one.strength, _said(answers, one)) for one in _every(asked, EVERYBODY)]
    return [
        {
            "strength": strength.value,
            "same": said.count((strength, str(SameChildSaid.SAME))),
            "other": said.count((strength, str(SameChildSaid.OTHER))),
        }
        for strength in Strength
    ]


def _in_words(filtering: Filtering, asked: Asked) -> str:
    chosen = "; ".join(f"{each.title}: {each.words}" for each in filtering.selected)
    return f"{chosen or 'every pair'}; as at {asked.day.isoformat()}"


def _rows(asked: Asked, found: Sequence[ChildBeside]) -> list[tuple[str, list[str]]]:
    """What the record has of both, line by line in words."""
    teams = titles(asked.outlook)
    lines: dict[str, list[str | None]] = {
        "First name": [one.forename for one in found],
        "Family name": [one.surname for one in found],
        "Day of birth": [_born(one) for one in found],
        "Sex": [SEX.codes.get(one.sex or "", one.sex) for one in found],
        "NHS number": [one.health_number for one in found],
        "Pupil number": [one.upn for one in found],
        "Postcodes of addresses": [", ".join(one.postcodes) for one in found],
        "Family number": [", ".join(one.family) for one in found],
        "Brothers, sisters and others of the family": [", ".join(one.household) for one in found],
        "Contacts": [_contacts(one) for one in found],
        "Referrals": [str(one.referrals) for one in found],
        "Case": [
            f"open since {plain_day(one.open_since)}" if one.open_since else "none open"
            for one in found
        ],
        "Team": [teams.get(one.team, one.team) if one.team else "none" for one in found],
    }
    return [(name, [value or "not recorded" for value in both]) for name, both in lines.items()]


def _born(one: ChildBeside) -> str:
    if one.born:
        return plain_day(one.born)
    return f"expected, or estimated: {plain_day(one.expected)}" if one.expected else ""


def _contacts(one: ChildBeside) -> str:
    if not one.contacts:
        return "none"
    return f"{one.contacts:,}, {plain_day(one.first_contact)} to {plain_day(one.last_contact)}"


def _problem(said: str, words: str) -> str:
    if said not in SameChildSaid.values:
        return "Choose whether the two are the same child"
    if not words or len(words) > LONGEST or "\0" in words:
        return f"Say how you know, in {LONGEST} characters or fewer"
    return ""


def _of_pairs(pairs: Sequence[SameChildPair]) -> Iterator[str]:
    """The children of pairs."""
    return (child for one in pairs for child in (one.one, one.other))
