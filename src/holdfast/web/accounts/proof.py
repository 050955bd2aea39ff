"""Whether whoever is signed in has lately proved who they are, as some acts ask.

Signing in proves it; so does the password again, or signing in again where a council's provider
keeps the password.
"""

from time import time

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from holdfast.web.project.sessions import BEGAN

PROVED = "proved"
# Somebody who leaves a machine for longer may find another at it.
LASTS = 15 * 60


def proved_lately(request: HttpRequest) -> bool:
    """Whether it is at most a quarter of an hour since the person proved who they are."""
    last = max(request.session.get(BEGAN, 0), request.session.get(PROVED, 0))
    return bool(time() - last <= LASTS)


def prove(request: HttpRequest) -> None:
    """Note that the person has proved it now."""
    request.session[PROVED] = int(time())


def back_to(request: HttpRequest) -> str:
    """The address of ours to go back to, as the page was told; the first page where it is none."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    here = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if here and asked.startswith("/") else "/"


def ask_for_proof(request: HttpRequest) -> HttpResponseRedirect:
    """Lead to the page that asks for the password, and from there back to this address."""
    here = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('prove')}?{here}")
