"""The roles, read from ``roles.toml`` beside this file."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from holdfast.errors import NotFound
from holdfast.web.people.permission import Permission, ScopeKind

FILE = Path(__file__).with_name("roles.toml")

# What an account could do before there were roles, and who may give roles.
EVERYTHING, ADMINISTRATOR = "everything", "administrator"


@dataclass(frozen=True)
class AccessRole:
    """What somebody who has the role may do, and whose children it usually is about.

    ``most_days`` is the longest that it may be given for; None where it may have no end.
    """

    key: str
    title: str
    about: str
    scope: ScopeKind
    may: tuple[Permission, ...]
    most_days: int | None = None

    @property
    def whole_record(self) -> bool:
        """Whether it is about every child in any case: an import has no scope."""
        return Permission.IMPORT in self.may


@cache
def roles() -> dict[str, AccessRole]:
    """Every role by its key, in the order of the file.

    Raises ValueError for a permission or scope that is not in the closed lists.
    """
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {key: _role(key, told) for key, told in read.items()}


def role_of(key: str) -> AccessRole:
    """The role of a key. Raises NotFound."""
    found = roles().get(key)
    if found is None:
        raise NotFound(
            "There is no role of that name.", "Run `holdfast people roles` to see those there are."
        )
    return found


def _role(key: str, told: dict[str, Any]) -> AccessRole:
    return AccessRole(
        key=key,
        title=told["title"],
        about=told["about"],
        scope=ScopeKind(told["scope"]),
        may=tuple(Permission(one) for one in told["may"]),
        most_days=told.get("most_days"),
    )
