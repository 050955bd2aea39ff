"""To which group a thing counted belongs, said apart from the measures.

Sources: Department for Education, *Children in need census: guide* (the codes of ethnicity and sex,
and the age bands of the published tables). A child's team in a month is the last that held the case
in it; the need is that of the latest referral up to the day.
"""

from datetime import date
from functools import cache

from tests.measures_apart.contact import holds_from
from tests.measures_apart.record import FAR, Record, Thing, born, months_on

NO_TEAM, NOT_RECORDED = "no team", "not recorded"
SEXES = {"F": "female", "M": "male"}
ETHNICITIES = {
    **dict.fromkeys(("WBRI", "WIRI", "WIRT", "WROM", "WOTH"), "White"),
    **dict.fromkeys(("MWBC", "MWBA", "MWAS", "MOTH"), "Mixed"),
    **dict.fromkeys(("AIND", "APKN", "ABAN", "AOTH", "CHNE"), "Asian"),
    **dict.fromkeys(("BCRB", "BAFR", "BOTH"), "Black"),
    "OOTH": "other",
    "REFU": "would not say",
}
BANDS = ((1, "under 1"), (5, "1 to 4"), (10, "5 to 9"), (16, "10 to 15"), (18, "16 or 17"))


class Groups:
    """The groups of one record."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.team_in = cache(self._team_in)
        self.need_on = cache(self._need_on)
        self.parents = {row["team"]: row["parent"] for row in record.rows("teams")}
        self.tops = {self._path(team)[0] for team in self.parents}

    def of(self, by: str, thing: Thing, staff: bool) -> str:
        """The group of a thing counted."""
        if by == "everybody":
            return ""
        if by in ("team", "service"):
            team = thing.team if staff else self.team_in(thing.whose, thing.day.replace(day=1))
            if by == "service":
                return self._service(team)
            return team or NO_TEAM
        if staff:
            return NOT_RECORDED
        if by == "age":
            return self._age(thing.whose, thing.day)
        if by == "need":
            return self.need_on(thing.whose, thing.day) or NOT_RECORDED
        (row,) = self.record.own("persons", thing.whose) or [{"sex": None, "ethnicity": None}]
        words = SEXES if by == "sex" else ETHNICITIES
        return words.get(row[by], NOT_RECORDED)

    def _team_in(self, child: str, month: date) -> str | None:
        last = min(self.record.last, date.fromordinal(months_on(month, 1).toordinal() - 1))
        found: list[tuple[date, str, str]] = []
        for row in self.record.own("involvements", child):
            since = holds_from(row["role"])
            if row["team"] is None or since is None or since > last:
                continue
            begun = row["started"] or date.min
            if begun <= last and (row["ended"] or FAR) >= max(month, since):
                found.append((begun, row["worker"] or "\uffff", row["team"]))
        if not found:
            return None
        latest = max(begun for begun, _, _ in found)
        return min(one[1:] for one in found if one[0] == latest)[1]

    def _path(self, team: str) -> list[str]:
        path = [team]
        while (above := self.parents.get(path[0])) and above not in path:
            path.insert(0, above)
        return path

    def _service(self, team: str | None) -> str:
        """The highest team above it that is not above every team."""
        if team is None or team not in self.parents:
            return NO_TEAM
        path = self._path(team)
        return path[min(len(self.tops) == 1, len(path) - 1)]

    def _age(self, child: str, day: date) -> str:
        birth = born(self.record, child)
        if birth is None:
            return NOT_RECORDED
        if birth > day:
            return "unborn"
        bands = (words for age, words in BANDS if day < months_on(birth, 12 * age))
        return next(bands, "18 or over")

    def _need_on(self, child: str, day: date) -> str | None:
        rows = [
            row
            for row in self.record.own("referrals", child)
            if row["received"] and row["received"] <= day
        ]
        latest = max((row["received"] for row in rows), default=None)
        needs = [row["primary_need"] for row in rows if row["received"] == latest]
        return max((need for need in needs if need), default=None)
