"""Carries into the database the answers that earlier versions kept in a file of the data folder.

Nothing is lost: what cannot be read is kept as it was, and counted; the file stays, under another
name that says what became of it. Each file is carried in once, however often that is tried and
wherever it was interrupted.
"""

import json
import logging
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from holdfast.faults import note
from holdfast.limits import KEPT_FILE
from holdfast.ordinary_file import refuse_odd_file
from holdfast.returns.answers import GivenAnswer
from holdfast.web.answers.models import CarriedFile, QueryAnswer, UnreadableLine
from holdfast.web.audit.log import write_row
from holdfast.web.audit.models import AuditKind
from holdfast.web.project.turns import take_turn

FILE = Path("returns", "cin_census", "answers.jsonl")
# The return whose queries they answer, by its name in addresses.
_FORM = "cin"
CARRIED = "answers-carried-in"
LOG = logging.getLogger("holdfast")

_YEARS = range(2000, 2200)
_LONGEST = {"code": 20, "mark": 64, "reason": 100_000, "who": 150, "at": 40}


def carry_in(*, by: str, home: Path) -> CarriedFile | None:
    """Carry in the file of a data folder, if there is one, and give it its new name.

    None where there is none, or it was carried in before. Raises CannotRead for one beyond its
    limit, OSError where it cannot be read.
    """
    place = home / FILE
    if not place.is_file():
        return None
    refuse_odd_file(place, KEPT_FILE)
    content = place.read_bytes()
    carried = _carried(by, content)
    if carried:
        LOG.warning("Answers to queries were carried into the database: %s.", _counts(carried))
    try:
        place.rename(_free(place))
    except OSError as error:  # its checksum is known: it is not carried in again
        note(error, "A file of answers that was carried in keeps its name")
    return carried


@transaction.atomic
def _carried(by: str, content: bytes) -> CarriedFile | None:
    take_turn()
    digest = sha256(content).hexdigest()
    if CarriedFile.objects.filter(sha256=digest).exists():
        return None
    lines = [(n, line) for n, line in enumerate(content.split(b"\n"), 1) if line.strip()]
    read = [(number, line, _answer(line)) for number, line in lines]
    answers = [answer for _, _, answer in read if answer]
    file = CarriedFile.objects.create(
        name=FILE.as_posix(),
        sha256=digest,
        carried_at=timezone.now(),
        answers=len(answers),
        unreadable=len(read) - len(answers),
    )
    QueryAnswer.objects.bulk_create(answers)
    UnreadableLine.objects.bulk_create(
        UnreadableLine(file=file, number=number, line=line)
        for number, line, answer in read
        if not answer
    )
    detail = _counts(file)
    write_row(
        by=by, kind=AuditKind.CARRY_IN, page="answers to queries", target=file.name, detail=detail
    )
    return file


def _answer(line: bytes) -> QueryAnswer | None:
    """The answer that a line holds; None where it is not one that the database can hold."""
    try:
        answer = GivenAnswer(**json.loads(line.decode()))
        fits = all(_is_text(getattr(answer, name), most) for name, most in _LONGEST.items())
        at = datetime.fromisoformat(answer.at)
    except (ValueError, TypeError, RecursionError):
        return None
    if not fits or type(answer.year) is not int or answer.year not in _YEARS:
        return None
    return QueryAnswer(
        form=_FORM,
        code=answer.code,
        mark=answer.mark,
        year=answer.year,
        reason=answer.reason,
        by=answer.who,
        entered_at=at if at.tzinfo else timezone.make_aware(at),
    )


def _is_text(value: object, most: int) -> bool:
    """Whether any database can hold it. Raises UnicodeError for half a character."""
    if not isinstance(value, str) or "\0" in value:
        return False
    return 0 < len(value) <= most and bool(value.encode())


def _counts(file: CarriedFile) -> str:
    answers = f"{file.answers:,} answer{'' if file.answers == 1 else 's'}"
    lines = f"{file.unreadable:,} line{'' if file.unreadable == 1 else 's'}"
    return f"{answers}, and {lines} that cannot be read, kept as written"


def _free(place: Path) -> Path:
    """A name that no file has yet, which says that this one was carried in."""
    names = (f"{CARRIED}{f'-{n}' if n > 1 else ''}.jsonl" for n in range(1, 10_000))
    return next(one for one in map(place.with_name, names) if not one.exists())
