"""What 2026/27 changed: orders that deprive a child of liberty are reported."""

from holdfast.returns.ssda903.differences import YearDifference

DIFFERENCE = YearDifference(
    2027, new=("700", "701", "702", "703", "704", "705", "706", "707", "708", "709", "710")
)
