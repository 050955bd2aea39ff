"""Who tries to sign in: the address and the name by which wrong passwords are counted.

They are counted by name and address together: by name alone, anyone could lock a manager out; by
address alone, one person in an office could lock out all. There is no further count by name over
all addresses, not even a slow one, because whoever knows a name could use it to shut its owner
out; against guessing from many addresses stands the password itself, of twelve characters or more
and not a common one (see ``local.py``).
"""

import hmac
import unicodedata
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from holdfast.web.options import proxies

# Whoever has one address of the sixth version has this whole part of the network.
_ONE_PLACE = 64


def address(request: HttpRequest) -> str:
    """The address of the person's machine.

    It is the peer's, unless that is a proxy that the setting names: then it is the last address
    in X-Forwarded-For that no such proxy has. What stands before it, anyone can write there.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    if peer not in proxies():
        return _one_place(peer)
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    through = [one for one in (_plain(part) for part in reversed(told)) if one not in proxies()]
    return _one_place(through[0] if through and through[0] else peer)


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """What stands for a name that was typed, made with our key.

    People type a password where the name belongs, and what is counted lies in a table.
    """
    typed = (credentials or {}).get("username") or request.POST.get("username", "")
    name = unicodedata.normalize("NFKC", str(typed))
    return hmac.digest(settings.SECRET_KEY.encode(), f"name/{name}".encode(), sha256).hex()


def _plain(part: str) -> str:
    """An address as it was written by a proxy, without a port; empty for no address."""
    text = part.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text)
    except ValueError:
        return ""
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return str(mapped or found)


def _one_place(text: str) -> str:
    if ":" not in text:
        return text
    return str(ip_network(f"{text}/{_ONE_PLACE}", strict=False).network_address)
