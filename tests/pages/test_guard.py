from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings

from tests.conftest import Tried
from tests.pages.routes import Route, routes

PRODUCT = "holdfast.web.project.urls"

# All that may be seen without a sign-in, and why: one signs in and out there, and the law asks
# for two others to be open. The other ways of signing in show nothing without a provider, or
# before the password was right.
SIGNING_IN = {"openid_connect_login", "openid_connect_callback", "code"}
OPEN = {"sign_in", "sign_out", "accessibility", "cookies"}


def unguarded(urlconf: str) -> set[str]:
    """The names of the routes that answer someone who has not signed in."""
    with override_settings(ROOT_URLCONF=urlconf):
        return {route.name for route in routes(urlconf) if not _is_guarded(route)}


def _is_guarded(route: Route) -> bool:
    answers = [Client().get(route.address), Client().post(route.address)]
    return all(
        answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next=")
        for answer in answers
    )


def test_every_route_but_the_open_ones_needs_a_sign_in(home: Path, tried: Tried) -> None:
    tried("routes asked by someone not signed in", 2 * len(routes(PRODUCT)))
    assert unguarded(PRODUCT) == OPEN | SIGNING_IN


def test_a_route_left_open_by_mistake_is_found(home: Path) -> None:
    assert unguarded("tests.pages.gallery") == OPEN | SIGNING_IN | {"left_open"}


@pytest.mark.parametrize("name", sorted(OPEN))
def test_an_open_page_tells_nothing_of_the_data(name: str, anyone: Client, data: Path) -> None:
    route = next(one for one in routes(PRODUCT) if one.name == name)
    send = anyone.post if name == "sign_out" else anyone.get
    answer = send(route.address)
    assert answer.status_code == 200
    assert "2018" not in answer.content.decode().replace("Regulations 2018", "")


def test_every_route_has_a_name_so_that_the_walk_can_speak_of_it() -> None:
    assert all(route.name for route in routes(PRODUCT))


@pytest.mark.parametrize("address", ["/cookies/", "/people/you/", "/children/"])
def test_a_page_reads_once_what_a_person_may_do(
    address: str, manager: Client, council: Path
) -> None:
    read: list[str] = []

    def note(execute: Any, sql: str, *given: Any) -> Any:
        read.extend([sql] if 'from "people_assignment"' in sql.lower() else [])
        return execute(sql, *given)

    with connection.execute_wrapper(note):
        assert manager.get(address).status_code == 200
    assert len(read) == 1
