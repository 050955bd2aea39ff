"""Reads the tables of the examples of the challenge loop, for ``reading.py``.

An example of ``tests/spec/loop`` stands under the key of a clock or strand that finds deficits:

    Said                                     what people said of the deficit in Holdfast

    | started    | kind     | on         | by | owner |
    | ---------- | -------- | ---------- | -- | ----- |
    | 2018-01-31 | directed | 2018-03-05 | M1 | W1    |

    Loop on 2018-03-31                       the path of each deficit up to that day

    | started    | detected   | directed   | state    | silent |
    | ---------- | ---------- | ---------- | -------- | ------ |
    | 2018-01-31 | 2018-03-08 | 2018-03-05 | directed | no     |

    Loop on 2018-02-28: none.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

LOOP = re.compile(r"(Said|Loop on (\d{4}-\d\d-\d\d))(: none\.)?$")
DAYS = (
    *("started", "on", "detected", "seen", "challenged", "directed", "evidenced", "verified"),
    *("held", "lapsed", "settled", "recurred"),
)
WORDS = ("kind", "by", "owner", "state", "silent", "on paper")


def of_loop(
    line: Any, cells: Mapping[str, str], day: Callable[[Any, str], date]
) -> Mapping[str, Any]:
    """What was said of a deficit, or its path: days and words. Raises what ``line.wrong`` makes."""
    if unknown := set(cells) - {*DAYS, *WORDS}:
        raise line.wrong(f"there is no {sorted(unknown)[0]!r} in what is said of a deficit")
    return {
        name: (day(line, text) if text else None) if name in DAYS else text or None
        for name, text in cells.items()
    }
