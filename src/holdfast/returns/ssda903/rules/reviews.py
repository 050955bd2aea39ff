"""Reviews, and how the child took part."""

from holdfast.returns.rule import Breach, Rule
from holdfast.sources.ssda903.layout import REVIEWS

RULES = (
    Rule(
        "166",
        (
            Breach(
                REVIEWS,
                "The day of the review is missing or no day.",
                "missing(REVIEW) or unreadable(REVIEW)",
            ),
        ),
        fix="Enter the day of the review.",
    ),
    Rule(
        "167",
        (
            Breach(
                REVIEWS,
                "How the child took part is missing or no code.",
                "not ((given(REVIEW) and given(REVIEW_CODE) and not "
                "coalesce(invalid(REVIEW_CODE), false)) or (missing(REVIEW) and "
                "missing(REVIEW_CODE)))",
            ),
        ),
        fix="Enter PN0 to PN7.",
    ),
    Rule(
        "440",
        (
            Breach(
                REVIEWS,
                "The child was 4 or over at the review and is coded as younger (PN0).",
                "REVIEW_CODE = 'PN0' and REVIEW >= B4",
            ),
        ),
        fix="Correct the code, the day or the date of birth.",
        reading="4 on the day of the review is 4; the open validator lets the birthday pass.",
    ),
    Rule(
        "441",
        (
            Breach(
                REVIEWS,
                "The child was under 4 at the review and is coded as older.",
                "REVIEW_CODE in ('PN1', 'PN2', 'PN3', 'PN4', 'PN5', 'PN6', 'PN7') and REVIEW < B4",
            ),
        ),
        fix="Enter PN0, or correct the day or the date of birth.",
    ),
)
