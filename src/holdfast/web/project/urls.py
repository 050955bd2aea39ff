"""Every address. A page is one view, one template and one line here."""

from django.urls import include, path

from holdfast.web.pages import about, chain, chain_link, children, clocks, due, imports

urlpatterns = [
    path("", chain.chain, name="chain"),
    path("chain/<slug:key>/", chain_link.chain_link, name="link"),
    path("due/", due.due_list, name="due"),
    path("due.csv", due.due_file, name="due_file"),
    path("clocks/", clocks.clocks, name="clocks"),
    path("clocks/<slug:key>/", clocks.clock, name="clock"),
    path("children/", children.children, name="children"),
    path("children/<slug:handle>/", children.child, name="child"),
    path("children/<slug:handle>/clocks/", children.clocks, name="child_clocks"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<slug:identifier>/", imports.one, name="import"),
    path("imports/<slug:identifier>/verify/", imports.verify, name="import_verify"),
    path("imports/<slug:identifier>/refusals/", imports.refusals, name="import_refusals"),
    path("imports/<slug:identifier>/answers/", imports.answered, name="import_answers"),
    path("", include("holdfast.web.accounts.urls")),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("cookies/", about.cookies, name="cookies"),
]

handler400 = "holdfast.web.pages.failures.bad_request"
handler403 = "holdfast.web.pages.failures.forbidden"
handler404 = "holdfast.web.pages.failures.not_found"
handler500 = "holdfast.web.pages.failures.server_error"
