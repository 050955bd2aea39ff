"""A census that was written is read back as it was, and is valid."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from lxml import etree

from holdfast.errors import BadSetting, NotFound
from holdfast.returns.cin_census.projecting import Projected
from holdfast.returns.cin_census.register import YEARS
from holdfast.returns.cin_census.schema import invalid_elements, schema_of, schema_text
from holdfast.returns.cin_census.writing import Misplaced, write_census
from holdfast.sources.cin_census import Header, read_census
from tests.returns.cin_census.building import census
from tests.returns.cin_census.conftest import County
from tests.returns.cin_census.projecting.small import CHILD, REFERRAL, drawn

SHARED = Path(__file__).parents[3].parent / "shared" / "data" / "cin_schema_2026.xsd"
PLAN = {"plan": "P", "referral": "R1", "child": "A", "started": "2025-06-24"}


def small(year: int = 2026, **child: Any) -> Projected:
    """One child who has a row of most modules."""
    rows = {
        "persons": [CHILD | child],
        "referrals": [REFERRAL | {"received": "2021-01-04"}],
        "disabilities": [{"child": "A", "disability": "D", "kind": "LD"}],
        "assessments": [{"assessment": "X", "child": "A", "started": f"{year - 1}-06-02"}],
        "need_plans": [PLAN | {"started": f"{year - 1}-06-02"}],
        "protection_plans": [PLAN | {"initial_category": "NEG", "latest_category": "NEG"}],
        "protection_reviews": [{"review": "V", "child": "A", "plan": "P", "held": "2025-09-15"}],
        "pre_proceedings": [{"child": "A", "decided": "2026-06-01", "review_meetings": 0}],
    }
    return drawn(rows, year, as_at="2027-04-20")


def written(projected: Projected, folder: Path, authority: str | None = "999") -> Path:
    path = folder / "census.xml"
    header = replace(projected.header, authority=authority)
    write_census(header, projected.tables, path, "2026-04-20T09:00:00")
    return path


def same(projected: Projected, path: Path) -> None:
    reading = read_census(path)
    batches = list(reading.batches())
    assert (reading.refused, reading.closed) == ([], True)
    for name, table in projected.tables.items():
        read = pa.concat_tables([batch.tables[name] for batch in batches])
        assert read.drop_columns("line") == table.drop_columns("line"), name
    assert [(batch.unreadable, batch.oddments) for batch in batches] == [((), ())]


def test_the_countys_census_is_read_back_as_it_was_written(county: County) -> None:
    same(county.projected, county.path)
    assert read_census(county.path).header == county.projected.header


def test_the_countys_census_is_valid(county: County, next_county: County) -> None:
    assert invalid_elements(county.path, 2026) == {}
    assert invalid_elements(next_county.path, 2027) == {}


@pytest.mark.skipif(not SHARED.exists(), reason="the community schema is not beside the project")
def test_the_countys_census_is_valid_by_the_schema_that_councils_use(county: County) -> None:
    theirs = etree.XMLSchema(etree.parse(str(SHARED)))
    file = etree.parse(str(county.path))
    assert theirs.validate(file), [(one.line, one.type_name) for one in theirs.error_log]


@pytest.mark.parametrize("year", YEARS)
def test_each_years_census_is_valid_and_read_back(tmp_path: Path, year: int) -> None:
    projected = small(year)
    path = written(projected, tmp_path)
    same(projected, path)
    assert invalid_elements(path, year) == {}
    others = [other for other in YEARS if invalid_elements(path, other) == {}]
    assert others == {2023: [2023, 2024], 2024: [2023, 2024], 2027: [2027]}.get(
        year, [2025, 2026, 2027]
    )


@pytest.mark.skipif(not SHARED.exists(), reason="the community schema is not beside the project")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<Ethnicity>WBRI", "<Ethnicity>WBRX"),
        ("<Sex>F</Sex>", ""),
        ("<ReferralNFA>0", "<ReferralNFA>no"),
        ("<CINreferralDate>2025-05-12", "<CINreferralDate>12/05/2025"),
        ("<LAchildID>MU000001", "<UPN>A1</UPN><LAchildID>MU000001"),
        ("<ReferralSource>1A</ReferralSource>", ""),
        ("<Disability>NONE</Disability>", ""),
        ("<Collection>CIN", "<Collection>CLA"),
        ("<LEA>999", "<LEA>99"),
        ("<Year>2026", "<Year>26"),
        ("<LAchildID>MU000001", "<LAchildID>A child"),
        ("<UPNunknown>UN2", "<UPNunknown>UN8"),
    ],
)
def test_our_schema_says_what_the_one_that_councils_use_says(
    tmp_path: Path, old: str, new: str
) -> None:
    text = census({})
    assert old in text
    changed = etree.fromstring(text.replace(old, new).encode())
    theirs = etree.XMLSchema(etree.parse(str(SHARED)))
    assert schema_of(2026).validate(changed) is theirs.validate(changed)


def test_what_the_schema_refuses_is_told_without_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "census.xml"
    path.write_text(census({"Child": [{"Ethnicity": "SECRET"}, {"Ethnicity": "SECRET"}]}))
    assert invalid_elements(path, 2026) == {"Ethnicity": 2}


def test_a_year_without_a_census_has_no_schema() -> None:
    with pytest.raises(NotFound):
        schema_text(2019)


def test_text_that_xml_minds_is_kept(tmp_path: Path) -> None:
    projected = small(child="A", ethnicity="<W&B> é\u2019 ")
    path = written(projected, tmp_path)
    (batch,) = read_census(path).batches()
    assert batch.tables["Child"]["Ethnicity"].to_pylist() == ["<W&B> é\u2019"]


def test_a_character_that_no_xml_may_hold_does_not_break_the_file(tmp_path: Path) -> None:
    path = written(small(ethnicity="W\x00B\x0bR"), tmp_path)
    (batch,) = read_census(path).batches()
    assert batch.tables["Child"]["Ethnicity"].to_pylist() == ["W\ufffdB\ufffdR"]


def test_the_source_is_told_with_the_councils_number_alone(tmp_path: Path) -> None:
    with_number = written(small(), tmp_path).read_text()
    assert "<LEA>999</LEA>" in with_number
    assert "<DateTime>2026-04-20T09:00:00</DateTime>" in with_number
    path = written(small(), tmp_path, None)
    assert "<Source>" not in path.read_text()
    assert invalid_elements(path, 2026) == {}


def test_a_file_that_lay_there_stands_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "census.xml"
    path.write_text("before")
    projected = small()
    stray = projected.tables["Assessments"].set_column(3, "inside", pa.array([9], pa.int64()))
    with pytest.raises(Misplaced):
        write_census(projected.header, projected.tables | {"Assessments": stray}, path)
    with pytest.raises(Misplaced):
        write_census(Header(), projected.tables, path)
    assert [one.name for one in tmp_path.iterdir()] == ["census.xml"]
    assert path.read_text() == "before"


@pytest.mark.parametrize("place", ["absent/census.xml", "."])
def test_a_place_where_nothing_can_be_written(tmp_path: Path, place: str) -> None:
    with pytest.raises(BadSetting):
        write_census(small().header, small().tables, tmp_path / place)
    assert list(tmp_path.iterdir()) == []


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    assert written(small(), tmp_path).stat().st_mode & 0o077 == 0
