"""Making accounts, giving them passwords and an address for mail."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from holdfast.errors import BadSetting, NotFound
from holdfast.web.accounts.local import LOCAL_USER, ensure_local_user, give_password, make_account
from holdfast.web.accounts.models import User
from holdfast.web.audit.log import write_row
from holdfast.web.audit.models import AuditKind
from holdfast.web.project.turns import take_turn

PAGE = "accounts"


@transaction.atomic
def add_person(*, by: str, name: str, password: str | None = None) -> str | None:
    """Make an account; returns and raises what ``make_account`` does."""
    take_turn()  # two who choose one name at the same moment must not get one account
    made = make_account(name, password)
    write_row(by=by, kind=AuditKind.ADD_USER, page=PAGE, target=User.normalize_username(name))
    return made


@transaction.atomic
def ensure_first_account(*, by: str) -> str | None:
    """Make the first account where nobody could sign in; its password, if it was made here."""
    take_turn()
    made = ensure_local_user()
    if made:
        write_row(by=by, kind=AuditKind.ADD_USER, page=PAGE, target=LOCAL_USER)
    return made


@transaction.atomic
def change_password(*, by: str, name: str, password: str | None = None) -> str | None:
    """Give an account another password; returns and raises what ``give_password`` does."""
    made = give_password(name, password)
    write_row(
        by=by, kind=AuditKind.CHANGE_PASSWORD, page=PAGE, target=User.normalize_username(name)
    )
    return made


@transaction.atomic
def set_mail_address(*, by: str, name: str, address: str) -> None:
    """Say where an account's daily mail goes; empty for nowhere.

    Raises NotFound, and BadSetting for what is no address.
    """
    user = User.objects.filter(username=User.normalize_username(name)).first()
    if user is None:
        raise NotFound(
            "There is no account of that name.", "Run `holdfast user list` to see those there are."
        )
    try:
        if address:
            validate_email(address)
    except ValidationError:
        raise BadSetting(
            "This is no address for mail.", "Write it as name@council.gov.uk."
        ) from None
    user.email = address
    user.save(update_fields=["email"])
    write_row(by=by, kind=AuditKind.DIGEST, page=PAGE, target=user.username, detail="mail address")
