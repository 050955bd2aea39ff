"""Which files of a folder are not as they were written."""

from collections.abc import Callable, Mapping
from pathlib import Path

from holdfast.record.store.parallel_map import at_once

MANIFEST_FILE = "manifest.json"


def files_not_as_written(
    folder: Path, sums: Mapping[str, str], sum_of: Callable[[Path], str]
) -> list[str]:
    """The names of the files that differ from their checksums, are gone or were not there.

    ``sums`` is by name, without the manifest, which is sealed apart.
    """
    # A pipe or a device in a file's place would be read without an end.
    held = {one.name for one in folder.iterdir() if one.is_file()} - {MANIFEST_FILE}
    both = sorted(sums.keys() & held)
    found = at_once(lambda name: sum_of(folder / name) == sums[name], both)
    changed = {name for name, same in zip(both, found, strict=True) if not same}
    return sorted(changed | (sums.keys() ^ held))
