"""The pages under load: many people at once, who ask without a pause.

python -m benchmarks.clients HOME CLIENTS SECONDS [SLOW]

HOME is made where it is not there yet, with 5,000 made-up children. SLOW connections beside the
clients send a request a letter at a time and never end it. To hold an earlier version against
this one, set PYTHONPATH to that version's src, and give it a HOME of its own.
"""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from statistics import quantiles
from threading import Event, Thread
from typing import Any
from urllib.parse import urlencode

from benchmarks.measuring import tell
from holdfast.record.store.snapshots import Store
from holdfast.simulation import SEED
from holdfast.sources.made_up import council_tables, import_tables

CHILDREN = 5_000
# Who has no answer after so long goes away, and has had none.
PATIENCE = 30
NO_ANSWER = 0
AS_AT, MADE_AT = date(2018, 1, 31), "2018-02-01T09:00:00"
PAGES = (
    "/", "/?months=24", "/chain/conference/", "/due/", "/due/?status=overdue",
    "/due/?sort=-days-over&page=2", "/due/?area=protection", "/clocks/", "/clocks/cp_visit/",
    "/children/", "/imports/",
)  # fmt: skip
_CHILD = re.compile(r'href="(/children/[0-9a-f]{20}/)')
_SERVER = """
from holdfast.web.serving import prepare, serve
prepare()
from holdfast.web.accounts.local import ensure_demo_user
ensure_demo_user()
serve("127.0.0.1", 0, lambda address: print(address, flush=True))
"""


@dataclass(frozen=True)
class Answered:
    """One answer: its status, NO_ANSWER where none came, and the milliseconds that it took."""

    status: int
    milliseconds: float


class Person:
    """Someone signed in, on a connection that is kept."""

    def __init__(self, host: str, cookies: str = "") -> None:
        self._link = http.client.HTTPConnection(host, timeout=PATIENCE)
        self._cookies = dict(one.split("=", 1) for one in cookies.split("; ") if one)

    @property
    def cookies(self) -> str:
        """The cookies, as a request carries them."""
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """The status and the text of a page; ``form`` is sent where it is given."""
        headers = {"Cookie": self.cookies}
        if form:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(form) if form else None
        self._link.request("POST" if form else "GET", path, body, headers)
        answer = self._link.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self._cookies[key] = rest.partition(";")[0]
        return answer.status, answer.read().decode()

    def hang_up(self) -> None:
        """Leave the connection; the next question opens another."""
        self._link.close()

    def sign_in(self) -> None:
        """Sign in as the sign-in page of the demonstration says."""
        _, page = self.ask("/sign-in/")
        name, password = re.findall(r"<strong[^>]*>([^<]+)</strong>", page)[:2]
        fields = re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page)
        token = next(value for field, value in fields if field == "csrfmiddlewaretoken")
        names = re.findall(r'<input[^>]*name="([^"]+)"', page)
        boxes = [one for one in names if one not in ("csrfmiddlewaretoken", "next")]
        form = {"csrfmiddlewaretoken": token, boxes[0]: name, boxes[1]: password}
        status, _ = self.ask("/sign-in/", form)
        assert status == 302, f"signing in was answered {status}"


def run(home: Path, clients: int, seconds: float, slow: int = 0) -> dict[str, Any]:
    """Requests a second, centiles of their milliseconds, and the server's memory in megabytes."""
    _make(home)
    with _served(home) as (host, server):
        first = Person(host)
        first.sign_in()
        children = list(dict.fromkeys(_CHILD.findall(first.ask("/due/")[1])))[:40]
        for path in (*PAGES, *children[:1]):
            first.ask(path)
        before = _memory(server)
        asked = [*PAGES, *children]
        people = [Person(host, first.cookies) for _ in range(clients)]
        with _slow_ones(host, slow), ThreadPoolExecutor(clients) as pool:
            until, turns = time.perf_counter() + seconds, count()
            found = pool.map(lambda person: list(_asking(person, asked, turns, until)), people)
            answers = [one for each in found for one in each]
        after = _memory(server)
    return {
        "clients": clients,
        "slow": slow,
        **_figures(answers, seconds),
        "memory_before": before,
        "memory_after": after,
    }


def _figures(answers: list[Answered], seconds: float) -> dict[str, Any]:
    times = quantiles((one.milliseconds for one in answers), n=100)
    statuses = Counter(one.status for one in answers)
    return {
        "requests": len(answers),
        "a_second": round((len(answers) - statuses[NO_ANSWER]) / seconds, 1),
        "no_answer": statuses.pop(NO_ANSWER, 0),
        "other_than_200": sum(n for code, n in statuses.items() if code != 200),
        "p50": round(times[49]),
        "p95": round(times[94]),
        "p99": round(times[98]),
        "longest": round(max(one.milliseconds for one in answers)),
    }


@contextmanager
def _slow_ones(host: str, count: int) -> Iterator[None]:
    """So many connections that send the head of a request a letter a second, without an end."""
    name, _, port = host.partition(":")
    links = [socket.create_connection((name, int(port))) for _ in range(count)]
    over = Event()

    def dribble() -> None:
        text = f"GET / HTTP/1.1\r\nHost: {host}\r\nX-Slow: "
        for letter in (text, *"x" * 1_000_000):
            for link in links:
                with suppress(OSError):  # the server has had enough of it
                    link.sendall(letter.encode())
            if over.wait(1):
                return

    dribbling = Thread(target=dribble)
    dribbling.start()
    try:
        over.wait(2 if count else 0)
        yield
    finally:
        over.set()
        dribbling.join()
        for link in links:
            link.close()


def _asking(
    person: Person, asked: list[str], turns: "count[int]", until: float
) -> Iterator[Answered]:
    while time.perf_counter() < until:
        began = time.perf_counter()
        try:
            status, _ = person.ask(asked[next(turns) % len(asked)])
        except (OSError, http.client.HTTPException):
            status = NO_ANSWER
            person.hang_up()
        yield Answered(status, (time.perf_counter() - began) * 1000)


def _make(home: Path) -> None:
    if not (home / "snapshots").exists():
        tables = council_tables(CHILDREN, AS_AT, SEED)
        import_tables(Store(home), tables, AS_AT, MADE_AT)


@contextmanager
def _served(home: Path) -> Iterator[tuple[str, int]]:
    """The host and port at which the pages are served, and the process that serves them."""
    settings = {"HOLDFAST_HOME": str(home), "HOLDFAST_DEMO": "1"}
    server = subprocess.Popen(
        [sys.executable, "-c", _SERVER],
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        yield server.stdout.readline().strip().rstrip("/").removeprefix("http://"), server.pid
    finally:
        server.terminate()
        server.wait(timeout=30)


def _memory(server: int) -> int:
    """The megabytes of the server and of the processes that it started."""
    own = [server, *map(int, Path(f"/proc/{server}/task/{server}/children").read_text().split())]
    texts = [Path(f"/proc/{one}/status").read_text() for one in own]
    found = (re.search(r"VmRSS:\s+(\d+)", text) for text in texts)
    return round(sum(int(one[1]) for one in found if one) / 1000)


if __name__ == "__main__":
    tell(run(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), *map(int, sys.argv[4:])))
