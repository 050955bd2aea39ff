"""Every block that stands in some page, and what writes it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from docs.building import (
    census_rules,
    clocks,
    commands,
    concerns,
    county,
    lanes,
    looked_after_rules,
    measures,
    oddities,
    parameters,
    settings,
    sources,
    supplements,
)
from docs.building.blocks import Maker, block_names, renewed

ROOT = Path(__file__).parents[2]

MAKERS: Mapping[str, Maker] = {
    **clocks.MAKERS,
    **concerns.MAKERS,
    **lanes.MAKERS,
    **measures.MAKERS,
    **sources.MAKERS,
    **supplements.MAKERS,
    **census_rules.MAKERS,
    **looked_after_rules.MAKERS,
    **commands.MAKERS,
    **settings.MAKERS,
    **oddities.MAKERS,
    **parameters.MAKERS,
}
# Written by a step of their own, which makes the whole county: see ``county.py``.
KEPT = frozenset(county.BLOCKS)


def pages() -> Iterator[Path]:
    """The pages that have blocks."""
    found = (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
    return (path for path in sorted(found) if block_names(path.read_text(encoding="utf-8")))


def as_it_should_be(page: Path) -> str:
    """A page with every block written anew, except the county's. Raises BadPage."""
    return renewed(page.read_text(encoding="utf-8"), MAKERS, KEPT)
