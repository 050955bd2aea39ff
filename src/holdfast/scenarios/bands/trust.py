"""Whether a figure's band may be planned by: how it has held, and whether it says anything."""

from collections.abc import Sequence
from dataclasses import replace

from holdfast.scenarios.bands.held_out import HELD_OUT
from holdfast.scenarios.bands.stretching import PastScore, Stretches, held_in_own_past
from holdfast.scenarios.outputs import AHEAD, Output
from holdfast.scenarios.result import Bands, BandTrust

# Of eight in ten that a band should hold: below so many it is not to be relied on.
LEAST_MADE_UP, LEAST_OWN = 0.7, 0.5
LEAST_DAYS = 4  # of the council's own past from which that can be said
# A band whose upper end is so many times its lower says hardly anything.
WIDEST = 4.0


def trust_of(
    scores: Sequence[PastScore], stretches: Stretches, output: Output
) -> tuple[BandTrust, ...]:
    """How the band of a figure has held at each time ahead."""
    found = []
    for place, ahead in enumerate(AHEAD):
        held, of = held_in_own_past(scores, output, ahead)
        made_up_held, made_up_of = HELD_OUT[output][place]
        why = ""
        if made_up_held < LEAST_MADE_UP * made_up_of:
            why = f"in made-up counties it held only {made_up_held} of {made_up_of}"
        elif of >= LEAST_DAYS and held < LEAST_OWN * of:
            why = f"in the council’s own past it held only {held} of {of}"
        stretch = round(stretches[output, ahead], 3)
        found.append(BandTrust(ahead, stretch, held, of, made_up_held, made_up_of, why == "", why))
    return tuple(found)


def by_width(trust: tuple[BandTrust, ...], *bands: Bands) -> tuple[BandTrust, ...]:
    """The same as far as a scenario goes; a band too wide to plan by is not relied on either."""
    months, found = len(bands[0]) - 1, []
    for one, before in zip(trust, (0, *AHEAD), strict=False):
        if before >= months:
            break
        for band in bands:
            low, _, high = band[min(one.ahead, months)]
            if low is not None and high is not None and high + 1 > WIDEST * (low + 1):
                why = one.why or f"it is too wide to plan by ({low:,.0f} to {high:,.0f})"
                one = replace(one, relied=False, why=why)
        found.append(one)
    return tuple(found)
