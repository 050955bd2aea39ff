"""The page about the census tells which of its fields are not kept."""

import re

from docs.building.sources import census_fields
from holdfast.sources.cin_census.importing import unkept


def test_what_is_not_kept_is_marked_so() -> None:
    marked = re.findall(r"\| `(\w+)` \| `(\w+)` \| not kept \|", census_fields())
    assert [f"{module}: {field}" for module, field in marked] == unkept()
