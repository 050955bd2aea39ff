"""What a person had typed when their session ended, to be sent again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from holdfast.web.accounts.kept_forms import SENT_AGAIN
from holdfast.web.people.deciding import for_everyone_signed_in


@for_everyone_signed_in
@require_http_methods(["GET", "POST"])
def kept_forms(request: HttpRequest) -> HttpResponse:
    """One's own kept forms, each with every word; one that is not wanted is posted here."""
    kept = request.user.kept_forms.exclude(pk=request.POST.get(SENT_AGAIN) or 0)
    return render(request, "people/kept.html", {"kept": kept, "sent_again": SENT_AGAIN})
