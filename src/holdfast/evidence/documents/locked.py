"""A document as one encrypted HTML file that any current browser opens with its passphrase.

On the day for which it is meant there may be no Holdfast, no network and nothing to install: what
opens the file is in it, and the browser has the rest. The key is worked out from the passphrase by
PBKDF2 with SHA-256, and the document is locked by AES-256 in Galois/Counter Mode: both are done by
the library ``cryptography`` here and by the browser's own Web Crypto there. Why it is no PDF and no
zip is decision 26.
"""

import json
import os
import unicodedata
from base64 import b64decode, b64encode
from hashlib import pbkdf2_hmac, sha256
from importlib.resources import files

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from lxml.etree import LxmlError
from lxml.html import HTMLParser, document_fromstring, tostring
from lxml.html import builder as e

from holdfast.errors import BadSetting, CannotRead
from holdfast.evidence.documents.as_html import inner_html, style
from holdfast.evidence.documents.document import PrintedDocument

FORMAT = "holdfast locked document 1"
# OWASP's Password Storage Cheat Sheet asks for 600,000 rounds of PBKDF2 with SHA-256 (2023): a file
# that anybody may try at home deserves more. A browser takes about a second.
ITERATIONS = 1_000_000
# Files that say more than this would keep a machine busy for minutes.
_MOST_ITERATIONS = 10_000_000
_SALT, _NONCE, _KEY = 16, 12, 32
# The shortest passphrase that is taken: four words, or so many characters of any kind.
SHORTEST = 14
_FEWEST_DIFFERENT = 7
NEXT = (
    "Choose a longer one, such as four words that have nothing to do with each other, and keep it "
    "where it can be read while the systems are down."
)


def refuse_weak(passphrase: str) -> None:
    """Raise BadSetting for a passphrase that somebody who has the file would soon find."""
    said = _settled(passphrase)
    if len(said) < SHORTEST:
        raise BadSetting(f"The passphrase has fewer than {SHORTEST} characters.", NEXT)
    if len(set(said)) < _FEWEST_DIFFERENT or said in (said + said)[1:-1]:
        raise BadSetting("The passphrase repeats itself, and would soon be guessed.", NEXT)
    if said.replace(" ", "").isdigit():
        raise BadSetting("The passphrase is a number, and would soon be guessed.", NEXT)


def as_locked_html(document: PrintedDocument, passphrase: str) -> bytes:
    """The document, locked: another file at each making, since salt and nonce are drawn at random.

    Its title and on what it rests stand before the lock; nothing else of it does. Raises
    BadSetting for a weak passphrase.
    """
    refuse_weak(passphrase)
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    key = _key(passphrase, salt, ITERATIONS)
    inner = inner_html(document).encode()
    held = {
        "format": FORMAT,
        "iterations": ITERATIONS,
        "salt": b64encode(salt).decode(),
        "nonce": b64encode(nonce).decode(),
        "data": b64encode(AESGCM(key).encrypt(nonce, inner, FORMAT.encode())).decode(),
    }
    return _page(document, json.dumps(held))


def unlocked(file: bytes, passphrase: str) -> str:
    """What a locked file holds, as HTML. Raises CannotRead."""
    try:
        # What is locked of a large county is longer than lxml takes from strangers.
        tree = document_fromstring(file, parser=HTMLParser(huge_tree=True))
        (held_in,) = tree.xpath("//script[@id='locked']")
        held = json.loads(held_in.text)
        salt, nonce, data = (b64decode(held[name]) for name in ("salt", "nonce", "data"))
        iterations = int(held["iterations"])
        if held["format"] != FORMAT or not 0 < iterations <= _MOST_ITERATIONS:
            raise ValueError
    except (LxmlError, ValueError, KeyError, TypeError) as error:
        raise CannotRead(
            "This is no locked file of Holdfast, or it was damaged.", "Give another file."
        ) from error
    try:
        key = _key(passphrase, salt, iterations)
        return AESGCM(key).decrypt(nonce, data, FORMAT.encode()).decode()
    except InvalidTag as error:
        raise CannotRead(
            "The passphrase is not right, or the file was damaged.", "Nothing was opened."
        ) from error


def _settled(passphrase: str) -> str:
    """The passphrase as it is meant, however a keyboard puts accents and the ends together."""
    return unicodedata.normalize("NFC", passphrase.strip(" \t\r\n"))


def _key(passphrase: str, salt: bytes, iterations: int) -> bytes:
    return pbkdf2_hmac("sha256", _settled(passphrase).encode(), salt, iterations, _KEY)


def _page(document: PrintedDocument, held: str) -> bytes:
    script, css = _own("locked.js"), style() + _own("locked.css")
    allowed = b64encode(sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{allowed}'"
    about = [one for word, said in document.about for one in (e.DT(word), e.DD(said))]
    page = e.HTML(
        e.HEAD(
            e.META(charset="utf-8"),
            e.META(name="viewport", content="width=device-width, initial-scale=1"),
            e.META({"http-equiv": "Content-Security-Policy", "content": policy}),
            e.META(name="robots", content="noindex"),
            e.TITLE(document.title),
            e.STYLE(css),
        ),
        e.BODY(
            e.E(
                "main",
                e.DIV(
                    e.H1(document.title),
                    e.P(document.whom, e.CLASS("pack-whom")),
                    e.DL(*about, e.CLASS("pack-about")),
                    _form(),
                    id="shut",
                ),
                e.DIV(id="open"),
            ),
            e.SCRIPT(held, id="locked", type="application/json"),
            e.SCRIPT(script),
            **({"class": "wide"} if document.wide else {}),
        ),
        lang="en-GB",
    )
    written: bytes = tostring(page, encoding="utf-8", doctype="<!doctype html>")
    return written


def _form() -> object:
    passphrase = e.INPUT(id="passphrase", type="password", autocomplete="off", spellcheck="false")
    needs_script = "Opening it needs JavaScript, which this browser does not run for this file."
    form = e.FORM(
        e.E("label", "Passphrase", {"for": "passphrase"}),
        passphrase,
        e.E("button", "Open", type="submit"),
        e.P(needs_script, e.CLASS("lock-said"), id="lock-said", role="status"),
        e.CLASS("lock-form"),
        id="lock",
    )
    form.set("aria-label", "Open the file")
    return form


def _own(name: str) -> str:
    return files("holdfast.evidence.documents").joinpath(name).read_text("utf-8")
