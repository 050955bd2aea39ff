"""The addresses of signing in and out."""

from django.urls import path

from holdfast.web.accounts.code_views import code, codes
from holdfast.web.accounts.council_sign_in import council_sign_in, council_signed_in
from holdfast.web.accounts.views import SignIn, SignOut
from holdfast.web.people.deciding import for_anyone

urlpatterns = [
    # allauth asks for the addresses by these names.
    path("sign-in/with/<slug:provider_id>/", council_sign_in, name="openid_connect_login"),
    path(
        "sign-in/with/<slug:provider_id>/back/", council_signed_in, name="openid_connect_callback"
    ),
    path("sign-in/code/", code, name="code"),
    path("people/codes/", codes, name="codes"),
    path("sign-in/", for_anyone(SignIn.as_view()), name="sign_in"),
    path("sign-out/", for_anyone(SignOut.as_view()), name="sign_out"),
]
