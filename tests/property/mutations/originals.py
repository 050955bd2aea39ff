"""The whole files that are spoilt, small, and with a child whose name must never be shown."""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.returns.cin_census.building import census
from tests.sources.annex_a_made import page, workbook
from tests.sources.cin_made import RICH
from tests.sources.ssd_made import COUNCIL, lines

# Stands in names and numbers of made-up children, and nowhere in anything of ours.
CANARY = "ZQCANARY"
FILE = "FILE"
# A data folder with a snapshot of the tables, in which every file that can be made has been.
READY = "ready"
READY_ON = "2023-03-31"  # the end of the first year whose census is known
SNAPSHOT = f"{READY_ON}-0001"
_AS_AT = ("--as-at", "2018-01-31")


@dataclass(frozen=True)
class Original:
    """A file to be spoilt, what lies beside it, and how it is given: see ``running``.

    ``command`` is what is called where that does not follow from ``how``; FILE in it is the file.
    What a command ``shows`` of children on purpose is not looked at.
    """

    how: str
    path: Path
    beside: tuple[Path, ...] = ()
    command: tuple[str, ...] = ()
    shows: bool = False

    @property
    def called(self) -> str:
        """What reads it and what it is, for a list of tests."""
        return f"{' '.join(self.command[:2]) or self.how} {self.path.name}"


def lay(folder: Path) -> Mapping[str, list[Original]]:
    """Write the files; by the name of what reads them."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = _tables(folder / "ssd")
    book = workbook(
        folder / "annex_a.xlsx",
        page(1, _child(**{"Date of Contact": "03/01/2018"})),
        page(3, _child(**{"Date of Referral": "04/01/2018"})),
    )
    whole = folder / "whole.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
        for one in tables:
            packed.write(one, one.name)
    made = _census(folder / "census.xml")
    own = _own(folder)
    listed = [_listed(folder, "list 1.csv"), _listed(folder, "list.csv")]
    return {
        "ssd": [Original("ssd", one, tuple({*tables} - {one})) for one in tables],
        "parquet": [Original("ssd", _parquet(one), tuple({*tables} - {one})) for one in tables],
        "annex a": [Original("annex-a", book)],
        "annex a csv": [Original("annex-a", listed[0])],
        "census": [Original("cin-census", made), Original("check", made)],
        "own": [Original("own", one, tuple(tables)) for one in own],
        "reconcile": [Original("reconcile", listed[1], tuple(tables))],
        "survey": [
            Original("survey", path, command=("survey", FILE, "--as", kind, *form, *day))
            for path, kind, day in (
                (tables[0], "ssd", _AS_AT),
                (folder / f"{tables[0].stem}.parquet", "ssd", _AS_AT),
                (book, "annex-a", _AS_AT),
                (listed[0], "annex-a", _AS_AT),
                (made, "cin-census", ()),
            )
            for form in ((), ("--format", "json"))
        ],
        "data folder": _of_the_data_folder(folder / READY),
        "web": [
            Original("web returns_check:cin", made),
            Original("web survey ssd", whole),
            Original("web survey ssd", tables[0]),
            Original("web survey annex-a", book),
            Original("web survey cin-census", made),
        ],
    }


def _of_the_data_folder(home: Path) -> list[Original]:
    """What the commands read from the data folder itself, and a backup of it."""
    census = ("return", "cin", "--year", "2023", "--out", "census.xml")
    due = ("due", "--status", "all", "--format", "csv")
    given: dict[str, tuple[tuple[str, ...], ...]] = {
        "vocabulary.toml": (("import", str(home.parent / "ssd"), "--as", "ssd", *_AS_AT),),
        "recording.toml": (("recording",), ("clocks",)),
        "local_rules.toml": (("clocks",), due),
        "exclusions.csv": (due,),
        "returns/cin_census/answers.jsonl": (census,),
        "secret-key": (("user", "list"), ("serve",)),
        "people.sqlite3": (("audit", "verify"), ("user", "list"), ("serve",)),
        "current": (("chain",), ("serve",)),
        f"snapshots/{SNAPSHOT}/manifest.json": (("snapshot", "show", SNAPSHOT), ("serve",)),
        f"snapshots/{SNAPSHOT}/persons.parquet": (("chain",), census, ("snapshot", "verify")),
        f"derived/{SNAPSHOT}/waiting.json": (("snapshot", "list"), ("snapshot", "use", SNAPSHOT)),
    }
    shown = ("due", "return")
    return [
        *(
            Original("data folder", home / name, command=command, shows=command[0] in shown)
            for name, commands in given.items()
            for command in commands
        ),
        Original("restore", home.parent / "backup.hfb", command=("restore", FILE)),
    ]


def fill(home: Path) -> None:
    """Write into a data folder what a council writes there, and why a snapshot waits."""
    for one in _own(home):
        assert one.exists()
    (home / "local_rules.toml").write_text('[authority]\nallocation = "2 working days"\n')
    answers = home / "returns" / "cin_census" / "answers.jsonl"
    answers.parent.mkdir(parents=True, exist_ok=True)
    answer = {"code": "2885Q", "mark": "0" * 20, "year": 2018, "reason": f"{CANARY} was asked"}
    answers.write_text(json.dumps(answer | {"who": "A manager", "at": "2018-02-01T09:00:00"}))
    loss = {"kind": "table", "where": "contacts", "before": 3, "lost": 3, "what": "Contacts."}
    derived = home / "derived" / SNAPSHOT
    derived.mkdir(parents=True, exist_ok=True)
    waiting = {"against": SNAPSHOT, "losses": [loss]}
    (derived / "waiting.json").write_text(json.dumps(waiting))


def _child(**cells: str) -> dict[str, str]:
    return {"Child Unique ID": f"{CANARY}1", **cells}


def _tables(folder: Path) -> list[Path]:
    folder.mkdir(exist_ok=True)
    made = []
    for name, given in COUNCIL.items():
        path = folder / f"{name}.csv"
        text = lines(given).replace("MU1", f"{CANARY}1").replace("Dulse", f"{CANARY}dulse")
        path.write_text(text, encoding="utf-8", newline="")
        made.append(path)
    return made


def _parquet(table: Path) -> Path:
    headings, *rows = [line.split(",") for line in table.read_text().splitlines()]
    path = table.parent.parent / f"{table.stem}.parquet"
    columns = [pa.array(list(cells)) for cells in zip(*rows, strict=True)]
    pq.write_table(pa.table(columns, headings), path)
    return path


def _census(path: Path) -> Path:
    path.write_text(census(RICH).replace("MU1", f"{CANARY}1"), encoding="utf-8")
    return path


def _listed(folder: Path, name: str) -> Path:
    path = folder / name
    head = "Child Unique ID,Gender,Date of Birth,Date of Contact,Status\n"
    path.write_text(f"{head}{CANARY}1,a) Female,04/05/2010,03/01/2018,overdue\n")
    return path


def _own(folder: Path) -> list[Path]:
    vocabulary, recording = folder / "vocabulary.toml", folder / "recording.toml"
    exclusions = folder / "exclusions.csv"
    vocabulary.write_text('["referrals.source"]\n"Health visitor" = "3A"\n"School" = "2A"\n')
    recording.write_text(
        '[system]\nsince = 2016-04-01\ndecided_on = 2018-01-15\nby = "A manager"\n'
        '[cp_visit]\nsince = 2017-01-01\ndecided_on = 2018-01-15\nby = "A manager"\n'
    )
    exclusions.write_text(
        "child,clock,since,until,reason,by,on\n"
        f"{CANARY}1,cp_visit,2018-01-03,2018-01-03,Visited,A manager,2018-02-01\n"
    )
    return [vocabulary, recording, exclusions]
