"""A function is a whole thought with a name worth knowing: few are used in one place only.

Short functions read well as long as each says something that its name promises. Cut out only to be
short, they make the reader leap: to follow one thought through five functions of four lines takes
longer than to read twenty lines with two comments. A function used in a single place therefore
needs a reason to stand alone: a term of the field, a step that a reader would look for, the way
into its module, something handed on as a value. Some always have one, so the share is limited and
not each function judged. In code that we admire it lies between 1 and 14 in a hundred.

Counted are functions of the product whose name is defined once, without decorator (a framework
calls those) and without double underscores (Python calls those). A use is every mention of the
name other than its import, wherever in the product it stands.

Three kinds of function are named once and were not cut out of a caller to make it short, so that
they could be put back into none:

- One that is named outside every function: in the routes of the pages, in a register, in a
  declaration such as a measure's, or to make a constant. What reads the declaration calls it.
- One that names itself. Either it is recursive, or it takes the place of a library's method and
  asks for that one by ``super()``: the library calls it.
- A public one that a test calls. The test states what it promises, by its name, to whoever changes
  it: a query for a scope, how a day is read, what a register takes in. A private one gets no such
  leave: a test that reaches into a module says nothing of what the module is for.
"""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.tree import ROOT, parsed, python_files

PRODUCT = ROOT / "src" / "holdfast"

# Used once, in a hundred of all functions. Lower it when fewer are; never raise it.
MOST_USED_ONCE = 15.0


@dataclass
class Mentions:
    """Where a name stands in the product: how often, outside every function, inside itself."""

    number: int = 0
    declared: bool = False
    inside_itself: bool = False


def used_once(
    paths: Iterable[Path], tests: Iterable[Path] = ()
) -> tuple[list[tuple[Path, str]], int]:
    """The functions used in one place only, by file and name; and how many functions there are."""
    places: dict[str, list[tuple[Path, bool]]] = defaultdict(list)
    uses: dict[str, Mentions] = defaultdict(Mentions)

    def look(node: ast.AST, within: tuple[str, ...]) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            places[node.name].append((path, bool(node.decorator_list)))
            within = (*within, node.name)
        elif name := _named(node):
            uses[name].number += 1
            uses[name].declared |= not within
            uses[name].inside_itself |= name in within
        for child in ast.iter_child_nodes(node):
            look(child, within)

    for path in paths:
        look(parsed(path), ())
    tested = {_named(node) for test in tests for node in ast.walk(parsed(test))}
    once = [
        (defined[0][0], name)
        for name, defined in places.items()
        if len(defined) == 1 == uses[name].number
        and not (uses[name].declared or uses[name].inside_itself)
        and not (defined[0][1] or name.startswith("__"))
        and (name.startswith("_") or name not in tested)
    ]
    return once, sum(map(len, places.values()))


def _named(node: ast.AST) -> str:
    """The name that is mentioned; empty where none is."""
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def test_few_functions_are_used_in_one_place_only() -> None:
    once, functions = used_once(python_files("src"), python_files("tests"))
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
        "def handed_on(row): return 1\n"
        "def ordered(rows): return sorted(rows, key=handed_on)\n"
    )
    assert used_once([module]) == ([(module, "once"), (module, "handed_on")], 7)


def test_what_was_not_cut_out_of_a_caller_is_not_counted(tmp_path: Path) -> None:
    module, test = tmp_path / "module.py", tmp_path / "test_module.py"
    module.write_text(
        "def view(request): return 1\n"
        "def to_make(): return 1\n"
        "urls = [path('a/', view), to_make()]\n"
        "class Held(library.Thing):\n"
        "    def handle(self): return super().handle()\n"
        "    def look(self): return 1\n"
        "    columns = {'a': look}\n"
        "def deeper(tree): return [deeper(part) for part in tree]\n"
        "def promised(): return 1\n"
        "def _private(): return 1\n"
        "def caller(): return promised() + _private()\n"
    )
    test.write_text("def test_it(): assert promised() == _private() == 1\n")
    assert used_once([module], [test]) == ([(module, "_private")], 8)
    assert used_once([module]) == ([(module, "promised"), (module, "_private")], 8)


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.most_common(8))
