"""Puts the pages' style and script into what is built, or refuses to build without them.

They are fetched by npm and kept out of the repository, so the build would leave them out in
silence, and `holdfast serve` would not start where the wheel is installed.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "web/assets/node_modules/govuk-frontend"
# The two files that are served, and the one that says whose they are and under which licence.
FILES = (
    "package.json",
    "dist/govuk/govuk-frontend.min.css",
    "dist/govuk/govuk-frontend.min.js",
)
ABSENT = (
    "The pages' style and script are not here ({}). Run `make wheel`, which fetches them first, "
    "or `npm ci --ignore-scripts` in src/holdfast/web/assets, and build again."
)


class PageAssets(BuildHookInterface[Any]):
    """For wheels and source distributions alike; a checkout that is worked in needs no copy."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the files for the build. Raises FileNotFoundError where npm has not run."""
        if version == "editable":
            return
        inside = "holdfast" if self.target_name == "wheel" else "src/holdfast"
        for name in FILES:
            place = Path(self.root, "src/holdfast", PACKAGE, name)
            if not place.is_file():
                raise FileNotFoundError(ABSENT.format(place))
            build_data["force_include"][str(place)] = f"{inside}/{PACKAGE}/{name}"
