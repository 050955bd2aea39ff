"""The settings that only the pages use."""

from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from typing import Any
from urllib.parse import unquote, urlsplit

from holdfast.errors import BadSetting
from holdfast.settings import Setting

PROVIDER = "council"
COUNCIL = Setting("HOLDFAST_COUNCIL", "", "The council's name, shown at the top of every page.")
HOSTS = Setting(
    "HOLDFAST_HOSTS", "", "Further host names, with commas between, that the pages answer to."
)
DEMO = Setting(
    "HOLDFAST_DEMO", "0", "1 shows on the sign-in page how to sign in, for made-up children only."
)
DEMO_OTHER = Setting(
    "HOLDFAST_DEMO_OTHER",
    "",
    "The port of this machine at which a demonstration shows the other made-up council; "
    "`holdfast demo --both` sets it.",
    most=65_535,
)
HTTPS = Setting(
    "HOLDFAST_HTTPS", "0", "1 when a web server with a certificate stands in front of the pages."
)
PROXY = Setting(
    "HOLDFAST_PROXY",
    "",
    "Addresses, with commas between, of the web servers in front of the pages: what they say of a "
    "person's address (X-Forwarded-For) is believed.",
)
UPLOAD_MB = Setting(
    "HOLDFAST_UPLOAD_MB", "200", "The largest file that the pages check or survey, in megabytes."
)
FIRST_ROLES = Setting(
    "HOLDFAST_FIRST_ROLES",
    "administrator,everything",
    "The roles, with commas between, of the account that the first start makes: `administrator` "
    "alone makes one that gives roles and sees no child.",
)
MAIL = Setting(
    "HOLDFAST_MAIL",
    "",
    "The mail server that takes the daily mail: smtp://user:password@host:587 (TLS is asked for) "
    "or smtps://host:465. Without it none is sent.",
)
MAIL_FROM = Setting("HOLDFAST_MAIL_FROM", "", "The address that the daily mail comes from.")
ADDRESS = Setting(
    "HOLDFAST_ADDRESS",
    "http://127.0.0.1:8472",
    "Where people open the pages, as links in the daily mail give it.",
)
BREAK_GLASS_HOURS = Setting(
    "HOLDFAST_BREAK_GLASS_HOURS",
    "24",
    "For how many hours a record stays open that somebody opened out of scope, with a reason.",
    most=168,
)
AUDIT_SHIP = Setting(
    "HOLDFAST_AUDIT_SHIP",
    "",
    "Where each row of the audit log is sent as it is written, as a line of JSON: `file:/path`, "
    "`syslog:/dev/log` or `syslog:host:port`.",
)
OPENID_SERVER = Setting(
    "HOLDFAST_OPENID_SERVER",
    "",
    "The council's own accounts: the address of its OpenID provider, for Microsoft Entra ID "
    "`https://login.microsoftonline.com/TENANT/v2.0`. Empty: people sign in by password alone.",
)
OPENID_CLIENT = Setting("HOLDFAST_OPENID_CLIENT", "", "The client id that the provider gave.")
OPENID_SECRET = Setting("HOLDFAST_OPENID_SECRET", "", "The client secret that it gave.")
OPENID_KEY = Setting(
    "HOLDFAST_OPENID_KEY",
    "sub",
    "The claim by which a person is known again: `sub`, or `oid` for Microsoft Entra ID.",
)
OPENID_WORKER = Setting(
    "HOLDFAST_OPENID_WORKER",
    "",
    "The claim that holds a person's own code as a worker in the case system, where one does.",
)
CODE_ROLES = Setting(
    "HOLDFAST_CODE_ROLES",
    "",
    "The roles, with commas between, whose accounts must give a code of an authenticator app "
    "beside their password; `all` for every account.",
)

SETTINGS = (
    COUNCIL,
    HOSTS,
    DEMO,
    DEMO_OTHER,
    HTTPS,
    PROXY,
    UPLOAD_MB,
    FIRST_ROLES,
    MAIL,
    MAIL_FROM,
    ADDRESS,
    BREAK_GLASS_HOURS,
    AUDIT_SHIP,
    OPENID_SERVER,
    OPENID_CLIENT,
    OPENID_SECRET,
    OPENID_KEY,
    OPENID_WORKER,
    CODE_ROLES,
)


def is_on(setting: Setting) -> bool:
    """Whether a setting that is 0 or 1 is 1. Raises BadSetting when it is neither."""
    if setting.text() not in ("0", "1"):
        raise BadSetting(
            f"The setting {setting.name} must be 0 or 1.", "Set it again, or unset it."
        )
    return setting.text() == "1"


def other_demonstration() -> str:
    """The address of the other made-up council, of a demonstration that shows both; else empty.

    Raises BadSetting where its port is none.
    """
    if not is_on(DEMO) or not DEMO_OTHER.text():
        return ""
    return f"http://127.0.0.1:{DEMO_OTHER.whole()}/"


def hosts() -> list[str]:
    """The host names that the pages answer to: this machine's own, and those in HOSTS."""
    further = (name.strip() for name in HOSTS.text().split(","))
    return ["127.0.0.1", "localhost", *(name for name in further if name)]


def council_provider() -> dict[str, Any]:
    """What allauth is told of the council's OpenID provider: nothing where there is none.

    Raises BadSetting for a provider without a client, or whose address could be read on its way.
    """
    server = OPENID_SERVER.text().rstrip("/")
    if not server:
        return {}
    near = server.startswith(("http://127.0.0.1:", "http://localhost:"))
    if not OPENID_CLIENT.text() or not (server.startswith("https://") or near):
        raise BadSetting(
            f"{OPENID_SERVER.name} must begin with https:// and needs {OPENID_CLIENT.name}.",
            "Set both as your identity provider gave them, or unset both.",
        )
    app = {
        "provider_id": PROVIDER,
        "name": "the council's account",
        "client_id": OPENID_CLIENT.text(),
        "secret": OPENID_SECRET.text(),
        "settings": {
            "server_url": server,
            "uid_field": OPENID_KEY.text(),
            "fetch_userinfo": False,
            "oauth_pkce_enabled": True,
        },
    }
    return {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}


def first_roles() -> list[str]:
    """The keys of the roles of the first account."""
    return [one.strip() for one in FIRST_ROLES.text().split(",") if one.strip()]


@dataclass(frozen=True)
class MailServer:
    """A mail server; ``tls`` from the first byte, ``starttls`` asked for once connected."""

    host: str
    port: int
    user: str
    password: str
    tls: bool

    @property
    def starttls(self) -> bool:
        """Whether TLS is asked for after the greeting: always, except to this machine itself."""
        return not self.tls and self.host not in ("127.0.0.1", "localhost")


def mail_server() -> MailServer | None:
    """The mail server of the setting; None where none is set. Raises BadSetting."""
    if not MAIL.text():
        return None
    try:
        parts = urlsplit(MAIL.text())
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or not MAIL_FROM.text():
        raise BadSetting(
            f"The settings {MAIL.name} and {MAIL_FROM.name} must name a mail server and a sender.",
            "Write them as smtp://user:password@host:587 and holdfast@council.gov.uk.",
        )
    tls = parts.scheme == "smtps"
    return MailServer(
        parts.hostname,
        port or (465 if tls else 587),
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        tls,
    )


def proxies() -> frozenset[str]:
    """The addresses of the web servers in front. Raises BadSetting for what is no address."""
    return _addresses(PROXY.text())


@lru_cache(maxsize=4)
def _addresses(text: str) -> frozenset[str]:
    try:
        return frozenset(str(ip_address(one.strip())) for one in text.split(",") if one.strip())
    except ValueError:
        raise BadSetting(
            f"The setting {PROXY.name} must be addresses, with commas between.",
            "Write the web server's as 127.0.0.1, or unset it where there is none.",
        ) from None
