"""What was measured on made-up counties: the stretch of bands, and how often bands then held.

Set and tried by ``benchmarks/scenarios.py``: see ``docs/what_if.md`` for the counties. They were
set on counties as they were made before 30 November 2026, and tried on those made since.
"""

from collections.abc import Mapping

from holdfast.scenarios.outputs import Output

# As many days of a council's own past as the stretch of the made-up counties weighs.
AS_IF_ORIGINS = 4
# How far the middle of a figure is drawn back to its level of the day. A model of queues lets what
# is small become large where a council would act; half way was nearer to what came, of these two.
DRAWN_BACK: Mapping[Output, float] = {Output.OVERDUE: 0.5, Output.POINTS: 0.5}
# By figure, at each of the times in ``AHEAD``: the half-width of the runs' bands in the middle of
# the counties, of the logarithm.
TYPICAL_WIDTH: Mapping[Output, tuple[float, ...]] = {
    Output.OPEN: (0.03, 0.05, 0.07, 0.10, 0.12),
    Output.OVERDUE: (0.34, 0.54, 1.00, 1.25, 1.45),
    Output.UNALLOCATED: (0.15, 0.16, 0.19, 0.20, 0.22),
    Output.POINTS: (0.05, 0.06, 0.08, 0.12, 0.16),
    Output.UNASSESSED: (0.10, 0.16, 0.25, 0.36, 0.42),
}
# By figure, at each of the times in ``AHEAD``.
MADE_UP_STRETCH: Mapping[Output, tuple[float, ...]] = {
    Output.OPEN: (1.82, 1.72, 1.96, 1.56, 1.36),
    Output.OVERDUE: (1.15, 1.22, 1.22, 1.03, 0.96),
    Output.UNALLOCATED: (2.02, 1.98, 1.77, 2.81, 3.52),
    Output.POINTS: (1.02, 1.21, 1.33, 1.39, 1.15),
    Output.UNASSESSED: (1.49, 1.41, 1.63, 1.27, 1.03),
}
# By figure, at each of those times: how often the bands held what came in made-up counties that
# played no part in setting the stretch, and of how many.
HELD_OUT: Mapping[Output, tuple[tuple[int, int], ...]] = {
    Output.OPEN: ((34, 45), (33, 45), (31, 36), (24, 27), (12, 18)),
    Output.OVERDUE: ((35, 45), (37, 45), (31, 36), (23, 27), (17, 18)),
    Output.UNALLOCATED: ((38, 45), (39, 45), (29, 36), (23, 27), (17, 18)),
    Output.POINTS: ((37, 45), (38, 45), (29, 36), (24, 27), (15, 18)),
    Output.UNASSESSED: ((34, 45), (32, 45), (25, 36), (25, 27), (13, 18)),
}
