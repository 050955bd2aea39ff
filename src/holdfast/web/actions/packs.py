"""Making, handing out and removing packs: each is written in the log before it can happen."""

from collections.abc import Iterable

from django.db import transaction

from holdfast.evidence.keeping import KeptPack, remove_pack
from holdfast.evidence.making import MadePack
from holdfast.web.actions.viewing import record_download
from holdfast.web.audit.log import write_row
from holdfast.web.audit.models import AuditKind, AuditRow


@transaction.atomic
def record_pack(*, by: str, made: MadePack, whom: str = "", taken: bool = False) -> AuditRow:
    """Note that a pack was made: which, of which day and snapshot, and its checksum.

    ``taken``: whoever makes it has its files at once, so that each child in them is noted too.
    """
    children = f"; {len(made.children):,} children named" if made.kind.names_children else ""
    row = write_row(
        by=by,
        kind=AuditKind.PACK,
        page=_page(made),
        target=made.checksum,
        detail=f"as at {made.day.isoformat()}; snapshot {made.snapshot}{_entered(made)}{children}",
        reason=whom,
    )
    if taken:
        record_pack_taken(by=by, pack=made, what="all its files", children=made.children)
    return row


@transaction.atomic
def record_pack_taken(
    *, by: str, pack: KeptPack | MadePack, what: str, children: Iterable[str] = ()
) -> AuditRow:
    """Note that somebody takes files of a pack away, and each child whom they name."""
    detail = f"{what}; as at {pack.day.isoformat()}; checksum {pack.checksum}"
    return record_download(by=by, page=_page(pack), detail=detail, children=children)


@transaction.atomic
def remove_kept_pack(*, by: str, pack: KeptPack) -> AuditRow:
    """Delete a kept pack. Raises BadSetting for an edition for members, CannotWrite."""
    row = write_row(
        by=by,
        kind=AuditKind.REMOVE_PACK,
        page=_page(pack),
        target=pack.checksum,
        detail=f"as at {pack.day.isoformat()}; snapshot {pack.snapshot}",
    )
    remove_pack(pack)
    return row


def _entered(pack: KeptPack | MadePack) -> str:
    return f"; entered until {pack.entered_until}" if pack.entered_until else ""


def _page(pack: KeptPack | MadePack) -> str:
    return f"{pack.kind} pack"
