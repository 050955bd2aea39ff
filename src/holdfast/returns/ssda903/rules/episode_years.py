"""The first episode of this year beside the last of last year."""

from holdfast.returns.rule import Breach, Other, Rule
from holdfast.sources.ssda903.layout import EPISODES, EPISODES_LAST

RULES = (
    Rule(
        "502",
        (
            Breach(
                EPISODES,
                "Last year ended with an open episode, and this year's first is another.",
                "IS_FIRST and OLD_OPEN and DECOM <> OLD_DECOM",
            ),
        ),
        fix="Begin this year with the episode that was open.",
        reading="Against the last episode of last year, by the day it began.",
    ),
    Rule(
        "503A",
        (
            Breach(
                EPISODES,
                "The reason for the new episode of the first episode is not that of the"
                " episode open at the end of last year.",
                "IS_FIRST and OLD_OPEN and coalesce(RNE, '') <> coalesce(OLD_RNE, '')",
            ),
        ),
        fix="Correct whichever is wrong; what changed since begins a new episode.",
    ),
    Rule(
        "503B",
        (
            Breach(
                EPISODES,
                "The legal status of the first episode is not that of the episode open "
                "at the end of last year.",
                "IS_FIRST and OLD_OPEN and coalesce(LS, '') <> coalesce(OLD_LS, '')",
            ),
        ),
        fix="Correct whichever is wrong; what changed since begins a new episode.",
    ),
    Rule(
        "503C",
        (
            Breach(
                EPISODES,
                "The category of need of the first episode is not that of the episode "
                "open at the end of last year.",
                "IS_FIRST and OLD_OPEN and coalesce(CIN, '') <> coalesce(OLD_CIN, '')",
            ),
        ),
        fix="Correct whichever is wrong; what changed since begins a new episode.",
    ),
    Rule(
        "503E",
        (
            Breach(
                EPISODES,
                "The provider of the placement of the first episode is not that of the "
                "episode open at the end of last year.",
                "IS_FIRST and OLD_OPEN and coalesce(PLACE_PROVIDER, '') <> "
                "coalesce(OLD_PLACE_PROVIDER, '')",
            ),
        ),
        fix="Correct whichever is wrong; what changed since begins a new episode.",
    ),
    Rule(
        "503F",
        (
            Breach(
                EPISODES,
                "The Ofsted number of the first episode is not that of the episode open"
                " at the end of last year.",
                "IS_FIRST and OLD_OPEN and coalesce(URN, '') <> coalesce(OLD_URN, '')",
            ),
        ),
        fix="Correct whichever is wrong; what changed since begins a new episode.",
    ),
    Rule(
        "503D",
        (
            Breach(
                EPISODES,
                "The placement type of the first episode is not that of the episode "
                "open at the end of last year.",
                "IS_FIRST and OLD_OPEN and coalesce(PLACE, '') <> coalesce(OLD_PLACE, "
                "'') and not (coalesce(OLD_PLACE, '') = 'Z1' and coalesce(PLACE, '') in"
                " ('Z11', 'Z12', 'Z13', 'Z14'))",
            ),
        ),
        fix="Correct whichever is wrong; what changed since begins a new episode.",
        reading="Z1 became Z11 to Z14 with 2025/26 and passes.",
    ),
    Rule(
        "503G",
        (
            Breach(
                EPISODES,
                "The distance from home is not that of the episode open at the end of last year.",
                "IS_FIRST and OLD_OPEN and (abs(PL_DISTANCE - OLD_DISTANCE) >= 0.2 or "
                "(PL_DISTANCE is null) <> (OLD_DISTANCE is null))",
            ),
        ),
        fix="Correct the postcodes, or begin a new episode.",
        reading="A distance on one side alone is found, whichever side it is.",
    ),
    Rule(
        "503H",
        (
            Breach(
                EPISODES,
                "The council of the placement is not that of the episode open at the "
                "end of last year.",
                "IS_FIRST and OLD_OPEN and coalesce(PL_LA, '') <> coalesce(OLD_LA, '')",
            ),
        ),
        fix="Correct the postcode, or begin a new episode.",
    ),
    Rule(
        "503J",
        (
            Breach(
                EPISODES,
                "The placement lay inside the council last year and not this, or the "
                "other way round.",
                "IS_FIRST and OLD_OPEN and coalesce(PL_LOCATION, '') <> coalesce(OLD_LOCATION, '')",
            ),
        ),
        fix="Correct the postcode, or begin a new episode.",
    ),
    Rule(
        "452",
        (
            Breach(
                EPISODES,
                "The council of the placement changed since last year, in one and the "
                "same episode.",
                "IS_FIRST and OLD_OPEN and RNE = OLD_RNE and coalesce(PL_LA, '') <> "
                "coalesce(OLD_LA, '')",
            ),
        ),
        fix="Correct the postcode, or begin a new episode.",
        reading="One and the same episode: the reason for it is the same in both years.",
    ),
    Rule(
        "453",
        (
            Breach(
                EPISODES,
                "The distance from home changed since last year, in one and the same episode.",
                "IS_FIRST and OLD_OPEN and RNE = OLD_RNE and (abs(PL_DISTANCE - "
                "OLD_DISTANCE) >= 0.2 or (PL_DISTANCE is null) <> (OLD_DISTANCE is "
                "null))",
            ),
        ),
        fix="Correct the postcodes, or begin a new episode.",
        reading="A distance on one side alone is found, whichever side it is.",
    ),
    Rule(
        "562",
        (
            Breach(
                EPISODES,
                "The episode began before this year, and last year's return does not end with it.",
                "IS_FIRST and DECOM < YearStart and (OLD_DECOM is null or OLD_DECOM <> DECOM)",
            ),
        ),
        fix="Add the episode to last year's return, or correct the day.",
    ),
    Rule(
        "NoE",
        (
            Breach(
                EPISODES,
                "The child was looked after before this year, and is not in last year's return.",
                "DECOM < YearStart",
                without=Other(EPISODES_LAST),
            ),
        ),
        fix="Add the child's episodes to last year's return.",
    ),
)
