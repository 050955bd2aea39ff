"""The look of each status: its words, and a colour that only supports them."""

# Status: (colour of the design system's tag, words). Every outcome that a clock may have.
LOOKS = {
    "met": ("green", "Met"),
    "late": ("orange", "Late"),
    "late with reason": ("yellow", "Late, with a reason"),
    "running": ("blue", "Running"),
    "due soon": ("yellow", "Due soon"),
    "due today": ("yellow", "Due today"),
    "overdue": ("red", "Overdue"),
    "lapsed": ("grey", "Lapsed"),
    "lapsed in time": ("grey", "Lapsed in time"),
    "lapsed overdue": ("grey", "Lapsed when overdue"),
    "cannot tell": ("purple", "Cannot tell"),
    "not recorded": ("purple", "Not recorded"),
    # How far a source has been checked, and how much of a clock the data can tell.
    "verified": ("green", "Verified"),
    "second hand": ("yellow", "Second-hand"),
    "unverified": ("orange", "Not verified"),
    "history": ("green", "Whole history"),
    "current": ("blue", "What is due now"),
    # A check of the census.
    "error": ("red", "Error"),
    "query": ("yellow", "Query"),
    "answered": ("green", "Answered"),
    "ran": ("green", "Run"),
    "not run": ("purple", "Not run"),
    "failed": ("red", "Failed inside"),
    "provisional": ("orange", "Provisional"),
}


def look(status: str) -> tuple[str, str]:
    """The colour and the words of a status; one not listed is shown in its own words, in grey."""
    plain = status.replace("_", " ").replace("-", " ").lower()
    return LOOKS.get(plain, ("grey", plain.capitalize()))
