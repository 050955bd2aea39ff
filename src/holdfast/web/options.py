"""The settings that only the pages use."""

from holdfast.errors import BadSetting
from holdfast.settings import Setting

COUNCIL = Setting("HOLDFAST_COUNCIL", "", "The council's name, shown at the top of every page.")
HOSTS = Setting(
    "HOLDFAST_HOSTS", "", "Further host names, with commas between, that the pages answer to."
)
DEMO = Setting(
    "HOLDFAST_DEMO", "0", "1 shows on the sign-in page how to sign in, for made-up children only."
)
HTTPS = Setting(
    "HOLDFAST_HTTPS", "0", "1 when a web server with a certificate stands in front of the pages."
)
UPLOAD_MB = Setting(
    "HOLDFAST_UPLOAD_MB", "200", "The largest file that the pages check or survey, in megabytes."
)

SETTINGS = (COUNCIL, HOSTS, DEMO, HTTPS, UPLOAD_MB)


def is_on(setting: Setting) -> bool:
    """Whether a setting that is 0 or 1 is 1. Raises BadSetting when it is neither."""
    if setting.text() not in ("0", "1"):
        raise BadSetting(
            f"The setting {setting.name} must be 0 or 1.", "Set it again, or unset it."
        )
    return setting.text() == "1"


def hosts() -> list[str]:
    """The host names that the pages answer to: this machine's own, and those in HOSTS."""
    further = (name.strip() for name in HOSTS.text().split(","))
    return ["127.0.0.1", "localhost", "testserver", *(name for name in further if name)]
