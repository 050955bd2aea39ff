"""Clocks of supervision, management oversight, challenge and recording."""

from holdfast.areas import Area
from holdfast.clocks.clock import BEGINNING, PREVIOUS, Clock, ClockRule, OutsideChain, always
from holdfast.journeys.contact import CASE_CLOSED, OPEN_CASE
from holdfast.journeys.event import Event
from holdfast.journeys.oversight import (
    ACTION_EVIDENCED,
    ACTION_SET,
    ALLEGATION_REFERRED,
    CHRONOLOGY_UPDATED,
    DISPUTE_RAISED,
    DISPUTE_RESOLVED,
    EMPLOYER_AWARE,
    INCIDENT_KNOWN,
    INCIDENT_NOTIFIED,
    INCIDENT_REVIEWED,
    OVERSEEN,
    SUPERVISED,
)
from holdfast.journeys.protection import ENQUIRY_BEGUN
from holdfast.journeys.workforce import ALLOCATED
from holdfast.law import Tier, children_acts, guidance, local, working_together
from holdfast.periods import Months, WorkingDays
from holdfast.record.care import CareVisits
from holdfast.record.need import NeedVisits
from holdfast.record.oversight import Actions
from holdfast.record.protection import ProtectionVisits

SUPERVISION = Clock(
    key="supervision_case",
    title="Supervision of a case",
    area=Area.OVERSIGHT,
    tier=Tier.LOCAL,
    starts=(BEGINNING, PREVIOUS),
    stops=(SUPERVISED,),
    during=OPEN_CASE,
    rules=always(Months(1), local.SUPERVISION_OF_CASE),
    note="For each child, not for each worker.",
)

MANAGEMENT_OVERSIGHT = Clock(
    key="mgmt_oversight",
    title="Management decision after allocation or an enquiry",
    area=Area.OVERSIGHT,
    tier=Tier.LOCAL,
    outside_chain=OutsideChain.MANAGERS,
    starts=(ALLOCATED, ENQUIRY_BEGUN),
    stops=(OVERSEEN,),
    during=OPEN_CASE,
    rules=always(WorkingDays(5), local.MANAGEMENT_OVERSIGHT),
)

ACTION = Clock(
    key="action_due",
    title="Action evidenced",
    area=Area.OVERSIGHT,
    tier=Tier.LOCAL,
    outside_chain=OutsideChain.MANAGERS,
    starts=(ACTION_SET,),
    stops=(ACTION_EVIDENCED,),
    ended_by=(CASE_CLOSED,),
    due_on=Actions.due,
    rules=always(None, local.ACTION_DUE),
    note="Due on the date that was set with it; without one it is never overdue.",
)

DISPUTE = Clock(
    key="drp_stage",
    title="Dispute resolved",
    area=Area.OVERSIGHT,
    tier=Tier.GUIDANCE,
    outside_chain=OutsideChain.MANAGERS,
    starts=(DISPUTE_RAISED,),
    stops=(DISPUTE_RESOLVED,),
    ended_by=(CASE_CLOSED,),
    rules=always(WorkingDays(20), guidance.DISPUTE_RESOLUTION),
)

CHRONOLOGY = Clock(
    key="chronology",
    title="Chronology up to date",
    area=Area.OVERSIGHT,
    tier=Tier.LOCAL,
    outside_chain=OutsideChain.MANAGERS,
    starts=(BEGINNING, PREVIOUS),
    stops=(CHRONOLOGY_UPDATED,),
    during=OPEN_CASE,
    rules=always(Months(3), local.CHRONOLOGY),
)

RECORDING_PROTECTION = Clock(
    key="recording",
    title="Visit on a protection plan written up",
    area=Area.OVERSIGHT,
    tier=Tier.LOCAL,
    outside_chain=OutsideChain.MANAGERS,
    starts=(
        Event(
            "a visit on a protection plan",
            ProtectionVisits.visited,
            ProtectionVisits.recorded.recorded,
        ),
    ),
    stops=(Event("the visit is written up", ProtectionVisits.recorded),),
    rules=always(WorkingDays(2), local.RECORDING),
    note="A visit that is in the record has been written up; where the day of that is not"
    " recorded, nothing is asked.",
)

RECORDING_NEED = Clock(
    key="recording_need",
    title="Visit to a child in need written up",
    area=Area.OVERSIGHT,
    tier=Tier.LOCAL,
    outside_chain=OutsideChain.MANAGERS,
    starts=(Event("a visit to a child in need", NeedVisits.visited, NeedVisits.recorded.recorded),),
    stops=(Event("the visit is written up", NeedVisits.recorded),),
    rules=always(WorkingDays(2), local.RECORDING),
)

RECORDING_CARE = Clock(
    key="recording_care",
    title="Visit to a child in care written up",
    area=Area.OVERSIGHT,
    tier=Tier.LOCAL,
    outside_chain=OutsideChain.MANAGERS,
    starts=(Event("a visit to a child in care", CareVisits.visited, CareVisits.recorded.recorded),),
    stops=(Event("the visit is written up", CareVisits.recorded),),
    rules=always(WorkingDays(2), local.RECORDING),
)

INCIDENT_NOTIFICATION = Clock(
    key="sin_notify",
    title="Serious incident notified",
    area=Area.OVERSIGHT,
    tier=Tier.GUIDANCE,
    outside_chain=OutsideChain.MANAGERS,
    starts=(INCIDENT_KNOWN,),
    stops=(INCIDENT_NOTIFIED,),
    after_death=True,
    rules=(
        ClockRule(
            WorkingDays(5),
            working_together.SERIOUS_INCIDENT_NOTIFICATION,
            since=children_acts.SERIOUS_INCIDENTS_IN_FORCE,
        ),
    ),
)

RAPID_REVIEW = Clock(
    key="rapid_review",
    title="Rapid review",
    area=Area.OVERSIGHT,
    tier=Tier.GUIDANCE,
    outside_chain=OutsideChain.MANAGERS,
    starts=(INCIDENT_NOTIFIED,),
    stops=(INCIDENT_REVIEWED,),
    after_death=True,
    rules=(
        ClockRule(
            WorkingDays(15),
            working_together.RAPID_REVIEW,
            since=children_acts.SERIOUS_INCIDENTS_IN_FORCE,
        ),
    ),
)

ALLEGATION = Clock(
    key="lado",
    title="Allegation referred to the designated officer",
    area=Area.OVERSIGHT,
    tier=Tier.GUIDANCE,
    outside_chain=OutsideChain.MANAGERS,
    starts=(EMPLOYER_AWARE,),
    stops=(ALLEGATION_REFERRED,),
    after_death=True,
    rules=always(WorkingDays(1), working_together.ALLEGATION_REFERRAL),
)

CLOCKS = (
    SUPERVISION,
    MANAGEMENT_OVERSIGHT,
    ACTION,
    DISPUTE,
    CHRONOLOGY,
    RECORDING_PROTECTION,
    RECORDING_NEED,
    RECORDING_CARE,
    INCIDENT_NOTIFICATION,
    RAPID_REVIEW,
    ALLEGATION,
)
