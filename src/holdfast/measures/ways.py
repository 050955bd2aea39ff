"""The ways of help along which the links of the chain stand in its picture."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StepOfWay:
    """A link of the chain on a way: its key, and its title in as few words as a box holds."""

    link: str
    short: str


@dataclass(frozen=True)
class WayOfHelp:
    """A row of the picture: its name, for whom it is, and its steps.

    ``follows``: each step follows the one before it; else they stand beside one another.
    """

    title: str
    whom: str
    steps: tuple[StepOfWay, ...]
    follows: bool = True


WAYS = (
    WayOfHelp(
        "Front door",
        "every child told of",
        (
            StepOfWay("contact", "Contact decided"),
            StepOfWay("referral", "Referral decided"),
            StepOfWay("allocation", "Named worker"),
            StepOfWay("seen", "Child seen"),
            StepOfWay("assessment", "Assessment complete"),
        ),
    ),
    WayOfHelp(
        "Protection",
        "from the day significant harm is suspected, at any time",
        (
            StepOfWay("strategy", "Strategy discussion"),
            StepOfWay("conference", "Initial conference"),
            StepOfWay("core_group", "Core group"),
            StepOfWay("protection_visit", "Visit on a plan"),
            StepOfWay("protection_review", "Review conference"),
        ),
    ),
    WayOfHelp(
        "In need",
        "after the assessment",
        (
            StepOfWay("need_plan", "Need plan in place"),
            StepOfWay("need_visit", "Visit in need"),
            StepOfWay("need_review", "Need plan reviewed"),
        ),
    ),
    WayOfHelp(
        "In care",
        "from the day of coming into care",
        (
            StepOfWay("care_plan", "Care plan made"),
            StepOfWay("care_visit", "Visit in care"),
            StepOfWay("care_review", "Review in care"),
            StepOfWay("permanence", "Permanence planned"),
        ),
    ),
    WayOfHelp(
        "Around and after",
        "for those whom it concerns",
        (
            StepOfWay("return_interview", "Return interview"),
            StepOfWay("pre_proceedings", "Pre-proceedings"),
            StepOfWay("pathway", "Pathway plan reviewed"),
            StepOfWay("supervision", "Case supervised"),
        ),
        follows=False,
    ),
)

# Links that stand in the table alone, and why.
IN_THE_TABLE_ALONE = {
    "assessment_statistical": "it counts the assessment a second time, as the DfE does",
}
