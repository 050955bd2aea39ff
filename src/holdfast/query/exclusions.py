"""Duties that a council has looked at and does not count: written down, dated, with the reason.

They lie in ``exclusions.csv`` in the data folder, one line each:

    child,clock,since,until,reason,by,on
    C-1042,cp_visit,2018-01-03,2018-01-03,Visited by the out-of-hours team,A manager,2018-02-01

A line is about the duties of the clock that began on a day from ``since`` to ``until``, both
included; left blank, there is no such bound. An excluded duty stays in every list and count, with
the word and the reason beside it. A bad file is refused whole, with the line and the reason.
"""

import csv
import io
import os
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from datetime import date
from functools import lru_cache
from pathlib import Path

from holdfast.days import LAST_KNOWN
from holdfast.errors import BadRules, BadSetting
from holdfast.limits import OWN_FILE
from holdfast.ordinary_file import refuse_odd_file
from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY, Scope
from holdfast.record.store.atomic_files import make_folder, replace_text
from holdfast.sources.days.reading_days import read_day

FILE = "exclusions.csv"
LONGEST = 500


@dataclass(frozen=True)
class Exclusion:
    """What a council has decided about the duties of one clock for one child."""

    child: str
    clock: str
    since: date | None
    until: date | None
    reason: str
    by: str
    on: date

    def covers(self, started: date) -> bool:
        """Whether it is about a duty that began on a day."""
        return (self.since or date.min) <= started <= (self.until or date.max)


_COLUMNS = tuple(field.name for field in fields(Exclusion))


class Exclusions:
    """The exclusions of a data folder."""

    def __init__(self, listed: Iterable[Exclusion] = ()) -> None:
        self.listed = tuple(listed)
        self._of: dict[tuple[str, str], list[Exclusion]] = {}
        for exclusion in self.listed:
            self._of.setdefault((exclusion.child, exclusion.clock), []).append(exclusion)

    def find(self, child: str, clock: str, started: date) -> Exclusion | None:
        """What excludes a duty, the latest decision if there are several."""
        about = self._of.get((child, clock), ())
        found = (exclusion for exclusion in about if exclusion.covers(started))
        return max(found, key=lambda exclusion: exclusion.on, default=None)


def exclusions_of(outlook: Outlook, scope: Scope = EVERYBODY) -> Exclusions:
    """The exclusions beside the snapshot of an outlook, of the children in scope.

    Raises BadRules, and NotFound for a scope that the record does not know.
    """
    folder = outlook.snapshot.folder
    # A record that a test holds in memory has no folder.
    found = read_exclusions(folder.parent.parent) if folder.name else Exclusions()
    children = scope.children(outlook)
    if children is None:
        return found
    return Exclusions(each for each in found.listed if each.child in children)


def read_exclusions(home: Path) -> Exclusions:
    """The exclusions in a data folder. Raises BadRules with the line and the reason."""
    path = home / FILE
    try:
        found = path.stat()
    except OSError:
        return Exclusions()
    return _read(path, (found.st_ino, found.st_mtime_ns, found.st_size))


def exclude(home: Path, added: Iterable[Exclusion]) -> Exclusions:
    """Keep further exclusions. Raises BadSetting for one without a reason or a name, BadRules."""
    new = tuple(added)
    for exclusion in new:
        if not (0 < len(exclusion.reason.strip()) <= LONGEST and exclusion.by.strip()):
            raise BadSetting(
                f"An exclusion needs a reason of at most {LONGEST} characters, and a name.",
                "Say why with --exclude, and who decided it with --by.",
            )
    all_kept = Exclusions((*read_exclusions(home).listed, *new))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(
        ["" if value is None else str(value).strip() for value in astuple(exclusion)]
        for exclusion in all_kept.listed
    )
    make_folder(home)
    before = os.umask(0o077)
    try:
        replace_text(home / FILE, text.getvalue())
    finally:
        os.umask(before)
    return all_kept


@lru_cache(maxsize=2)
def _read(path: Path, stamp: tuple[int, ...]) -> Exclusions:
    try:
        refuse_odd_file(path, OWN_FILE)
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise _refused(1, "it is not UTF-8 text") from None
    reader = csv.reader(io.StringIO(text), strict=True)
    found: list[Exclusion] = []
    try:
        heading = [cell.strip().lower() for cell in next(reader, [])]
        if sorted(heading) != sorted(_COLUMNS):
            raise _refused(1, f"the headings must be {', '.join(_COLUMNS)}")
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append(_exclusion(heading, cells, reader.line_num))
    except csv.Error:
        raise _refused(reader.line_num, "a quotation mark is not closed") from None
    return Exclusions(found)


def _exclusion(heading: list[str], cells: list[str], line: int) -> Exclusion:
    if len(cells) != len(heading):
        raise _refused(line, f"it has {len(cells)} cells and {len(heading)} headings")
    given = {name: cell.strip() for name, cell in zip(heading, cells, strict=True)}
    for needed in ("child", "clock", "reason", "by", "on"):
        if not given[needed]:
            raise _refused(line, f"it does not say {needed}")
    days = {name: _day(given[name], name, line) for name in ("since", "until", "on")}
    since, until, on = days["since"], days["until"], days["on"]
    if since and until and until < since:
        raise _refused(line, "until is before since")
    assert on is not None, "asked for above"
    return Exclusion(given["child"], given["clock"], since, until, given["reason"], given["by"], on)


def _day(text: str, name: str, line: int) -> date | None:
    # A spreadsheet that saves the file writes the days in its own way.
    found = read_day(text, LAST_KNOWN).value if text else None
    if text and not isinstance(found, date):
        raise _refused(line, f"{name} is no day, written as 2018-01-31")
    return found if isinstance(found, date) else None


def _refused(line: int, why: str) -> BadRules:
    return BadRules(
        f"The file {FILE} is refused at line {line}: {why}.",
        "Correct that line. Nothing of the file was used.",
    )
