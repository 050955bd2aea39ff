"""Which concerns have been contested, as they are read."""

from holdfast.web.oversight.models import Contest


def contests_of(concern: str, child: str = "") -> list[Contest]:
    """The contests of a concern, the oldest first; of one child, by the id in the register."""
    rows = Contest.objects.filter(concern=concern)
    return list(rows.filter(child=child) if child else rows)
