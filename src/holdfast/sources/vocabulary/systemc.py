"""What the SystemC (Liquidlogic) build of the dataset writes.

Read in data-to-insight/ssd-data-model, ``deployment_extracts/systemc/live/
ssd_deployment_proc_files/procs/``, at 13a2581 and 2b43c2c. Most columns pass on the council's own
codes or their descriptions (``DIM_LOOKUP_..._CODE``, ``..._DESC``), so that the scripts show few
words: the rest is for the council to say.
"""

from holdfast.record.care_health import HealthChecks
from holdfast.record.codes.oversight import ROLE
from holdfast.record.codes.permanence import ELIGIBILITY, SUITABILITY
from holdfast.sources.vocabulary.preset import Preset

SYSTEMC = Preset(
    "SystemC",
    seen={
        # ssd_care_leavers.sql tells the worker by CW and the personal adviser by 16PLUS. Since
        # version 1.4.5 ssd_involvements.sql passes on the code, before that its description.
        ROLE: {"16PLUS": "PA"},
        # ssd_care_leavers.sql writes this where there is no status.
        ELIGIBILITY: {"No current eligibility": "none"},
    },
    remembered={
        ROLE: {"Allocated case worker": "CW", "Case worker": "CW"},
        HealthChecks.kind: {
            # Said to stand in admin/tools-ssd_dfe_returns/AnnexA_sqlserver_v1.2.0_1_20240731.sql,
            # which makes an Annex A of this build.
            "HEALTH": "health_assessment",
            "DENTAL": "dental",
            "IHA": "health_assessment",
            "RHA": "health_assessment",
        },
        SUITABILITY: {
            "Accommodation considered suitable": "1",
            "Accommodation considered unsuitable": "2",
        },
    },
)
