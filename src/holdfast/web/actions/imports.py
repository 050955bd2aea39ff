"""Looking after imports: proving their files, and saying what the words in them mean."""

from pathlib import Path

from django.db import transaction

from holdfast.sources.vocabulary.saying import say
from holdfast.web.audit.log import write_row
from holdfast.web.audit.models import AuditKind, AuditRow


@transaction.atomic
def record_verification(*, by: str, snapshot: str) -> AuditRow:
    """Note that the files of a snapshot were held against their checksums."""
    return write_row(by=by, kind=AuditKind.VERIFY, page="import", target=snapshot)


@transaction.atomic
def say_word(*, by: str, home: Path, column: str, word: str, meaning: str) -> None:
    """Write into the council's own file what a word of a coded column means, "" for nothing.

    The word itself is not for the log. Raises what ``say`` raises; then neither is done.
    """
    detail = f"taken for {meaning or 'not recorded'}"
    write_row(by=by, kind=AuditKind.SAY, page="words", target=column, detail=detail)
    say(home, column, word, meaning)
