"""From an outlook to the files of a pack: worked out, written, printed, and summed up.

The same snapshot, day and options, and the same that people have entered, give the same checksum.
It is reckoned over what the pack says: over every file byte for byte but a PDF, which is a print of
the HTML beside it and follows the version of the Chromium that made it, and an encrypted file,
which is another at each making: of that, over what is locked in it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from holdfast.case_audits.drawing import draw_cases
from holdfast.case_audits.frame import audit_frame
from holdfast.errors import BadSetting
from holdfast.evidence.content.annex_a import annex_a_records, write_annex_a_of_record
from holdfast.evidence.content.asked_of import PackSource
from holdfast.evidence.content.board import board_pack
from holdfast.evidence.content.contacts import read_contacts
from holdfast.evidence.content.contingency import contingency_pack
from holdfast.evidence.content.measured import judged, verdicts_on
from holdfast.evidence.content.scrutiny import scrutiny_pack
from holdfast.evidence.content.self_evaluation import sample_document, self_evaluation
from holdfast.evidence.documents.as_html import as_html, inner_html
from holdfast.evidence.documents.as_pdf import NoPrinting, as_pdf
from holdfast.evidence.documents.document import PrintedDocument
from holdfast.evidence.documents.locked import as_locked_html
from holdfast.evidence.kinds import PackKind, PackWanted
from holdfast.evidence.withholding.publication import Publication, publish, publish_verdicts
from holdfast.measures.chain import chain
from holdfast.progress import Step
from holdfast.query.scope import Scope
from holdfast.settings import HOME
from holdfast.sources.annex_a_workbook.layout import LAYOUTS

FIGURES = "figures.json"
PAGE = "page.html"
LOCKED = "contingency.html"
# The one document of the inspection pack that names no child, whatever it ends in.
NAMELESS = "self_evaluation"
_PRINT = ".pdf"


@dataclass(frozen=True)
class PackFile:
    """A file of a pack: its name, its size in bytes, and its SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class MadePack:
    """A pack as it was written into a folder.

    ``day`` is that of its figures. ``checksum`` is the SHA-256 of what it says. ``children`` are
    those whom its files name. ``notes`` say what could not be done, in words for people.
    ``entered_until`` is the moment until which entries of people were taken, as ISO text.
    """

    kind: PackKind
    day: date
    snapshot: str
    options: Mapping[str, str | int]
    files: tuple[PackFile, ...]
    checksum: str
    notes: tuple[str, ...]
    children: frozenset[str]
    entered_until: str = ""


@dataclass
class _Writing:
    """A folder that is being filled, and what is known of it so far.

    ``locked`` are the checksums of what encrypted files hold, by the names of the files; ``chosen``
    is what was left to Holdfast to choose.
    """

    folder: Path
    day: date
    step: Step
    notes: list[str] = field(default_factory=list)
    children: set[str] = field(default_factory=set)
    locked: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, str | int] = field(default_factory=dict)

    def document(self, name: str, document: PrintedDocument) -> None:
        """Write a document as HTML, and as PDF where it can be printed."""
        page = self.folder / f"{name}.html"
        page.write_bytes(as_html(document))
        self.step(f"Printing: {document.title}", 0, 0)
        try:
            as_pdf(page, self.day, page.with_suffix(_PRINT))
        except NoPrinting as error:
            self.notes.append(f"{name}.pdf was not printed. {error.what} {error.next_step}")


def make_pack(wanted: PackWanted, source: PackSource, folder: Path, step: Step) -> MadePack:
    """Make a pack into an empty folder.

    ``step`` is told what is being done. Raises BadSetting for what cannot be made of this day.
    Where nothing can be printed the pack is made without PDF, and says so in its notes.
    """
    writing = _Writing(folder, source.day, step)
    match wanted.kind:
        case PackKind.INSPECTION:
            _inspection(wanted, source, writing)
        case PackKind.SCRUTINY:
            _scrutiny(source, writing)
        case PackKind.BOARD:
            _board(source, writing)
        case PackKind.CONTINGENCY:
            _contingency(wanted, source, writing)
    files = tuple(_file(path) for path in sorted(folder.iterdir()))
    said = "".join(
        f"{writing.locked.get(one.name, one.sha256)}  {one.name}\n"
        for one in files
        if Path(one.name).suffix != _PRINT
    )
    return MadePack(
        wanted.kind,
        source.day,
        source.outlook.snapshot.id,
        wanted.options | writing.chosen,
        files,
        sha256(said.encode()).hexdigest(),
        tuple(writing.notes),
        frozenset(writing.children),
        source.entered_until,
    )


def _inspection(wanted: PackWanted, source: PackSource, writing: _Writing) -> None:
    records = annex_a_records(source)
    for number, layout in enumerate(LAYOUTS):
        writing.step(f"Writing Annex A in the layout of {layout}", number, len(LAYOUTS))
        path = writing.folder / f"annex_a_{layout}.xlsx"
        for listed in write_annex_a_of_record(source, records, path, layout):
            writing.children |= listed.children
    del records  # it holds the rows of the whole record
    writing.step("Drawing cases", 0, 0)
    seed = wanted.seed or f"{source.outlook.snapshot.id}/{source.day.isoformat()}"
    writing.chosen["seed"] = seed
    frame = audit_frame(source.outlook)
    sample = draw_cases(frame, wanted.cases, seed)
    writing.children |= {case.child for case in sample.cases}
    writing.step("Measuring the chain", 0, 0)
    links = chain(source.outlook)
    writing.step("Judging twelve measures", 0, 0)
    written = self_evaluation(source, links, judged(source), sample)
    writing.document(NAMELESS, written)
    writing.document("case_sample", sample_document(source, sample))


def _scrutiny(source: PackSource, writing: _Writing) -> None:
    writing.step("Counting, rounding, and withholding small numbers", 0, 0)
    home = HOME.path()
    published = publish(source.outlook, home)
    verdicts = publish_verdicts(source.outlook, home, lambda day: verdicts_on(source, day))
    pack = scrutiny_pack(source, published, verdicts)
    text = json.dumps(figures_of(pack.publication), indent=1, sort_keys=True, ensure_ascii=False)
    (writing.folder / FIGURES).write_text(text + "\n", encoding="utf-8")
    (writing.folder / PAGE).write_text(inner_html(pack.document), encoding="utf-8")
    writing.document("scrutiny", pack.document)


def _board(source: PackSource, writing: _Writing) -> None:
    writing.step("Measuring the chain", 0, 0)
    links = chain(source.outlook)
    writing.step("Judging twelve measures", 0, 0)
    twelve = judged(source)
    writing.step("Putting the report together", 0, 0)
    writing.document("board", board_pack(source, links, twelve))


def _contingency(wanted: PackWanted, source: PackSource, writing: _Writing) -> None:
    writing.step("Finding who holds whom", 0, 0)
    contacts = read_contacts(HOME.path())
    pack = contingency_pack(source, contacts, Scope(wanted.team))
    if not pack.children:
        raise BadSetting("There is nobody to put into the pack.", "Choose another day or team.")
    writing.children |= pack.children
    writing.step("Locking it", 0, 0)
    # What is locked is never written anywhere in the open.
    (writing.folder / LOCKED).write_bytes(as_locked_html(pack.document, wanted.passphrase))
    writing.locked[LOCKED] = sha256(as_html(pack.document)).hexdigest()


def figures_of(published: Publication) -> dict[str, Any]:
    """What the pack tells, for machines: each figure with what it is out of, and what is kept."""
    return {
        "day": published.day.isoformat(),
        "figures": {
            key: {"of": one.of, "count": one.count, "told": one.kept.value}
            for key, one in published.shown.items()
        },
    }


def _file(path: Path) -> PackFile:
    content = path.read_bytes()
    return PackFile(path.name, len(content), sha256(content).hexdigest())
