"""One word, one meaning: no two files of the product define a class of one name."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.architecture.tree import parsed, python_files

# Django asks for a class of this name inside a model, to configure it.
ASKED_BY_DJANGO = {"Meta"}
# Still to be named: their rooms were being rewritten when the others got names of their own.
TO_BE_NAMED = {"Asked", "Beside", "Column", "Entry", "Narrowed", "Wanted"}


def class_names(path: Path) -> set[str]:
    """The name of every class in a file, inner ones too."""
    return {one.name for one in ast.walk(parsed(path)) if isinstance(one, ast.ClassDef)}


def in_several(names: Mapping[Path, Iterable[str]]) -> dict[str, list[str]]:
    """The names that several files define, with these files."""
    places: dict[str, list[str]] = defaultdict(list)
    for path, found in names.items():
        for name in found:
            places[name].append(path.as_posix())
    return {name: sorted(found) for name, found in places.items() if len(found) > 1}


def test_no_two_files_define_a_class_of_one_name() -> None:
    several = in_several({path: class_names(path) for path in python_files("src")})
    apart = ASKED_BY_DJANGO | TO_BE_NAMED
    assert {name: at for name, at in several.items() if name not in apart} == {}
    assert set(several) == apart, "a name that is no longer shared needs no allowance"


def test_a_name_that_two_files_define_is_seen(tmp_path: Path) -> None:
    one, other = tmp_path / "one.py", tmp_path / "other.py"
    one.write_text("class Row:\n    class Cell:\n        pass\n")
    other.write_text("def make():\n    class Row:\n        pass\n")
    assert in_several({path: class_names(path) for path in (one, other)}) == {
        "Row": [one.as_posix(), other.as_posix()]
    }
