"""Placeholders that look like data: 1900-01-01, -1 and SSD_PH, where the dataset holds them.

Straight into the record they are what a reader makes of them, which is nothing.
"""

from holdfast.record.assessment import Assessments
from holdfast.record.contact import Referrals
from holdfast.record.early_help import EarlyHelpEpisodes
from holdfast.record.family import LinkedIdentifiers
from holdfast.record.leaving_care import CareLeavers
from holdfast.record.permanence import Permanence
from holdfast.record.protection import Conferences, Enquiries
from holdfast.record.schema.table import Column
from holdfast.simulation.oddities.ground import Ground
from holdfast.simulation.oddities.kind import Meaning, OddityKind, Shows
from holdfast.simulation.oddities.pages import Values
from holdfast.simulation.oddities.retelling import Matches, hide, on
from holdfast.simulation.written.diary import as_date
from holdfast.simulation.written.happenings import Happening

NO_DAY, NOBODY, FILLER = "1900-01-01T00:00:00", "-1", "SSD_PH"

_DAYS = (Assessments.authorised, Permanence.placed_with_carer, CareLeavers.pathway_reviewed)
_IDS = (
    Assessments.worker,
    Assessments.team,
    Enquiries.worker,
    Enquiries.team,
    Referrals.worker,
    Referrals.team,
)
_WORDS = (EarlyHelpEpisodes.worker, LinkedIdentifiers.value)

DAY = OddityKind(
    "placeholder_day",
    "Where there is no day yet, the script that builds the dataset writes 1 January 1900.",
    tuple(one.table for one in _DAYS),
    Meaning.AS_TRUTH,
    "The day is read as not recorded, which it is: an open assessment stays open.",
    "empty days in columns that are known for it",
    0.3,
)
ID = OddityKind(
    "placeholder_id",
    "Where the worker or the team is not known, the number -1 stands for nobody.",
    (Assessments, Enquiries, Referrals),
    Meaning.AS_TRUTH,
    "No clock asks who did it. The row counts, under no worker and no team.",
    "workers and teams of referrals, assessments and enquiries",
    0.01,
)
WORDS = OddityKind(
    "placeholder_words",
    "SSD_PH fills a worker of early help or a number of another service.",
    tuple(one.table for one in _WORDS),
    Meaning.AS_TRUTH,
    "It is read as not recorded; no clock asks for it.",
    "workers of early help, and numbers of other services",
    0.05,
)
SIGNED = OddityKind(
    "placeholder_signed",
    "An assessment was signed off, and the day of it is 1 January 1900.",
    (Assessments,),
    Meaning.NOT_RECORDED,
    "The assessment is open by the record. Where a plan or care has begun since, somebody must "
    "have assessed the child, and the clock cannot tell.",
    "assessments that are signed off",
    0.01,
    frozenset({Shows.LESS, Shows.DOUBT, Shows.ONLY_TRUTH}),
)
CONFERENCE = OddityKind(
    "conference_without_day",
    "A conference made a plan, and its own day is 1 January 1900.",
    (Conferences,),
    Meaning.CANNOT_TELL,
    "The plan shows that the conference was held, and nothing shows when: from the day the plan "
    "began the clock cannot tell. By the Department's count it was never held.",
    "conferences that made a plan after an enquiry",
    0.03,
    frozenset({Shows.LESS, Shows.DOUBT, Shows.OTHER}),
)

_SIGNED = (
    Happening.ASSESSMENT_SIGNED,
    Happening.INITIAL_ASSESSMENT_SIGNED,
    Happening.CORE_ASSESSMENT_SIGNED,
    Happening.REFERRAL_ASSESSED,
    Happening.FOUND_IN_NEED,
    Happening.ASSESSED_NO_NEED,
    Happening.SEEN_IN_ASSESSMENT,
)


def signed(ground: Ground) -> None:
    """Assessments whose signing off is lost to a placeholder."""
    given = ground.pages.read(Assessments, "authorised")[0]
    places = (place for place, day in enumerate(given) if day is not None)
    for place, row in ground.pick(SIGNED, Assessments, places):
        day = row["authorised"]
        ground.pages.change(Assessments, place, authorised=None)
        told = _told_of_it(day, (row["assessment"], row["referral"]))
        ground.written[row["child"]].append(hide(told))
        _plant(ground, SIGNED, Assessments.authorised, row, f"authorised {as_date(day)}", day)


def _told_of_it(day: int, rows: tuple[str, str]) -> Matches:
    """What signing off tells: of the assessment, and of the referral that it answers."""
    signed_off = on(day, *_SIGNED)
    return lambda one: signed_off(one) and one[3] in rows


def conferences(ground: Ground) -> None:
    """Conferences whose day is lost to a placeholder, though their plan is there."""
    made, enquiry = ground.pages.read(Conferences, "plan_made", "enquiry")
    places = (n for n, plan in enumerate(made) if plan and enquiry[n] is not None)
    for place, row in ground.pick(CONFERENCE, Conferences, places):
        day = row["held"]
        ground.pages.change(Conferences, place, held=None)
        ground.written[row["child"]].append(hide(on(day, Happening.CONFERENCE_HELD)))
        _plant(ground, CONFERENCE, Conferences.held, row, f"held {as_date(day)}", day)


def idle(ground: Ground) -> None:
    """Placeholders that stand for nothing that any clock asks for."""
    for column in _DAYS:
        _fill(ground, DAY, column, NO_DAY, empty=True)
    for column in _IDS:
        _fill(ground, ID, column, NOBODY)
    for column in _WORDS:
        _fill(ground, WORDS, column, FILLER)


def _fill(
    ground: Ground, kind: OddityKind, column: Column, literal: str, empty: bool = False
) -> None:
    given = ground.pages.read(column.table, column.name)[0]
    places = [place for place, value in enumerate(given) if (value is None) is empty]
    for place in ground.some(kind, places, str(column)):
        row = ground.pages.row(column.table, place)
        # An open assessment may be one that another oddity has opened.
        if row["child"] in ground.whole or (
            empty and not ground.pages.untouched(column.table, place)
        ):
            continue
        ground.pages.change(column.table, place, **{column.name: None})
        before = "nothing" if empty else f"{column.name} given"
        ground.plant(kind, column.table, row, None, before, column=column.ssd, literal=literal)


def _plant(
    ground: Ground, kind: OddityKind, column: Column, row: Values, before: str, day: int
) -> None:
    ground.plant(kind, column.table, row, day, before, column=column.ssd, literal=NO_DAY)
