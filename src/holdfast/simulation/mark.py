"""A short mark of what a county is made by: whoever keeps a county knows when to make it anew."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from holdfast.simulation.council.council import Council

_LENGTH = 16


def parameters_mark(council: Council | None = None) -> str:
    """A mark of the parameters alone (as shipped when none are given)."""
    return _short(repr(council or Council()).encode())


@cache
def county_mark() -> str:
    """A mark of the parameters as shipped, the stories that live by them, and the version."""
    folder = Path(__file__).parent
    stories = [one for one in sorted(folder.rglob("*.py")) if one.parent.name != "truth"]
    parts = [version("holdfast"), parameters_mark()]
    return _short("\n".join(parts).encode() + b"".join(path.read_bytes() for path in stories))


def _short(told: bytes) -> str:
    return sha256(told).hexdigest()[:_LENGTH]
