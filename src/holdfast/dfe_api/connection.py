"""Asking the API: a token by client credentials, the supplier's key, one batch at a time."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from holdfast.dfe_api.limits import Payload
from holdfast.errors import BadSetting
from holdfast.settings import Setting

URL = Setting("HOLDFAST_DFE_URL", "", "Where DfE's API is, without the council at its end.")
TOKEN_URL = Setting("HOLDFAST_DFE_TOKEN_URL", "", "Where a token for DfE's API is asked for.")
CLIENT_ID = Setting("HOLDFAST_DFE_CLIENT_ID", "", "The client that DfE gave the council.")
CLIENT_SECRET = Setting("HOLDFAST_DFE_CLIENT_SECRET", "", "That client's secret.")
SCOPE = Setting("HOLDFAST_DFE_SCOPE", "", "The scope to ask a token for, as DfE gave it.")
SUPPLIER_KEY = Setting("HOLDFAST_DFE_SUPPLIER_KEY", "", "The key that DfE gave the supplier.")
AUTHORITY = Setting("HOLDFAST_DFE_AUTHORITY", "", "The council's number at DfE, three figures.")
SETTINGS = (URL, TOKEN_URL, CLIENT_ID, CLIENT_SECRET, SCOPE, SUPPLIER_KEY, AUTHORITY)

SECONDS = 30
# A receipt for each of a hundred children is some kilobytes; whatever is longer is no answer.
LONGEST_ANSWER = 1_000_000


class Unanswered(Exception):
    """No answer came: what became of the message cannot be determined."""


@dataclass(frozen=True)
class ApiAnswer:
    """What the API said: the status, how long it asks to wait, and the receipts.

    DfE's description says that one receipt is given for all (``for_all``); its receiver gives one
    for each child, in order (``receipts``).
    """

    status: int
    receipts: tuple[str, ...] = ()
    for_all: str = ""
    retry_after: float | None = None


class DfeApi:
    """The API, by the settings. Raises BadSetting where one is missing or is no address."""

    def __init__(self) -> None:
        for setting in SETTINGS:
            if setting is not SCOPE and not setting.text():
                raise BadSetting(
                    f"The setting {setting.name} is missing.", "Set it to what DfE gave you."
                )
        if not (AUTHORITY.text().isdigit() and len(AUTHORITY.text()) == 3):
            raise BadSetting(
                f"The setting {AUTHORITY.name} must be three figures.", "Write it as 916."
            )
        for setting in (URL, TOKEN_URL):
            parts = urlsplit(setting.text())
            ours = parts.hostname in ("127.0.0.1", "localhost")
            if parts.scheme != "https" and not (parts.scheme == "http" and ours):
                raise BadSetting(
                    f"The setting {setting.name} must be an address that begins with https.",
                    "Children's records are sent over nothing else.",
                )
        path = f"children_social_care_data/{AUTHORITY.text()}/children"
        self._address = f"{URL.text().rstrip('/')}/{path}"
        self._token = ""

    def renew_token(self) -> int:
        """Ask for a token; the status of the answer, 200 where one was given.

        Raises Unanswered.
        """
        asked = {
            "grant_type": "client_credentials",
            "client_id": CLIENT_ID.text(),
            "client_secret": CLIENT_SECRET.text(),
            "scope": SCOPE.text(),
        }
        body = urlencode({name: value for name, value in asked.items() if value}).encode()
        kind = "application/x-www-form-urlencoded"
        status, text, _ = _ask(Request(TOKEN_URL.text(), body, {"Content-Type": kind}))
        found = _json(text)
        self._token = str(found.get("access_token", "")) if isinstance(found, dict) else ""
        return status if self._token or status != 200 else 502

    def send(self, batch: Sequence[Payload]) -> ApiAnswer:
        """Send up to a hundred children. Raises Unanswered."""
        headers = {
            "Authorization": f"Bearer {self._token}",
            "SupplierKey": SUPPLIER_KEY.text(),
            "Content-Type": "application/json",
        }
        body = json.dumps(batch, ensure_ascii=False).encode()
        status, text, retry_after = _ask(Request(self._address, body, headers, method="POST"))
        found = _json(text)
        receipts = tuple(str(one) for one in found) if isinstance(found, list) else ()
        return ApiAnswer(status, receipts, found if isinstance(found, str) else "", retry_after)


def _ask(request: Request) -> tuple[int, str, float | None]:
    """The status, the text and the seconds to wait of an answer. Raises Unanswered."""
    try:
        with urlopen(request, timeout=SECONDS) as answer:  # https alone: see above
            return answer.status, answer.read(LONGEST_ANSWER).decode(errors="replace"), None
    except HTTPError as refused:
        with refused:
            wait = refused.headers.get("Retry-After", "")
        return refused.code, "", float(wait) if wait.isdigit() else None
    except (URLError, HTTPException, OSError) as silent:
        raise Unanswered from silent


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
