"""Lists 10 and 11: children on the way to adoption, and adopters.

The record is about children. Adopters are adults: their rows are counted as read, and
nothing of them is kept.
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
from holdfast.sources.intake.mapping import Cell, Digest, Projection

ENTERED = day_heading("Date the Child Entered Care", "Entered Care Date")
DECIDED = day_heading(
    "Date of Decision that Child Should be Placed for Adoption", "ADM SHOBPA Decision Date"
)
ORDER = day_heading("Date of Placement Order", "Placement Order Date")
MATCHED = day_heading(
    "Date of Matching Child and Prospective Adopters", "Matched for Adoption Date"
)
PLACED = day_heading("Date Placed for Adoption", "Placed for Adoption Date")
ADOPTED = day_heading("Date of Adoption Order", "Adoption Order Date")
REVERSED = day_heading(
    "Date of Decision that Child Should No Longer be Placed for Adoption",
    "Decision Reversed Date",
)
REVERSED_REASON = heading(
    "Reason Why Child No Longer Placed for Adoption", "Decision Reversed Reason"
)
EARLY = day_heading(
    "Date the child was placed for fostering in FFA or concurrent planning placement",
    "Date FFA Consurrency Placement",
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
        ENTERED,
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
            # As list 8 names the period of a child who is on it too.
            Permanence.care_period: Digest("care", CHILD.name, ENTERED.name),
            Permanence.decided: Cell(DECIDED.name),
            Permanence.placement_order: Cell(ORDER.name),
            Permanence.matched: Cell(MATCHED.name),
            Permanence.placed: Cell(PLACED.name),
            Permanence.ordered: Cell(ADOPTED.name),
            Permanence.reversed_on: Cell(
                REVERSED.name, asked_if=(Permanence.reversed_reason.recorded,)
            ),
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
        heading("Individual adopter identifier", "Adopter identifier", "Adopter ID"),
        FAMILY,
        GENDER,
        ETHNICITY,
        DISABLED,
        heading("Is the (prospective) adopter fostering for adoption?", "Adopted by Carer"),
        day_heading("Date enquiry received", "Enquiry Date"),
        day_heading("Date Stage 1 started", "Stage 1 Start Date"),
        day_heading("Date Stage 1 ended", "Stage 1 End Date"),
        day_heading("Date Stage 2 started", "Stage 2 Start Date"),
        day_heading("Date Stage 2 ended", "Stage 2 End Date"),
        day_heading("Date application submitted", "Application Date"),
        day_heading("Date application approved", "Application Appr Date"),
        day_heading("Date adopter matched with child(ren)", "Matched Date"),
        day_heading("Date child/children placed with adopter(s)", "Placed Date"),
        heading("No. of children placed", "Num Siblings Placed"),
        day_heading("Date of Adoption Order", "Adoption Order Date"),
        day_heading("Date of leaving adoption process", "Adoption Leave Date"),
        heading("Reason for leaving adoption process", "Adopting Leave Reason"),
    ),
    unkept="read and not kept: the record is about children, and these rows are about adopters",
)
