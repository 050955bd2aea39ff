"""Other intricate rules a second time, in plain Python, from their texts and readings."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from tests.returns.ssda903.oracle.rows import At, PlainChild, PlainRow

FOUR = ("IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE")
LEAVER = ("IN_TOUCH", "ACTIV", "ACCOM")
ADOPTION = ("DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR")


def _any(row: PlainRow, names: tuple[str, ...]) -> bool:
    return any(row[name] for name in names)


def _score(row: PlainRow) -> bool:
    return bool(row["SDQ_SCORE"])


def r185(child: PlainChild) -> Iterator[At]:
    for row in child.of("OC2"):
        if _score(row) and not child.twelve_months:
            yield row.at


def r186(child: PlainChild) -> Iterator[At]:
    four, seventeen = child.birthday(4), child.birthday(17)
    if four and seventeen and child.twelve_months and four <= child.first < child.last < seventeen:
        for row in child.of("OC2"):
            if not _score(row) and not row["SDQ_REASON"]:
                yield row.at


def r191(child: PlainChild) -> Iterator[At]:
    if not child.twelve_months:
        return
    for row in child.of("OC2"):
        if not all(row[name] for name in FOUR):
            yield row.at
    if not child.of("OC2"):
        yield from (row.at for row in child.episodes[:1])


def r543(child: PlainChild) -> Iterator[At]:
    ten = child.birthday(10)
    if ten and ten <= child.last and child.twelve_months:
        yield from (row.at for row in child.of("OC2") if not row["CONVICTED"])


def r187(child: PlainChild) -> Iterator[At]:
    if child.twelve_months:
        yield from (row.at for row in child.of("OC3") if _any(row, LEAVER))
        yield from (row.at for row in child.of("AD1") if _any(row, ADOPTION))


def _overlapping(child: PlainChild, table: str, start: str, end: str) -> Iterator[At]:
    rows = child.ordered(table, start)
    for before, row in pairwise(rows):
        ended, begins = before.day(end), row.day(start)
        if ended is None or (begins and ended > begins):
            yield row.at


def r574(child: PlainChild) -> Iterator[At]:
    return _overlapping(child, "Missing", "MIS_START", "MIS_END")


def r579(child: PlainChild) -> Iterator[At]:
    return _overlapping(child, "PlacedAdoption", "DATE_PLACED", "DATE_PLACED_CEASED")


def r583(child: PlainChild) -> Iterator[At]:
    for row in child.ordered("PlacedAdoption", "DATE_PLACED")[:-1]:
        if not row["DATE_PLACED_CEASED"]:
            yield row.at


def r576(child: PlainChild) -> Iterator[At]:
    begun = {row.day("MIS_START") for row in child.of("Missing")} - {None}
    for row in child.of("Missing_last"):
        went = row["MIS_START"] and not row["MIS_END"]
        if went and row.day("MIS_START") not in begun:
            yield row.at


def _inside(child: PlainChild, row: PlainRow, start: str, end: str) -> bool:
    begins, ends = row.day(start), row.day(end)
    for first, last in child.periods():
        if not begins or first > begins:
            continue
        if not row[end]:
            if last is None:
                return True
        elif ends and ends >= first and (last is None or ends <= last):
            return True
    return False


def r577(child: PlainChild) -> Iterator[At]:
    for row in child.of("Missing"):
        held = _inside(child, row, "MIS_START", "MIS_END")
        if child.of("Episodes") and row["MIS_START"] and not held:
            yield row.at


def r578(child: PlainChild) -> Iterator[At]:
    for row in child.of("Missing"):
        day = row.day("MIS_START")
        if child.of("Episodes") and day:
            within = (first <= day and (not end or day <= end) for first, end in child.periods())
            if not any(within):
                yield row.at


def r575(child: PlainChild) -> Iterator[At]:
    for row in child.of("Missing"):
        day = row.day("MIS_START")
        for episode in child.of("Episodes"):
            first, last = episode.day("DECOM"), episode.day("DEC")
            if not row["MIS_END"] and day and first and last and first <= day <= last:
                yield row.at
                break


def _ended_by_adoption(child: PlainChild) -> list[PlainRow]:
    return [
        row
        for row in child.of("Episodes")
        if row.code("REC") in {"E11", "E12"}
        and child.first <= (row.day("DEC") or date.min) <= child.last
    ]


def r601(child: PlainChild) -> Iterator[At]:
    whole = any(all(row[name] for name in ADOPTION) for row in child.of("AD1"))
    if not whole:
        yield from (row.at for row in _ended_by_adoption(child))


def r602(child: PlainChild) -> Iterator[At]:
    if not _ended_by_adoption(child):
        yield from (row.at for row in child.of("AD1") if _any(row, ADOPTION))


def r557(child: PlainChild) -> Iterator[At]:
    reversed_ = any(
        row["DATE_PLACED_CEASED"] and row["REASON_PLACED_CEASED"]
        for row in child.of("PlacedAdoption")
    )
    for row in child.of("Episodes"):
        decided = row.code("PLACE") in {"A3", "A4", "A5", "A6"} or row.code("LS") == "E1"
        left = row["REC"] and row.code("REC") not in {"X1", "E11", "E12"}
        if decided and left and not reversed_:
            yield row.at


def r558(child: PlainChild) -> Iterator[At]:
    rows = child.of("PlacedAdoption")
    if rows and all(row["DATE_PLACED_CEASED"] for row in rows):
        for row in child.of("Episodes"):
            if row.code("REC") in {"E11", "E12"}:
                yield row.at


def r630(child: PlainChild) -> Iterator[At]:
    whole = any(
        row.code("PREV_PERM") == "Z1" or (row["PREV_PERM"] and row["LA_PERM"] and row["DATE_PERM"])
        for row in child.of("PrevPerm")
    )
    for row in child.of("Episodes"):
        if row.code("RNE") == "S" and (row.day("DECOM") or date.min) >= child.first and not whole:
            yield row.at


def r1007(child: PlainChild) -> Iterator[At]:
    days = [day for age in (17, 18) if (day := child.birthday(age))]
    days = [day for day in days if child.first <= day <= child.last]
    still = any(
        (row.day("DECOM") or date.max) <= day
        and (not row["DEC"] or (row.day("DEC") or date.min) > day)
        for row in child.of("Episodes")
        for day in days
    )
    if still:
        yield from (row.at for row in child.of("OC3") if _any(row, LEAVER))


def r1001(child: PlainChild) -> Iterator[At]:
    both = {row.day("DECOM"): row for row in child.ordered("Episodes_last", "DECOM")}
    both |= {row.day("DECOM"): row for row in child.episodes}
    care = (
        sorted(
            (day, row) for day, row in both.items() if day and row.code("LS") not in {"V3", "V4"}
        )
        if len(both) == len(set(both))
        else []
    )
    fourteen, sixteen, twenty = (child.birthday(age) for age in (14, 16, 20))
    if not care or not (fourteen and sixteen and twenty) or twenty <= child.last:
        return

    def days_from(birthday: date) -> int:
        spans = ((row.day("DEC") or child.last) - max(day, birthday) for day, row in care)
        return sum(max(span.days, 0) for span in spans)

    relevant = days_from(fourteen) >= 91 and days_from(sixteen) >= 1
    if not relevant or care[-1][1].code("REC") in {"E11", "E12"}:
        yield from (row.at for row in child.of("OC3"))


def r_sw08(child: PlainChild) -> Iterator[At]:
    for row in child.ordered("SWEpisodes", "SW_DECOM")[:-1]:
        if not row.day("SW_DEC"):
            yield row.at


def r_sw10a(child: PlainChild) -> Iterator[At]:
    rows = child.ordered("SWEpisodes", "SW_DECOM")
    for before, row in pairwise(rows):
        ended, begins = before.day("SW_DEC"), row.day("SW_DECOM")
        far = ended and begins and abs((ended - begins).days) > 7
        if far and row.code("SW_REASON") != "FCONTA":
            yield row.at


def r_sw12(child: PlainChild) -> Iterator[At]:
    care = [row for row in child.of("Episodes") if row.code("LS") not in {"V3", "V4"}]
    begun = [day for row in care if (day := row.day("DECOM"))]
    for row in care:
        day, end = row.day("DECOM"), row.day("DEC")
        if not day or day > child.last or not (not row["DEC"] or (end and end > child.last)):
            continue
        wanted = max(child.first, min(begun))
        covered = any(
            (w.day("SW_DECOM") or date.max) <= wanted
            and (not w["SW_DEC"] or (w.day("SW_DEC") or date.min) >= wanted)
            for w in child.of("SWEpisodes")
        )
        if not covered:
            yield row.at


def r710(child: PlainChild) -> Iterator[At]:
    for row in child.of("DoLo"):
        begins, ends = row.day("DOLO_START"), row.day("DOLO_END")
        for episode in child.of("Episodes"):
            first, last = episode.day("DECOM"), episode.day("DEC")
            before = not episode["DEC"] or (begins and last and begins < last)
            after = not row["DOLO_END"] or (ends and first and ends > first)
            if before and after and episode.code("PLACE") in {"K1", "P1", "R5", "K3"}:
                yield row.at
                break


RULES = {
    "185": r185, "186": r186, "187": r187, "191": r191, "543": r543, "574": r574, "575": r575,
    "576": r576, "577": r577, "578": r578, "579": r579, "583": r583, "601": r601, "602": r602,
    "557": r557, "558": r558, "630": r630, "1001": r1001, "1007": r1007, "SW08STG2": r_sw08,
    "SW10aSTG2": r_sw10a, "SW12STG2": r_sw12, "710": r710,
}  # fmt: skip
