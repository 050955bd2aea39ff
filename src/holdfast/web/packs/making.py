"""A pack made beside the pages, in a process of its own, with how far it is for a page to show.

One at a time. What was asked for goes to the process through a pipe, a passphrase with it: it
stands on no command line, in no environment and on no disk. How far it is lies in the data folder::

    packs/making/   asked.json   which pack was asked for, and by whom
                    done.json    which kept pack it became
                    and what ``record/store/work_beside.py`` keeps there

What a process that was killed has left is deleted when the next one begins, or the pages start.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from django.utils import timezone

from holdfast.errors import Busy, HoldfastError
from holdfast.evidence.keeping import FOLDER, keep_pack
from holdfast.evidence.kinds import PackKind, PackWanted
from holdfast.evidence.making import MadePack
from holdfast.faults import in_words, note
from holdfast.query.need_to_know import NeedToKnow
from holdfast.record.store.atomic_files import make_folder, replace_text
from holdfast.record.store.snapshots import Store
from holdfast.record.store.work_beside import (
    at_work,
    begin_work,
    end_work,
    refuse_work,
    telling,
    work_of,
)
from holdfast.settings import HOME
from holdfast.web import data
from holdfast.web.actions.packs import record_pack
from holdfast.web.beside import run_beside
from holdfast.web.packs.source import moment_now, open_packed, pack_source

MAKING, _ASKED, _DONE = "making", "asked.json", "done.json"
COMMAND = ("pack", "ordered")


@dataclass(frozen=True)
class PackOrder:
    """A pack that somebody asked for: of which snapshot and day, and of whom they may know.

    ``entered_until`` is the moment up to which what people entered is taken; None for now.
    """

    wanted: PackWanted
    snapshot: str
    day: date | None
    bound: NeedToKnow | None
    by: str
    entered_until: datetime | None = None

    def as_text(self) -> str:
        """As JSON, with the passphrase: for a pipe, and for nothing else."""
        bound = self.bound
        told = {
            "wanted": asdict(self.wanted),
            "snapshot": self.snapshot,
            "day": self.day and self.day.isoformat(),
            "bound": bound
            and {
                "children": None if bound.children is None else sorted(bound.children),
                "without": sorted(bound.without),
            },
            "by": self.by,
            "entered_until": self.entered_until and self.entered_until.isoformat(),
        }
        return json.dumps(told)

    @classmethod
    def from_text(cls, text: str | bytes) -> "PackOrder":
        """An order as ``as_text`` wrote it. Raises ValueError, KeyError, TypeError, BadSetting."""
        told = json.loads(text)
        wanted, bound = told["wanted"], told["bound"]
        return cls(
            PackWanted(**wanted | {"kind": PackKind(wanted["kind"])}),
            told["snapshot"],
            told["day"] and date.fromisoformat(told["day"]),
            bound
            and NeedToKnow(
                None if bound["children"] is None else frozenset(bound["children"]),
                frozenset(bound["without"]),
            ),
            told["by"],
            told["entered_until"] and datetime.fromisoformat(told["entered_until"]),
        )


@dataclass(frozen=True)
class PackProgress:
    """How far the pack is that is being made, or was made last.

    ``identifier`` is the kept pack once it is done; ``problem`` says why there is none.
    """

    kind: PackKind
    by: str
    words: str = ""
    done: int = 0
    of: int = 0
    identifier: str = ""
    problem: HoldfastError | None = None

    @property
    def running(self) -> bool:
        """Whether it is still being made."""
        return not self.identifier and self.problem is None


def begin(order: PackOrder) -> None:
    """Begin to make a pack beside the pages. Raises Busy while one is being made, CannotWrite."""
    now = being_made()
    if now is not None and now.running:
        raise Busy("Another pack is being made.", "Wait until it is done, and ask again.")
    folder = _folder()
    forget()
    begin_work(folder)
    replace_text(folder / _ASKED, json.dumps({"kind": order.wanted.kind.value, "by": order.by}))
    run_beside(COMMAND, order.as_text().encode())


def being_made() -> PackProgress | None:
    """How far the pack is that was asked for last; None where none was, or it was forgotten."""
    folder = _folder()
    try:
        asked = json.loads((folder / _ASKED).read_text(encoding="utf-8"))
        kind, by = PackKind(asked["kind"]), str(asked["by"])
        work = work_of(folder)
        done = json.loads((folder / _DONE).read_text("utf-8")) if work is None else {}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if work is None:
        return PackProgress(kind, by, identifier=str(done["identifier"]))
    if work.refused:
        return PackProgress(kind, by, problem=HoldfastError(work.words, work.next_step))
    if not work.running:
        stopped = HoldfastError(
            f"It was stopped before it was done. The last that it told: {work.words}.",
            "Somebody may have stopped it, or the machine was short of memory. Ask for it again.",
        )
        return PackProgress(kind, by, problem=stopped)
    return PackProgress(kind, by, work.words, work.done, work.of)


def forget() -> None:
    """Let go of what was told of a pack that is done, or could not be made."""
    now, folder = being_made(), _folder()
    if now is None or not now.running:
        for name in (_ASKED, _DONE):
            (folder / name).unlink(missing_ok=True)


def make_ordered(text: bytes) -> None:
    """Make the pack of an order, in this process, telling how far it is; whatever breaks is told.

    Raises Busy, and leaves what is told as it is, where another process makes one.
    """
    folder = _folder()
    with at_work(folder):
        try:
            order = PackOrder.from_text(text)
            identifier = make(order)
            replace_text(make_folder(folder) / _DONE, json.dumps({"identifier": identifier}))
            end_work(folder)
        except HoldfastError as error:
            refuse_work(folder, error)
        except Exception as error:  # noqa: BLE001  # told on the page; the last resort: faults.py
            note(error)
            refuse_work(folder, in_words(error))


def make(order: PackOrder) -> str:
    """Make a pack and keep it; gives its identifier. Raises what the parts of it do."""

    def allow(made: MadePack) -> None:
        record_pack(by=order.by, made=made)

    step = telling(_folder(), lambda words, done, of: None)
    step("Opening the snapshot", 0, 0)
    snapshot = Store(HOME.path()).get(order.snapshot)
    until = order.entered_until or moment_now()
    outlook = open_packed(snapshot, data.book(), order.day, order.entered_until)
    try:
        source = pack_source(outlook.bounded(order.bound), until)
        at = timezone.localtime().replace(tzinfo=None).isoformat(timespec="seconds")
        return keep_pack(HOME.path(), order.wanted, source, order.by, at, step, allow).identifier
    finally:
        outlook.close()


def _folder() -> Path:
    return HOME.path() / FOLDER / MAKING
