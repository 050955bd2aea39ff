"""Walks an urlconf: every route there is, with a made-up value for each of its parts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver
from django.urls.converters import get_converters

# A value that each kind of part accepts.
SAMPLES = {
    "int": "7",
    "str": "x",
    "slug": "x",
    "path": "x",
    "return": "cin",
    "uuid": "0" * 8 + "-0000" * 3 + "-" + "0" * 12,
}


@dataclass(frozen=True)
class Route:
    name: str
    address: str
    view: Any
    template: str = ""

    def filled(self, values: Mapping[str, str]) -> str:
        """The address with a value for each of its parts, by the part's name."""
        found = self.template
        for part, value in values.items():
            found = re.sub(rf"<(\w+:)?{part}>", value, found)
        return found


def routes(urlconf: str) -> list[Route]:
    """Every route of an urlconf, those of the urlconfs it includes among them."""
    return list(_walk(get_resolver(urlconf), "/"))


def _walk(resolver: Any, before: str, written: str = "/") -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        address, template = before + _address(pattern.pattern), written + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Route(pattern.name or "", address, pattern.callback, template)
        else:
            yield from _walk(pattern, address, template)


def _address(pattern: Any) -> str:
    kinds = {type(converter): name for name, converter in get_converters().items()}
    address = str(pattern)
    for part, converter in pattern.converters.items():
        kind = kinds[type(converter)]
        address = address.replace(f"<{kind}:{part}>", SAMPLES[kind]).replace(f"<{part}>", "x")
    return address
