"""The addresses of signing in and out."""

from django.urls import path

from holdfast.web.accounts.views import SignIn, SignOut
from holdfast.web.people.deciding import for_anyone

urlpatterns = [
    path("sign-in/", for_anyone(SignIn.as_view()), name="sign_in"),
    path("sign-out/", for_anyone(SignOut.as_view()), name="sign_out"),
]
