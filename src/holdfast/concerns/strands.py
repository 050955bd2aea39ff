"""How strands are declared: a clock in a spell, or while a pattern lies within its months."""

from holdfast.areas import Area
from holdfast.clocks.clock import BEGINNING, Clock, Start, always
from holdfast.journeys.patterns import PATTERNS, PatternDays
from holdfast.journeys.spell import Happening, Spell, Stretch
from holdfast.law import Tier, local
from holdfast.periods import CalendarDays, Limit
from holdfast.record.schema.table import Column

# The event of each pattern being complete, by the pattern's column.
HAPPENS = {pattern.at: pattern.happening for pattern in PATTERNS}


def while_pattern(name: str, at: Column) -> Spell:
    """While all that a pattern counted lies within its months and nothing has ended it."""
    return Spell(name, (Stretch(at, PatternDays.lasts),), until_age=18, children_alone=True)


def strand_clock(
    key: str,
    title: str,
    area: Area,
    spell: Spell,
    start: Start = BEGINNING,
    stops: tuple[Happening, ...] = (),
    limit: Limit | None = None,
) -> Clock:
    """A clock of a strand that lives in a spell: at once true, unless a limit is given.

    Without ``stops`` it lasts as long as the spell.
    """
    return Clock(
        key=key,
        title=title,
        area=area,
        tier=Tier.LOCAL,
        starts=(start,),
        stops=stops or (spell.ends,),
        during=spell,
        rules=always(limit or CalendarDays(0), local.CONCERN),
    )
