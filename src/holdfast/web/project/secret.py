"""The key that signs sessions and forms: made once, kept beside the data, readable by us only."""

import os
import secrets
from pathlib import Path

from holdfast.errors import BadSetting, CannotRead
from holdfast.ordinary_file import refuse_odd_file

NAME = "secret-key"
# 256 bits in the letters that it is written in. Ours is twice as long.
SHORTEST, LONGEST = 43, 4_096


def secret_key(home: Path) -> str:
    """The key in ``home``, made on first use with the permissions 0600.

    Raises CannotRead, and BadSetting for a key that is too short or that others can read: whoever
    has it can sign in as anyone.
    """
    place = home / NAME
    try:
        if not place.exists():
            home.mkdir(parents=True, exist_ok=True)
            _make(place)
        refuse_odd_file(place)
        if place.stat().st_mode & 0o077:
            raise BadSetting(
                f"The key {place} can be read by others on this machine.",
                "If nobody can have read it, take their right away: chmod 600. Otherwise delete "
                "it: another is made, and everyone signs in again.",
            )
        with place.open("rb") as file:
            text = file.read(LONGEST + 1).strip()
    except OSError as error:
        raise CannotRead(
            f"The key {place} cannot be read: {error.strerror}.",
            "Give its owner the right to read it.",
        ) from error
    if not SHORTEST <= len(text) <= LONGEST or not text.isascii():
        raise BadSetting(
            f"The key {place} is too short, too long, or is not one that Holdfast has made.",
            "Delete it: another is made, and everyone signs in again.",
        )
    return text.decode("ascii")


def _make(place: Path) -> None:
    """Write a whole key or none: another process may start at the same moment and win."""
    draft = place.with_name(f"{NAME}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))
    try:
        os.link(draft, place)
    except FileExistsError:
        pass  # the other process's key is as good
    finally:
        draft.unlink()
