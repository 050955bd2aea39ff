"""What the Mosaic builds of the dataset write: the general one, and those of named councils.

Read in data-to-insight/ssd-data-model, ``deployment_extracts/mosaic/live/``, at 11aa96d and the
commits named. The general build (``populate_ssd_data_warehouse.sql``) passes on the council's own
type of relationship as the role and the council's own words as the reason why a worker changed.
"""

from holdfast.record.care_health import HealthChecks
from holdfast.record.codes.child import ABUSE, GENDER, SEX
from holdfast.record.codes.oversight import ABSENT, ROLE
from holdfast.record.protection import Enquiries
from holdfast.sources.vocabulary.preset import Preset

MOSAIC = Preset(
    "Mosaic",
    seen={
        ROLE: {
            # ssd_deployment_individual_files/SQL_Professionals_Live.sql (7cd8291) and
            # ssd_mosaic_deployment_individual_files/SQL_Involvements_DW.sql (7c14800), which
            # writes the description in place of the code.
            "ALLWKR": "CW",
            "Allocated Worker": "CW",
            # ssd_cp_plans_essex.sql (ca91237) asks for the types, ssd_cin_plans_essex.sql for
            # the descriptions.
            "ALLWORK": "CW",
            "ALLWORKCF": "CW",
            "C&F Allocated Worker": "CW",
        },
        HealthChecks.kind: {
            # ssd_cla_health_essex.sql (791c9f0). It writes its health checks with the day of the
            # health assessment, beside which they stand, so that to take one for the other adds
            # no day on which none was held.
            "Health Assessment": "health_assessment",
            "Health Check": "health_assessment",
            "Dental Check": "dental",
        },
        # ssd_cp_plans_essex.sql.
        ABUSE: {
            "Multiple Categories of Abuse": "MUL",
            "Multiple (includes category not recorded)": "MUL",
        },
        # populate_ssd_missing turns "Missing" and "Absent" into M and A.
        ABSENT: {"Missing": "missing", "Absent": "away"},
        # populate_ssd_person writes the descriptions of the system's own lists.
        SEX: {"Male": "M", "Female": "F"},
        GENDER: {"Male": "M", "Female": "F"},
    },
    remembered={
        # populate_ssd_s47_enquiry writes the steps that follow, in the council's own words, where
        # the dataset asks for flags. Of the steps, these two answer by themselves.
        Enquiries.conference_needed: {
            "Initial Child Protection Conference": True,
            "No further action": False,
        },
        SEX: {"Indeterminate": "U", "Not specified": "U"},
        GENDER: {"Not specified": "U"},
    },
)
