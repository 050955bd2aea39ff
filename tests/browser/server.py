"""The product as it is served, with the gallery's addresses, for browser tests.

Run with ``python -m tests.browser.server``; prints the address once it answers. What most pages
need is made ready at the start, as in use; what single pages need is made when they are asked for,
since each of these servers is asked for a few.
"""

from collections.abc import Sequence
from typing import Any

from holdfast.web.serving import prepare, serve

if __name__ == "__main__":
    prepare()
    from holdfast.web import data
    from holdfast.web.accounts.local import ensure_demo_user
    from holdfast.web.actions.made_up_plan import install_made_up_plan

    ahead = data.serve_ahead

    def serve_ahead(*others: data.MakesReady, required: Sequence[data.MakesReady] = ()) -> Any:
        ahead(required=required)

    data.serve_ahead = serve_ahead
    ensure_demo_user()
    install_made_up_plan(by="made up")
    serve("127.0.0.1", 0, lambda address: print(address, flush=True))  # noqa: T201
