"""Small changes to a child of a census file, each of a kind that people and systems make."""

from copy import deepcopy
from datetime import date, timedelta
from xml.etree.ElementTree import Element

from tests.returns.cin_census.file_values import CODES, DAYS, FLAGS, NUMBERS, Values

VALUES = DAYS | FLAGS | NUMBERS | CODES.keys()
FORMS = {"0": "false", "false": "0", "1": "true", "true": "1"}


def mutate(child: Element, values: Values) -> None:
    """Change one thing in a child, in place."""
    values.chance.choice(CHANGES)(child, values)


def leaves(child: Element, names: frozenset[str] | set[str] = VALUES) -> list[Element]:
    return [one for one in child.iter() if one.tag in names]


def _one(child: Element, values: Values, names: frozenset[str]) -> Element | None:
    found = leaves(child, names)
    return values.chance.choice(found) if found else None


def drop(child: Element, values: Values) -> None:
    parent, one = _place(child, values)
    parent.remove(one)


def repeat(child: Element, values: Values) -> None:
    parent, one = _place(child, values)
    parent.insert(list(parent).index(one), deepcopy(one))


def _place(child: Element, values: Values) -> tuple[Element, Element]:
    pairs = [(parent, one) for parent in child.iter() for one in parent]
    return values.chance.choice(pairs)


def empty(child: Element, values: Values) -> None:
    _, one = _place(child, values)
    for inside in list(one):
        one.remove(inside)
    one.text = values.chance.choice(("", " ", "\n\t"))


def replace(child: Element, values: Values) -> None:
    if (one := _one(child, values, VALUES)) is not None:
        one.text = values.right(one.tag)


def spoil(child: Element, values: Values) -> None:
    if (one := _one(child, values, VALUES)) is not None:
        one.text = values.wrong(one.tag)


def move(child: Element, values: Values) -> None:
    one = _one(child, values, DAYS)
    try:
        before = date.fromisoformat((one.text or "") if one is not None else "")
    except ValueError:
        return
    step = timedelta(days=values.chance.choice((-1, 1)))
    if one is not None:
        one.text = (before + step).isoformat()


def swap(child: Element, values: Values) -> None:
    found = leaves(child, DAYS)
    if len(found) > 1:
        one, other = values.chance.sample(found, 2)
        one.text, other.text = other.text, one.text


def meet(child: Element, values: Values) -> None:
    """Let one day be the same as another."""
    found = leaves(child, DAYS)
    if len(found) > 1:
        one, other = values.chance.sample(found, 2)
        one.text = other.text


def spell(child: Element, values: Values) -> None:
    """Write a flag or any value in another way that means the same."""
    one = _one(child, values, VALUES)
    if one is not None and one.text:
        same = FORMS.get(one.text, one.text) if one.tag in FLAGS else one.text
        one.text = values.chance.choice((f" {same}\n", same, f"\t{one.text}"))
        if one.tag in DAYS and values.chance.random() < 0.3:
            one.text = f"{one.text.strip()}Z"


CHANGES = (
    drop, drop, repeat, repeat, empty, replace, replace, replace, spoil, move, move, move, swap,
    swap, meet, meet, spell,
)  # fmt: skip
