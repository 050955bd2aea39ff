"""The chain as elected members see it: the whole council, a quarter at a time, small numbers kept.

It is one table that is the same for everybody, so that nobody subtracts one from another.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.evidence.content.scrutiny import (
    HOW_SQUARES_TELL,
    HOW_TOLD,
    figures_in_short,
    in_words,
    owed_shares,
)
from holdfast.evidence.withholding.publication import Publication
from holdfast.measures.links import LINKS, Link
from holdfast.web import data
from holdfast.web.actions.viewing import record_list
from holdfast.web.pages.packs.editions import editions_out
from holdfast.web.parts.squares import draw_squares
from holdfast.web.people.assignments import allowed
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.published import published


@require_safe
@needs(Permission.SEE_AGGREGATES, Permission.SEE_FIGURES)
def scrutiny(request: HttpRequest) -> HttpResponse:
    """The table as at the end of the last whole quarter of the data. No day can be asked for."""
    told = published(data.whole())
    detail = f"as at {told.day.isoformat()}; no child"
    record_list(by=request.user.get_username(), page="scrutiny", detail=detail)
    words = {
        "day": told.day,
        "how_told": HOW_TOLD,
        "how_squares_tell": HOW_SQUARES_TELL,
        "owed": [
            {
                "share": share,
                "squares": None if share.of_100 is None else draw_squares(share.of_100),
            }
            for share in owed_shares(told)
        ],
        "in_short": " ".join(figures_in_short(told)),
        "rows": [link_words(told, link) for link in LINKS],
        "has_edition": bool(editions_out()),
        "may_see_groups": allowed(request.user, Permission.SEE_FIGURES),
    }
    return render(request, "pages/scrutiny.html", words)


def link_words(told: Publication, link: Link) -> dict[str, Any]:
    """A link: what fell due and was done in time, this year and the year before; what is open."""
    done, still = (told.measures.get(f"{link.key}_{what}") for what in ("due_met", "overdue"))
    words: dict[str, Any] = {"link": link, "last": done.now.last if done else None}
    for name, one in (
        ("before", done and done.before),
        ("now", done and done.now),
        ("overdue", still and still.now),
    ):
        words[name] = in_words(one.figure) if one else "cannot be determined"
    return words
