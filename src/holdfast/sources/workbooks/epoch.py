"""From which day a workbook counts: 1900, or 1904 as the first spreadsheets on the Macintosh did.

The reader of workbooks knows it for cells that are shown as days. A day that stands as a bare
number is one to nobody but us, and four years and a day out if counted from the wrong end.
"""

import re
import zipfile

# The day 0 of the one is the day 1,462 of the other.
_BETWEEN = 1_462
_NUMBER = re.compile(r"\d{5}(?:\.\d+)?")
_SAID = re.compile(r"<(?:\w+:)?workbookPr\s[^>]*\bdate1904\s*=\s*[\"'](?:1|true|on)[\"']")
_PART = "xl/workbook.xml"


def counts_from_1904(packed: zipfile.ZipFile) -> bool:
    """Whether a workbook of the .xlsx family says that its days count from 1904."""
    if _PART not in packed.namelist():
        return False
    return bool(_SAID.search(packed.read(_PART).decode("utf-8", "replace")))


def as_from_1900(text: str) -> str:
    """A bare number of days from 1904 as the same day's number from 1900; other text as it is."""
    if not _NUMBER.fullmatch(text):
        return text
    whole, mark, part = text.partition(".")
    return f"{int(whole) + _BETWEEN}{mark}{part}"
