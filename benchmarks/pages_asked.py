"""Which addresses the page benchmark asks for; needs Django to be set up already."""

import os
from typing import Any

from django.test import Client

from holdfast.challenge.finding import loop_of_record
from holdfast.web.accounts.models import User
from holdfast.web.actions.people import give_role
from holdfast.web.data import handle, outlook
from holdfast.web.people.roles import EVERYTHING

# A list of over a million: in several orders, and far into it.
MET_OR_LATE = (
    "",
    "&page=2",
    "&page=900",
    "&page=25000",
    "&sort=due",
    "&sort=-started",
    "&sort=worker",
)


LIST = "/due/?status=overdue&status=due-soon"


def client() -> Client:
    """A browser in which somebody has signed in who may see everything."""
    browser = Client(SERVER_NAME="localhost")
    name = f"clock {os.urandom(6).hex()}"
    user = User.objects.create_user(name, password=os.urandom(12).hex())
    give_role(by="a benchmark", user=user, role=EVERYTHING)
    browser.force_login(user, backend="holdfast.web.accounts.local.LocalBackend")
    return browser


def bounded_client(seen: Any) -> tuple[Client, str]:
    """A browser of the manager of the team that holds the most children, and that team."""
    most = "select team from holders where team is not null group by team order by count(*) desc, 1"
    team = seen.rows(f"{most} limit 1")[0]["team"]
    browser = Client(SERVER_NAME="localhost")
    name = f"clock {os.urandom(6).hex()}"
    user = User.objects.create_user(name, password=os.urandom(12).hex())
    give_role(by="a benchmark", user=user, role="team_manager", team=team)
    browser.force_login(user, backend="holdfast.web.accounts.local.LocalBackend")
    return browser, team


def loop_addresses(seen: Any, team: str = "") -> dict[str, str]:
    """Each kind of page of the loop, of a team where one is given."""
    whose = "team = $team" if team else "team is not null"
    row = seen.rows(
        f"select worker, count(*) as n from holders where {whose} and worker is not null "
        "group by worker order by n desc, worker limit 1",
        **({"team": team} if team else {}),
    )[0]
    children = {
        one["child"]
        for one in seen.rows("select child from holders where worker = $w", w=row["worker"])
    }
    path = next(
        one for one in loop_of_record(seen).paths if one.is_open and one.key.child in children
    )
    at, key = handle(path.key.child), path.key
    return {
        "the loop": "/loop/",
        "silent": "/loop/deficits/silent/",
        "open": "/loop/deficits/open/",
        "escalated": "/loop/deficits/escalated/",
        "a sitting": f"/supervision/?worker={row['worker']}",
        "supervision": f"/supervision/{at}/",
        "a deficit": f"/loop/deficit/{at}/{key.rule}/{key.started.isoformat()}/{key.nth}/",
        "settling": "/loop/settle/",
    }


def addresses(browser: Client) -> dict[str, list[str]]:
    """Each kind of page, with addresses that ask for different things."""
    some = "select subject as child from duties group by subject order by count(*) desc limit 40"
    busiest = [handle(row["child"]) for row in outlook(None).rows(some)]
    every = "select child from referrals group by child order by child"
    known = [row["child"] for row in outlook(None).rows(every)]
    any_child = [handle(child) for child in known[:: max(1, len(known) // 40)]][:40]
    snapshot: Any = outlook(None).snapshot
    teams = [
        row["team"]
        for row in outlook(None).rows(
            "select team from holders where team is not null group by team order by team"
        )
    ]
    held = "select worker from holders where worker is not null group by worker order by worker"
    workers = [row["worker"] for row in outlook(None).rows(held)][:40]
    return {
        "chain": ["/"],
        "chain, 24 months": ["/?months=24"],
        "today, every team": ["/today/"],
        "today, a team": [f"/today/?team={team}" for team in teams],
        "today, a worker": [f"/today/?worker={worker}" for worker in workers],
        "left undone": [f"/today/left-undone/?team={team}" for team in teams],
        "my team": [f"/team/?team={team}" for team in teams],
        "concerns": ["/concerns/"],
        "front door": ["/front-door/"],
        "link": ["/chain/conference/", "/chain/protection_visit/", "/chain/supervision/"],
        "due, as it opens": ["/due/", "/due/?set_by=guidance", "/due/?set_by=local&page=2"],
        "due, a list": [f"{LIST}", f"{LIST}&sort=due", f"{LIST}&sort=-days-over&page=2"],
        "due, filtered": ["/due/?area=protection", "/due/?clock=cp_visit", "/due/?status=open"],
        "due, all met or late": [f"/due/?status=met&status=late{more}" for more in MET_OR_LATE],
        "clocks": ["/clocks/"],
        "clock": ["/clocks/cla_review_1/", "/clocks/cp_visit/"],
        "child, any who was referred": [f"/children/{child}/" for child in any_child],
        "child (the longest journeys)": [f"/children/{child}/" for child in busiest],
        "child's whole record": [f"/children/{child}/record/" for child in busiest],
        "child's clocks": [f"/children/{child}/clocks/" for child in busiest],
        "search": ["/children/"],
        "imports": ["/imports/"],
        "import": [f"/imports/{snapshot.id}/"],
    }
