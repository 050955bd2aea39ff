"""Files that cannot be opened at all: why, and what a person does about it."""

from pathlib import Path

from python_calamine import CalamineError, PasswordError

from holdfast.errors import CannotRead

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ZIP = b"PK\x03\x04"
# How an encrypted workbook names its one stream within the old container format.
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def missing(path: Path) -> CannotRead:
    """There is nothing at the path."""
    return CannotRead(
        f"There is no file or folder at {path}.", "Check how it is spelled, and import again."
    )


def not_allowed(path: Path, error: OSError) -> CannotRead:
    """The system will not let the file be read."""
    return CannotRead(
        f"{path.name} cannot be read: {error.strerror}.",
        "Close it in other programs, check the rights on it, and import again.",
    )


def is_workbook(path: Path) -> bool:
    """Whether the first bytes are those of a workbook, whatever the file is named."""
    with path.open("rb") as lines:
        return lines.read(8).startswith((_OLE, _ZIP))


def refuse_early(path: Path, separated: bool) -> None:
    """Raise CannotRead for a file that is empty, encrypted or no workbook, in its own words.

    ``separated`` files are only asked whether they are empty.
    """
    with path.open("rb") as lines:
        head = lines.read(4096)
    if not head:
        raise CannotRead(f"{path.name} is empty.", "Export or copy it again, and import again.")
    if separated:
        return
    if head.startswith(_OLE) and _ENCRYPTED_STREAM in path.read_bytes():
        raise encrypted(path.name)
    if head.lstrip().lower().startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise CannotRead(
            f"{path.name} is a web page named as a workbook, as some case systems export it.",
            "Open it in Excel, save it as an Excel workbook (.xlsx), and import that.",
        )


def cut_short(name: str) -> CannotRead:
    """The archive that a workbook is cannot be unpacked."""
    return CannotRead(
        f"{name} is cut short or damaged.",
        "Copy or download it again, check that it opens in Excel, and import again.",
    )


def damaged(name: str, error: CalamineError) -> CannotRead:
    """The workbook's reader gave up."""
    if isinstance(error, PasswordError):
        return encrypted(name)
    return CannotRead(
        f"{name} is not a workbook, or is damaged.",
        "Check that it opens in Excel, save it as an Excel workbook (.xlsx), and import that.",
    )


def encrypted(name: str) -> CannotRead:
    """The workbook is protected by a password."""
    return CannotRead(
        f"{name} is protected by a password.",
        "Open it in Excel, remove the password (File, Info, Protect Workbook), save a copy in a "
        "safe place, and import the copy.",
    )
