"""What a person decides about a finding: the same child, or another. A later decision stands."""

from collections.abc import Iterator
from dataclasses import replace

from holdfast.errors import BadSetting, NotFound
from holdfast.record.identity.entries import (
    Finding,
    IdentityDecision,
    KnownNumber,
    Register,
    in_order,
    turn,
)

_LIST = "See `holdfast identity list`."


def decide(
    register: Register, finding: int, decision: IdentityDecision, uids: Iterator[str]
) -> Register:
    """The register after a decision about a finding.

    Where they are the same child, the address of the one leads to the other from then on; where
    they are not, each has its own. ``uids`` gives ids that were never used. Raises NotFound, and
    BadSetting where the data holds both now, or the two were joined otherwise.
    """
    found = next((one for one in register.findings if one.id == finding), None)
    if found is None:
        raise NotFound(f"There is no finding {finding} about children.", _LIST)
    if decision.same:
        decided = _joined(register, found)
        return _noted(decided, found, decision)
    if found.uid == found.other:
        apart = next(uids)
        decided = replace(register, entries=in_order(_parted(register, found, apart)))
        return _noted(decided, replace(found, uid=apart), decision)
    decided = register.superseding(found.uid, "") if _gave_way(register, found) else register
    return _noted(decided, found, decision)


def _gave_way(register: Register, found: Finding) -> bool:
    to = register.successors.get(found.uid, "")
    return bool(to) and register.live(to) == register.live(found.other)


def _joined(register: Register, found: Finding) -> Register:
    """The register in which the one uid of a finding leads to the other."""
    if found.uid == found.other or _gave_way(register, found):
        return register
    if register.live(found.other) == register.live(found.uid):
        raise BadSetting(f"The two of finding {found.id} are one child already.", _LIST)
    if found.uid in register.successors:
        raise BadSetting(
            f"The child of finding {found.id} was taken for another by another finding.",
            f"Decide that one first: that they are not the same. {_LIST}",
        )
    lives = {register.live(found.uid), register.live(found.other)}
    source = register.imports[found.snapshot].source
    now = (source, register.latest_import(source))
    seen_now = (entry for entry in register.entries if (entry.source, entry.last_seen) == now)
    if len({entry.number for entry in seen_now if register.live(entry.uid) in lives}) > 1:
        raise BadSetting(
            f"The data holds both children of finding {found.id} now, each with a number.",
            "Merge them in the case system first, then decide after the next import.",
        )
    return register.superseding(found.uid, register.live(found.other))


def _parted(register: Register, found: Finding, apart: str) -> Iterator[KnownNumber]:
    """The entries in which a number, from the import of a finding on, is another child's."""
    source, at = register.imports[found.snapshot].source, turn(found.snapshot)
    imports = [name for name, what in register.imports.items() if what.source == source]
    last_before = max((name for name in imports if turn(name) < at), key=turn, default=None)
    for one in register.entries:
        here = (one.source, one.number) == (source, found.number)
        if not here or register.live(one.uid) != register.live(found.uid):
            yield one
        elif turn(one.first_seen) >= at:
            yield replace(one, uid=apart, superseded_by="")
        elif turn(one.last_seen) >= at:
            yield replace(one, last_seen=last_before or one.first_seen)
            yield replace(one, uid=apart, first_seen=found.snapshot, superseded_by="")
        else:
            yield one


def _noted(register: Register, found: Finding, decision: IdentityDecision) -> Register:
    """The decision kept with its finding, and with those that it has settled besides."""
    settled = replace(decision, same=False, reason=f"settled by finding {found.id}")

    def noted(one: Finding) -> Finding:
        if one.id == found.id:
            return replace(found, decisions=(*found.decisions, decision))
        rival = decision.same and one.is_waiting and one.uid == found.uid
        return replace(one, decisions=(settled,)) if rival else one

    return replace(register, findings=tuple(noted(one) for one in register.findings))
