"""The councils that are made up: the county of 2018, and a council of today under present law."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from holdfast.simulation.chance import Course
from holdfast.simulation.council.council import Assessing, Council, FrontDoor, Protecting
from holdfast.simulation.council.family_help import FamilyHelp
from holdfast.simulation.council.people import Staffing


class MadeUpCouncil(StrEnum):
    """Which council: by the year that the county is fitted to, or today's."""

    COUNTY = "2018"
    TODAY = "today"


@dataclass(frozen=True)
class CouncilSetting:
    """The last day of which a council knows anything, and what it is called.

    ``family_help``: the day on which early help and section 17 became one service there.
    """

    day: date
    name: str
    family_help: date | None = None


SETTINGS = {
    MadeUpCouncil.COUNTY: CouncilSetting(date(2018, 1, 31), "made-up county"),
    # The end of the census year 2025/26. Councils began Family Help in the year before, each on a
    # day of its own: this one a few months after the programme's first.
    MadeUpCouncil.TODAY: CouncilSetting(
        date(2026, 3, 31), "made-up council of today", date(2025, 9, 1)
    ),
}  # fmt: skip


def council_of(which: MadeUpCouncil, as_at: date) -> Council:
    """The parameters of a council whose last day is ``as_at``.

    Today's are the county's without its troubles of 2017, and with Family Help since its day. They
    are fitted to nothing: no year's published figures of any council are asked to agree.
    """
    if which is MadeUpCouncil.COUNTY:
        return Council()
    since = SETTINGS[MadeUpCouncil.TODAY].family_help
    assert since is not None
    return Council(
        front_door=replace(
            FrontDoor(),
            demand=Course((0.74, 0.75, 0.66, 0.74, 0.75, 0.76, 0.77)),
            tells=Course((0.95, 0.95, 0.9, 0.96, 0.96, 0.97, 0.98)),
        ),
        assessing=replace(Assessing(), chased=Course((0.0, 0.05, 0.05, 0.1, 0.1, 0.15, 0.2))),
        protecting=replace(
            Protecting(),
            put_off=Course((0.17, 0.17, 0.2, 0.15, 0.13, 0.12, 0.1)),
            review_put_off=Course((0.17, 0.17, 0.19, 0.15, 0.12, 0.12, 0.12)),
        ),
        staffing=replace(
            Staffing(),
            posts=Staffing().posts | {"assessment": 112, "early_help": 30, "leaving_care": 20},
            leaving=Course((0.11, 0.11, 0.12, 0.13, 0.13, 0.12, 0.12)),
            recruiting=Course((2.2, 2.2, 2.0, 1.8, 1.9, 2.0, 2.1)),
            agency_finding=Course((2.5, 2.5, 3.0, 3.0, 2.5, 2.5, 2.5)),
            surge=Course((0.0, 0.0, 0.0, 0.02, 0.02, 0.0, 0.0)),
            officers_hours=Course((1.0, 1.0, 0.95, 0.95, 1.0, 1.0, 1.0)),
        ),
        family_help=FamilyHelp(began_ago=max(0, (as_at - since).days)),
    )
