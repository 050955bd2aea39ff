"""What has been said of children who may be one, as it is read."""

from holdfast.web.oversight.models import SameChildAnswer


def answers_of_pair(one: str, other: str) -> list[SameChildAnswer]:
    """What was said of two children, by their ids in the register, the oldest first."""
    return list(SameChildAnswer.objects.filter(one=one, other=other))


def latest_answers() -> dict[tuple[str, str], SameChildAnswer]:
    """What stands of each pair of which anything was said: the latest."""
    return {(row.one, row.other): row for row in SameChildAnswer.objects.all()}
