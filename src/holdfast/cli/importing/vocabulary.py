"""The command ``holdfast vocabulary``: every word of the coded columns and what it means."""

from typing import Annotated, Any

import typer

from holdfast.importing.words import WORD_COLUMNS, ToldWord, told_words
from holdfast.printing import Format, print_rows
from holdfast.progress import said
from holdfast.query.opening import current_snapshot
from holdfast.sources.vocabulary import VOCABULARY_FILE

# A screen has no room for the source's own names of the column, nor for long meanings.
SCREEN_COLUMNS = ("word", "count", "taken_for", "by", "read_for", "clocks")


def vocabulary_(
    unknown: Annotated[bool, typer.Option("--unknown", help="Only what nobody knows.")] = False,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Every word of the coded columns: what it is taken for, by whom, and what it takes away."""
    snapshot = current_snapshot()
    told = told_words(snapshot)
    lost = [one for one in told if not one.word.known]
    rows = [_row(one, form) for one in (lost if unknown else told)]
    title = f"{len(told):,} words of snapshot {snapshot.id}, {len(lost):,} of which nobody knows"
    print_rows(rows, SCREEN_COLUMNS if form is Format.TABLE else WORD_COLUMNS, form, title)
    if form is Format.TABLE and lost:
        said.print(
            f"Say what a word means in {VOCABULARY_FILE} in the data folder, and import again: "
            '["involvements.role"] and below it "WORD" = "CODE". See docs/vocabulary.md.',
            highlight=False,
            markup=False,
        )


def _row(one: ToldWord, form: Format) -> dict[str, Any]:
    row = one.told()
    return row if form is Format.JSON else row | {"clocks": ", ".join(row["clocks"])}
