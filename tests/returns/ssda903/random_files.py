"""Random returns: mostly as they should be, with faults of every kind among them."""

import random
from collections import defaultdict
from datetime import date, timedelta

from holdfast.sources.ssda903.layout import BY_NAME

Row = dict[str, str]
Tables = dict[str, list[Row]]
_OFTEN = {
    "REC": ["X1", "X1", "X1", "E11"],
    "RNE": ["S", "P", "L"],
    "LS": ["C2", "V2", "V3", "E1"],
    "PLACE": ["A3", "A4", "U6", "K2"],
}
_TEXT = {
    "UPN": ["A123456789012", "B123456789012", "UN1", "UN2", "UN4", "UN9", "odd", ""],
    "HOME_POST": ["AA1 1AA", "AA1 1AB", "FF6 6FF", "ZZ9 9ZZ", ""],
    "PL_POST": ["AA1 1AA", "AA1 1AB", "BB2 2BB", "CC3 3CC", "DD4 4DD", "EE5 5EE", "ZZ9 9ZZ", ""],
    "URN": ["SC100", "SC200", "SC300", "SC999", "XXXXXXX", ""],
    "LA_PERM": ["330", "123", "WAL", ""],
    "DATE_PERM": ["01/05/2015", "ZZ/ZZ/2015", "ZZ/05/2025", "ZZ/ZZ/ZZZZ", "31/04/2015", ""],
    "SW_ID": ["SW1234", "XX1234", "AB1234", "SW1", ""],
    "SDQ_SCORE": ["0", "12", "41", "many", "", ""],
}


class RandomReturn:
    """One return of random rows: this year's tables, and last year's under ``_last``."""

    def __init__(self, seed: int, year: int) -> None:
        self.chance = random.Random(seed)
        self.first, self.last = date(year - 1, 4, 1), date(year, 3, 31)
        self.tables: Tables = defaultdict(list)

    def fill(self, children: int) -> Tables:
        """Rows for so many children, in both years."""
        for number in range(children):
            self._child(f"C{number}")
        return dict(self.tables)

    def _child(self, child: str) -> None:
        born = self._born()
        who = {"CHILD": child, "DOB": _text(born), "SEX": self.chance.choice("MMFFFFU1")}
        if self.chance.random() < 0.04:
            who["DOB"] = self.chance.choice(("", "30/02/2015", _text(self.last + timedelta(9))))
        for name in BY_NAME:
            if name != "Episodes" and self.chance.random() < (0.95 if name == "Header" else 0.45):
                self._rows(name, who, name)
            if name != "Episodes" and self.chance.random() < 0.3:
                self._rows(name, who, f"{name}_last")
        self._care(child, born)
        self._copied(child)

    def _born(self) -> date:
        edge = self.chance.choice((None, 4, 5, 10, 11, 14, 16, 17, 18, 19))
        if not edge:
            return self._day(self.last - timedelta(27 * 366), self.last)
        # Whose birthday falls on an edge of the year.
        at = self.chance.choice((self.first, self.last, self.last + timedelta(1)))
        return date(at.year - edge, at.month, at.day)

    def _care(self, child: str, born: date) -> None:
        how = self.chance.random()
        if how < 0.8:
            self._episodes(child, "Episodes", self.first - timedelta(400), born)
        elif how < 0.9:
            self._steady(child)
        elif how < 0.94:  # still open a year ago, and gone
            self.tables["Episodes_last"].append({"CHILD": child, "DECOM": _text(self.first)})
            self.tables["OC3"].append({"CHILD": child, "IN_TOUCH": "YES"})
        if how < 0.94 and self.chance.random() < 0.5:
            self._episodes(child, "Episodes_last", self.first - timedelta(700), born)
        if self.tables["Episodes"] and self.chance.random() < 0.3:
            old = [row for row in self.tables["Episodes"] if row["CHILD"] == child][:1]
            self.tables["Episodes_last"] += [row | {"DEC": "", "REC": ""} for row in old]

    def _rows(self, name: str, who: Row, into: str) -> None:
        for _ in range(self.chance.choice((1, 1, 1, 2) if name != "Header" else (1,) * 20 + (2,))):
            row = {column.name: self._cell(column.name, name) for column in BY_NAME[name].columns}
            given = who | ({"DOB": "01/02/2010"} if self.chance.random() < 0.05 else {})
            if self.chance.random() < 0.05:
                given |= {"SEX": row.get("SEX", "")}
            if name == "UASC" and self.chance.random() < 0.05:
                given |= {"SEX": "", "DOB": "", "DUC": ""}
            self.tables[into].append(row | {k: v for k, v in given.items() if k in row})

    def _copied(self, child: str) -> None:
        """A social worker twice, and last year's decision for adoption given again."""
        for name, into, change in (
            ("SWEpisodes", "SWEpisodes", {"SW_REASON": "FCONTA"}),
            ("PlacedAdoption", "PlacedAdoption_last", {"REASON_PLACED_CEASED": "RD1"}),
        ):
            for row in self.tables[name][-1:]:
                if row["CHILD"] == child and self.chance.random() < 0.1:
                    self.tables[into].append(row | change)

    def _steady(self, child: str) -> None:
        """One episode that was open all year, and a row of health with little in it."""
        episode = {"DECOM": _text(self.first - timedelta(90)), "RNE": "S", "LS": "C2"}
        self.tables["Episodes"].append({"CHILD": child, "PLACE": "U6"} | episode)
        self.tables["OC2"].append({"CHILD": child, "CONVICTED": "0"})

    def _same_day(self, row: Row, born: date) -> None:
        """An end on the 18th birthday while missing, or on the day of a match."""
        row |= {"REC": self.chance.choice(("E11", "E17"))}
        if row["REC"] == "E17":
            row["DEC"] = _text(date(born.year + 18, born.month, min(born.day, 28)))
        for name, column in (("Missing", "MIS_END"), ("AD1", "DATE_MATCH")):
            self.tables[name].append({"CHILD": row["CHILD"], column: row["DEC"]})

    def _episodes(self, child: str, into: str, start: date, born: date) -> None:
        at = self._day(start, self.last)
        if self.chance.random() < 0.1:  # on a birthday
            age = self.chance.choice((4, 10, 14, 16, 18))
            at = date(born.year + age, born.month, min(born.day, 28))
        before: Row = {}
        for number in range(self.chance.choice((1, 1, 2, 3, 4))):
            row = {c.name: self._cell(c.name, "Episodes") for c in BY_NAME["Episodes"].columns}
            for name in ("LS", "CIN", "PLACE", "PL_POST", "URN", "PLACE_PROVIDER"):
                if before and self.chance.random() < 0.6:
                    row[name] = before[name]
            if number == 0 and self.chance.random() < 0.7:
                row["RNE"] = "S"
            end = at + timedelta(self.chance.choice((0, 1, 3, 4, 8, 20, 22, 43, 60, 80, 200, -2)))
            row |= {"CHILD": child, "DECOM": _text(at)}
            if self.chance.random() < (0.8 if into == "Episodes" else 0.5):
                row |= {"DEC": _text(end), "REC": row["REC"] or "X1"}
            else:
                row |= {"DEC": "", "REC": ""}
            if self.chance.random() < 0.02:
                row |= {"DECOM": "01/05/1990", "LS": "E1"}
            if self.chance.random() < 0.02:
                self._same_day(row, born)
            if self.chance.random() < 0.04:
                row[self.chance.choice(("DECOM", "DEC"))] = "31/02/2025"
            self.tables[into].append(row)
            before = row
            at = end + timedelta(self.chance.choice((0, 0, 0, 0, -1, 1, 30)))

    def _cell(self, name: str, table: str) -> str:
        if name in _TEXT:
            return self.chance.choice(_TEXT[name])
        column = BY_NAME[table].field(name)
        if column.codes is None:
            if self.chance.random() < 0.25:
                return ""
            return "31/04/2025" if self.chance.random() < 0.03 else _text(self._near_year())
        often = _OFTEN.get(name, [])
        if often and self.chance.random() < 0.5:
            return self.chance.choice(often)
        return self.chance.choice([*column.codes.codes, "", "??"])

    def _near_year(self) -> date:
        edges = (self.first, self.last, self.first - timedelta(1), self.last + timedelta(1))
        if self.chance.random() < 0.15:
            return self.chance.choice(edges)
        return self._day(self.first - timedelta(500), self.last + timedelta(20))

    def _day(self, first: date, last: date) -> date:
        return first + timedelta(self.chance.randrange((last - first).days + 1))


def _text(day: date) -> str:
    return day.strftime("%d/%m/%Y")
