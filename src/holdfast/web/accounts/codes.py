"""Codes of an authenticator app beside the password, and recovery codes for when it is lost.

The codes are allauth's; which accounts must have them follows from their roles.
"""

from base64 import urlsafe_b64encode
from hashlib import sha256

from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, validate_totp_code
from cryptography.fernet import Fernet
from django.conf import settings

from holdfast.web.accounts.models import User
from holdfast.web.options import CODE_ROLES


class SealedSecrets(DefaultMFAAdapter):
    """Keeps the secrets of codes encrypted with a key that is not in the database."""

    def encrypt(self, text: str) -> str:
        return _sealing().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _sealing().decrypt(encrypted_text.encode()).decode()


def has_codes(user: User) -> bool:
    """Whether the person has an authenticator app."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


def must_have_codes(user: User) -> bool:
    """Whether one of the person's roles asks for codes."""
    asked = {one.strip() for one in CODE_ROLES.text().split(",") if one.strip()}
    if not asked:  # as most councils have it: nothing is to be asked of the database
        return False
    return "all" in asked or user.assignments.filter(role__in=asked).exists()


def picture_of(user: User, secret: str) -> str:
    """The secret as a picture that an app reads: SVG, made here and sent nowhere."""
    adapter = get_adapter()
    drawn = str(adapter.build_totp_svg(adapter.build_totp_url(user, secret)))
    return drawn[drawn.index("<svg") :]  # a page of HTML has no declaration of XML in it


def is_right(user: User, code: str) -> bool:
    """Whether a code is the app's now, or a recovery code that has not been used; it is used up."""
    for one in Authenticator.objects.filter(user=user):
        if one.type == Authenticator.Type.TOTP and TOTP(one).validate_code(code):
            return True
        recovery = one.type == Authenticator.Type.RECOVERY_CODES
        if recovery and RecoveryCodes(one).validate_code(code):
            return True
    return False


def begin_codes(user: User, secret: str, code: str) -> list[str]:
    """Begin to ask for codes once the app has given a right one; the recovery codes, to be kept.

    Empty where the code is wrong.
    """
    if not validate_totp_code(secret, code):
        return []
    Authenticator.objects.filter(user=user).delete()
    TOTP.activate(user, secret)
    return RecoveryCodes.activate(user).generate_codes()


def _sealing() -> Fernet:
    key = sha256(b"codes/" + settings.SECRET_KEY.encode()).digest()
    return Fernet(urlsafe_b64encode(key))
