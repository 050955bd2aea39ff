"""The command ``holdfast benchmarks``: read a published file into the council's own table."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import typer

from holdfast.errors import BadSetting, CannotRead
from holdfast.limits import PUBLISHED_FILE
from holdfast.measures.benchmarks.refreshing import filters, keep_published, read_published
from holdfast.measures.register import MEASURES
from holdfast.progress import said
from holdfast.settings import HOME

_SECONDS = 60


def benchmarks_(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A published file, or its address.")],
    measure: Annotated[str, typer.Option(help="The key of the published figure, as icpc_15.")],
    column: Annotated[str, typer.Option(help="The column of the file that holds it.")],
    where: Annotated[
        list[str] | None,
        typer.Option("--where", metavar="COLUMN=VALUE", help="Rows to take; may be given again."),
    ] = None,
    source: Annotated[
        str, typer.Option(help="What the release is called, to stand beside each figure.")
    ] = "Department for Education, Explore education statistics",
) -> None:
    """Read one figure of a file that the DfE published, to hold measures against."""
    known = {one.published for one in MEASURES if one.published}
    if measure not in known:
        raise BadSetting(
            "No measure is held against a published figure of that key.",
            f"Use one of {', '.join(sorted(known))}.",
        )
    narrowed = filters(where or ())
    with TemporaryDirectory() as folder:
        place = _fetched(file, Path(folder))
        rows = read_published(place, measure, column, narrowed, source)
    total = keep_published(HOME.path(), rows)
    said.print(f"{len(rows)} figures of {measure} read; the table holds {total}.", highlight=False)


def _fetched(file: str, folder: Path) -> Path:
    """The file, fetched first where it is an address. Raises CannotRead, BadSetting."""
    if urlsplit(file).scheme not in ("http", "https"):
        place = Path(file)
        if not place.exists():
            raise CannotRead("There is no such file.", "See how its name and folder are written.")
        return place
    if not file.startswith("https://"):
        raise BadSetting("The address must begin with https://.", "Give the secure one.")
    try:
        with urlopen(file, timeout=_SECONDS) as answer:
            text = answer.read(PUBLISHED_FILE.most + 1)
    except (URLError, OSError, ValueError) as error:
        raise CannotRead(
            "The address could not be read.",
            "Download the file in a browser, and give it by its name.",
        ) from error
    if len(text) > PUBLISHED_FILE.most:
        raise CannotRead("The file is too large.", "Give the data file of one release.")
    place = folder / "published.csv"
    place.write_bytes(text)
    return place
