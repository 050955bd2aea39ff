"""Serving the pages on this machine: one process, a few threads, no traceback to anyone."""

import atexit
import os
import socket
from collections.abc import Callable
from functools import cache
from typing import Any

import django
from django.core.management import call_command
from django.db import connections
from gunicorn.app.base import BaseApplication

from holdfast.errors import BadSetting
from holdfast.faults import in_words
from holdfast.settings import DATABASE, HOME
from holdfast.web.audit.machine import account_of_the_machine
from holdfast.web.options import HTTPS, PROXY, is_on, proxies
from holdfast.web.project.database import FILE, is_postgresql

LOOPBACK = ("127.0.0.1", "localhost")
OPTIONS = {
    "logger_class": "holdfast.web.project.server_log.PlainLog",
    # One process, so that the snapshot in memory is held once; the engine works beside Python.
    "workers": 1,
    # Four for pages, and two that a file may take a while of.
    "threads": 6,
    "worker_class": "holdfast.web.gathering.GatheringWorker",
    "timeout": 120,
    "accesslog": None,
    "loglevel": "warning",
    "control_socket_disable": True,
    # What a web server in front says is for Django to read (see HOLDFAST_HTTPS, HOLDFAST_PROXY).
    "forwarded_allow_ips": "",
    "forwarder_headers": "",
}


@cache
def open_people() -> None:
    """Make Django ready, and the tables of the people's part: accounts, sessions, the audit log.

    Call it before anything of ``holdfast.web.accounts`` is imported. What it writes, only this
    account of the machine may read. Several processes may do so at once. Raises BadSetting where
    the setting names another database than the folder has used so far.
    """
    os.umask(0o077)
    home = HOME.path()
    home.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "holdfast.web.project.settings")
    django.setup()
    # Else what was written last would lie beside the file of accounts, in its log of writes.
    atexit.register(connections.close_all)
    from holdfast.web.actions.people import keep_what_accounts_saw
    from holdfast.web.answers.carrying_in import carry_in
    from holdfast.web.project import turns

    with turns.alone(home):
        before = connections["default"].introspection.table_names()
        if is_postgresql() and (home / FILE).exists() and "audit_auditrow" not in before:
            # Nobody should find an empty log and no account, where both lie in a file beside it.
            raise BadSetting(
                f"{DATABASE.name} names an empty database, and the accounts, the answers to "
                f"queries and the audit log of this folder lie in {FILE}.",
                f"Unset {DATABASE.name} to go on with that file. To begin anew in PostgreSQL, keep "
                "the file in another folder: it holds the log of who looked at whom.",
            )
        call_command("migrate", verbosity=0, interactive=False)
        if "accounts_user" in before and "people_assignment" not in before:
            keep_what_accounts_saw(by=account_of_the_machine())
        if not is_postgresql():
            (home / FILE).chmod(0o600)  # it may have been there before us
        carry_in(by=account_of_the_machine(), home=home)


@cache
def prepare() -> None:
    """Make Django ready, and the page assets. Raises CannotRead when npm has not fetched them."""
    open_people()
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)


def lacking_proxy() -> str:
    """What is wrong where a web server stands in front and none is named; nothing otherwise."""
    if not is_on(HTTPS) or proxies():
        return ""
    return (
        f"{HTTPS.name} is 1 and {PROXY.name} is not set: wrong passwords count as if all came "
        f"from one machine. Set {PROXY.name} to the address of the web server in front."
    )


def serve(host: str, port: int, on_ready: Callable[[str], None]) -> None:
    """Serve the pages until told to stop (Ctrl+C, or a SIGTERM).

    ``host`` is 127.0.0.1 or localhost: to be reached from elsewhere, put a web server with a
    certificate in front. With ``port`` 0 the machine chooses. ``on_ready`` is given the address
    once a browser can ask for a page. Raises BadSetting when the host is another or the port is
    taken.
    """
    # A socket that is ours from now on, so that a taken port is told at once.
    if host not in LOOPBACK:
        raise BadSetting(
            "The pages are served on this machine only: the host must be 127.0.0.1.",
            "Put a web server with a certificate in front of them to reach them from elsewhere.",
        )
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen(64)
    except (OSError, OverflowError) as error:
        listener.close()
        raise BadSetting(
            f"Port {port} of this machine cannot be used; another program may hold it.",
            "Give another with --port, or stop that program.",
        ) from error
    prepare()
    # The worker is split off from this process: two must not speak through one connection.
    connections.close_all()
    host_and_port = "{}:{}".format(*listener.getsockname())
    Server(listener, lambda _: on_ready(f"http://{host_and_port}/")).run()


class Server(BaseApplication):
    """gunicorn, told everything from here: no file, argument or environment of its own."""

    def __init__(self, listener: socket.socket, when_ready: Callable[[Any], None]) -> None:
        self.options = OPTIONS | {"bind": f"fd://{listener.fileno()}", "when_ready": when_ready}
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        try:
            from holdfast.web.project.wsgi import application  # needs the settings of prepare()
        except Exception as error:  # noqa: BLE001  # the last resort: see faults.py
            raise in_words(error) from None  # gunicorn prints what an error says

        return application
