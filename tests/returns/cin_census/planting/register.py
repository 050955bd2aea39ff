"""Every fault that can be planted in a child."""

from tests.returns.cin_census.planting import (
    assessment,
    contact,
    family,
    need,
    pre_proceedings,
    protection,
)

# By the year of the census in which they are planted.
PLANTS = {
    2026: (
        *family.PLANTS,
        *contact.PLANTS,
        *assessment.PLANTS,
        *need.PLANTS,
        *protection.PLANTS,
    ),
    2027: pre_proceedings.PLANTS,
}
# What asks about the return as a whole is planted in no child.
OF_THE_RETURN = {"100", "2883", "2886Q", "2887Q", "2888Q", "8995Q", "9000Q"}
