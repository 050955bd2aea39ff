"""What a row says in a column, in the words of the picture and of the chronology."""

from collections.abc import Mapping

from holdfast.record.assessment import Assessments
from holdfast.record.care import Placements
from holdfast.record.care_health import Immunisations
from holdfast.record.missing import MissingEpisodes
from holdfast.record.oversight import Supervisions
from holdfast.record.protection import Conferences, Enquiries
from holdfast.record.schema.condition import Row
from holdfast.record.schema.table import Column, ColumnKind
from holdfast.record.workforce import Involvements

# What yes and no mean, where the name of the column would not be read with ease.
_YES_AND_NO = {
    Assessments.support_needed: ("support needed", "no support needed"),
    Enquiries.no_further_action: ("no further action", ""),
    Enquiries.conference_needed: ("conference needed", "no conference needed"),
    Conferences.plan_made: ("a plan was made", "no plan was made"),
    Supervisions.actions_set: ("an action was set", "no action set"),
    MissingEpisodes.interview_offered: ("interview offered", "interview not offered"),
    MissingEpisodes.interview_accepted: ("interview accepted", "interview declined"),
    Immunisations.up_to_date: ("up to date", "not up to date"),
}

# Kinds of placement in as few words as a bar holds.
_SHORT_KINDS = {
    "U1": "kinship foster care, long term",
    "U2": "kinship foster care for adoption",
    "U3": "kinship foster care",
    "U4": "foster care, long term",
    "U5": "foster care for adoption",
    "U6": "foster care",
    "K1": "secure home",
    "K2": "children’s home",
    "K3": "supported accommodation",
    "P1": "with a parent",
    "S1": "residential school",
    "R2": "hospital",
    "R3": "family centre",
    "R5": "young offender institution",
}


def in_words(column: Column, row: Row, workers: Mapping[str, str]) -> str:
    """What a row says in a column; empty where it says nothing. ``workers`` are names."""
    value = row.get(column.name)
    if value is None:
        return ""
    if column is Involvements.worker:
        return workers.get(str(value), f"Worker {value}")
    if column is Placements.distance:
        return f"{value:g} miles from home"
    if column is Placements.kind and value in _SHORT_KINDS:
        return _SHORT_KINDS[str(value)]
    if column.kind is ColumnKind.FLAG:
        plain = column.name.replace("_", " ")
        yes, no = _YES_AND_NO.get(column, (plain, f"not {plain}"))
        return yes if value else no
    if column.codes:
        return str(column.codes.codes.get(str(value)) or value)
    return str(value)
