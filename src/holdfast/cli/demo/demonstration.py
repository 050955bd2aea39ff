"""The demonstration: the whole made-up county, kept once it was made.

Making it takes a minute or two. Where it is not kept yet, a part of it is made first and shown,
and the whole is made beside the pages, in a process of its own that gives way to everything
else. The whole then takes the part's place, unless somebody imported something meanwhile.

It lies in a folder of its own, which holds made-up children alone: it never takes the place of a
council's data, and whoever signs in with its printed password finds nothing else there.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from holdfast.cli.demo.population import state_population
from holdfast.clocks.rules.book import LOCAL_RULES, Book
from holdfast.errors import BadSetting, Busy, HoldfastError
from holdfast.measures.chain import chain
from holdfast.measures.choices import FILE as TARGETS
from holdfast.printing import Format, print_rows
from holdfast.progress import Step, by_tenths, said, steps
from holdfast.query.outlook import open_outlook
from holdfast.record.store.atomic_files import (
    disk_errors_in_words,
    make_folder,
    write_text,
)
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.simulation import SEED
from holdfast.simulation.council.made_up import SETTINGS, MadeUpCouncil
from holdfast.sources.made_up import WHOLE, council_tables, import_council, kept

DAY = SETTINGS[MadeUpCouncil.COUNTY].day
# A part that takes some fifteen seconds to make and to run the clocks over, on a quiet machine.
PART = 6_000
# As odd as real records: a council that tries it with its own will find them there.
ODD = True

FOLDERS = {MadeUpCouncil.COUNTY: "demo", MadeUpCouncil.TODAY: "demo-today"}
# Its presence says that a folder is a demonstration's.
MARK = "demonstration"
_MARKED = (
    "Holdfast's demonstration: every child in this folder is made up. No council's data here.\n"
)
_OF_TODAY = "Of the council of today.\n"
_SINCE = SETTINGS[MadeUpCouncil.TODAY].family_help
_RULES_OF_TODAY = f"""# The local rules of the made-up council of today.

[in_force]
assessed_before_plan = {_SINCE}
seen_before_conference = {_SINCE}

[family_help]
since = {_SINCE}
"""

# What the council of 2018 asks of each step: so that charts say whether it can be met at all.
_TARGETS = """# The made-up council's own targets, in per cent of shares.

[targets]
seen_due_met = 85
assessment_due_met = 90
conference_due_met = 75
protection_visit_due_met = 80
protection_review_due_met = 80
supervision_due_met = 90
not_held = 0
"""

LIVING = "Living through six years"
_PATIENCE, _PAUSE = 600, 2


def demonstration_folder(home: Path, which: MadeUpCouncil = MadeUpCouncil.COUNTY) -> Path:
    """Where a demonstration's data lies: below the data folder, unless that is its own already."""
    return home if _shown_in(home) is which else home / FOLDERS[which]


def _shown_in(folder: Path) -> MadeUpCouncil | None:
    """The council whose demonstration a folder is; None where it is no demonstration's."""
    if not (folder / MARK).is_file():
        return None
    today = _OF_TODAY in (folder / MARK).read_text(encoding="utf-8")
    return MadeUpCouncil.TODAY if today else MadeUpCouncil.COUNTY


def claim_folder(folder: Path, which: MadeUpCouncil = MadeUpCouncil.COUNTY) -> Path:
    """Make a folder the demonstration's own, with its council's local rules, and give it.

    Raises BadSetting where it holds snapshots of a council, or any that cannot be read and may
    be of one, and where the other made-up council is shown in it; CannotWrite where the disk
    refuses.
    """
    store = Store(folder)
    if store.unreadable() or not all(one.manifest.made_up for one in store.all()):
        raise BadSetting(
            f"The folder {folder} holds a council's own snapshots; nothing was changed there.",
            "Give the demonstration another with --folder, or leave that out.",
        )
    shown = _shown_in(folder)
    if shown not in (None, which):
        raise BadSetting(
            f"The folder {folder} is the demonstration of the other made-up council; nothing was "
            "changed there.",
            f"Add --council {shown}, or give this one another folder with --folder.",
        )
    if shown is None:
        with disk_errors_in_words(folder, "The demonstration"):
            make_folder(folder)
            if which is MadeUpCouncil.TODAY and not (folder / LOCAL_RULES).exists():
                write_text(folder / LOCAL_RULES, _RULES_OF_TODAY)
            if which is MadeUpCouncil.COUNTY and not (folder / TARGETS).exists():
                write_text(folder / TARGETS, _TARGETS)
            told = _MARKED + (_OF_TODAY if which is MadeUpCouncil.TODAY else "")
            write_text(folder / MARK, told)
    return folder


def refuse_demonstration(home: Path) -> None:
    """Raise BadSetting where the data folder is a demonstration's: its account opens it."""
    if (home / MARK).is_file():
        raise BadSetting(
            f"The folder {home} is the demonstration's, whose password everyone knows.",
            "Import into another: unset HOLDFAST_HOME, or set it to a folder of your own.",
        )


@dataclass(frozen=True)
class Demonstration:
    """Made-up children in a store, as at a day. ``now`` tells the moment, as ISO text."""

    store: Store
    book: Book
    day: date
    now: Callable[[], str]
    part: int = PART
    whole: int = WHOLE
    which: MadeUpCouncil = MadeUpCouncil.COUNTY

    def show_all(self) -> Snapshot:
        """The whole county, made if need be, and made current."""
        return self._kept(self.whole) or self.make(self.whole)

    def show_some(self) -> tuple[Snapshot, bool]:
        """The whole county if it is kept, else a part of it; and whether the whole is to follow."""
        whole = self._kept(self.whole)
        if whole:
            return whole, False
        said.print(
            f"This is a part of the county: {self.part:,} of {self.whole:,} children. The whole "
            "is made beside it, and takes its place when it is done.",
            highlight=False,
        )
        return self._kept(self.part) or self.make(self.part), True

    def make(self, children: int) -> Snapshot:
        """Make up so many children, with the clocks run over them, and make them current."""
        with steps() as step:
            tables = council_tables(
                children,
                self.day,
                SEED,
                progress=lambda done, of: step(LIVING, done, of),
                oddities=ODD,
                which=self.which,
            )
            made = self._import(tables, children, lambda one: self._run_clocks(one, step))
            state_population(self.store.home, children, self.day)
            return made

    def tell_chain(self, snapshot: Snapshot) -> None:
        """Print where the children of a snapshot wait."""
        outlook = open_outlook(snapshot, self.book)
        columns = ("link", "passed", "in_time", "open", "overdue", "median_days", "child_days_over")
        title = f"The chain, year to {outlook.day} (made-up children)"
        print_rows([link.row for link in chain(outlook)], columns, Format.TABLE, title)
        outlook.close()

    def make_whole(self, instead_of: str) -> None:
        """Make the whole county and show it, if the snapshot ``instead_of`` is still shown.

        For a process beside the pages: it says in lines how far it is, and errors too.
        """
        tell = by_tenths(lambda words: said.print(words, highlight=False), "The whole county")

        def ready(snapshot: Snapshot) -> bool:
            return self._run_clocks(snapshot) and self.store.current().id == instead_of

        try:
            tables = council_tables(
                self.whole, self.day, SEED, progress=tell, oddities=ODD, which=self.which
            )
            if kept(self.store, self.whole, self.day, SEED, ODD, self.which):
                return  # another demonstration has made it meanwhile
            made = _patiently(lambda: self._import(tables, self.whole, ready))
            shown = self.store.current().id == made.id
            if shown:
                state_population(self.store.home, self.whole, self.day)
            now = "is shown in a moment" if shown else "is kept; another import is shown"
            said.print(f"The whole county {now}: {self.whole:,} children.", highlight=False)
        except HoldfastError as error:
            said.print(f"The whole county could not be made: {error}", markup=False)

    def _kept(self, children: int) -> Snapshot | None:
        found = kept(self.store, children, self.day, SEED, ODD, self.which)
        if found is None:
            return None
        state_population(self.store.home, children, self.day)
        return self.store.make_current(found.id)

    def _import(
        self, tables: Mapping[str, pa.Table], children: int, ready: Callable[[Snapshot], bool]
    ) -> Snapshot:
        return import_council(
            self.store, tables, children, self.day, SEED, self.now(), ready, ODD, self.which
        )

    def _run_clocks(self, snapshot: Snapshot, step: Step | None = None) -> bool:
        """Before anyone looks, so that no page waits for the clocks."""
        if step:
            step("Running the clocks", 0, 0)
        open_outlook(snapshot, self.book).close()
        return True


def _patiently(work: Callable[[], Snapshot]) -> Snapshot:
    """Do what another import may stand in the way of, and wait for that to end."""
    for _ in range(_PATIENCE // _PAUSE):
        try:
            return work()
        except Busy:
            time.sleep(_PAUSE)
    return work()
