"""The design system's style sheet and script, taken from npm's folder and made fit to use.

Two files are taken. The crown, the royal arms and the GDS Transport typeface are licensed for
GOV.UK alone, so whatever names them is cut out of the style sheet; with them go its only
absolute addresses. The maps for developers are cut off too: they are not served.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from holdfast.errors import CannotRead

FOLDER = Path(__file__).parent.parent / "assets/node_modules/govuk-frontend/dist/govuk"
FILES = ("govuk-frontend.min.css", "govuk-frontend.min.js")
TYPEFACE = "system-ui,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif"


def adapt(text: str) -> str:
    """The text of a style sheet or script without crown, arms, typeface and maps."""
    text = re.sub(r"@font-face\{[^}]*\}", "", text)
    text = re.sub(r"[\w-]+:[^;{}]*url\(/assets/[^;}]*;?", "", text)
    text = text.replace("GDS Transport,arial,sans-serif", TYPEFACE)
    return re.sub(r"/[/*]# sourceMappingURL=\S+( \*/)?", "", text)


class DesignSystemStorage(FileSystemStorage):
    """Reads npm's files, each adapted as it is opened."""

    def _open(self, name: str, mode: str = "rb") -> ContentFile:
        text = Path(self.path(name)).read_text(encoding="utf-8")
        return ContentFile(adapt(text).encode(), name=name)


class DesignSystemFinder(BaseFinder):
    """Finds the two files that pages use. Raises CannotRead when npm has not fetched them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = DesignSystemStorage(location=FOLDER)

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = [self.storage.path(path)] if path in FILES else []
        return found if find_all else next(iter(found), None)

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, DesignSystemStorage]]:
        for name in FILES:
            if not self.storage.exists(name):
                raise CannotRead(
                    f"The pages' style and script are not here: {name} is missing.",
                    "Run `npm ci` in src/holdfast/web/assets, or `make demo`, which does it.",
                )
            yield name, self.storage


class PageAssets(CompressedManifestStaticFilesStorage):
    """Names each file after its hash, in our script's import line too, and compresses it."""

    support_js_module_import_aggregation = True
