"""The pages as gunicorn serves them: slow clients stop nobody, and no header moves an address."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from holdfast.web import gathering
from tests.conftest import Tried

HEAD = b"POST /sign-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 60000\r\n"
COOKIE = b"Cookie: holdfast_form=abcdefghijklmnopqrstuvwxyz012345\r\n"
SERVER = """
import sys
from holdfast.web.serving import prepare, serve
prepare()
from holdfast.web import gathering
gathering.TO_ARRIVE = int(sys.argv[1])
serve("127.0.0.1", 0, lambda address: print(address, flush=True))
"""


@pytest.fixture(scope="module")
def home_served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the server."""
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def port(home_served: Path) -> Iterator[int]:
    """The port of a server that gives a request three seconds to arrive."""
    yield from _served(home_served, 3)


def _served(home: Path, seconds: int) -> Iterator[int]:
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(seconds)],
        env={"HOLDFAST_HOME": str(home), "PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert server.stdout
    address = server.stdout.readline().strip().rstrip("/")
    yield int(address.rpartition(":")[2])
    server.terminate()
    _, said = server.communicate(timeout=60)
    assert "Traceback" not in said


def get(port: int, path: str = "/sign-in/", **headers: str) -> tuple[int, dict[str, str]]:
    asked = HTTPConnection("127.0.0.1", port, timeout=60)
    asked.request("GET", path, headers=headers)
    answer = asked.getresponse()
    answer.read()
    asked.close()
    return answer.status, dict(answer.getheaders())


def slow(port: int, sent: bytes) -> socket.socket:
    sock = socket.create_connection(("127.0.0.1", port))
    sock.sendall(sent)
    return sock


def is_closed(sock: socket.socket) -> bool:
    sock.settimeout(60)
    try:
        return sock.recv(100) == b""
    except ConnectionResetError:
        return True


@pytest.mark.parametrize(
    "sent",
    [
        HEAD,  # a head without an end
        HEAD + COOKIE + b"\r\n" + b"x" * 5000,  # a form of which a part has come in
        HEAD.replace(b"60000", b"9000000") + COOKIE + b"\r\n" + b"x" * 5000,  # a file, anonymous
        HEAD.replace(b"Content-Length: 60000", b"Transfer-Encoding: chunked") + b"\r\n5\r\n",
        b"\r\n\r\n",
        b"G" * (gathering.LONGEST_HEAD + 1),
    ],
)
def test_fifty_slow_connections_stop_no_page(port: int, sent: bytes, tried: Tried) -> None:
    tried("slow connections while pages are asked for", 50)
    held = [slow(port, sent) for _ in range(50)]
    for _ in range(3):
        assert get(port)[0] == 200
        for one in held[:25]:
            try:
                one.send(b"x" * 100)
            except OSError:
                continue  # closed already
    for one in held:
        one.close()


def test_slow_files_of_someone_signed_in_stop_no_page(port: int, home_served: Path) -> None:
    cookies = _signed_in(port, home_served)
    sent = (
        f"POST /returns/cin/check/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\n"
        "X-CSRFToken: abcdefghijklmnopqrstuvwxyz012345\r\nContent-Length: 9000000\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n"
    ).encode()
    held = [slow(port, sent) for _ in range(gathering.MOST_FILES + gathering.MOST_WAITING + 5)]
    for _ in range(3):
        assert get(port, "/sign-in/")[0] == 200
    for one in held:
        one.close()


def _signed_in(port: int, home: Path) -> str:
    """The cookies of someone whose account is made beside the server."""
    words = [sys.executable, "-m", "holdfast", "user", "add", "A.Manager"]
    given = {"HOLDFAST_HOME": str(home), "PATH": "/usr/bin:/bin", "COLUMNS": "200"}
    done = subprocess.run(
        words, env=given, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    password = done.stderr.partition("with password ")[2].split()[0]
    form = "holdfast_form=abcdefghijklmnopqrstuvwxyz012345"
    asked = HTTPConnection("127.0.0.1", port, timeout=60)
    told = {"Cookie": form, "X-CSRFToken": form.partition("=")[2]}
    told["Content-Type"] = "application/x-www-form-urlencoded"
    asked.request("POST", "/sign-in/", f"username=A.Manager&password={password}&next=", told)
    answer = asked.getresponse()
    answer.read()
    set_cookies = answer.headers.get_all("Set-Cookie") or []
    asked.close()
    assert answer.status == 302
    return "; ".join(one.partition(";")[0] for one in set_cookies)


def test_what_takes_too_long_to_arrive_is_closed(port: int) -> None:
    head, form = slow(port, HEAD), slow(port, HEAD + b"\r\n" + b"x" * 5000)
    assert is_closed(head)
    assert is_closed(form)
    head.close()
    form.close()


def test_a_connection_is_kept_for_the_next_request(port: int) -> None:
    asked = HTTPConnection("127.0.0.1", port, timeout=60)
    for _ in range(3):
        asked.request("GET", "/sign-in/")
        assert asked.getresponse().read()
    sock = asked.sock
    asked.request("GET", "/sign-in/")
    assert asked.getresponse().status == 200
    assert asked.sock is sock
    asked.close()


def test_a_request_that_comes_in_pieces_is_answered(port: int) -> None:
    sock = slow(port, b"GET /sign-in/ HTTP/1.1\r\nHo")
    time.sleep(0.2)
    sock.sendall(b"st: 127.0.0.1\r\nConnection: close\r\n\r\n")
    sock.settimeout(60)
    assert sock.recv(12) == b"HTTP/1.1 200"
    sock.close()


def test_where_too_many_arrive_the_first_is_closed_and_the_last_answered(port: int) -> None:
    held = [slow(port, HEAD) for _ in range(gathering.MOST_ARRIVING + 5)]
    assert get(port)[0] == 200
    assert is_closed(held[0])
    for one in held:
        one.close()


def test_no_header_moves_the_pages_to_another_address(port: int) -> None:
    for name in ("SCRIPT_NAME", "Script-Name", "X-Script-Name", "X-Forwarded-Prefix"):
        answer = get(port, "/", **{name: "//evil.example"})
        assert answer[1]["Location"] == "/sign-in/?next=/"


def test_the_name_of_the_test_client_is_nobody_s(port: int) -> None:
    assert get(port, Host="testserver")[0] == 400
    assert get(port, Host="127.0.0.1")[0] == 200


def test_static_files_are_for_our_own_pages(port: int) -> None:
    status, headers = get(port, "/static/holdfast.svg")
    assert status == 200
    assert "Access-Control-Allow-Origin" not in headers
