"""The pages as a WSGI application, for gunicorn or any other server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "holdfast.web.project.settings")
application = get_wsgi_application()

from holdfast.evidence.keeping import sweep_unfinished  # noqa: E402
from holdfast.faults import guard  # noqa: E402
from holdfast.privacy import keep_private  # noqa: E402
from holdfast.query.today.day_facts import day_facts  # noqa: E402
from holdfast.settings import HOME  # noqa: E402

# They need Django to stand.
from holdfast.web import data, expiry, laying_entries, published, returns, uploads  # noqa: E402
from holdfast.web.pages.improvement import known as improvement  # noqa: E402
from holdfast.web.pages.loop.known import make_loop_ready  # noqa: E402
from holdfast.web.pages.measures import groups, progress  # noqa: E402
from holdfast.web.pages.measures import one as one_measure  # noqa: E402
from holdfast.web.pages.team import known  # noqa: E402
from holdfast.web.pages.today.people import names_of  # noqa: E402
from holdfast.web.people.adoptions import restrict_by_rule  # noqa: E402

guard()  # under any other server too, no thread prints what it choked on
keep_private()
uploads.begin()
sweep_unfinished(HOME.path())
expiry.delete_daily()
laying_entries.lay_beside_pages()

# The first person in the morning should not wait for what everyone will ask for.
data.serve_ahead(
    day_facts,
    names_of,
    returns.warm,
    known.warm,
    progress.warm,
    make_loop_ready,
    improvement.warm,
    published.warm,
    one_measure.warm,
    groups.warm,
    required=[restrict_by_rule],
)
