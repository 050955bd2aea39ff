"""The key that signs sessions and forms: made once, kept beside the data, readable by us only."""

import os
import secrets
from pathlib import Path

NAME = "secret-key"


def secret_key(home: Path) -> str:
    """The key in ``home``, made on first use with the permissions 0600."""
    place = home / NAME
    if not place.exists():
        home.mkdir(parents=True, exist_ok=True)
        _make(place)
    return place.read_text(encoding="ascii")


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
