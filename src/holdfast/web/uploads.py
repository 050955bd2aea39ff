"""Takes in an uploaded file: a census to check, data to survey, a list to compare.

Only from someone signed in, up to a size.

The file lies under a name of ours in a folder of ours, readable by this account alone, for as
long as it is looked at; the name that it had is not kept, for it may name a person. Any other file
that is sent to any page is let go by without a trace.
"""

import shutil
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.urls import reverse

FIELD = "file"
# The pages that take a file, by name, and what the kind of file may be: its name's end is kept.
PAGES = {
    "returns_check": (".xml",),
    "reconcile": (".csv",),
    "survey": (".zip", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".xml", ".parquet"),
}
# A file that lies so long was left by a machine that stopped in the middle of a check.
LEFT_BEHIND = 60 * 60


def folder() -> Path:
    """Where a file lies while it is checked: for its owner only."""
    place = Path(settings.FILE_UPLOAD_TEMP_DIR)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def is_too_large(request: HttpRequest) -> bool:
    """Whether what was sent is larger than a file may be."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > settings.LARGEST_UPLOAD


def sweep() -> None:
    """Delete what a machine that stopped in the middle of a check has left."""
    for one in folder().iterdir():
        if time.time() - one.stat().st_mtime > LEFT_BEHIND:
            shutil.rmtree(one) if one.is_dir() else one.unlink(missing_ok=True)


class CensusUpload(FileUploadHandler):
    """Writes the file to our folder, and lets go by what nobody asked for."""

    # Django closes what is called ``file`` whenever something goes wrong, if there is any.
    file: TemporaryUploadedFile

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if not self._is_wanted():
            raise SkipFile
        sweep()
        self.file = TemporaryUploadedFile(f"sent{self._ending()}", "", 0, None)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        self.file.seek(0)
        self.file.size = file_size
        return self.file

    def _page(self) -> str | None:
        return next((page for page in PAGES if self.request.path == reverse(page)), None)

    def _ending(self) -> str:
        """What the name ends with, where that tells what kind of file it is."""
        ending = Path(self.file_name).suffix.lower()
        return ending if ending in PAGES[self._page() or ""] else ""

    def _is_wanted(self) -> bool:
        # The token of the form is looked for before it is asked who is signed in.
        request = self.request
        return (
            self.field_name == FIELD
            and self._page() is not None
            and request.user.is_authenticated
            and not is_too_large(request)
        )
