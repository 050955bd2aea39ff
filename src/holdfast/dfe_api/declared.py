"""What the API takes, as DfE's description of it says (version 1.0.1 of 19 May 2026).

Only identifiers are needed; whatever has no value is left out. No field has a list of codes: the
limits are lengths, patterns and days. ``tests/unit/test_dfe_api.py`` holds this to DfE's own file.
"""

from dataclasses import dataclass
from enum import StrEnum

VERSION = "1.0.1"
MOST_AT_ONCE = 100


class FieldKind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    DAY = "day"
    WHOLE = "whole number"
    FLAG = "flag"
    LIST = "list of texts"


@dataclass(frozen=True)
class ApiField:
    """A field and its limits: ``longest`` is of each text, ``most`` of the length of a list."""

    name: str
    kind: FieldKind = FieldKind.TEXT
    longest: int | None = None
    shortest: int | None = None
    pattern: str = ""
    needed: bool = False
    most: int | None = None


@dataclass(frozen=True)
class ApiBlock:
    """An object of fields and of further blocks; ``many`` where it stands in a list.

    Everything but a care worker and a questionnaire can be taken back (``purge``).
    """

    name: str
    fields: tuple[ApiField, ...]
    blocks: tuple["ApiBlock", ...] = ()
    many: bool = False
    can_purge: bool = True

    @property
    def key(self) -> str | None:
        """The field by which one of a list is known; None where there is none."""
        return next((field.name for field in self.fields if field.needed), None)


def _days(*names: str) -> tuple[ApiField, ...]:
    return tuple(ApiField(name, FieldKind.DAY) for name in names)


def _key(name: str) -> ApiField:
    return ApiField(name, longest=36, pattern=r"^[A-Za-z0-9_-]*$", needed=True)


PURGE = ApiField("purge", FieldKind.FLAG)

CHILD_DETAILS = ApiBlock(
    "child_details",
    (
        ApiField("unique_pupil_number", longest=13, shortest=13),
        ApiField("former_unique_pupil_number", longest=13, shortest=13),
        ApiField("unique_pupil_number_unknown_reason", longest=4),
        ApiField("first_name"),
        ApiField("surname"),
        *_days("date_of_birth", "expected_date_of_birth"),
        ApiField("sex", longest=1),
        ApiField("ethnicity", longest=4),
        ApiField("disabilities", FieldKind.LIST, longest=4, most=12),
        ApiField("postcode", longest=8),
        ApiField("uasc_flag", FieldKind.FLAG),
        *_days("uasc_end_date"),
    ),
)
HEALTH = ApiBlock(
    "health_and_wellbeing",
    (),
    (
        ApiBlock(
            "sdq_assessments",
            (*_days("date"), ApiField("score", FieldKind.WHOLE)),
            many=True,
            can_purge=False,
        ),
    ),
)
CARE_WORKERS = ApiBlock(
    "care_worker_details",
    (
        ApiField("worker_id", longest=12, pattern=r"^[A-Za-z0-9_-]*$"),
        *_days("start_date", "end_date"),
    ),
    many=True,
    can_purge=False,
)
ASSESSMENTS = ApiBlock(
    "child_and_family_assessments",
    (
        _key("child_and_family_assessment_id"),
        *_days("start_date", "authorisation_date"),
        ApiField("factors", FieldKind.LIST, longest=3, most=41),
    ),
    many=True,
)
NEED_PLANS = ApiBlock(
    "child_in_need_plans",
    (_key("child_in_need_plan_id"), *_days("start_date", "end_date")),
    many=True,
)
ENQUIRIES = ApiBlock(
    "section_47_assessments",
    (
        _key("section_47_assessment_id"),
        *_days("start_date"),
        ApiField("icpc_required_flag", FieldKind.FLAG),
        *_days("icpc_date", "end_date"),
    ),
    many=True,
)
PROTECTION_PLANS = ApiBlock(
    "child_protection_plans",
    (_key("child_protection_plan_id"), *_days("start_date", "end_date")),
    many=True,
)
PLACEMENTS = ApiBlock(
    "child_looked_after_placements",
    (
        _key("child_looked_after_placement_id"),
        *_days("start_date"),
        ApiField("start_reason", longest=1),
        ApiField("placement_type", longest=3),
        ApiField("postcode", longest=8),
        *_days("end_date"),
        ApiField("end_reason", longest=3),
        ApiField("change_reason", longest=6),
    ),
    many=True,
)
ADOPTION = ApiBlock("adoption", _days("initial_decision_date", "matched_date", "placed_date"))
CARE_LEAVERS = ApiBlock(
    "care_leavers",
    (
        *_days("contact_date"),
        ApiField("activity", longest=2),
        ApiField("accommodation", longest=1),
    ),
)
EPISODES = ApiBlock(
    "social_care_episodes",
    (
        _key("social_care_episode_id"),
        *_days("referral_date"),
        ApiField("referral_source", longest=2),
        ApiField("referral_no_further_action_flag", FieldKind.FLAG),
        *_days("closure_date"),
        ApiField("closure_reason", longest=3),
    ),
    (
        CARE_WORKERS,
        ASSESSMENTS,
        NEED_PLANS,
        ENQUIRIES,
        PROTECTION_PLANS,
        PLACEMENTS,
        ADOPTION,
        CARE_LEAVERS,
    ),
    many=True,
)
CHILD = ApiBlock(
    "child",
    (
        ApiField("la_child_id", longest=20, pattern=r"^[A-Za-z0-9]+$", needed=True),
        ApiField("mis_child_id", longest=36, pattern=r"^[A-Za-z0-9_-]*$"),
    ),
    (CHILD_DETAILS, HEALTH, EPISODES),
    many=True,
)
