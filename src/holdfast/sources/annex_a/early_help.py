"""List 2: early help assessments. It says when one was completed, and not when help ended."""

from holdfast.record.early_help import EarlyHelpEpisodes
from holdfast.sources.annex_a.family import BIRTHS, CHILD, PERSON, WHO
from holdfast.sources.annex_a.layout import AnnexList, day_heading, heading
from holdfast.sources.intake.mapping import Cell, Digest, Projection

STARTED = day_heading("Assessment start date")
COMPLETED = day_heading("Assessment completion date", "Assessment completed date")
ORGANISATION = heading("Organisation completing assessment")

EARLY_HELP = AnnexList(
    2,
    "Early Help",
    ("early help",),
    (*WHO, STARTED, COMPLETED, ORGANISATION),
    BIRTHS,
    Projection(
        EarlyHelpEpisodes,
        {
            EarlyHelpEpisodes.episode: Digest(
                "early-help", CHILD.name, STARTED.name, ORGANISATION.name
            ),
            EarlyHelpEpisodes.child: Cell(CHILD.name),
            EarlyHelpEpisodes.started: Cell(STARTED.name),
            EarlyHelpEpisodes.assessed: Cell(COMPLETED.name),
            EarlyHelpEpisodes.organisation: Cell(ORGANISATION.name),
        },
        merge=True,
    ),
    (PERSON,),
)
