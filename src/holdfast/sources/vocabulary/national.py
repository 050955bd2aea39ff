"""Words of the national lists that stand in no code set: the census guide's and Ofsted's own.

The code sets hold the codes, what they mean in our words, and Ofsted's words for them. Here is
what DfE's lists call the same codes, in the short titles that case systems print beside a code.
Where the list itself could not be read the words are ``remembered``, and said to be unverified.
"""

from holdfast.record.care_health import HealthChecks
from holdfast.record.codes.care import LEGAL_STATUS
from holdfast.record.codes.child import CLOSE_REASON, ETHNICITY, FACTOR, PRIMARY_NEED, SOURCE
from holdfast.record.codes.oversight import ROLE
from holdfast.sources.vocabulary.preset import Preset

NATIONAL = Preset(
    "the national lists",
    # What we could read of the lists stands in the code sets already.
    seen={},
    remembered={
        PRIMARY_NEED: {
            "Abuse or neglect": "N1",
            "Abuse, neglect or exploitation": "N1",
            "Child's disability or illness": "N2",
            "Parent's disability or illness": "N3",
            "Parental disability or illness": "N3",
        },
        SOURCE: {
            "Schools": "2A",
            "Education services": "2B",
            "Health visitor": "3B",
            "Local authority services - early help": "5D",
            "Not known": "10",
        },
        CLOSE_REASON: {
            "Case closed after assessment, no further action": "RC8",
            "Case closed after assessment, referred to early help": "RC9",
        },
        # What the return's guidance calls the legal statuses. Case systems that pass on the words
        # in place of the code leave open which kind of short breaks is meant; both are that.
        LEGAL_STATUS: {
            "Accommodated under an agreed series of short-term breaks": "V3",
            "Accommodated under an agreed series of short-term breaks, agreement recorded": "V4",
            "Under police protection and in local authority accommodation": "L1",
            "Under child assessment order and in local authority accommodation": "L3",
            "Remanded to local authority accommodation or to youth detention accommodation": "J1",
            "Placed in local authority accommodation under PACE 1984": "J2",
            "Sentenced to youth rehabilitation order with residence requirement": "J3",
        },
        ETHNICITY: {"Information not yet obtained": "NOBT", "Refused": "REFU"},
        FACTOR: {"No factors identified": "21"},
        HealthChecks.kind: {
            "Health assessments": "health_assessment",
            "Dental checks": "dental",
            "Health surveillance": "other",
        },
        # A check that was declined was refused. Whether one that a child did not attend, or
        # that was not completed, is owed still is for the council to say.
        HealthChecks.status: {"Done": "completed", "Declined": "refused"},
        ROLE: {"Conference chair": "CPC", "Child protection chair": "CPC"},
    },
)
