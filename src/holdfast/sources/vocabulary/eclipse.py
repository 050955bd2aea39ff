"""What the Eclipse build of the dataset writes.

Read in data-to-insight/ssd-data-model, ``deployment_extracts/eclipse/live/
ssd_deployment_individual_files/``, at 791c9f0, and the commits named.
"""

from holdfast.record.care_health import HealthChecks
from holdfast.record.codes.child import CLOSE_REASON, PRIMARY_NEED, SOURCE
from holdfast.record.codes.oversight import ROLE
from holdfast.record.codes.permanence import SUITABILITY
from holdfast.sources.vocabulary.preset import Preset

ECLIPSE = Preset(
    "Eclipse",
    seen={
        # ssd_s47_enquiry.sql and ssd_care_leavers.sql find the responsible social worker by
        # ALLOCATEDWORKERCODE 'AW'. ssd_involvements.sql (2f8eb15) writes another column as the
        # role, RELATIONSHIPCLASSCODE, whose codes no script shows: those are for the council.
        ROLE: {"AW": "CW"},
        # ssd_cla_health.sql. A form of which the check did not take place it writes as Refused.
        HealthChecks.kind: {
            "Health check": "health_assessment",
            "Dental Check": "dental",
            "Optician check": "other",
        },
        HealthChecks.status: {"COMPLETE": "completed"},
        # ssd_cin_episodes.sql turns these words into the codes of the census; a council that
        # skips the step sends the words.
        PRIMARY_NEED: {
            "Abuse or neglect": "N1",
            "Child's disability": "N2",
            "Parental illness/disability": "N3",
            "Family in acute stress": "N4",
            "Family dysfunction": "N5",
            "Socially unacceptable behaviour": "N6",
            "Low income": "N7",
            "Absent parenting": "N8",
            "Cases other than child in need": "N9",
            "Not stated": "N0",
        },
        SOURCE: {
            "Acquaintance": "1B",
            "A & E": "3E",
            "Anonymous": "9",
            "Early help": "5D",
            "Education Services": "2B",
            "External e.g. from another local authority": "5C",
            "Family Member/Relative/Carer": "1A",
            "GP": "3A",
            "Health Visitor": "3B",
            "Housing": "4",
            "Other Health Services": "3F",
            "Other - including children centres": "8",
            "Other Legal Agency": "7",
            "Other Primary Health Services": "3D",
            "Police": "6",
            "School": "2A",
            "School Nurse": "3C",
            "Self": "1C",
            "Social care e.g. adult social care": "5A",
            "Unknown": "10",
        },
        CLOSE_REASON: {
            "Adopted": "RC1",
            "Died": "RC2",
            "Child Arrangements Order": "RC3",
            "Special Guardianship Order": "RC4",
            "Child moved permanently from area": "RC5",
            "Transferred to Adult Services": "RC6",
            "Transferred to care of Adult Social Services": "RC6",
        },
        # ssd_care_leavers.sql (05de225).
        SUITABILITY: {
            "Accommodation considered suitable": "1",
            "Accommodation considered unsuitable": "2",
        },
    },
)
