"""Private fostering: the Children (Private Arrangements for Fostering) Regulations 2005.

The relaxations of April to September 2020 are in ``holdfast.law.relaxations``.
"""

from datetime import date

from holdfast.law import Citation, Standing

IN_FORCE = date(2005, 7, 1)

_INSTRUMENT = "Children (Private Arrangements for Fostering) Regulations 2005 (SI 2005/1533)"
_SEEN = (
    "legislation.gov.uk text as made (https://www.legislation.gov.uk/uksi/2005/1533/made), in a "
    "public copy; text in force in November 2026 not seen"
)


def _regulation(provision: str, says: str) -> Citation:
    return Citation(_INSTRUMENT, f"regulation {provision}", says, Standing.READ, _SEEN)


REGULATION_2_WORKING_DAY = _regulation(
    "2",
    "a working day is any day but Saturday, Sunday, Christmas Day, Good Friday and a bank "
    "holiday; the words do not confine it to England and Wales, though we count it so",
)
REGULATION_4_1 = _regulation(
    "4(1)",
    "a proposed arrangement: visit the premises, the carer and the child within seven working "
    "days of the notice",
)
REGULATION_7_1 = _regulation(
    "7(1)",
    "a child already privately fostered, or gone to the carer: visit the premises, the carer and "
    "the child within seven working days of the notice",
)
REGULATION_8_1_A = _regulation(
    "8(1)(a)", "visits at most six weeks apart in the first year of the arrangement"
)
REGULATION_8_1_B = _regulation("8(1)(b)", "visits at most 12 weeks apart in any later year")
REGULATION_8_2 = _regulation(
    "8(2)", "a visit whenever the child, the carer or a parent reasonably asks"
)
REGULATION_8_3 = _regulation(
    "8(3)", "speak to the child alone at each visit unless the officer finds it inappropriate"
)
REGULATION_8_6 = _regulation(
    "8(6)", "for the visits the arrangement begins when the local authority becomes aware of it"
)
