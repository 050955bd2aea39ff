"""The examples in deploy/ are what they are said to be: they start, and they protect."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import (
    HTTPCookieProcessor,
    HTTPRedirectHandler,
    HTTPSHandler,
    Request,
    build_opener,
)

import pytest

from tests.installed.installing import ROOT
from tests.installed.serving import Served, Visitor, serve
from tests.pages.site import lay_snapshot

UNIT = ROOT / "deploy/holdfast.service"
NGINX = ROOT / "deploy/holdfast.nginx.conf"
NAME = "holdfast.council.example"
PROGRAM = Path(sys.executable).with_name("holdfast")
# Of a hundred; a service without any protection has 96.
MOST_EXPOSED = 20


def tool(name: str, purpose: str) -> str:
    found = shutil.which(name, path=f"{':'.join(['/usr/sbin', '/usr/local/sbin'])}:/usr/bin:/bin")
    if not found:
        pytest.skip(f"{purpose} WAS NOT TRIED: {name} is not installed")
    return found


# The unit of systemd.


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    text = UNIT.read_text(encoding="utf-8")
    assert "/opt/holdfast/bin/holdfast" in text
    place = tmp_path / UNIT.name
    place.write_text(text.replace("/opt/holdfast/bin/holdfast", str(PROGRAM)), encoding="utf-8")
    return place


def analyze(*words: str) -> "subprocess.CompletedProcess[str]":
    command = [tool("systemd-analyze", "THE UNIT OF SYSTEMD"), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_systemd_takes_the_unit(unit: Path) -> None:
    done = analyze("verify", str(unit))
    assert (done.returncode, done.stderr) == (0, "")


def test_systemd_would_not_take_a_mistake(unit: Path) -> None:
    unit.write_text(unit.read_text("utf-8").replace("ProtectSystem=", "ProtectSystm="), "utf-8")
    assert "ProtectSystm" in analyze("verify", str(unit)).stderr


def test_the_service_is_shut_in(unit: Path) -> None:
    words = ("security", "--offline=true", f"--threshold={MOST_EXPOSED}", "--no-pager", str(unit))
    done = analyze(*words)
    assert done.returncode == 0, done.stdout


def test_the_unit_names_settings_that_there_are() -> None:
    from holdfast.settings import SETTINGS
    from holdfast.web.options import SETTINGS as OF_PAGES

    named = set(re.findall(r"HOLDFAST_\w+", UNIT.read_text("utf-8")))
    assert named <= {one.name for one in (*SETTINGS, *OF_PAGES)}


# The web server in front.


@dataclass(frozen=True)
class Front:
    """Where nginx listens, and what stands behind it."""

    plain: int
    secure: int
    behind: Served
    folder: Path

    def visitor(self, **headers: str) -> Visitor:
        """Someone who types the council's name; the certificate is of our own making."""
        trusting = ssl.create_default_context(cafile=str(self.folder / "certificate.pem"))
        trusting.check_hostname = False  # it is the name's, and the address is this machine's
        opener = build_opener(HTTPCookieProcessor(), HTTPSHandler(context=trusting))
        address = f"https://127.0.0.1:{self.secure}"
        return Visitor(address, f"https://{NAME}", {"Host": NAME, **headers}, opener)


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    nginx, folder = tool("nginx", "THE WEB SERVER IN FRONT"), tmp_path_factory.mktemp("nginx")
    make_certificate(folder)
    home = tmp_path_factory.mktemp("home")
    lay_snapshot(home)  # what the pages say of children is for other tests
    settings = {"HOLDFAST_HTTPS": "1", "HOLDFAST_HOSTS": NAME, "HOLDFAST_PROXY": "127.0.0.1"}
    with serve(PROGRAM, home, **settings) as behind:
        place = Front(free_port(), free_port(), behind, folder)
        configuration = lay_nginx(place)
        command = [nginx, "-p", str(folder), "-c", str(configuration)]
        tried = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
        assert tried.returncode == 0, tried.stderr
        assert "warn" not in tried.stderr
        running = subprocess.Popen([*command, "-g", "daemon off;"])
        try:
            wait_for(place.secure)
            yield place
        finally:
            running.terminate()
            running.wait(60)


def make_certificate(folder: Path) -> None:
    words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    openssl = tool("openssl", "THE WEB SERVER IN FRONT")
    subprocess.run([openssl, *words, *files], check=True, capture_output=True)


def lay_nginx(front: Front) -> Path:
    """The example as it is, but for its ports and the places of its files."""
    text = NGINX.read_text(encoding="utf-8")
    for ours, theirs in (
        ("server 127.0.0.1:8000;", f"server {front.behind.address.removeprefix('http://')};"),
        ("listen 80;", f"listen 127.0.0.1:{front.plain};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{front.secure} ssl;"),
        ("/etc/ssl/holdfast", str(front.folder)),
        ("/var/log/nginx", str(front.folder)),
    ):
        assert ours in text, ours
        text = text.replace(ours, theirs)
    (front.folder / "holdfast.conf").write_text(text, encoding="utf-8")
    whole = front.folder / "nginx.conf"
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    # The test's files are its own account's; only root has another that nginx must be kept from.
    account = "user root;\n" if os.getuid() == 0 else ""
    places = "".join(f"{kind}_temp_path {front.folder}/{kind};\n" for kind in kinds)
    whole.write_text(
        f"{account}pid {front.folder}/pid;\nerror_log {front.folder}/errors.log;\n"
        f"events {{}}\nhttp {{\n{places}include {front.folder}/holdfast.conf;\n}}\n",
        encoding="utf-8",
    )
    return whole


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("nginx did not begin to listen")


def test_a_person_signs_in_through_the_web_server(front: Front) -> None:
    visitor = front.visitor()
    page, _ = visitor.post("/sign-in/", username="holdfast", password=front.behind.password)
    assert "Sign out" in page
    assert "Sign out" in visitor.get("/due/")[0]
    assert (front.folder / "holdfast.log").read_text().count(" 200 ") >= 2
    assert "/due/" not in (front.folder / "holdfast.log").read_text()


def test_without_a_certificate_people_are_sent_on(front: Front) -> None:
    class Stay(HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    request = Request(f"http://127.0.0.1:{front.plain}/due/", headers={"Host": NAME})
    with pytest.raises(HTTPError) as answer:
        build_opener(Stay()).open(request, timeout=60)
    assert (answer.value.code, answer.value.headers["Location"]) == (301, f"https://{NAME}/due/")
    answer.value.close()


def test_a_body_that_is_too_long_goes_no_further(front: Front) -> None:
    trusting = ssl.create_default_context(cafile=str(front.folder / "certificate.pem"))
    with (
        socket.create_connection(("127.0.0.1", front.secure), 60) as plain,
        trusting.wrap_socket(plain, server_hostname=NAME) as caller,
    ):
        head = f"POST /sign-in/ HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 250000000\r\n\r\n"
        caller.sendall(head.encode())
        assert b" 413 " in caller.recv(1000).splitlines()[0]


def test_nobody_chooses_the_address_that_wrong_passwords_are_counted_by(front: Front) -> None:
    answers = [wrong_password(front, f"203.0.113.{number}") for number in range(7)]
    assert answers[0] == 200
    assert answers[-1] in (403, 429)


def wrong_password(front: Front, claimed: str) -> int:
    visitor = front.visitor(**{"X-Forwarded-For": claimed})
    try:
        visitor.post("/sign-in/", username="Somebody", password="not the password")
    except HTTPError as error:
        error.close()
        return error.code
    return 200
