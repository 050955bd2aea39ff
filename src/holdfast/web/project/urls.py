"""Every address. A page is one view, one template and one line here."""

from django.urls import include, path

from holdfast.web.pages import about

urlpatterns = [
    path("", about.start, name="start"),
    path("", include("holdfast.web.accounts.urls")),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("cookies/", about.cookies, name="cookies"),
]

handler400 = "holdfast.web.pages.failures.bad_request"
handler403 = "holdfast.web.pages.failures.forbidden"
handler404 = "holdfast.web.pages.failures.not_found"
handler500 = "holdfast.web.pages.failures.server_error"
