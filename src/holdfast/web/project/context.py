"""What every page shows around its own words: the council, the way about, the data's day."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from holdfast.errors import HoldfastError
from holdfast.record.store.snapshots import Snapshot
from holdfast.record.supplements.overlay import HOLDFAST
from holdfast.web import data
from holdfast.web.options import COUNCIL, other_demonstration
from holdfast.web.people.assignments import allowed, read_once
from holdfast.web.people.guarding import may_ask, view_at
from holdfast.web.people.permission import Permission
from holdfast.web.people.withheld import to_review


@dataclass(frozen=True)
class NavigationLink:
    """A link of the service navigation: its words, and the name of its route in urls.py.

    ``holds`` are the folders of the pages below it, where they are not below its own address.
    """

    title: str
    route: str
    holds: tuple[str, ...] = ()


# A child is found from the head of every page. What a page leads to lies under its place.
NAVIGATION = (
    NavigationLink("Today", "today"),
    NavigationLink("My team", "team"),
    NavigationLink("Front door", "front_door"),
    NavigationLink("Concerns", "concerns", holds=("/concerns/", "/fairness/")),
    NavigationLink("Due and overdue", "due"),
    NavigationLink("Challenge", "loop", holds=("/loop/", "/supervision/", "/audits/")),
    NavigationLink("Chain", "chain", holds=("/chain/", "/clocks/")),
    NavigationLink("Measures", "measures", holds=("/measures/", "/progress/")),
    NavigationLink(
        "Improvement",
        "improvement",
        holds=("/improvement/", "/inspections/", "/what-if/", "/packs/"),
    ),
    NavigationLink("Returns", "returns"),
    NavigationLink("Imports", "imports"),
)


def site(request: HttpRequest) -> dict[str, Any]:
    """The context of every page; nothing about the data for someone not signed in."""
    about: dict[str, Any] = {"council": COUNCIL.text(), "navigation": [], "snapshot": None}
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        # On a page that is open to anyone no role was asked for yet.
        read_once(user)
        about |= {"navigation": navigation(request.path, user), "snapshot": _snapshot()}
        about["may_find"] = allowed(user, Permission.SEE_CHILD)
        about["not_shown"] = data.not_shown()
        about["laid_over"] = _laid_over()
        if allowed(user, Permission.REVIEW_ACCESS) and request.path != reverse("opened_records"):
            # Nobody reviews their own.
            about["opened_records"] = sum(one.user_id != user.pk for one in to_review())
        about["other_council"] = other_demonstration()
    return about


def navigation(path: str, user: Any) -> list[dict[str, Any]]:
    """The places that a person may go to, each marked when ``path`` lies in it."""
    found = ((place, _address(place.route)) for place in NAVIGATION)
    return [
        {"title": place.title, "url": url, "here": _within(path, place.holds or (url,), url)}
        for place, url in found
        if url and may_ask(user, view_at(url, settings.ROOT_URLCONF))
    ]


def _within(path: str, folders: tuple[str, ...], url: str) -> bool:
    return path == url or any(one != "/" and path.startswith(one) for one in folders)


def _address(route: str) -> str:
    """The route's address; none while its page has not been built."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def _laid_over() -> list[dict[str, Any]]:
    """The files that are laid over the snapshot: of each its name, and until when.

    What people enter in Holdfast is whole at every moment, and ends on no day.
    """
    try:
        return [
            {"origin": one.origin, "until": one.manifest.known_until}
            for one in data.laid_over()
            if one.origin != HOLDFAST
        ]
    except HoldfastError:
        return []  # the page itself says what is wrong


def _snapshot() -> Snapshot | None:
    """The snapshot if it can be had: a page about its absence must still be drawn."""
    try:
        return data.current()
    except HoldfastError:
        return None
