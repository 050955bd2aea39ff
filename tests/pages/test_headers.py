import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from holdfast.web.project import assets

PAGES = ["/", "/sign-in/", "/cookies/", "/no-such-page/"]


@pytest.mark.parametrize("address", PAGES)
def test_no_page_may_be_kept_framed_or_fed_from_elsewhere(
    address: str, manager: Client, data: Path
) -> None:
    headers = manager.get(address).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert policy(headers["Content-Security-Policy"]) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }


def policy(header: str) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in header.split(";"))
    return {name: value for name, _, value in parts}


@pytest.mark.parametrize("address", PAGES)
def test_no_page_holds_a_script_or_a_style_of_its_own(
    address: str, manager: Client, data: Path
) -> None:
    text = manager.get(address).content.decode()
    assert re.findall(r"<script(?![^>]*\ssrc=)", text) == []
    assert "<style" not in text
    assert re.findall(r"\s(?:style|on[a-z]+)=", text) == []
    assert re.findall(r'(?:src|href|action)="https?:', text) == []


def test_an_unknown_host_name_gets_the_page_for_a_bad_request(anyone: Client) -> None:
    answer = anyone.get("/sign-in/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "could not be understood" in answer.content.decode()


@pytest.mark.parametrize("name", [*assets.FILES, "holdfast.css", "start.js", "holdfast.svg"])
def test_a_page_asset_is_served_under_its_hash_and_may_be_kept(name: str, anyone: Client) -> None:
    address = staticfiles_storage.url(name)
    assert re.search(r"\.[0-9a-f]{12}\.", address)
    answer = anyone.get(address)
    assert answer.status_code == 200
    assert "immutable" in answer["Cache-Control"]
    answer.close()


def test_the_style_sheet_has_no_crown_typeface_or_absolute_address(anyone: Client) -> None:
    answer = anyone.get(staticfiles_storage.url("govuk-frontend.min.css"))
    text = b"".join(answer.streaming_content).decode()
    answer.close()
    assert len(text) > 100_000
    for gone in ("GDS Transport", "@font-face", "crest", "/assets/", "sourceMappingURL"):
        assert gone not in text


def test_our_script_asks_for_the_design_system_by_its_hash(anyone: Client) -> None:
    answer = anyone.get(staticfiles_storage.url("start.js"))
    text = b"".join(answer.streaming_content).decode()
    answer.close()
    assert re.search(r'from "\./govuk-frontend\.min\.[0-9a-f]{12}\.js"', text)


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("a{color:red}@font-face{src:url(/assets/x)}b{top:0}", "a{color:red}b{top:0}"),
        ("a{top:0;background-image:url(/assets/c.svg);left:0}", "a{top:0;left:0}"),
        ("a{-webkit-mask-image:url(/assets/c.svg)}", "a{}"),
        ("x()//# sourceMappingURL=x.js.map\n", "x()\n"),
        ("a{}/*# sourceMappingURL=x.css.map */\n", "a{}\n"),
    ],
)
def test_what_may_not_be_used_is_cut_out(given: str, left: str) -> None:
    assert assets.adapt(given) == left
