"""Promises with their days, kept or broken; and the posts of leadership over time."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.improvement.known import SeenPlan
from holdfast.web.pages.improvement.overview import links, promise_rows
from holdfast.web.people.assignments import allowed
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission


@needs(Permission.SEE_FIGURES)
@require_safe
@on_day
def promises(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Every promise: by whom, where, by when, and what has become of it."""
    seen = SeenPlan.on(asked)
    words: dict[str, Any] = {
        "asked": asked,
        "promises": promise_rows(seen),
        "may_write": allowed(request.user, Permission.WRITE_PLAN),
        **links(asked, request.user),
    }
    return render(request, "improvement/promises.html", words)


@needs(Permission.SEE_FIGURES)
@require_safe
@on_day
def leadership(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Every post with its past, and the marks that charts bear of it."""
    seen = SeenPlan.on(asked)
    words: dict[str, Any] = {
        "asked": asked,
        "posts": seen.posts,
        "may_write": allowed(request.user, Permission.WRITE_PLAN),
        **links(asked, request.user),
    }
    return render(request, "improvement/leadership.html", words)
