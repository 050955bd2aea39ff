"""The product as it is served, with the gallery's addresses, for browser tests.

Run with ``python -m tests.browser.server``; prints the address once it answers.
"""

from holdfast.web.serving import prepare, serve

if __name__ == "__main__":
    prepare()
    from holdfast.web.accounts.local import ensure_demo_user
    from holdfast.web.actions.made_up_plan import install_made_up_plan

    ensure_demo_user()
    install_made_up_plan(by="made up")
    serve("127.0.0.1", 0, lambda address: print(address, flush=True))  # noqa: T201
