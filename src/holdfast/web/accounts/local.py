"""The people who sign in with a password that Holdfast keeps.

The first start makes one, for a first look; `holdfast user add` makes the others.

The demonstration has a user of its own, whose password is printed here and on the sign-in page. It
opens nothing unless the demonstration is on and every snapshot in the data folder is of made-up
children, and it is asked again at every page: an import of real children shuts it at once, before
a page shows anything of it.
"""

import secrets

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from holdfast.errors import BadSetting, HoldfastError, NoSnapshot, NotFound
from holdfast.record.store.snapshots import Store
from holdfast.settings import HOME
from holdfast.web import data
from holdfast.web.accounts.models import User
from holdfast.web.actions.people import give_role
from holdfast.web.audit.machine import account_of_the_machine
from holdfast.web.options import DEMO, FIRST_ROLES, first_roles, is_on
from holdfast.web.people.roles import EVERYTHING, roles

LOCAL_USER = "holdfast"
DEMO_USER = "demo"
DEMO_PASSWORD = "made-up-children"

# No letters or digits that are mistaken for one another when read from a screen.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def ensure_local_user(password: str | None = None) -> str | None:
    """Make the first user if there is nobody who could sign in, with ``password`` if one is given.

    One whose password is made here has the roles of HOLDFAST_FIRST_ROLES.

    Returns the password when one was made here, to be shown once in the terminal: it is kept
    nowhere in the clear. Returns None when there is nothing to show. Raises BadSetting when the
    password given is too easily guessed.
    """
    if password is not None:
        _set(LOCAL_USER, _good_enough(password, LOCAL_USER))
        return None
    if people():
        return None
    unknown = [role for role in first_roles() if role not in roles()]
    if unknown:
        raise BadSetting(
            f"The setting {FIRST_ROLES.name} names a role that there is not.",
            "Run `holdfast people roles` to see those there are, and set it again.",
        )
    made = _password()
    user = _set(LOCAL_USER, made)
    for role in first_roles():
        give_role(by=account_of_the_machine(), user=user, role=role)
    return made


def people() -> list[User]:
    """Everyone with an account, by name, but for the demonstration's."""
    return list(User.objects.exclude(username=DEMO_USER).order_by("username"))


def account(name: str) -> User:
    """The account of a name as somebody typed it. Raises NotFound."""
    wanted = User.normalize_username(name)
    # Where the name cannot be one, no database is asked: PostgreSQL would refuse the question.
    found = User.objects.filter(username=wanted).first() if "\0" not in wanted else None
    if found is None:
        raise NotFound(
            "There is no account of that name.", "Run `holdfast user list` to see those there are."
        )
    return found


def make_account(name: str, password: str | None = None) -> str | None:
    """Make an account (``add_person`` of ``web/actions`` notes it too).

    Returns the password when none is given and one was made.

    Raises BadSetting for a name that is taken or cannot be used, and for a password that is too
    easily guessed.
    """
    name = User.normalize_username(name)
    if name == DEMO_USER or User.objects.filter(username=name).exists():
        raise BadSetting(
            "There is an account of that name.",
            "Choose another name, or use `holdfast user password` to change its password.",
        )
    try:
        User._meta.get_field("username").clean(name, None)
    except ValidationError as error:
        raise BadSetting(
            "The name cannot be used as a user name.",
            "Use up to 150 letters, digits and the signs @ . + - _, without spaces.",
        ) from error
    return _given_or_made(name, password)


def give_password(name: str, password: str | None = None) -> str | None:
    """Give a person another password, which ends every session of theirs.

    ``change_password`` of ``web/actions`` notes it too.

    Returns the password when none is given and one was made. Raises NotFound, and BadSetting for
    a password that is too easily guessed.
    """
    name = User.normalize_username(name)
    if name == DEMO_USER or not User.objects.filter(username=name).exists():
        raise NotFound(
            "There is no account of that name.", "Run `holdfast user list` to see those there are."
        )
    return _given_or_made(name, password)


def _given_or_made(name: str, password: str | None) -> str | None:
    made = None if password else _password()
    _set(name, made or _good_enough(password or "", name))
    return made


def ensure_demo_user() -> tuple[str, str]:
    """Make the demonstration's user if there is none; returns the name and the password."""
    if not User.objects.filter(username=DEMO_USER).exists():
        user = _set(DEMO_USER, DEMO_PASSWORD)
        give_role(by=account_of_the_machine(), user=user, role=EVERYTHING)
    return DEMO_USER, DEMO_PASSWORD


def demo_is_open() -> bool:
    """Whether the demonstration is on and no real child is in the data."""
    if not is_on(DEMO):
        return False
    # What else is held must be made up too, for pages could show it.
    store = Store(HOME.path())
    try:
        held = [data.current(), store.current(), *store.all()]
    except NoSnapshot:
        return True
    except HoldfastError:
        return False  # what cannot be read may be real
    return all(one.manifest.made_up for one in held) and not store.unreadable()


class LocalBackend(ModelBackend):
    """Passwords kept by Holdfast, with the demonstration's user held to the demonstration."""

    def user_can_authenticate(self, user: User | None) -> bool:
        """Asked at sign-in and at every page."""
        if user is not None and user.username == DEMO_USER and not demo_is_open():
            return False
        return super().user_can_authenticate(user)


def _set(name: str, password: str) -> User:
    user, _ = User.objects.get_or_create(username=name)
    if not user.check_password(password):
        user.set_password(password)
        user.save()
    return user


def _good_enough(password: str, name: str) -> str:
    try:
        validate_password(password, User(username=name))
    except ValidationError as error:
        raise BadSetting(
            f"The password cannot be used. {' '.join(error.messages)}",
            "Give a longer one that is no word or name, or give none and Holdfast makes one.",
        ) from None
    return password


def _password() -> str:
    """Five groups of four: about 99 bits, and readable from a screen."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(5))
