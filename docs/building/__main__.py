"""Writes the blocks of all pages.

python -m docs.building          what declarations say: some seconds (`make docs`)
python -m docs.building county   the figures and the chart of the made-up county: makes the whole
                                 county, which takes a few minutes
"""

import sys

from docs.building.county import write_county
from docs.building.register import ROOT, as_it_should_be, pages
from holdfast.progress import said


def main() -> None:
    """Write every block, or those of the county; name each page that is now another."""
    if sys.argv[1:] == ["county"]:
        write_county(ROOT / "docs")
        return
    for path in pages():
        text = as_it_should_be(path)
        if text != path.read_text(encoding="utf-8"):
            path.write_text(text, encoding="utf-8")
            said.print(f"Written: {path.relative_to(ROOT)}", highlight=False)


if __name__ == "__main__":
    main()
