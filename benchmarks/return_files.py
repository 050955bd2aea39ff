"""Writes the files of a looked-after return of made-up children; one in twenty has a fault."""

import csv
import random
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

from holdfast.sources.ssda903.layout import BY_NAME, tables_of

YEAR = 2026
FIRST, LAST = date(YEAR - 1, 4, 1), date(YEAR, 3, 31)

Row = dict[str, str]


def write(folder: Path, children: int, seed: int = 1) -> None:
    """Write this year's files and last year's below ``folder``, the same for the same seed."""
    chance = random.Random(seed)
    rows: dict[str, list[Row]] = defaultdict(list)
    for number in range(1, children + 1):
        _child(rows, f"MU{number:07d}", chance)
    for place, last in ((folder, False), (folder / "last_year", True)):
        place.mkdir(parents=True, exist_ok=True)
        for table in tables_of(YEAR):
            heads = [column.name for column in BY_NAME[table.name].columns]
            with (place / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, heads, restval="", extrasaction="ignore")
                writer.writeheader()
                held = rows[f"{table.name}_last" if last else table.name]
                writer.writerows(held)


def _child(rows: dict[str, list[Row]], child: str, chance: random.Random) -> None:
    born = date(YEAR - 17, 4, 1) + timedelta(chance.randrange(16 * 365))
    began = max(born, FIRST - timedelta(chance.randrange(-250, 1200)))
    who = {"CHILD": child, "DOB": _day(born), "SEX": chance.choice("MF")}
    mother = "0" if who["SEX"] == "F" else ""
    upn = {"UPN": f"A{chance.randrange(10**12):012d}", "MOTHER": mother, "ETHNIC": "WBRI"}
    fault = chance.random() < 0.05
    rows["Header"].append(who | upn | ({"ETHNIC": "XXXX"} if fault else {}))
    if began < FIRST:
        rows["Header_last"].append(who | upn)
    _episodes(rows, who, began, chance, fault)
    for month in range(chance.randrange(1, 4)):
        held = FIRST + timedelta(30 + 120 * month)
        code = "PN0" if held < born.replace(day=1) + timedelta(4 * 366) else "PN1"
        rows["Reviews"].append(who | {"REVIEW": _day(held), "REVIEW_CODE": code})
    if began < FIRST:
        flags = dict.fromkeys(
            ("IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT"), "1"
        )  # as most have it
        age = YEAR - born.year - 1
        asked = {
            "SUBSTANCE_MISUSE": "0",
            "CONVICTED": "0" if age > 10 else "",
            "HEALTH_CHECK": "1" if age < 4 else "",
            "SDQ_SCORE": "12" if 4 < age < 16 else "",
        }
        rows["OC2"].append(who | flags | asked)
    if chance.random() < 0.1:
        went = FIRST + timedelta(chance.randrange(250, 300))
        rows["Missing"].append(
            who | {"MISSING": "M", "MIS_START": _day(went), "MIS_END": _day(went + timedelta(2))}
        )
    worker = {"SW_ID": f"SW{chance.randrange(10**6):06d}", "SW_REASON": "FCONTA"}
    rows["SWEpisodes"].append(who | worker | {"SW_DECOM": _day(began)})
    if began >= FIRST:
        rows["PrevPerm"].append(who | {"PREV_PERM": "Z1"})
    if chance.random() < 0.03:
        rows["UASC"].append(who)


def _episodes(
    rows: dict[str, list[Row]], who: Row, began: date, chance: random.Random, fault: bool
) -> None:
    count = chance.choice((1, 1, 2, 2, 3))
    for number in range(count):
        ends = max(began, FIRST) + timedelta(chance.randrange(20, 200))
        last = number == count - 1 or ends >= LAST
        episode = {
            "DECOM": _day(began),
            "RNE": "P" if number else "S",
            "LS": "C2",
            "CIN": "N1",
            "PLACE": chance.choice(("U6", "K2", "U4")),
            "PLACE_PROVIDER": chance.choice(("PR1", "PR4")),
            "URN": f"SC{chance.randrange(10**5):05d}",
            "HOME_POST": "AA1 1AA",
            "PL_POST": f"BB{chance.randrange(9)} {chance.randrange(9)}BB",
            "DEC": "" if last else _day(ends),
            "REC": "" if last else "X1",
            "REASON_PLACE_CHANGE": "" if last else "CARPL",
        }
        rows["Episodes"].append(who | episode | ({"DEC": "31/02/2026"} if fault and last else {}))
        if number == 0 and began < FIRST:
            still = {"DEC": "", "REC": "", "REASON_PLACE_CHANGE": ""}
            rows["Episodes_last"].append(who | episode | still)
        if last:
            return
        began = ends


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
