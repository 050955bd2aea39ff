"""The command ``holdfast fairness``: the rate of each concern and clock, group by group."""

from typing import Annotated, Any

import typer

from holdfast.cli.options import AsAt, Form, current_outlook
from holdfast.errors import NotFound
from holdfast.printing import Format, print_json, print_rows
from holdfast.progress import said
from holdfast.query.fairness.figures import FairnessFigure, compared, differing, figures
from holdfast.query.fairness.groups import Characteristic
from holdfast.query.fairness.rates import MONTHS, Differs, RatesByGroup, fairness

_COLUMNS = tuple(FairnessFigure.__dataclass_fields__)


def fairness_(
    key: Annotated[
        str, typer.Option("--key", metavar="KEY", help="One concern or clock, whole.")
    ] = "",
    by: Annotated[
        Characteristic | None, typer.Option("--by", help="One characteristic alone.")
    ] = None,
    as_at: AsAt = "",
    months: Annotated[int, typer.Option(help="The length of the period.", min=1, max=36)] = MONTHS,
    form: Form = Format.TABLE,
) -> None:
    """Concerns and lateness by sex, age, ethnicity, disability and team, with intervals."""
    outlook = current_outlook(as_at)
    try:
        every = fairness(outlook, months)
        day = outlook.day
    finally:
        outlook.close()
    if key and not any(one.key == key for one in every):
        raise NotFound(
            "There is no concern or clock of that name with anything to count.",
            "The keys are listed by `holdfast concerns --format csv` and `holdfast clocks`.",
        )
    found = [one for one in every if key in ("", one.key) and by in (None, one.characteristic)]
    if form is Format.JSON:
        print_json({"as_at": day, "months": months, "tables": found})
    elif form is Format.CSV:
        print_rows(figures(found), _COLUMNS, form)
    elif key:
        for one in found:
            rows = [_on_screen(each) | {"group": each.group} for each in figures([one])]
            columns = ("group", "rate", "from_", "to", "count", "of", "differs")
            title = f"{one.title}, by {one.characteristic.value}"
            print_rows(rows, columns, Format.TABLE, title)
        said.print("Withheld: 1 to 5, and what would give one back.", highlight=False)
    else:
        _print_differing(found)


def _print_differing(found: list[RatesByGroup]) -> None:
    rows = [
        _on_screen(each) | {"what": each.title, "group": each.group} for each in differing(found)
    ]
    title = f"{len(rows)} rates differ from that of all, of {compared(found)} compared"
    print_rows(
        rows, ("what", "group", "rate", "all", "count", "of", "differs"), Format.TABLE, title
    )
    said.print(
        "By chance alone one comparison in twenty would differ. A rate is of what the service did "
        "or left undone; it says nothing of why. Withheld are counts of 1 to 5 and what would give "
        "one back.",
        highlight=False,
    )


def _on_screen(one: FairnessFigure) -> dict[str, Any]:
    differs = one.differs if one.differs in (Differs.HIGHER, Differs.LOWER) else ""
    return {
        "rate": _share(one.rate),
        "from_": _share(one.low),
        "to": _share(one.high),
        "all": _share(one.rate_of_all),
        "count": "withheld" if one.count is None else one.count,
        "of": "withheld" if one.of is None else one.of,
        "differs": differs,
    }


def _share(share: float | None) -> str:
    return "" if share is None else f"{share:.1%}"
