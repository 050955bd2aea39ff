"""What is public is told. ruff asks it of modules, classes and functions; here, of methods.

A method of a class that has a parent may fulfil what the parent's docstring promised, so only
classes without one are asked.
"""

import ast

from tests.architecture.tree import ROOT, parsed, python_files


def untold(tree: ast.Module) -> list[str]:
    classes = (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    return [
        f"{owner.name}.{method.name}"
        for owner in classes
        if not owner.bases and not owner.name.startswith("_")
        for method in owner.body
        if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef)
        and not method.name.startswith("_")
        and ast.get_docstring(method) is None
    ]


def test_every_public_method_is_told() -> None:
    found = {str(p.relative_to(ROOT)): untold(parsed(p)) for p in python_files("src")}
    assert {path: names for path, names in found.items() if names} == {}


def test_an_untold_method_is_seen() -> None:
    assert untold(ast.parse("class Clock:\n    def due(self): ...")) == ["Clock.due"]
    assert untold(ast.parse("class Clock(Rule):\n    def due(self): ...")) == []
