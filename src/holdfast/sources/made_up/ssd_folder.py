"""Made-up children as a folder of SSD files, to try and to time the reader of real ones.

One CSV file for each SSD table that the record keeps, named by the table, with SSD's own
column names. Days are written as SSD's databases hold them, with a time; flags are Y or N.
Some columns hold JSON, as SSD defines them: the factors of an assessment as one list; the
outcomes of contacts, assessments and enquiries, and the plan for permanence, as flags.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv

from holdfast.record.assessment import AssessmentFactors, Assessments
from holdfast.record.care import CarePlans
from holdfast.record.contact import Contacts
from holdfast.record.protection import Enquiries
from holdfast.record.register import TABLES
from holdfast.record.schema.table import ColumnKind, Table
from holdfast.simulation.oddities import PlantedOddity
from holdfast.sources.made_up.written import WrittenFile

_CONTACT = {
    "referral": "NEW_REFERRAL_FLAG",
    "existing": "EXISTING_REFERRAL_FLAG",
    "no_further_action": "NFA_FLAG",
    "advice": "ADVICE_FLAG",
}
_OTHER_OUTCOME = "OTHER_OUTCOMES_EXIST_FLAG"
# The plans that SSD has no key for are its "other".
_NO_KEY_IN_SSD = {"GUARDIAN": "OTHERPLN", "RETURN": "OTHERPLN"}

Json = Callable[[pa.Table], list[str | None]]


def write_ssd(
    tables: Mapping[str, pa.Table], folder: Path, planted: Iterable[PlantedOddity] = ()
) -> list[Path]:
    """Write record tables, by name, as SSD's files into ``folder``; give the files written.

    Tables and columns that SSD lacks are left out. The folder is made where it is absent. Of the
    oddities ``planted`` in the tables, the placeholders are written as SSD holds them.
    """
    return [one.path for one in ssd_files(tables, folder, planted)]


def ssd_files(
    tables: Mapping[str, pa.Table], folder: Path, planted: Iterable[PlantedOddity] = ()
) -> list[WrittenFile]:
    """Write the files as ``write_ssd`` does; give each with its rows."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, rows in ssd_columns(tables, planted).items():
        path = folder / f"{name}.csv"
        csv.write_csv(rows, path)
        written.append(WrittenFile(path, rows.num_rows))
    return written


def ssd_columns(
    tables: Mapping[str, pa.Table], planted: Iterable[PlantedOddity] = ()
) -> dict[str, pa.Table]:
    """The files of ``write_ssd`` as columns of text under SSD's names, by SSD's tables."""
    # What cells hold in place of nothing: by table, by SSD's column, by the key of the row.
    literals: dict[str, dict[str, dict[str, str]]] = {}
    for oddity in planted:
        if oddity.literal:
            cells = literals.setdefault(oddity.table, {}).setdefault(oddity.column, {})
            cells[oddity.row] = oddity.literal
    return {
        table.ssd: _columns(table, tables[table.name], literals.get(table.name, {}))
        for table in TABLES
        if table.ssd
    }


def _columns(
    table: type[Table], rows: pa.Table, literals: Mapping[str, Mapping[str, str]]
) -> pa.Table:
    if table is AssessmentFactors:
        # One row an assessment, with all its factors in a list.
        factors: dict[str, list[str]] = defaultdict(list)
        for assessment, factor in zip(
            rows["assessment"].to_pylist(), rows["factor"].to_pylist(), strict=True
        ):
            factors[assessment].append(factor)
        numbers = [f"factors-{number:07d}" for number in range(1, len(factors) + 1)]
        lists = [json.dumps(found) for found in factors.values()]
        rows = pa.table({"factor_row": numbers, "assessment": list(factors), "factor": lists})
    columns = {}
    for column in (one for one in table.columns if one.ssd):
        values = rows[column.name]
        if column.kind in (ColumnKind.DAY, ColumnKind.MOMENT):
            texts = pc.strftime(values.cast(pa.timestamp("s")), format="%Y-%m-%dT%H:%M:%S")
        elif column.kind is ColumnKind.FLAG:
            texts = pc.if_else(values, "Y", "N")
        else:
            texts = values.cast(pa.string())
        columns[column.ssd] = texts
    for name, flagged in _JSON.get(table, {}).items():
        columns[name] = pa.array(flagged(rows), pa.string())
    key = table.key()
    for name, cells in literals.items():
        assert key is not None, f"cells of {table.name} cannot be told apart"
        told = zip(columns[name].to_pylist(), _texts(rows, key.name), strict=True)
        columns[name] = pa.array([cells.get(row or "", text) for text, row in told], pa.string())
    return pa.table(columns)


def _flags(needed: pa.ChunkedArray, yes: str) -> list[str | None]:
    names = {True: yes, False: "NFA_FLAG", None: None}
    return [_flag(names[one]) for one in needed.to_pylist()]


def _permanence_plan(rows: pa.Table) -> list[str | None]:
    return [_flag(one and _NO_KEY_IN_SSD.get(one, one)) for one in _texts(rows, "permanence_plan")]


def _texts(rows: pa.Table, name: str) -> list[str | None]:
    found: list[str | None] = rows[name].to_pylist()
    return found


def _flag(name: str | None) -> str | None:
    """A JSON object in which one flag is set."""
    return json.dumps({name: "Y"}) if name else None


_JSON: dict[type[Table], dict[str, Json]] = {
    Contacts: {
        "cont_contact_outcome_json": lambda rows: [
            _flag(outcome and _CONTACT.get(outcome, _OTHER_OUTCOME))
            for outcome in _texts(rows, "outcome")
        ]
    },
    Assessments: {
        "cina_assessment_outcome_json": lambda rows: _flags(
            rows["support_needed"], "PROV_OF_SERVICES_FLAG"
        )
    },
    Enquiries: {
        "s47e_s47_outcome_json": lambda rows: _flags(
            rows["conference_needed"], "CP_CONFERENCE_FLAG"
        )
    },
    CarePlans: {"lacp_cla_care_plan_json": _permanence_plan},
}
