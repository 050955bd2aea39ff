"""Tells who is due on the command line: the duties asked for, and what the list leaves out."""

from holdfast.measures.due import COLUMNS, Wanted, count, due, early_beside, unclear_beside
from holdfast.measures.outlook import Outlook
from holdfast.printing import Format, print_rows
from holdfast.progress import said


def tell_due(outlook: Outlook, wanted: Wanted, status: str, form: Format) -> None:
    """Print the duties asked for, then how many more of them nobody can tell."""
    number, children = count(outlook, wanted)
    title = f"{number} {status} of {children} children at {outlook.day}"
    rows = due(outlook, wanted)
    # A table has room for the exclusions only where there are any.
    all_columns = form is not Format.TABLE or any(row["excluded"] for row in rows)
    print_rows(rows, COLUMNS if all_columns else COLUMNS[:-1], form, title)
    if beside := unclear_beside(wanted):
        number, children = count(outlook, beside)
        told = f"{number} more of {children} children nobody can tell: --status cannot-tell."
        said.print(told, highlight=False)
    if (early := early_beside(wanted)) and (number := count(outlook, early)[0]):
        said.print(f"And {number} that began before recording was judged good.", highlight=False)
