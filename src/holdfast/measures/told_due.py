"""Tells who is due on the command line: the duties asked for, and what the list leaves out."""

from holdfast.measures.due import (
    COLUMNS,
    STATUSES,
    TOLD,
    TOLD_AS_JSON,
    Wanted,
    count,
    due,
    early_beside,
    unclear_beside,
)
from holdfast.measures.outlook import Outlook
from holdfast.printing import Format, print_rows
from holdfast.progress import said


def tell_due(outlook: Outlook, wanted: Wanted, status: str, form: Format) -> None:
    """Print the duties asked for, then how many more of them nobody can tell."""
    number, children = count(outlook, wanted)
    title = f"{number} {status} of {children} children at {outlook.day}"
    rows = due(outlook, wanted)
    columns = _columns(wanted, form)
    if form is Format.TABLE and not any(row["excluded"] for row in rows):
        columns = tuple(name for name in columns if name != "excluded")
    print_rows(rows, columns, form, title)
    if beside := unclear_beside(wanted):
        number, children = count(outlook, beside)
        told = f"{number} more of {children} children nobody can tell: --status cannot-tell."
        said.print(told, highlight=False)
    if (early := early_beside(wanted)) and (number := count(outlook, early)[0]):
        said.print(f"And {number} that began before recording was judged good.", highlight=False)


def _columns(wanted: Wanted, form: Format) -> tuple[str, ...]:
    """What is told of duties: for people, why it cannot be determined in place of the rule."""
    if form is Format.JSON:
        return TOLD_AS_JSON
    if form is Format.CSV:
        return TOLD
    unclear = wanted.statuses == STATUSES["cannot-tell"]
    return ("child", "clock", "started", "team", "worker", "why") if unclear else COLUMNS
