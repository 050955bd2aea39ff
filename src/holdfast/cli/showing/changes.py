"""Tells why the lists changed on the command line: counted by word, then by clock."""

from datetime import date

from holdfast.importing.changes import Changes, What
from holdfast.printing import Format, print_rows
from holdfast.progress import said


def tell_changes(changes: Changes) -> None:
    """Print how many duties have each word, and what it means."""
    title = f"Why the lists changed since {_plain(changes.since_day)}, snapshot {changes.since}"
    rows = [
        {"what": one.what, "duties": f"{one.count:,}", "off": _some(one.left),
         "on": _some(one.joined), "meaning": one.meaning}
        for one in changes.counts()
    ]  # fmt: skip
    print_rows(rows, ("what", "duties", "off", "on", "meaning"), Format.TABLE, title)
    said.print(
        f"Open, or not to be determined: {changes.before:,} then, {changes.now:,} now. Off and on: "
        "how many left the lists, and how many came onto them.",
        highlight=False,
    )


def tell_by_clock(changes: Changes) -> None:
    """Print of each clock whose duties changed what became of them."""
    clocks = changes.by_clock()
    rows = []
    for clock in clocks:
        if clock.changed:
            # What became of its duties that are not the same: "3 done, 2 new".
            counts = clock.counts.items()
            became = ", ".join(f"{n:,} {what}" for what, n in counts if what is not What.SAME)
            then, now = f"{clock.before:,}", f"{clock.now:,}"
            rows.append({"clock": clock.clock, "then": then, "now": now, "what_became": became})
    if rows:
        print_rows(rows, ("clock", "then", "now", "what_became"), Format.TABLE, "By clock")
    alike = len(clocks) - len(rows)
    if alike:
        word = "clock" if alike == 1 else "clocks"
        said.print(f"Of {alike} {word} every duty is the same.", highlight=False)


def _some(number: int) -> str:
    return f"{number:,}" if number else ""


def _plain(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
