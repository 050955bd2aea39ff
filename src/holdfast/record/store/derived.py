"""What is worked out from a snapshot and kept beside it, each under a key that says what made it.

A file lies at ``derived/<snapshot id>/<name>-<key>-<checksum>.parquet`` and goes when the snapshot
goes. Whoever asks for one whose key is another finds none, and makes it anew: so a key must change
with all that the rows depend on. What that is besides the snapshot, which never changes, is the
source text of the stages that made it, the calendar's horizon, and what the council set itself.
"""

import os
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.metadata import version as installed_version
from importlib.util import find_spec
from pathlib import Path

from holdfast.days import FIRST_KNOWN, LAST_KNOWN
from holdfast.engine import Engine
from holdfast.record.store.atomic_files import disk_errors_in_words, make_folder
from holdfast.record.store.sealed import find_sealed, seal
from holdfast.record.store.snapshot import Snapshot, derived_folder

# The modules that whatever is worked out from a snapshot depends on.
FOUNDATIONS = (
    "holdfast.areas",
    "holdfast.day_arrays",
    "holdfast.days",
    "holdfast.engine",
    "holdfast.law",
    "holdfast.periods",
    "holdfast.record",
)

_FIGURES = 16


def derived_key(made_by: Iterable[str], *upstream: str) -> str:
    """The key of what some modules and packages make: 16 hexadecimal figures.

    ``upstream`` is in words all that it depends on and that is neither in the snapshot nor in our
    source: the local rules of a council, for one.
    """
    # How far the calendar reaches, and whose bank holidays it is made of.
    horizon = f"{FIRST_KNOWN} {LAST_KNOWN} {version('holidays')}"
    parts = [*(_source_of(one) for one in made_by), horizon, *upstream]
    return sha256("\0".join(parts).encode()).hexdigest()[:_FIGURES]


@cache
def version(package: str) -> str:
    """The version of an installed package, looked up once: each time takes 10 ms."""
    return installed_version(package)


@cache
def _source_of(module: str) -> str:
    """The checksum of the source text of a module, or of all in a package."""
    found = find_spec(module)
    assert found is not None, f"no module {module}"
    assert found.origin is not None, f"{module} has no source"
    place = Path(found.origin)
    whole = sorted(place.parent.rglob("*.py")) if place.name == "__init__.py" else [place]
    text = sha256()
    for path in whole:
        text.update(f"{path.relative_to(place.parent)}\0".encode() + path.read_bytes())
    return text.hexdigest()


def find_derived(snapshot: Snapshot, name: str, key: str) -> Path | None:
    """Where a kept relation lies; None where there is none of that key, as it was written."""
    return find_sealed(derived_folder(snapshot.home, snapshot.id), _stem(name, key))


def write_derived(engine: Engine, snapshot: Snapshot, name: str, key: str, sql: str) -> Path:
    """Keep the rows of a query; give their place. Raises CannotWrite when the disk refuses."""
    stem = _stem(name, key)
    part = derived_folder(snapshot.home, snapshot.id) / f"{stem}.{os.getpid()}.part"
    with disk_errors_in_words(snapshot.home, "What is worked out from a snapshot"):
        make_folder(part.parent)
        try:
            engine.write(sql, part)
            return seal(part, stem)
        finally:
            part.unlink(missing_ok=True)


def _stem(name: str, key: str) -> str:
    return f"{name}-{key}.parquet"
