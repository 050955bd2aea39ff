"""Signing in with the council's own account: OpenID Connect, such as Microsoft Entra ID.

Authorization code with PKCE. A person is known again by a claim that never changes (``sub``, or
``oid``), never by an address of mail. The token must be signed by the provider's key, for us, and
by the provider that the setting names.
"""

from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from holdfast.errors import HoldfastError
from holdfast.web.accounts.models import User
from holdfast.web.accounts.visitor import address
from holdfast.web.actions.council_roles import give_council_roles
from holdfast.web.actions.signing_in import NO_ACCOUNT, record_failed_sign_in
from holdfast.web.options import PROVIDER
from holdfast.web.pages import failures
from holdfast.web.people.deciding import for_anyone

BACKEND = "holdfast.web.accounts.local.LocalBackend"
_REFUSED = failures.Failure(
    403,
    "You are not signed in",
    "The council's account was not accepted: it may be of another council, have ended, or have "
    "been used in another window.",
    "Sign in again. If it goes on, tell the person who looks after accounts in your council that "
    "the sign-in of Holdfast was refused.",
)


class CouncilProvider(OpenIDConnectOAuth2Adapter):
    """Asks the provider; the token that it gives is always proved by its signature."""

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        found: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
            verify_signature=True,
        )
        return found


class CouncilAccounts(DefaultSocialAccountAdapter):
    """Signs in whoever the provider vouches for, with the roles of their groups."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> NoReturn:
        """End the provider's part with an answer of ours."""
        claims = sociallogin.account.extra_data.get("id_token", {})
        try:
            _sign_in(request, sociallogin.account.uid, claims)
            answer: HttpResponse = HttpResponseRedirect(_following(sociallogin))
        except HoldfastError as error:
            record_failed_sign_in(by=NO_ACCOUNT, address=address(request))
            words = failures.Failure(403, _REFUSED.heading, error.what, error.next_step)
            answer = failures.shown(request, words)
        raise ImmediateHttpResponse(answer)

    def on_authentication_error(self, request: HttpRequest, *given: Any, **named: Any) -> NoReturn:
        """Say what to do; what the provider said is not repeated."""
        record_failed_sign_in(by=NO_ACCOUNT, address=address(request))
        raise ImmediateHttpResponse(failures.shown(request, _REFUSED))


@for_anyone
@login_not_required
def council_sign_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Leads to the provider."""
    return _of_provider(OAuth2LoginView, request, provider_id)


@for_anyone
@login_not_required
def council_signed_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """What the provider leads back to."""
    return _of_provider(OAuth2CallbackView, request, provider_id)


def _of_provider(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    """An answer of allauth's view. Raises Http404 where the council has no such provider."""
    try:
        answer: HttpResponse = view.adapter_view(CouncilProvider(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return answer


@transaction.atomic
def _sign_in(request: HttpRequest, uid: str, claims: dict[str, Any]) -> None:
    """Sign in the account of the stable key, which is made where there is none."""
    known = SocialAccount.objects.filter(provider=PROVIDER, uid=uid).first()
    user = known.user if known else _new_account(uid, claims)
    if not user.is_active:
        raise HoldfastError(
            "The account has been closed.",
            "Ask the person who looks after accounts in your council.",
        )
    give_council_roles(by=f"provider: {PROVIDER}", user=user, claims=claims)
    login(request, user, backend=BACKEND)


def _following(sociallogin: SocialLogin) -> str:
    """The page of ours that was asked for before the sign-in."""
    asked = str((sociallogin.state or {}).get("next") or "/")
    ours = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if ours else "/"


def _new_account(uid: str, claims: dict[str, Any]) -> User:
    name = User.normalize_username(str(claims.get("preferred_username") or uid))[:150]
    if User.objects.filter(username=name).exists():
        # Whoever can choose a name at the provider must not get somebody else's account.
        raise HoldfastError(
            "There is another account of your name here, which is not the council's.",
            "Ask the person who looks after accounts in your council to close the other one.",
        )
    user = User.objects.create(username=name)
    user.set_unusable_password()
    user.save()
    SocialAccount.objects.create(user=user, provider=PROVIDER, uid=uid, extra_data={})
    return user
