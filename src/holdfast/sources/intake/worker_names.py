"""What stands where a worker's name or number should and is no person: one rule for all sources."""

import re

from holdfast.sources.text import clean

# A team, a list, a place to wait.
_NO_PERSON = re.compile(
    r"\b(team|duty|inbox|in-box|mailbox|tray|queue|worklist|work list|pool|hub|desk|mash|service"
    r"|services|unit|locality|allocation|awaiting|pending|manager on duty|screening|panel)\b"
)
_NOT_SAID = re.compile(
    r"n/?a|tb[ac]|to be confirmed|not (yet )?(applicable|recorded|known)|unknown|null"
)
_NOBODY = re.compile(
    r"none|nobody|no one|vacant|vacancy|to be allocated|un-?allocated|unassigned"
    r"|not (yet )?(allocated|assigned)"
)


def is_not_said(text: str) -> bool:
    """Whether a worker's cell says in words that the worker is not recorded."""
    return _NOT_SAID.fullmatch(_bare(text)) is not None


def is_nobody(text: str) -> bool:
    """Whether a worker's cell says in words that there is no worker, or that none is recorded."""
    return _NOBODY.fullmatch(_bare(text)) is not None or is_not_said(text)


def is_inbox(text: str) -> bool:
    """Whether what stands in a worker's cell is a team, a duty list or an inbox."""
    return _NO_PERSON.search(clean(text)) is not None


def _bare(text: str) -> str:
    return clean(text).strip(".?()")
