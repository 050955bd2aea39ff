"""The group that is asked for, by its code or by its name as pages show it: none is made up.

A list of the children of a group that does not exist would be empty, and read as *none*.
"""

from collections.abc import Mapping

from holdfast.errors import NotFound
from holdfast.measures.cases.groups import By, lay_measure_groups
from holdfast.query.fairness.groups import NO_TEAM, NOT_RECORDED, ORDER, Characteristic
from holdfast.query.outlook import Outlook
from holdfast.query.people import teams
from holdfast.record.codes.child import PRIMARY_NEED

NAMED = 12  # groups that an error has room for
_ORDERED = {
    By.AGE: Characteristic.AGE,
    By.SEX: Characteristic.SEX,
    By.ETHNICITY: Characteristic.ETHNICITY,
}


def known_group(outlook: Outlook, by: By, given: str) -> str:
    """The code of the group given. Raises NotFound where no group, or more than one, is called so.

    Of everybody there are no groups, and nothing is to be given.
    """
    if by is By.EVERYBODY:
        if given:
            raise NotFound(
                "A group is given without saying by what children are grouped.",
                "Say it as well, such as by team; or ask for everybody.",
            )
        return ""
    names = names_of_groups(outlook, by)
    if given in names:
        return given
    found = [
        code
        for code, name in names.items()
        if _alike(given) in (_alike(name), _alike(code), _alike(f"{name} ({code})"))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(
            f"There are {len(found)} groups by {by} of that name.",
            f"Give the code of one: {', '.join(sorted(found))}.",
        )
    raise NotFound(f"There is no group by {by} of that name.", _which_there_are(by, names))


def names_of_groups(outlook: Outlook, by: By) -> Mapping[str, str]:
    """Every group by its code, with its name as shown; of many kinds a group is its own name."""
    if by in _ORDERED:
        return {group: group for group in ORDER[_ORDERED[by]]}
    if by is By.NEED:
        return dict(PRIMARY_NEED.codes) | {NOT_RECORDED: NOT_RECORDED}
    lay_measure_groups(outlook)
    named: dict[str, str] = {each.team: each.title or each.team for each in teams(outlook)}
    column, relation = (
        ("service", "measure_services") if by is By.SERVICE else ("team", "measure_teams")
    )
    rows = outlook.rows(f"select distinct {column} as code from {relation} order by code")
    codes: list[str] = [row["code"] for row in rows]
    found = {code: named.get(code, code) for code in codes}
    if by is By.TEAM:
        found = named | found
    return found | {NO_TEAM: NO_TEAM}


def _alike(words: str) -> str:
    return " ".join(words.split()).casefold()


def _which_there_are(by: By, names: Mapping[str, str]) -> str:
    if len(names) > NAMED:
        return (
            f"There are {len(names)}: the groups of the measure by {by} name them, on its page and "
            f"by `holdfast measures KEY --by {by}`."
        )
    told = [code if name == code else f"{name} ({code})" for code, name in names.items()]
    return f"Give one of: {'; '.join(told)}."
