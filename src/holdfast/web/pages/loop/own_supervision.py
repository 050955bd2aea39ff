"""What concerns a worker and not a child: shown to the two people who said it, and nobody else."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from holdfast.errors import BadSetting
from holdfast.web.accounts.models import User
from holdfast.web.actions.challenge import LONGEST_LIFE, write_personal_supervision
from holdfast.web.oversight.supervisions import is_somebody_else, personal_of
from holdfast.web.pages.loop.supervision_form import in_numbers, read_numbers
from holdfast.web.people.assignments import allowed
from holdfast.web.people.deciding import for_everyone_signed_in
from holdfast.web.people.permission import Permission

KEPT = "kept"


@require_http_methods(["GET", "POST"])
@for_everyone_signed_in
def own_supervision(request: HttpRequest) -> HttpResponse:
    """What was written about the person, or by them; and the form of whoever supervises others."""
    by = request.user.get_username()
    today = timezone.localdate()
    may_write = isinstance(request.user, User) and allowed(
        request.user, Permission.READ_PERSONAL_SUPERVISION
    )
    about, words = request.POST.get("about", "").strip(), request.POST.get("words", "")
    held = request.POST.get("held", in_numbers(today))
    problem = ""
    if request.method == "POST" and may_write:
        day = read_numbers(held)
        if not is_somebody_else(about, by):
            problem = "Give the name of the other person’s account"
        elif day is None or day > today:
            problem = "Give the day of the supervision, today or earlier"
        else:
            try:
                write_personal_supervision(by=by, about=about, held=day, words=words)
                return HttpResponseRedirect(reverse("own_supervision") + f"?{KEPT}=1")
            except BadSetting as wrong:
                problem = str(wrong)
    context = {
        "rows": personal_of(by),
        "may_write": may_write,
        "about": about,
        "words": words,
        "held": held,
        "problem": problem,
        "kept": KEPT in request.GET,
        "longest": LONGEST_LIFE,
    }
    return render(request, "loop/own_supervision.html", context)
