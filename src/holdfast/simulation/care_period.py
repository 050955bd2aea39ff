"""A period of care: its legal statuses and its homes, each following the last without a gap."""

from dataclasses import dataclass, field, replace

from holdfast.simulation.case import Case
from holdfast.simulation.chance import Shares
from holdfast.simulation.family import Child

# What becomes of children who come into care, by the age (in years) up to which it holds.
_DESTINY = (
    (1, Shares({"home": 25, "guardian": 25, "adopted": 34, "stay": 16})),
    (5, Shares({"home": 28, "guardian": 24, "adopted": 18, "stay": 30})),
    (12, Shares({"home": 34, "guardian": 12, "adopted": 1, "stay": 53})),
    (18, Shares({"home": 36, "stay": 64})),
)
_HOME = (
    (10, Shares({"U6": 60, "U3": 20, "U4": 12, "P1": 6, "K2": 2})),
    (16, Shares({"U6": 48, "U3": 12, "U4": 18, "K2": 15, "P1": 4, "S1": 3})),
    (19, Shares({"U6": 30, "U4": 15, "K2": 15, "H5": 28, "U3": 8, "P3": 1, "R2": 3})),
)
_PROVIDER = {
    "P1": Shares({"PR0": 1}),
    "K2": Shares({"PR4": 78, "PR1": 16, "PR5": 6}),
    "S1": Shares({"PR4": 80, "PR3": 20}),
    "H5": Shares({"PR4": 70, "PR5": 30}),
    "R2": Shares({"PR3": 1}),
    "P3": Shares({"PR4": 1}),
}
_FOSTERING = Shares({"PR1": 64, "PR4": 33, "PR5": 3})
_MOVE = Shares(
    {"CARPL": 62, "CREQB": 14, "CREQO": 8, "CHILD": 6, "STAND": 3, "ALLEG": 2, "OTHER": 5}
)
_EMERGENCY = {"L1": 3, "L2": 8}
_AT_HOME = {"C1": "home_interim", "C2": "home_full"}


@dataclass(slots=True, eq=False)
class Home:
    """A placement: where a child in care lives from ``started`` until ``ended``."""

    started: int
    ended: int
    kind: str
    provider: str
    regulation: str
    why_ended: str | None = None
    long_term_from: int | None = None
    # The same home as before, on another footing.
    stays: bool = False
    number: str = ""


@dataclass(slots=True, eq=False)
class CarePeriod:
    """From coming into care (``began``) to leaving it (``ended``, which may lie ahead)."""

    id: str
    child: Child
    began: int
    ended: int
    destiny: str
    statuses: list[tuple[int, str]] = field(default_factory=list)
    homes: list[Home] = field(default_factory=list)
    # In court from the first day until the second; none when it never came to that.
    court: tuple[int, int] | None = None
    placed_for_adoption: int = 0
    by_carer: bool = False
    # The day on which a placement for adoption broke down; and the plan of it was given up.
    broke_down: int = 0
    given_up: int = 0
    over: bool = False

    def status_on(self, day: int) -> str:
        """The legal status on a day of the period."""
        return [status for since, status in self.statuses if since <= day][-1]


def foresee(case: Case, child: Child, began: int) -> CarePeriod:
    """Draw a whole period of care: why it will end and when, its statuses and its homes."""
    chance = case.chance
    child.times_in_care += 1
    identifier = f"{child.id}-C{child.times_in_care}"
    destiny = "stay" if child.unaccompanied else chance.pick(_by_age(_DESTINY, child.age(began)))
    period = CarePeriod(identifier, child, began, _ends(case, child, began, destiny), destiny)
    _draw_statuses(case, period)
    _draw_homes(case, period)
    return period


def _by_age(table: tuple[tuple[int, Shares[str]], ...], age: float) -> Shares[str]:
    return next(shares for limit, shares in table if age < limit or limit == table[-1][0])


def _ends(case: Case, child: Child, began: int, destiny: str) -> int:
    if destiny == "stay":
        return child.adult
    lengths = case.council.caring
    length = {"home": lengths.home, "guardian": lengths.guardian, "adopted": lengths.adopted}
    shortest = 3 if destiny == "home" else 240
    return min(child.adult, began + max(shortest, case.chance.length(length[destiny])))


def _draw_statuses(case: Case, period: CarePeriod) -> None:
    chance, day = case.chance, period.began
    status = "V2" if period.child.unaccompanied else chance.pick(case.council.caring.status)
    if status == "J1" and period.child.age(day) < 12:
        status = "V2"
    period.statuses.append((day, status))
    if status in _EMERGENCY:
        day, status = day + _EMERGENCY[status], "C1"
        _go_on(period, day, status)
    young = not period.child.unaccompanied and period.child.age(period.began) <= 16
    needs_order = period.destiny in ("adopted", "guardian")
    if (
        status == "V2"
        and young
        and (needs_order or (period.destiny == "stay" and chance.yes(0.45)))
    ):
        day, status = day + chance.between(30, 150), "C1"
        _go_on(period, day, status)
    if status == "C1":
        _in_court(case, period, day)


def _go_on(period: CarePeriod, day: int, status: str) -> None:
    if day < period.ended:
        period.statuses.append((day, status))


def _in_court(case: Case, period: CarePeriod, issued: int) -> None:
    """Proceedings from the interim order on: they end in a final order, or with the period."""
    if issued >= period.ended:
        return
    concluded = issued + case.chance.pace(case.council.courts.proceedings)
    if concluded >= period.ended:
        period.court = issued, period.ended
        return
    period.court = issued, concluded
    if period.destiny == "guardian":
        period.ended = concluded
    else:
        _go_on(period, concluded, "E1" if period.destiny == "adopted" else "C2")


def _draw_homes(case: Case, period: CarePeriod) -> None:
    ways, chance = case.council.caring, case.chance
    ends = _adoption_placement(case, period) if period.destiny == "adopted" else period.ended
    _ordinary_homes(case, period, (period.began, ends), chance.length(ways.first_placement))
    if ends >= period.ended or ends > case.last:
        return
    period.by_carer = chance.yes(0.12)
    if period.homes:
        period.homes[-1].why_ended = "PLACE" if period.by_carer else "CARPL"
    kind = "A5" if period.by_carer else "A6"
    adoptive = Home(ends, period.ended, kind, chance.pick(_FOSTERING), "")
    period.homes.append(adoptive)
    courts = case.council.courts
    if not chance.yes(courts.adoption_breaks_down):
        return
    # The placement breaks down: the child comes back and grows up in care.
    after = min(chance.between(*courts.broken_down_after), period.ended - adoptive.started - 1)
    adoptive.ended = period.broke_down = adoptive.started + after
    adoptive.why_ended = chance.pick(_MOVE)
    period.given_up = period.broke_down + chance.between(*courts.given_up_after)
    period.destiny, period.ended = "stay", period.child.adult
    _go_on(period, period.given_up, "C2")
    length = chance.length(ways.placement)
    _ordinary_homes(case, period, (period.broke_down, period.ended), length)


def _ordinary_homes(case: Case, period: CarePeriod, span: tuple[int, int], length: int) -> None:
    """One home after another, each on the footing that it has."""
    day, ends = span
    while day < ends and day <= case.last:
        kind = _kind(case, period, day)
        ended = ends if day + length > ends - 7 else day + length
        home = _home(case, period, kind, day, ended)
        period.homes.append(home)
        if turn := _turn(case, period, home):
            # What the home rests on changes: a new placement begins in the same home.
            on, regulation = turn
            if period.status_on(on) == "E1":
                # A child who may be placed for adoption lives with parents no longer.
                after = Home(on, ended, "U6", case.chance.pick(_FOSTERING), "", home.why_ended)
            else:
                after = replace(home, started=on, regulation=regulation, stays=True)
            home.ended, home.why_ended = on, None if after.stays else "CARPL"
            period.homes.append(after)
        day, length = ended, case.chance.length(case.council.caring.placement)


def _kind(case: Case, period: CarePeriod, day: int) -> str:
    kind = case.chance.pick(_by_age(_HOME, period.child.age(day)))
    if kind == "P1" and period.status_on(day) not in _AT_HOME:
        return "U6"
    return "R5" if period.status_on(day) == "J1" else kind


def _home(case: Case, period: CarePeriod, kind: str, started: int, ended: int) -> Home:
    chance = case.chance
    home = Home(started, ended, kind, chance.pick(_PROVIDER.get(kind, _FOSTERING)), "")
    ways = case.council.caring
    if kind == "P1":
        unassessed = chance.yes(ways.with_parent_unassessed)
        home.regulation = "19" if unassessed else _AT_HOME[period.status_on(started)]
    elif kind == "U3" and started == period.began and chance.yes(ways.approved_for_now):
        home.regulation = "24"
    elif kind in ("R5", "R2"):
        home.regulation = "other_living"
    if ended < period.ended:
        home.why_ended = chance.pick(_MOVE)
    if kind == "U4" and chance.yes(case.council.caring.long_term_agreed):
        agreed = started + chance.between(30, 300)
        home.long_term_from = agreed if agreed < ended else None
    return home


def _turn(case: Case, period: CarePeriod, home: Home) -> tuple[int, str] | None:
    """The day on which another regulation comes to hold for a home, and which."""
    if home.regulation == "24":
        # The carer is approved in full, or the child has moved by then.
        day, regulation = home.started + case.chance.pace(case.council.caring.approved), ""
    elif home.kind == "P1" and home.regulation != "home_full":
        later = (since for since, _ in period.statuses if since > home.started)
        day, regulation = min(later, default=home.ended), "home_full"
    else:
        return None
    return (day, regulation) if day < home.ended else None


def _adoption_placement(case: Case, period: CarePeriod) -> int:
    """The day placed for adoption: after the placement order, months before the order."""
    order = next((day for day, status in period.statuses if status == "E1"), None)
    if order is None:
        # The court was not done in time: the child grows up in care, or goes home.
        period.destiny = "home"
        return period.ended
    period.placed_for_adoption = max(order + 20, period.ended - case.chance.between(100, 260))
    period.ended = max(period.ended, period.placed_for_adoption + 75)
    return period.placed_for_adoption
