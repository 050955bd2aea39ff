"""Reasons given to queries, kept from one year to the next.

DfE takes a query back when a reason stands beside it. The same child is often asked about again
next year: as long as the facts of the row stand, the reason is shown with the query. An answer
holds no child's number: the mark of a finding, which only the data can make again, stands in its
place. Where they are kept is no matter of a return: whoever needs them is given them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

LONGEST = 500


@dataclass(frozen=True)
class GivenAnswer:
    """The reason given to a query in the census of a year: who gave it and when (ISO)."""

    code: str
    mark: str
    year: int
    reason: str
    who: str
    at: str


# The latest answer to each query, by code and mark; and what gives them when they are needed.
Given = Mapping[tuple[str, str], GivenAnswer]
Answers = Callable[[], Given]
