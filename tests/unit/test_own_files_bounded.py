"""Files of the council's own that are too deep, too large or no files at all."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from holdfast.clocks.good_from import read_good_from
from holdfast.clocks.register import CLOCKS
from holdfast.errors import HoldfastError
from holdfast.limits import OWN_FILE
from holdfast.measures.exclusions import FILE, read_exclusions
from holdfast.sources.vocabulary import VOCABULARY_FILE, read_vocabulary

READERS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "vocabulary": (VOCABULARY_FILE, read_vocabulary),
    "recording": (
        "recording.toml",
        lambda home: read_good_from(CLOCKS, home / "recording.toml"),
    ),
    "exclusions": (FILE, read_exclusions),
}
DEEP = "a = " + "[" * 5_000 + "]" * 5_000
FIGURES = "a = " + "9" * 5_000


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", [DEEP, FIGURES], ids=["deep", "figures"])
def test_what_no_reader_can_hold_is_refused_in_words(
    tmp_path: Path, reader: str, text: str
) -> None:
    name, read = READERS[reader]
    (tmp_path / name).write_text(text)
    with pytest.raises(HoldfastError) as caught:
        read(tmp_path)
    assert name in caught.value.what


@pytest.mark.parametrize("reader", READERS)
def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path, reader: str) -> None:
    name, read = READERS[reader]
    with (tmp_path / name).open("wb") as file:
        file.truncate(OWN_FILE.most + 1)
    with pytest.raises(HoldfastError, match=f"larger than {OWN_FILE}"):
        read(tmp_path)


@pytest.mark.parametrize("reader", READERS)
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, reader: str) -> None:
    name, read = READERS[reader]
    os.mkfifo(tmp_path / name)
    with pytest.raises(HoldfastError, match="named pipe"):
        read(tmp_path)
