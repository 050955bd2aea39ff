"""A function is a whole thought with a name worth knowing: few are used in one place only.

Short functions read well as long as each says something that its name promises. Cut out only to be
short, they make the reader leap: to follow one thought through five functions of four lines takes
longer than to read twenty lines with two comments. A function used in a single place therefore
needs a reason to stand alone: a term of the field, a step that a reader would look for, the way
into its module, something handed on as a value. Some always have one, so the share is limited and
not each function judged. In code that we admire it lies between 1 and 14 in a hundred.

Counted are functions of the product whose name is defined once, without decorator (a framework
calls those) and without double underscores (Python calls those). A use is every mention of the
name other than its import, wherever in the product it stands; those of tests do not count.
"""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from tests.architecture.tree import ROOT, parsed, python_files

PRODUCT = ROOT / "src" / "holdfast"

# Used once, in a hundred of all functions. Lower it when fewer are; never raise it.
MOST_USED_ONCE = 20.0


def used_once(paths: Iterable[Path]) -> tuple[list[tuple[Path, str]], int]:
    """The functions used in one place only, by file and name; and how many functions there are."""
    places: dict[str, list[tuple[Path, bool]]] = defaultdict(list)
    uses: Counter[str] = Counter()
    for path in paths:
        for node in ast.walk(parsed(path)):
            match node:
                case ast.FunctionDef() | ast.AsyncFunctionDef():
                    places[node.name].append((path, bool(node.decorator_list)))
                case ast.Name():
                    uses[node.id] += 1
                case ast.Attribute():
                    uses[node.attr] += 1
    once = [
        (defined[0][0], name)
        for name, defined in places.items()
        if len(defined) == 1 == uses[name] and not defined[0][1] and not name.startswith("__")
    ]
    return once, sum(map(len, places.values()))


def test_few_functions_are_used_in_one_place_only() -> None:
    once, functions = used_once(python_files("src"))
    rooms = Counter(path.relative_to(PRODUCT).parts[0] for path, _ in once)
    files = Counter(path.relative_to(PRODUCT).as_posix() for path, _ in once)
    share = 100 * len(once) / functions
    assert share <= MOST_USED_ONCE, (
        f"{len(once)} of {functions} functions ({share:.1f}%) are used in one place only."
        " Put back what has no name worth knowing."
        f" Most in the rooms {_listed(rooms)}; in the files {_listed(files)}."
    )


def test_a_function_used_once_is_seen(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        "import functools\n"
        "def once(): return twice()\n"
        "def twice(): return 1\n"
        "def unused(): return once() + twice()\n"
        "@functools.cache\n"
        "def decorated(): return 1\n"
        "class Held:\n"
        "    def __len__(self): return decorated()\n"
        "    def handed_on(self): return 1\n"
        "table = {'a': Held().handed_on}\n"
    )
    assert used_once([module]) == ([(module, "once"), (module, "handed_on")], 6)


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.most_common(8))
