"""The words of the chronicle: what may happen to a child or a worker.

Each is said as a person would say it. The truth knows no other words.
"""

from enum import Enum, auto


class Happening(Enum):
    """Something that happens on a day."""

    BORN = auto()
    DIES = auto()
    RISK_BEGINS = auto()
    RISK_ENDS = auto()
    CONTACT_RECEIVED = auto()
    CONTACT_DECIDED = auto()
    REFERRAL_RECEIVED = auto()
    REFERRAL_DECIDED = auto()
    CASE_OPENS = auto()
    CASE_CLOSES = auto()
    WORKER_TAKES_ON = auto()
    WORKER_LETS_GO = auto()
    SEEN_AT_HOME = auto()
    SEEN_ON_PLAN = auto()
    SEEN_IN_CARE = auto()
    ASSESSMENT_BEGINS = auto()
    ASSESSMENT_SIGNED = auto()
    NEED_PLAN_BEGINS = auto()
    NEED_PLAN_ENDS = auto()
    NEED_REVIEWED = auto()
    HARM_SUSPECTED = auto()
    STRATEGY_HELD = auto()
    SAFETY_PLANNED = auto()
    ENQUIRY_BEGINS = auto()
    ENQUIRY_ENDS = auto()
    CONFERENCE_HELD = auto()
    TRANSFER_TOLD = auto()
    PROTECTION_PLAN_BEGINS = auto()
    PROTECTION_PLAN_ENDS = auto()
    PROTECTION_REVIEWED = auto()
    WEEKLY_VISITS_AGREED = auto()
    CORE_GROUP_MEETS = auto()
    MANAGER_NOTES = auto()
    WORKER_SUPERVISED = auto()
    CASE_DISCUSSED = auto()
    ACTION_SET = auto()
    ACTION_DONE = auto()
    CHRONOLOGY_UPDATED = auto()
    CARE_REVIEWED = auto()
