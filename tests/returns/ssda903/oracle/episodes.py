"""The rules about episodes a second time, in plain Python, from their texts and readings."""

from collections.abc import Iterator
from datetime import timedelta

from tests.returns.ssda903.oracle.rows import At, PlainChild, PlainRow

TEMPORARY = {"T0", "T1", "T2", "T3", "T4"}
LEFT = {
    "E2", "E3", "E4A", "E4B", "E5", "E6", "E7", "E8", "E9", "E11", "E12", "E13", "E14", "E15",
    "E16", "E17", "E41", "E45", "E46", "E47", "E48",
}  # fmt: skip
WHERE = ("PLACE", "PL_POST", "URN", "PLACE_PROVIDER")


def _value(row: PlainRow, name: str) -> str:
    return row[name] if name in ("PL_POST", "URN") else row.code(name)


def _moved(row: PlainRow, before: PlainRow) -> bool:
    return any(_value(row, name) != _value(before, name) for name in WHERE)


def r142(child: PlainChild) -> Iterator[At]:
    for row, _ in child.pairs():
        if not row.day("DEC") or not row["REC"]:
            yield row.at


def r388(child: PlainChild) -> Iterator[At]:
    after = {row.number: later for row, later in child.pairs()}
    for row in child.episodes:
        end, later = row.day("DEC"), after.get(row.number)
        begins = later.day("DECOM") if later else None
        if row.code("REC") == "X1":
            if row["DEC"] and (later is None or (end and end != begins)):
                yield row.at
        elif row["REC"] and end and end == begins:
            yield row.at


def r431(child: PlainChild) -> Iterator[At]:
    for before, row in child.pairs():
        end, begins = before.day("DEC"), row.day("DECOM")
        if row.code("RNE") == "S" and end and begins and begins <= end:
            yield row.at


def r432(child: PlainChild) -> Iterator[At]:
    for before, row in child.pairs():
        if before.code("REC") in LEFT and row.code("RNE") != "S":
            yield row.at


def r433(child: PlainChild) -> Iterator[At]:
    for before, row in child.pairs():
        if row.code("RNE") in {"P", "L", "T", "U", "B"} and before.day("DEC") != row.day("DECOM"):
            yield row.at


def r434(child: PlainChild) -> Iterator[At]:
    for before, row in child.pairs():
        same = row.code("LS") == before.code("LS")
        if row.code("RNE") == "L" and (same or _moved(row, before)):
            yield row.at


def r435(child: PlainChild) -> Iterator[At]:
    for before, row in child.pairs():
        changed = row.code("LS") != before.code("LS")
        if row.code("RNE") in {"P", "T"} and (changed or not _moved(row, before)):
            yield row.at


def r436(child: PlainChild) -> Iterator[At]:
    for before, row in child.pairs():
        same = row.code("LS") == before.code("LS")
        if row.code("RNE") in {"U", "B"} and (same or not _moved(row, before)):
            yield row.at


def r437(child: PlainChild) -> Iterator[At]:
    yield from (row.at for row, _ in child.pairs() if row.code("REC") in {"E2", "E15"})


def r501(child: PlainChild) -> Iterator[At]:
    for before, row in child.pairs():
        end, begins = before.day("DEC"), row.day("DECOM")
        if end and begins and begins < end:
            yield row.at


def r504(child: PlainChild) -> Iterator[At]:
    for before, row in child.pairs():
        follows = before.code("REC") == "X1" and before.day("DEC") == row.day("DECOM")
        if follows and before.code("CIN") != row.code("CIN"):
            yield row.at


def _spells(child: PlainChild, status: str, most: int) -> Iterator[At]:
    chains: list[list[PlainRow]] = []
    reached = None
    for row in child.episodes:
        if row.code("LS") != status:
            continue
        begins, ends = row.day("DECOM"), row.day("DEC") or child.last
        if reached and begins and begins <= reached:
            chains[-1].append(row)
            reached = max(reached, ends)
        else:
            chains.append([row])
            # One that is open runs to the end of the year, and what ends first cannot end later.
            reached = ends if reached is None else max(reached, ends)
    for chain in chains:
        first = min(row.day("DECOM") or child.last for row in chain)
        last = max(row.day("DEC") or child.last for row in chain)
        if (last - first).days > most:
            yield from (row.at for row in chain)


def r361(child: PlainChild) -> Iterator[At]:
    return _spells(child, "L1", 3)


def r362(child: PlainChild) -> Iterator[At]:
    return _spells(child, "L2", 21)


def r363(child: PlainChild) -> Iterator[At]:
    return _spells(child, "L3", 7)


def r364(child: PlainChild) -> Iterator[At]:
    return _spells(child, "J2", 21)


def r367(child: PlainChild) -> Iterator[At]:
    breaks = [row for row in child.of("Episodes") if row.code("LS") == "V3"]
    days = 0
    for row in breaks:
        start = row.day("DECOM")
        if start:
            ends = min(row.day("DEC") or child.last, child.last)
            days += max((ends - max(start, child.first)).days, 0)
    if days > 75:
        yield from (row.at for row in breaks)


def r383(child: PlainChild) -> Iterator[At]:
    rows = child.episodes
    for first, middle, third in zip(rows, rows[1:], rows[2:], strict=False):
        back = (
            third.code("RNE") == "P"
            and third.code("PLACE") == first.code("PLACE")
            and third["PL_POST"] == first["PL_POST"]
        )
        if middle.code("PLACE") in TEMPORARY and not back:
            yield third.at


def r225(child: PlainChild) -> Iterator[At]:
    for row, later in child.pairs():
        usual = {row.code("PLACE"), later.code("PLACE")}.isdisjoint(TEMPORARY)
        ends = row.code("REC") == "X1" and not row["REASON_PLACE_CHANGE"]
        if ends and usual and later.code("RNE") in {"P", "B", "T", "U"}:
            yield row.at


def r210(child: PlainChild) -> Iterator[At]:
    week_before = child.last - timedelta(days=7)
    runs = any(
        start < week_before and (end is None or end > child.last) for start, end in child.periods()
    )
    for row in child.of("Header"):
        if runs and row.code("UPN") == "UN4":
            yield row.at


def r199(child: PlainChild) -> Iterator[At]:
    both = {row.day("DECOM"): row for row in child.ordered("Episodes_last", "DECOM")}
    both |= {row.day("DECOM"): row for row in child.episodes}
    adopted = [day for day, row in both.items() if day and row.code("REC") in {"E11", "E12"}]
    for row in child.episodes:
        day = row.day("DECOM")
        if adopted and day and day > min(adopted):
            yield row.at


def r357(child: PlainChild) -> Iterator[At]:
    both = child.episodes + child.ordered("Episodes_last", "DECOM")
    earliest = min((row.day("DECOM") or child.last for row in both), default=None)
    for row in child.episodes[:1]:
        day = row.day("DECOM")
        if day == earliest and day and day >= child.first and row.code("RNE") != "S":
            yield row.at


def _old(child: PlainChild) -> PlainRow | None:
    rows = child.ordered("Episodes_last", "DECOM")
    return rows[-1] if rows and not rows[-1]["DEC"] else None


def r502(child: PlainChild) -> Iterator[At]:
    old = _old(child)
    for row in child.episodes[:1]:
        if old and old.day("DECOM") != row.day("DECOM"):
            yield row.at


def r503b(child: PlainChild) -> Iterator[At]:
    old = _old(child)
    for row in child.episodes[:1]:
        if old and old.code("LS") != row.code("LS"):
            yield row.at


def r562(child: PlainChild) -> Iterator[At]:
    rows = child.ordered("Episodes_last", "DECOM")
    last = rows[-1].day("DECOM") if rows else None
    for row in child.episodes[:1]:
        day = row.day("DECOM")
        if day and day < child.first and last != day:
            yield row.at


RULES = {
    "142": r142, "388": r388, "431": r431, "432": r432, "433": r433, "434": r434, "435": r435,
    "436": r436, "437": r437, "501": r501, "504": r504, "361": r361, "362": r362, "363": r363,
    "364": r364, "367": r367, "383": r383, "225": r225, "210": r210, "199": r199, "357": r357,
    "502": r502, "503B": r503b, "562": r562,
}  # fmt: skip
