"""What stands for each child in an address: the child's id in the register of children.

It is random and says nothing of who the child is; it outlives a new signing key and
a renumbering, and the address of a child who was merged leads to whom the child was merged into.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from holdfast.record.identity.entries import Register
from holdfast.record.identity.evidence import numbers_in
from holdfast.record.identity.opening import register_with
from holdfast.record.identity.relating import uids_of
from holdfast.record.store.snapshot import Snapshot


@dataclass(frozen=True)
class ChildHandles:
    """The handles of a snapshot's children, and the children by handle."""

    handles: Mapping[str, str]
    children: Mapping[str, str]
    register: Register

    def child(self, handle: str) -> str | None:
        """The child for whom a handle stands or once stood; None where the data has none."""
        return self.children.get(handle) or self.children.get(self.register.live(handle))


def addresses_of(snapshot: Snapshot, numbers: Sequence[str] | None = None) -> ChildHandles:
    """The addresses of a snapshot's children, which the register takes in if it has not.

    ``numbers`` are the children's, where they are known: a snapshot that is shown still may have
    been deleted by then. Raises what ``register_with`` raises.
    """
    register = register_with(snapshot)
    numbers = numbers_in(snapshot) if numbers is None else numbers
    handles = uids_of(register, snapshot.manifest.source, snapshot.id, numbers)
    children = {register.live(uid): child for child, uid in handles.items()}
    children |= {uid: child for child, uid in handles.items()}
    return ChildHandles(handles, children, register)
