"""Takes in an uploaded file: a census to check, data to survey, a list to compare.

Only from someone signed in, up to a size.

The file lies under a name of ours in a folder of ours, readable by this account alone, for as
long as it is looked at; the name that it had is not kept, for it may name a person. Any other file
that is sent to any page is let go by without a trace. When the request ends, however it ends, the
file is deleted; what a server that was killed has left is deleted when the next one starts.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from holdfast.errors import CannotRead
from holdfast.web.pages import failures

FIELD = "file"
# The pages that take a file, by name, and what the kind of file may be: its name's end is kept.
PAGES = {
    "returns_check": (".xml", ".zip"),
    "reconcile": (".csv",),
    "survey": (".zip", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".xml", ".parquet"),
}
# A file that lies so long was left by a server that was killed, while another went on.
LEFT_BEHIND = 60 * 60
# No form without a file is longer. A longer body is read for those alone who may send a file.
LONGEST_FORM = 64 * 1024
LOCK = "uploads.lock"
_BEGUN, _LOST = "files_of_ours", "file_of_ours_lost"


def folder() -> Path:
    """Where a file lies while it is checked: for its owner only."""
    place = Path(settings.FILE_UPLOAD_TEMP_DIR)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def is_too_large(request: HttpRequest) -> bool:
    """Whether what was sent is larger than a file may be."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > settings.LARGEST_UPLOAD


def sweep() -> None:
    """Delete what has been left for an hour."""
    for one in folder().iterdir():
        if time.time() - one.stat().st_mtime > LEFT_BEHIND:
            _delete(one)


@cache
def begin() -> None:
    """At the start of a server: delete all that is left, unless another server is using it.

    Each holds the lock beside the folder for as long as it lives.
    """
    place = folder()
    handle = os.open(place.with_name(LOCK), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for one in place.iterdir():
            _delete(one)
    except BlockingIOError:
        sweep()
    fcntl.flock(handle, fcntl.LOCK_SH)


def _delete(one: Path) -> None:
    shutil.rmtree(one) if one.is_dir() else one.unlink(missing_ok=True)


def refuse_lost(request: HttpRequest) -> None:
    """Raise CannotRead where the disk refused the file that was sent."""
    _ = request.FILES  # read in now, if it has not been
    if hasattr(request, _LOST):
        raise CannotRead(
            "The file could not be looked at: the disk of the machine that runs Holdfast is full, "
            "or cannot be written to.",
            "Nothing of it was kept. Tell the person who looks after Holdfast, and send it again.",
        )


class Uploads:
    """Lets no file outlast its request, and no long body in from those who may not send one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # What is short, or comes from someone signed in to a page that takes files.
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        may_send = length <= LONGEST_FORM or (
            _page(request) is not None and request.user.is_authenticated
        )
        if not may_send:
            answer = failures.too_long(request)
            answer["Connection"] = "close"  # what is still coming is not waited for
            return answer
        try:
            return self.get_response(request)
        finally:
            for file in getattr(request, _BEGUN, ()):
                _let_go(file)


def _page(request: HttpRequest) -> str | None:
    """The page that takes files, if that is where the request leads."""
    try:
        page = resolve(request.path_info).url_name
    except Resolver404:
        return None
    return page if page in PAGES else None


def _let_go(file: TemporaryUploadedFile) -> None:
    try:
        file.close()  # and with that it is deleted, even where its last bytes find no room
    except OSError:
        Path(file.temporary_file_path()).unlink(missing_ok=True)


class CensusUpload(FileUploadHandler):
    """Writes the file to our folder, and lets go by what nobody asked for."""

    # Django closes what is called ``file`` whenever something goes wrong, if there is any.
    file: TemporaryUploadedFile

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if not self._is_wanted():
            raise SkipFile
        sweep()
        try:
            self.file = TemporaryUploadedFile(f"sent{self._ending()}", "", 0, None)
        except OSError as error:
            raise self._lost() from error
        setattr(self.request, _BEGUN, [*getattr(self.request, _BEGUN, []), self.file])

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        try:
            self.file.write(raw_data)
        except OSError as error:
            _let_go(self.file)
            raise self._lost() from error

    def file_complete(self, file_size: int) -> UploadedFile | None:
        try:
            self.file.seek(0)
        except OSError:  # its last bytes found no room
            _let_go(self.file)
            self._lost()
            return None
        self.file.size = file_size
        return self.file

    def _lost(self) -> SkipFile:
        setattr(self.request, _LOST, True)
        return SkipFile()

    def _ending(self) -> str:
        """What the name ends with, where that tells what kind of file it is."""
        ending = Path(self.file_name).suffix.lower()
        return ending if ending in PAGES[_page(self.request) or ""] else ""

    def _is_wanted(self) -> bool:
        # The token of the form is looked for before it is asked who is signed in.
        request = self.request
        return (
            self.field_name == FIELD
            and _page(request) is not None
            and request.user.is_authenticated
            and not is_too_large(request)
        )
