"""What was worked out from a snapshot is shown as it was written, or made anew."""

from pathlib import Path

import pytest

from holdfast.record.store.sealed import find_sealed, not_as_sealed, seal

STEM = "duties-abc.parquet"


def sealed(folder: Path, content: bytes = b"rows") -> Path:
    part = folder / f"{STEM}.1.part"
    part.write_bytes(content)
    return seal(part, STEM)


def test_what_is_sealed_is_found_by_its_stem(tmp_path: Path) -> None:
    assert find_sealed(tmp_path, STEM) is None
    place = sealed(tmp_path)
    assert find_sealed(tmp_path, STEM) == place
    assert [one.name for one in tmp_path.iterdir()] == [place.name]
    assert find_sealed(tmp_path, "duties-ab.parquet") is None


def test_what_is_not_as_it_was_written_is_named_and_deleted(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    place = sealed(tmp_path)
    place.write_bytes(b"rowt")
    assert not_as_sealed(tmp_path) == [place.name]
    assert find_sealed(tmp_path, STEM) is None
    assert place.name in caplog.text
    assert not place.exists()


def test_of_two_that_were_made_at_once_either_serves(tmp_path: Path) -> None:
    places = {sealed(tmp_path, b"rows"), sealed(tmp_path, b"rows in another order")}
    assert find_sealed(tmp_path, STEM) in places
    assert not_as_sealed(tmp_path) == []


def test_one_cut_to_nothing_is_made_anew(tmp_path: Path) -> None:
    sealed(tmp_path).write_bytes(b"")
    assert find_sealed(tmp_path, STEM) is None
    assert find_sealed(tmp_path, STEM) is None
