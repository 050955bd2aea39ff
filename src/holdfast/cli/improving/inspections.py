"""The commands ``holdfast inspections``: the published file of latest inspections."""

from pathlib import Path
from typing import Annotated

import typer

from holdfast.cli.options import Form
from holdfast.errors import CannotRead, NotFound
from holdfast.improvement.published import keep_inspections, kept_inspections
from holdfast.improvement.words import JudgementArea
from holdfast.printing import Format, print_rows
from holdfast.progress import said
from holdfast.settings import HOME

inspections_app = typer.Typer(help="The latest inspections of councils, as published.")

COLUMNS = (
    "code",
    "council",
    "framework",
    "began",
    "published",
    *(one.name.lower() for one in JudgementArea),
)


@inspections_app.command("import")
def import_inspections(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The published summary, as CSV.")],
) -> None:
    """Read the published file in; one of another shape changes nothing."""
    if not file.exists():
        raise CannotRead("There is no such file.", "See how its name and folder are written.")
    HOME.path().mkdir(parents=True, exist_ok=True)
    read = keep_inspections(HOME.path(), file)
    total = len(read.rows) + len(read.refused)
    said.print(f"{len(read.rows)} of {total} councils read.", highlight=False)
    for line, why in read.refused:
        said.print(f"Line {line} was refused: {why}.", highlight=False, markup=False)


@inspections_app.command("list")
def list_inspections(form: Form = Format.TABLE) -> None:
    """The latest inspection of every council, with the grades of areas."""
    kept = kept_inspections(HOME.path())
    if not kept:
        raise NotFound(
            "No published file has been read in.", "Run `holdfast inspections import FILE`."
        )
    rows = [
        {
            "code": one.code,
            "council": one.council,
            "framework": one.framework,
            "began": one.began,
            "published": one.published,
            **{area.name.lower(): one.grades.get(area) for area in JudgementArea},
            "grades": "; ".join(
                f"{area.value}: {one.grades.get(area) or 'none'}" for area in JudgementArea
            ),
        }
        for one in kept
    ]
    columns = ("code", "council", "began", "grades") if form is Format.TABLE else COLUMNS
    print_rows(rows, columns, form, f"{len(rows)} councils", whole=("began",))
