"""What a workbook of ours does not give back when it is imported, declared with the reason.

Everything else comes back: whoever imports the workbook and writes it again has the same rows, cell
by cell. ``tests/sources/test_annex_a_read_back.py`` holds this list to it in both directions.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

# A row by the headings of the later layout, and the children on each list, by its number.
Told = Mapping[str, object]
OnLists = Mapping[int, Collection[object]]

CHILD = "Child Unique ID"


@dataclass(frozen=True)
class NotReadBack:
    """Columns of a list that do not come back, of which rows, and why no import could keep them.

    ``columns`` are headings of the later layout. ``where`` says it of a row; ``of`` in words.
    """

    number: int
    columns: tuple[str, ...]
    why: str
    of: str = "every row"
    where: Callable[[Told, OnLists], bool] = lambda row, on: True


def _filled(heading: str) -> Callable[[Told, OnLists], bool]:
    return lambda row, on: row.get(heading) not in (None, "")


def _in_short_breaks(row: Told, on: OnLists) -> bool:
    return str(row["Child's Legal Status"]).startswith(("V3", "V4"))


_STAFF = ("Allocated Team", "Allocated Worker")
_COUNTED = "a count over twelve months, of which the lists hold six: counted anew from what they do"
_NOT_UNTIL_WHEN = "the list says who held the child before the end, and not until when"
_NO_DAY = "the list gives no day, and a row of the record needs one"
_YEAR = "in the last 12 months"

NOT_READ_BACK: tuple[NotReadBack, ...] = (
    NotReadBack(3, ("Number of Referrals in Last 12 Months",), _COUNTED),
    NotReadBack(
        5,
        (f"Number of Section 47 Enquiries {_YEAR}", f"Number of ICPCs {_YEAR}"),
        _COUNTED,
    ),
    NotReadBack(
        6,
        ("Date Child Was Last Seen",),
        "lists 7 and 8 do not say whether the child was seen at the latest visit, and it is read "
        "as one at which the child was",
        "children on list 7 or 8",
        lambda row, on: row[CHILD] in on[7] or row[CHILD] in on[8],
    ),
    NotReadBack(6, _STAFF, _NOT_UNTIL_WHEN, "closed cases", _filled("CIN Closure Date")),
    NotReadBack(
        7,
        ("Number of Previous Child Protection Plans",),
        "the list has the latest plan of each child alone",
    ),
    NotReadBack(
        7,
        (
            "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six "
            "Months (Y/N)",
        ),
        _NO_DAY,
    ),
    NotReadBack(
        7, _STAFF, _NOT_UNTIL_WHEN, "plans that ended", _filled("Child Protection Plan End Date")
    ),
    NotReadBack(
        8,
        ("Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)",),
        "list 9 asks whether the young person ever was, and says no day on which it ended",
        "young people on list 9 too",
        lambda row, on: row[CHILD] in on[9],
    ),
    NotReadBack(
        8,
        (
            "Is this a second or subsequent period of being a Looked After Child within the last "
            "12 months (Y/N)",
        ),
        "the list has the latest period of care alone",
    ),
    NotReadBack(8, ("What is the permanence plan for this child?",), _NO_DAY),
    NotReadBack(
        8,
        ("Number of Placements in the Last 12 months",),
        "the list has the latest placement alone",
    ),
    NotReadBack(
        8,
        (
            f"Number of Episodes the Child has been ‘Missing’ from their Placement {_YEAR}",
            f"Number of Episodes the Child has been ‘Absent’ from their Placement {_YEAR}",
            "Was the child offered a Return Interview after their last missing episode (Y/N)?",
            "Did the child accept a Return Interview after their last missing episode (Y/N)?",
        ),
        _NO_DAY,
    ),
    NotReadBack(
        8,
        (
            "Start Date of Most Recent Placement",
            "Placement Type",
            "Placement Provider",
            "Placement postcode",
            "URN of Placement",
        ),
        "a short break is no placement: it is visited by another rule",
        "short breaks",
        _in_short_breaks,
    ),
    NotReadBack(
        8, _STAFF, _NOT_UNTIL_WHEN, "ended care", _filled("Date Ceased to be Looked After")
    ),
    NotReadBack(
        10,
        ("Date the Child Entered Care",),
        "the record keeps that day with the period of care, which list 8 alone gives",
        "children not on list 8",
        lambda row, on: row[CHILD] not in on[8],
    ),
)

# Of rows, as of columns.
ROWS_READ_AS_ONE = (
    "Rows that are the same word for word are one event: two contacts of a day from one source."
)
