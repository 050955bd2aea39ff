"""The latest inspection of every council, as published: read from the file that compiles them.

The file is that of the *Ofsted ILACS outcomes summary* of Data to Insight, which compiles facts
that Ofsted publishes (Open Government Licence v3.0). A row without an overall grade is as good as
any: there has been none since April 2026. Inspectors' names are not read. What cannot be read is
refused row by row, with its line; a file of another shape is refused whole.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from pathlib import Path

from holdfast.errors import CannotRead
from holdfast.improvement.words import InspectorGrade, JudgementArea
from holdfast.limits import PUBLISHED_FILE
from holdfast.ordinary_file import refuse_odd_file
from holdfast.record.store.atomic_files import disk_errors_in_words, replace_text

FILE = "inspections.csv"
LICENCE = "facts published by Ofsted (Open Government Licence v3.0), compiled by Data to Insight"
_GRADES = {
    JudgementArea.LEADERS: "impact_of_leaders_grade",
    JudgementArea.HELP_AND_PROTECTION: "help_and_protection_grade",
    JudgementArea.IN_CARE: "in_care_grade",
    JudgementArea.CARE_LEAVERS: "care_leavers_grade",
}
NEEDED = (
    "la_code",
    "local_authority",
    "inspection_framework",
    "inspection_start_date",
    "inspection_end_date",
    "publication_date",
    *_GRADES.values(),
)
_NEIGHBOURS = "stat_neighbours"
# In the words of the file: a grade of care leavers was given only from January 2023 on.
_NO_GRADE = ("", "none", "inspection_pre_dates_judgement")


@dataclass(frozen=True)
class PublishedInspection:
    """The latest inspection of a council. Days and grades are None where the file tells none."""

    code: str
    council: str
    framework: str
    began: date | None
    ended: date | None
    published: date | None
    grades: Mapping[JudgementArea, InspectorGrade]
    neighbours: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadInspections:
    """What a file held: rows read and rows refused, with line and reason, together every row."""

    rows: tuple[PublishedInspection, ...]
    refused: tuple[tuple[int, str], ...]


def read_inspections(place: Path) -> ReadInspections:
    """The rows of a file. Raises CannotRead for one of another shape, or with no row in it."""
    refuse_odd_file(place, PUBLISHED_FILE)
    rows: list[PublishedInspection] = []
    refused: list[tuple[int, str]] = []
    try:
        with place.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.DictReader(text)
            if lacking := [name for name in NEEDED if name not in (reader.fieldnames or ())]:
                raise CannotRead(
                    f"The file {place.name} has another shape: it lacks {', '.join(lacking)}.",
                    "Give the CSV of the published summary of inspections, with its headings.",
                )
            codes: set[str] = set()
            for row in reader:
                found = _row(row, codes)
                if isinstance(found, str):
                    refused.append((reader.line_num, found))
                else:
                    rows.append(found)
                    codes.add(found.code)
    except (UnicodeDecodeError, csv.Error, OSError) as error:
        raise CannotRead(
            f"The file {place.name} is not a table in CSV.",
            "Save the published workbook as CSV (UTF-8), and give that.",
        ) from error
    if not rows:
        raise CannotRead(
            f"No row of the file {place.name} could be read; nothing was kept.",
            refused[0][1] if refused else "It holds headings alone.",
        )
    return ReadInspections(tuple(rows), tuple(refused))


def keep_inspections(home: Path, place: Path) -> ReadInspections:
    """Read a file and keep it in the data folder in place of the one before, whole or not at all.

    Raises CannotRead, and CannotWrite where the disk refuses.
    """
    read = read_inspections(place)
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*NEEDED, _NEIGHBOURS))
    for row in read.rows:
        days = (f"{day:%d/%m/%Y}" if day else "" for day in (row.began, row.ended, row.published))
        grades = (row.grades.get(area, "") for area in _GRADES)
        near = " ".join(row.neighbours)
        writer.writerow((row.code, row.council, row.framework, *days, *grades, near))
    with disk_errors_in_words(home, "The file of inspections"):
        replace_text(home / FILE, text.getvalue())
    return read


def kept_inspections(home: Path) -> tuple[PublishedInspection, ...]:
    """What was kept, by council; nothing where none was. Raises CannotRead where it is damaged."""
    if not (home / FILE).exists():
        return ()
    return tuple(sorted(read_inspections(home / FILE).rows, key=lambda one: one.council))


def _row(row: Mapping[str, str | None], codes: set[str]) -> PublishedInspection | str:
    """A row; or why it cannot be read, in words."""
    held = {name: (row.get(name) or "").strip() for name in (*NEEDED, _NEIGHBOURS)}
    code, council = held["la_code"], held["local_authority"]
    if not (code.isdigit() and len(code) == 3 and council):
        return "la_code must be three figures, with the council's name"
    if code in codes:
        return f"a second row of {code}"
    grades: dict[JudgementArea, InspectorGrade] = {}
    for area, column in _GRADES.items():
        grade = held[column].lower()
        if grade in _NO_GRADE:
            continue
        if grade not in list(InspectorGrade):
            return f"{column} holds a word that is no grade"
        grades[area] = InspectorGrade(grade)
    days = []
    for column in ("inspection_start_date", "inspection_end_date", "publication_date"):
        try:
            days.append(_day(held[column]))
        except ValueError:
            return f"{column} is no day"
    began, ended, published = days
    if began and ended and ended < began:
        return "the inspection ended before it began"
    near = held[_NEIGHBOURS].replace(",", " ").split()
    named = council.title().replace(" And ", " and ").replace(" Of ", " of ")
    framework = "" if held["inspection_framework"] == "None" else held["inspection_framework"]
    return PublishedInspection(code, named, framework, began, ended, published, grades, tuple(near))


def _day(text: str) -> date | None:
    """A day as the file writes it: 27/10/2023 or 27/10/23. Raises ValueError."""
    if not text or text.lower() == "none":
        return None
    form = "%d/%m/%Y" if len(text) == 10 else "%d/%m/%y"
    return datetime.strptime(text, form).date()
