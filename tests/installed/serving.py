"""The pages of an installed Holdfast, served on this machine and asked for over HTTP."""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Visitor:
    """Someone at a browser: keeps cookies, follows where it is sent.

    ``name`` is the address as the person typed it, where that is another than the machine's.
    """

    address: str
    name: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    opener: OpenerDirector = field(
        default_factory=lambda: build_opener(HTTPCookieProcessor(CookieJar()))
    )

    def get(self, path: str) -> tuple[str, str]:
        """What is answered, and as what kind. Raises HTTPError."""
        return self._ask(Request(f"{self.address}{path}"))

    def post(self, path: str, **fields: str) -> tuple[str, str]:
        """Send a form as its page shows it."""
        page, _ = self.get(path)
        token = TOKEN.findall(page)[0]
        body = urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        return self._ask(
            Request(
                f"{self.address}{path}", body, {"Referer": f"{self.name or self.address}{path}"}
            )
        )

    def _ask(self, request: Request) -> tuple[str, str]:
        for name, value in self.headers.items():
            request.add_header(name, value)
        with self.opener.open(request, timeout=60) as answer:
            return answer.read().decode(), answer.headers["Content-Type"]


@dataclass(frozen=True)
class Served:
    """Where the pages are, and the password that was shown when they began."""

    address: str
    password: str


@contextmanager
def serve(program: Path, home: Path, **settings: str) -> Iterator[Served]:
    """Run ``holdfast serve`` on a free port until the end of the block."""
    given = {"HOLDFAST_HOME": str(home), "PATH": os.defpath, "COLUMNS": "300", **settings}
    server = subprocess.Popen(
        [str(program), "serve", "--port", "0"],
        cwd="/",
        env=given,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stderr is not None
    try:
        yield _ready(server.stderr)
    finally:
        server.terminate()
        server.wait(60)
        server.stderr.close()


def _ready(words: Iterator[str]) -> Served:
    said = ""
    for line in words:
        said += line
        address = re.search(r"Open (http://\S+?)/? in a browser", line)
        if address:
            password = re.search(r"with password (\S+?)\.?$", said, re.MULTILINE)
            return Served(address[1], password[1] if password else "")
    raise AssertionError(f"the pages were not served: {said}")
