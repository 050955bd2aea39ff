"""What was published of one English county: the figures that a made-up one is held against.

The county is the row of local authority code 916 in the data sets named below. The statistics
are the Department for Education's, under the Open Government Licence v3.0; nothing of them is
here but these few numbers. Years end on 31 March, except those of the workforce, which the
department counts on 30 September of the year: its figures of 2018 lie half a year after the
31 March on which we ask for them. ``standing`` says where a figure comes to us second-hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from holdfast.law import Citation, Standing

YEARS = (2016, 2017, 2018, 2019)
# The year whose figures the county must meet; of the years before, only the way they changed.
ASKED = 2018

# Published as a rate only, so worked back from the referrals and their rate of that year.
UNDER_18 = 8066 / 640.7 * 10_000


class FigureUnit(StrEnum):
    """What kind of number a figure is."""

    COUNT = "number"
    PERCENT = "%"
    RATE = "for each 10,000 children under 18"
    MEAN = "for each full-time worker"


@dataclass(frozen=True)
class Band:
    """From ``low`` to ``high``, both inside."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether the value lies inside, up to what the tenth printed can tell."""
        return self.low - 1e-9 <= value <= self.high + 1e-9


@dataclass(frozen=True)
class PublishedFigure:
    """One published figure.

    ``counted`` is its numerator and ``among`` its denominator, which a count has none of;
    ``when`` is the day or the year. ``values`` is what was published, by year; ``parts`` the
    numerator and denominator of the year asked for, where they were published too. ``scales``
    says that a county of twice the size has twice of it.
    """

    key: str
    title: str
    unit: FigureUnit
    counted: str
    when: str
    values: Mapping[int, float]
    band: Band
    source: Citation
    among: str = ""
    parts: tuple[float, float] | None = None
    scales: bool = False

    @property
    def asked(self) -> float | None:
        """The value of the year asked for; None where only another year's was published."""
        return self.values.get(ASKED)


def _years(*values: float) -> dict[int, float]:
    return dict(zip(YEARS, values, strict=True))


def _percent(value: float, share: float) -> Band:
    """So many per cent of the value to either side."""
    return Band(value * (1 - share / 100), value * (1 + share / 100))


def _points(value: float, points: float) -> Band:
    """So many points to either side."""
    return Band(value - points, value + points)


_TOOL = "Department for Education, Local Authority Interactive Tool"
_TOOL_SEEN = (
    "github.com/dfe-analytical-services/local-authority-interactive-tool, bds_long_0.parquet, "
    "commit 2e30e39"
)
_WORKFORCE = Citation(
    "Department for Education, Children's social work workforce",
    "indicators, 30 September",
    "in full-time equivalents: in post, leavers, agency, vacancies, case-holders and their cases",
    Standing.READ,
    "github.com/dfe-analytical-services/CSC_outcomes_and_enablers, "
    f"csww_indicators_2017_to_2025.csv, commit ed0ca5d; 2016: {_TOOL_SEEN}",
)
_INSPECTION = Citation(
    "Ofsted, inspection report on the county, 13 June 2017",
    "",
    "60% of children seen in time after a referral in January 2017; 47 children without a "
    "named worker in one team",
    Standing.SECOND_HAND,
    "a note on the report; neither the local time for seeing a child nor the day of the count "
    "was found in it",
)


def _tool(release: str, says: str) -> Citation:
    return Citation(_TOOL, f"from {release}", says, Standing.READ, _TOOL_SEEN)


_NEED = "Characteristics of children in need"
_CARE = "Children looked after in England"
_YEAR = "the year to 31 March"
_MARCH = "31 March"
_SEPTEMBER = "30 September; here on the last day of the year"

FIGURES = (
    PublishedFigure(
        "referrals",
        "Referrals",
        FigureUnit.COUNT,
        "referrals; two of one child on one day are one",
        _YEAR,
        _years(6525, 6878, 8066, 7894),
        _percent(8066, 5),
        _tool(_NEED, "table C1: referrals"),
        scales=True,
    ),
    PublishedFigure(
        "re_referrals",
        "Referred again within 12 months",
        FigureUnit.PERCENT,
        "those whose child had been referred on an earlier day of the 12 months before",
        _YEAR,
        _years(25.2, 24.8, 29.0, 28.8),
        _points(29.0, 2),
        _tool(_NEED, "table C1: referrals within 12 months of a previous referral"),
        among="referrals",
    ),
    PublishedFigure(
        "assessments_in_45_days",
        "Assessments in 45 working days",
        FigureUnit.PERCENT,
        "those authorised within 45 working days of their own start",
        _YEAR,
        _years(80.4, 81.3, 75.9, 76.3),
        _points(75.9, 3),
        _tool(_NEED, "table C2: assessments completed, by working days from their start"),
        among="assessments authorised",
    ),
    PublishedFigure(
        "enquiries",
        "Section 47 enquiries for each 10,000",
        FigureUnit.RATE,
        "enquiries begun",
        _YEAR,
        _years(128.6, 148.5, 180.1, 198.5),
        _percent(180.1, 10),
        _tool(_NEED, "table C4: section 47 enquiries for each 10,000 children"),
        among="children under 18 in the county",
    ),
    PublishedFigure(
        "conferences_in_15_days",
        "Initial conferences in 15 working days",
        FigureUnit.PERCENT,
        "those held within 15 working days of the start of the enquiry",
        _YEAR,
        _years(39.5, 40.3, 48.5, 48.8),
        _points(48.5, 4),
        _tool(_NEED, "table C4: initial conferences, by working days from the enquiry"),
        among="children for whom an initial conference was held after an enquiry",
        parts=(478, 986),
    ),
    PublishedFigure(
        "reviews_in_time",
        "Protection plans reviewed in time",
        FigureUnit.PERCENT,
        "those of whom every review was in time, the next one not being overdue",
        _MARCH,
        _years(68.9, 54.9, 80.4, 75.2),
        _points(80.4, 4),
        _tool(_NEED, "table D6: children on a plan for three months or more, all reviews in time"),
        among="children on a protection plan for at least three months",
    ),
    PublishedFigure(
        "protection_plans",
        "Children on a protection plan",
        FigureUnit.COUNT,
        "children on a plan of this council",
        _MARCH,
        _years(568, 453, 653, 762),
        _percent(653, 10),
        _tool(_NEED, "children on a plan at 31 March"),
        scales=True,
    ),
    PublishedFigure(
        "repeat_plans",
        "Second or later protection plans",
        FigureUnit.PERCENT,
        "those whose child had an earlier plan of this council, however long ago",
        _YEAR,
        _years(26.0, 26.2, 24.1, 28.5),
        _points(24.1, 3),
        _tool(_NEED, "table D3: plans begun in the year that were second or subsequent"),
        among="protection plans begun",
    ),
    PublishedFigure(
        "looked_after",
        "Children in care",
        FigureUnit.COUNT,
        "children in care, those on short breaks left out",
        _MARCH,
        _years(558, 611, 656, 716),
        _percent(656, 7),
        _tool(_CARE, "children looked after at 31 March"),
        scales=True,
    ),
    PublishedFigure(
        "caseload",
        "Mean caseload",
        FigureUnit.MEAN,
        "children whose case a social worker in post holds, once for each who holds it",
        _SEPTEMBER,
        _years(14.7, 16.2, 15.6, 13.7),
        _points(15.6, 1.5),
        _WORKFORCE,
        among="full-time equivalents of social workers, agency included, who hold a case",
        parts=(4847, 310.5),
    ),
    PublishedFigure(
        "agency",
        "Agency social workers",
        FigureUnit.PERCENT,
        "those whom an agency supplies",
        _SEPTEMBER,
        _years(9.6, 22.3, 39.9, 28.6),
        _points(39.9, 4),
        _WORKFORCE,
        among="full-time equivalents of social workers in post, employed or agency",
        parts=(175, 439),
    ),
    PublishedFigure(
        "vacancies",
        "Vacant posts of social workers",
        FigureUnit.PERCENT,
        # All 136.3 vacancies of 2018 are also published as covered by agency workers.
        "posts that nobody employed fills, one that an agency worker covers among them",
        _SEPTEMBER,
        _years(6.4, 18.4, 34.0, 23.3),
        _points(34.0, 4),
        _WORKFORCE,
        among="those and the employed social workers in post, in full-time equivalents",
        parts=(136.3, 400.3),
    ),
    PublishedFigure(
        "turnover",
        "Turnover of social workers",
        FigureUnit.PERCENT,
        "employed social workers who left in the year, in full-time equivalents",
        "the year to 30 September; here the year to the last day",
        _years(11.6, 17.0, 21.1, 9.7),
        _points(21.1, 4),
        _WORKFORCE,
        among="employed social workers in post on the last day",
        parts=(55.6, 264),
    ),
    PublishedFigure(
        "first_seen",
        "Children seen in local time",
        FigureUnit.PERCENT,
        "those seen at a visit within five working days of the referral",
        "January 2017; here the year to the last day",
        {2017: 60.0},
        Band(55, 65),
        _INSPECTION,
        among="children referred, born, not closed at once, whose five working days are over",
    ),
    PublishedFigure(
        "unallocated",
        "No named worker, in one team",
        FigureUnit.COUNT,
        "children on an open case whom no named worker holds, in the team that has most of them",
        "early 2017; here the last day",
        {2017: 47},
        # "Some dozens": from half of it to twice.
        Band(24, 96),
        _INSPECTION,
        # A bigger county has more teams, not bigger ones: it is compared as it stands.
    ),
)

BY_KEY = {figure.key: figure for figure in FIGURES}
