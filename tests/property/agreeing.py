"""Where two readers of the same histories differ, told so that one difference can be read."""

from collections import Counter
from collections.abc import Mapping

from holdfast.clocks.duty import Duty
from holdfast.journeys.reading import History

SHOWN = 6


def differences(one: set[Duty], other: set[Duty], record: Mapping[str, History]) -> str:
    """Nothing where the readers agree; else the clocks, and the first duties and their rows."""
    odd = sorted(one ^ other, key=str)
    if not odd:
        return ""
    clocks = Counter(duty.clock for duty in odd)
    lines = [f"{len(odd)} duties are told by one reader only: {dict(clocks)}"]
    for duty in odd[:SHOWN]:
        lines.append(f"{'first' if duty in one else 'second'} reader: {duty}")
    lines.append(f"the rows of {odd[0].subject}:")
    lines += [f"  {name}: {list(rows)}" for name, rows in record[odd[0].subject].items()]
    return "\n".join(lines)
