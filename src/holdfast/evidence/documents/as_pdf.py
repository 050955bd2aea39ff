"""A document printed as a tagged PDF, by the Chromium of the machine.

Chromium runs as a process of its own that reaches no network, with a profile that is thrown away,
and for so long at most. What it prints, and the print, lie in the folder of the pack, which only
this account may read; its profile, which holds nothing of them, lies elsewhere. The moment at which
it printed, which it writes into the file, is replaced by the day of the pack: one document gives
one file as long as Chromium is the same version. Another version may set the lines otherwise; what
stands in the file is the same.
"""

import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from holdfast.errors import CannotRead
from holdfast.settings import CHROMIUM

# Under which names it is found, where the setting names none.
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MOST_SECONDS = 120
# The system takes 107 letters, of which Chromium's own folders take 60.
LONGEST_WAY = 45
INSTALL = (
    "Install Chromium on the machine that runs Holdfast (on Debian and Ubuntu `apt install "
    f"chromium`), or give its path in {CHROMIUM.name}. The HTML file of the pack prints as well."
)

# A tagged PDF is what it prints by default. What it would ask of the network it cannot.
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-breakpad",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
# The moment as Chromium writes it. Another of the same length moves nothing in the file.
_MOMENT = re.compile(rb"\(D:\d{14}\+00'00'\)")


class NoPrinting(CannotRead):
    """There is no Chromium to print with, or it did not print."""


def printer() -> str | None:
    """The path of the Chromium that prints; None where there is none."""
    given = CHROMIUM.text()
    if given:
        return shutil.which(given)
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def as_pdf(page: Path, day: date, out: Path) -> None:
    """Print an HTML file of ours to ``out``, as made on ``day``. Raises NoPrinting.

    What Chromium needs meanwhile is deleted in every case.
    """
    found = printer()
    if found is None:
        raise NoPrinting("No Chromium was found, and a PDF is printed by it.", INSTALL)
    printed = out.with_name(f".{out.name}")
    # Chromium may still be writing to its profile when it is told to end.
    with TemporaryDirectory(dir=_place(), prefix="print-", ignore_cleanup_errors=True) as profile:
        try:
            _print(found, page, printed, Path(profile))
            stamp = f"(D:{day:%Y%m%d}000000+00'00')".encode()
            out.write_bytes(_MOMENT.sub(stamp, printed.read_bytes()))
        finally:
            printed.unlink(missing_ok=True)


def _place() -> str:
    """Where the profile lies: Chromium ends at once where the way to its socket is too long."""
    usual = gettempdir()
    return usual if len(usual) <= LONGEST_WAY else "/tmp"  # for its owner only


def _print(found: str, page: Path, printed: Path, folder: Path) -> None:
    command = [
        found,
        *_FLAGS,
        *(("--no-sandbox",) if os.geteuid() == 0 else ()),
        f"--user-data-dir={folder / 'profile'}",
        f"--print-to-pdf={printed.absolute()}",
        page.absolute().as_uri(),
    ]
    # Nothing of this process's surroundings, such as a setting with a password in it.
    own = {"HOME": str(folder), "TMPDIR": str(folder), "PATH": os.environ.get("PATH", "")}
    try:
        done = subprocess.run(
            command,
            env=own,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NoPrinting(
            f"Chromium had not printed the pack after {MOST_SECONDS} seconds.",
            "Try again when the machine has less to do; the HTML file prints as well.",
        ) from None
    except OSError:
        raise NoPrinting("Chromium could not be started.", INSTALL) from None
    if done.returncode or not printed.is_file() or not printed.stat().st_size:
        raise NoPrinting(f"Chromium printed nothing (it ended with {done.returncode}).", INSTALL)
