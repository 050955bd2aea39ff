"""Lists 10 and 11: children on the way to adoption, and adopters.

The record is about children. Adopters are grown people who came to the council with a wish;
their rows are counted as read and nothing of them is kept.
"""

from holdfast.record.permanence import Permanence
from holdfast.sources.annex_a.family import (
    BIRTHS,
    CHILD,
    DISABILITY,
    DISABLED,
    ETHNICITY,
    FAMILY,
    GENDER,
    PERSON,
    WHO,
)
from holdfast.sources.annex_a.layout import AnnexList, day_heading, heading
from holdfast.sources.mapping import Cell, Digest, Projection

DECIDED = day_heading("Date of Decision that Child Should be Placed for Adoption")
ORDER = day_heading("Date of Placement Order")
MATCHED = day_heading("Date of Matching Child and Prospective Adopters")
PLACED = day_heading("Date Placed for Adoption")
ADOPTED = day_heading("Date of Adoption Order")
REVERSED = day_heading("Date of Decision that Child Should No Longer be Placed for Adoption")
REVERSED_REASON = heading("Reason Why Child No Longer Placed for Adoption")
EARLY = day_heading(
    "Date the child was placed for fostering in FFA or concurrent planning placement"
)

ADOPTION = AnnexList(
    10,
    "Adoption",
    ("adoption",),
    (
        CHILD,
        FAMILY,
        *WHO[1:],
        DISABLED,
        day_heading("Date the Child Entered Care"),
        DECIDED,
        ORDER,
        MATCHED,
        PLACED,
        ADOPTED,
        REVERSED,
        REVERSED_REASON,
        EARLY,
    ),
    BIRTHS,
    Projection(
        Permanence,
        {
            Permanence.permanence_row: Digest("permanence", CHILD.name, DECIDED.name),
            Permanence.child: Cell(CHILD.name),
            Permanence.decided: Cell(DECIDED.name),
            Permanence.placement_order: Cell(ORDER.name),
            Permanence.matched: Cell(MATCHED.name),
            Permanence.placed: Cell(PLACED.name),
            Permanence.ordered: Cell(ADOPTED.name),
            Permanence.reversed_on: Cell(REVERSED.name),
            Permanence.reversed_reason: Cell(REVERSED_REASON.name),
            Permanence.early_placed: Cell(EARLY.name),
        },
        reach="latest",
        merge=True,
    ),
    (PERSON, DISABILITY),
)

ADOPTERS = AnnexList(
    11,
    "Adopters",
    ("adopter",),
    (
        heading("Individual adopter identifier", "Adopter identifier"),
        FAMILY,
        GENDER,
        ETHNICITY,
        DISABLED,
        heading("Is the (prospective) adopter fostering for adoption?"),
        day_heading("Date enquiry received"),
        day_heading("Date Stage 1 started"),
        day_heading("Date Stage 1 ended"),
        day_heading("Date Stage 2 started"),
        day_heading("Date Stage 2 ended"),
        day_heading("Date application submitted"),
        day_heading("Date application approved"),
        day_heading("Date adopter matched with child(ren)"),
        day_heading("Date child/children placed with adopter(s)"),
        heading("No. of children placed"),
        day_heading("Date of Adoption Order"),
        day_heading("Date of leaving adoption process"),
        heading("Reason for leaving adoption process"),
    ),
    unkept="read and not kept: the record is about children, and these rows are about adopters",
)
