"""The local sign-in: one user with a password, for a first look and for a machine of one's own.

The demonstration has a second user, whose password is printed here and on the sign-in page. It
opens nothing unless the demonstration is on and every child in the data is made up, and it is
asked again at every page: an import of real children shuts it at once.
"""

import secrets

from django.contrib.auth.backends import ModelBackend

from holdfast.errors import BadSetting, HoldfastError, NoSnapshot
from holdfast.web import data
from holdfast.web.accounts.models import User
from holdfast.web.options import DEMO, is_on

LOCAL_USER = "holdfast"
DEMO_USER = "demo"
DEMO_PASSWORD = "made-up-children"
SHORTEST = 12

# No letters or digits that are mistaken for one another when read from a screen.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def ensure_local_user(password: str | None = None) -> str | None:
    """Make the local user if there is none, and set ``password`` if one is given.

    Returns the password when one was made here, to be shown once in the terminal: it is kept
    nowhere in the clear. Returns None when there is nothing to show. Raises BadSetting when
    the password given is shorter than 12 characters.
    """
    if password is not None:
        _set(LOCAL_USER, _long_enough(password))
        return None
    if User.objects.filter(username=LOCAL_USER).exists():
        return None
    made = _password()
    _set(LOCAL_USER, made)
    return made


def ensure_demo_user() -> tuple[str, str]:
    """Make the demonstration's user if there is none; returns the name and the password."""
    if not User.objects.filter(username=DEMO_USER).exists():
        _set(DEMO_USER, DEMO_PASSWORD)
    return DEMO_USER, DEMO_PASSWORD


def demo_is_open() -> bool:
    """Whether the demonstration is on and no real child is in the data."""
    return is_on(DEMO) and _only_made_up()


class LocalBackend(ModelBackend):
    """Passwords kept by Holdfast, with the demonstration's user held to the demonstration."""

    def user_can_authenticate(self, user: User | None) -> bool:
        """Asked at sign-in and at every page."""
        if user is not None and user.username == DEMO_USER and not demo_is_open():
            return False
        return super().user_can_authenticate(user)


def _only_made_up() -> bool:
    try:
        return data.current().manifest.made_up
    except NoSnapshot:
        return True
    except HoldfastError:
        return False  # what cannot be read may be real


def _set(name: str, password: str) -> None:
    user, _ = User.objects.get_or_create(username=name)
    if not user.check_password(password):
        user.set_password(password)
        user.save()


def _long_enough(password: str) -> str:
    if len(password) < SHORTEST:
        raise BadSetting(
            f"The password is shorter than {SHORTEST} characters.",
            "Give a longer one, or give none and Holdfast makes one.",
        )
    return password


def _password() -> str:
    """Five groups of four: about 99 bits, and readable from a screen."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(5))
