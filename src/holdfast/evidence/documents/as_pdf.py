"""A document printed as a tagged PDF, by the Chromium of the machine.

Chromium runs as a process of its own that reaches no network, with a profile that is thrown away,
and for so long at most. It writes the moment at which it printed, which is replaced by the day of
the pack: one document gives one file as long as Chromium is the same version. Another version may
set the lines otherwise; what stands in the file is the same.
"""

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

from holdfast.errors import CannotRead
from holdfast.settings import CHROMIUM

# Under which names it is found, where the setting names none.
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MOST_SECONDS = 120
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
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)


class NoPrinting(CannotRead):
    """There is no Chromium to print with, or it did not print."""


def printer() -> str | None:
    """The path of the Chromium that prints; None where there is none."""
    given = CHROMIUM.text()
    if given:
        return shutil.which(given)
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def as_pdf(
    html: bytes, title: str, day: date, out: Path, passphrase: str = "", tagged: bool = True
) -> None:
    """Print an HTML file of ours to ``out``, as made on ``day``. Raises NoPrinting.

    With a passphrase the file is encrypted by AES-256, and every reader of PDF asks for it. Such a
    file is another at each making: its key is drawn at random. Of a document of hundreds of pages
    tags make the print many times as long, so it may go without.
    """
    found = printer()
    if found is None:
        raise NoPrinting("No Chromium was found, and a PDF is printed by it.", INSTALL)
    with TemporaryDirectory() as place:
        folder = Path(place)
        page, printed = folder / "pack.html", folder / "pack.pdf"
        page.write_bytes(html)
        _print(found, page, printed, folder, () if tagged else ("--disable-pdf-tagging",))
        writer = _settle(printed, title, day, passphrase)
        with out.open("wb") as file:
            writer.write(file)


def _print(found: str, page: Path, printed: Path, folder: Path, more: tuple[str, ...]) -> None:
    as_root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    command = [
        found,
        *_FLAGS,
        *more,
        *as_root,
        f"--user-data-dir={folder / 'profile'}",
        f"--print-to-pdf={printed}",
        page.as_uri(),
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


def _settle(printed: Path, title: str, day: date, passphrase: str) -> PdfWriter:
    """What was printed, with a day of ours in place of the moment; locked where it is asked for."""
    writer = PdfWriter(clone_from=PdfReader(printed))
    stamp = f"D:{day:%Y%m%d}000000Z"
    writer.metadata = None
    writer.add_metadata(
        {
            "/Title": title,
            "/Creator": "Holdfast",
            "/Producer": "Holdfast, printed by Chromium",
            "/CreationDate": stamp,
            "/ModDate": stamp,
        }
    )
    writer.root_object[NameObject("/Lang")] = TextStringObject("en-GB")
    if passphrase:
        writer.encrypt(passphrase, algorithm="AES-256")
    return writer
