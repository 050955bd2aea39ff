"""Leaves to the deep run the examples that Spark reads there alone (see ``told.py``)."""

from pathlib import Path

import pytest

from tests.spec import test_concerns, told

FOLDER = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left = {item for item in items if _is_left(item)}
    if left:
        config.hook.pytest_deselected(items=list(left))
        items[:] = [item for item in items if item not in left]


def _is_left(item: pytest.Item) -> bool:
    params = getattr(item, "callspec", None)
    # The hook is given the items of every folder.
    if item.path.parent != FOLDER or params is None or "example" not in params.params:
        return False
    example = params.params["example"]
    if item.path.name == "test_examples.py":
        return not told.is_read(params.params["told"], example)
    if item.path.name == "test_concerns.py":
        return not test_concerns.is_read(params.params["reader"], example.clock)
    return False
