"""Who provides a placement, and Ofsted's number of the provider."""

from holdfast.returns.rule import Breach, Other, Rule, Within
from holdfast.returns.ssda903.conditions import (
    ADOPTIVE,
    BREAKS,
    FOSTER,
    IN_CARE,
    NO_PROVIDER,
    UNINSPECTED,
)
from holdfast.returns.ssda903.worked_out.places import PROVIDER_LA
from holdfast.sources.ssda903.layout import EPISODES
from holdfast.sources.ssda903.lists import PROVIDERS

RULES = (
    Rule(
        "178",
        (
            Breach(
                EPISODES,
                "The provider is no code, or is given for a placement that has none.",
                "given(PLACE_PROVIDER) and (invalid(PLACE_PROVIDER) or PLACE in ('T0', "
                "'T1', 'T2', 'T3', 'Z1', 'Z11', 'Z12', 'Z13', 'Z14'))",
            ),
        ),
        fix="Correct the provider, or take it out.",
    ),
    Rule(
        "213",
        (
            Breach(
                EPISODES,
                "The provider is given for a placement that has none.",
                f"PLACE in {NO_PROVIDER} and given(PLACE_PROVIDER)",
            ),
        ),
        fix="Take it out.",
    ),
    Rule(
        "526",
        (
            Breach(
                EPISODES,
                "The provider of the placement is missing.",
                f"missing(PLACE_PROVIDER) and (missing(PLACE) or PLACE not in {NO_PROVIDER})",
            ),
        ),
        fix="Enter PR0 to PR5.",
    ),
    Rule(
        "527",
        (
            Breach(
                EPISODES,
                "The council itself cannot provide such a placement.",
                "PLACE in ('P1', 'R2', 'R5') and PLACE_PROVIDER = 'PR1'",
            ),
        ),
        fix="Correct the provider or the placement.",
    ),
    Rule(
        "528",
        (
            Breach(
                EPISODES,
                "Another council cannot provide such a placement.",
                "PLACE in ('P1', 'R2', 'R5') and PLACE_PROVIDER = 'PR2'",
            ),
        ),
        fix="Correct the provider or the placement.",
    ),
    Rule(
        "529",
        (
            Breach(
                EPISODES,
                "Another public body cannot provide such a placement.",
                "PLACE_PROVIDER = 'PR3' and PLACE in ('A3', 'A4', 'A5', 'A6', 'K1', "
                "'K2', 'P1', 'U1', 'U2', 'U3', 'U4', 'U5', 'U6')",
            ),
        ),
        fix="Correct the provider or the placement.",
    ),
    Rule(
        "530",
        (
            Breach(
                EPISODES,
                "A placement with parents is not private provision.",
                "PLACE = 'P1' and PLACE_PROVIDER = 'PR4'",
            ),
        ),
        fix="Enter PR0, or correct the placement.",
    ),
    Rule(
        "531",
        (
            Breach(
                EPISODES,
                "A placement with parents is not voluntary provision.",
                "PLACE = 'P1' and PLACE_PROVIDER = 'PR5'",
            ),
        ),
        fix="Enter PR0, or correct the placement.",
    ),
    Rule(
        "550",
        (
            Breach(
                EPISODES,
                "Only a placement with parents has a parent as its provider.",
                "PLACE_PROVIDER = 'PR0' and PLACE is distinct from 'P1'",
            ),
        ),
        fix="Correct the provider or the placement.",
    ),
    Rule(
        "218",
        (
            Breach(
                EPISODES,
                "Ofsted's number of the provider is missing.",
                f"missing(URN) and (missing(PLACE) or PLACE not in {UNINSPECTED}) and "
                "(PL_LA is null or PL_LA not in ('CON', 'NIR', 'SCO', 'WAL', 'NUK')) "
                "and (missing(DEC) or DEC >= YearStart)",
            ),
        ),
        fix="Enter the number; XXXXXXX where Ofsted does not inspect it.",
    ),
    Rule(
        "222",
        (
            Breach(
                EPISODES,
                "Ofsted's number is given for a placement that it does not inspect.",
                f"PLACE in {UNINSPECTED} and URN <> 'XXXXXXX'",
            ),
        ),
        fix="Take the number out, or correct the placement.",
    ),
    Rule(
        "242",
        (
            Breach(
                EPISODES,
                "XXXXXXX stands for a regional adoption agency alone.",
                f"URN = 'XXXXXXX' and (missing(PLACE) or (PLACE not in {ADOPTIVE} and "
                f"PLACE not in {FOSTER}))",
            ),
        ),
        fix="Enter Ofsted's number.",
    ),
    Rule(
        "243",
        (
            Breach(
                EPISODES,
                "Ofsted's number is given for a placement outside England.",
                "PL_LA in ('CON', 'NIR', 'SCO', 'WAL', 'NUK') and given(URN)",
            ),
        ),
        fix="Take it out.",
    ),
    Rule(
        "1008",
        (
            Breach(
                EPISODES,
                "Ofsted's number is not in its list.",
                "URN <> 'XXXXXXX'",
                without=Other(PROVIDERS, Within.LIST, where="other.URN = URN"),
            ),
        ),
        fix="Correct the number.",
    ),
    Rule(
        "219",
        (
            Breach(
                EPISODES,
                "The provider does not give placements of this type.",
                "URN <> 'XXXXXXX'",
                without=Other(
                    PROVIDERS, Within.LIST, where="other.URN = URN and other.PLACE = PLACE"
                ),
            ),
        ),
        fix="Correct the number or the placement.",
    ),
    Rule(
        "221",
        (
            Breach(
                EPISODES,
                "The postcode of the placement is not that of the provider.",
                f"URN <> 'XXXXXXX' and {IN_CARE} and PLACE in ('K1', 'K2', 'K3', 'R3', "
                "'S1') and given(PL_POST)",
                without=Other(
                    PROVIDERS,
                    Within.LIST,
                    where="other.URN = URN and other.POSTCODE = upper(replace(PL_POST, ' ', ''))",
                ),
            ),
        ),
        fix="Correct the number or the postcode.",
    ),
    Rule(
        "224",
        (
            Breach(
                EPISODES,
                "The provider is of another kind than the one given.",
                "URN <> 'XXXXXXX'",
                without=Other(
                    PROVIDERS,
                    Within.LIST,
                    where="other.URN = URN and other.PROVIDER = PLACE_PROVIDER",
                ),
            ),
        ),
        fix="Correct the number or the provider.",
    ),
    Rule(
        "227",
        (
            Breach(
                EPISODES,
                "The provider had closed when the episode began.",
                "URN <> 'XXXXXXX' and DECOM >= other.CLOSED",
                another=Other(PROVIDERS, Within.LIST, where="other.URN = URN"),
            ),
        ),
        fix="Correct the number or the day.",
    ),
    Rule(
        "228",
        (
            Breach(
                EPISODES,
                "The provider closed before the episode ended.",
                "URN <> 'XXXXXXX' and (DEC > other.CLOSED or (missing(DEC) and YearEnd "
                "> other.CLOSED))",
                another=Other(PROVIDERS, Within.LIST, where="other.URN = URN"),
            ),
        ),
        fix="Correct the number or the day, or end the episode.",
    ),
    Rule(
        "229",
        (
            Breach(
                EPISODES,
                "The provider is given as the council's own and lies elsewhere, or as "
                "another council's and lies here.",
                f"URN <> 'XXXXXXX' and (missing(PLACE) or PLACE not in {UNINSPECTED}) "
                "and PLACE is distinct from 'K3' and ((PLACE_PROVIDER = 'PR1' and "
                "coalesce(other.OFSTED_LA, '') <> OWN_LA) or (PLACE_PROVIDER = 'PR2' "
                "and other.OFSTED_LA = OWN_LA))",
                another=Other(PROVIDER_LA.table, Within.LIST, where="other.OFSTED_URN = URN"),
            ),
        ),
        fix="Correct the number or the provider.",
        reading="Where the provider lies is told by its postcode, else by Ofsted's list.",
    ),
    Rule(
        "241",
        (
            Breach(
                EPISODES,
                "The placement lies in a council where the provider has no premises.",
                "PLACE = 'K3' and URN <> 'XXXXXXX' and PL_LA is not null",
                without=Other(
                    PROVIDER_LA.table,
                    Within.LIST,
                    where="other.OFSTED_URN = URN and other.OFSTED_LA = PL_LA",
                ),
            ),
        ),
        fix="Correct the number or the postcode.",
        reading="Against the councils of the provider in Ofsted's list; the open "
        "validator compares with the council of the return.",
    ),
    Rule(
        "1015",
        (
            Breach(
                EPISODES,
                "The placement is the council's own and lies in another.",
                f"PLACE_PROVIDER = 'PR1' and given(LS) and LS not in {BREAKS} and "
                f"given(PLACE) and PLACE not in {ADOPTIVE} and PLACE not in {FOSTER} and"
                " PLACE <> 'K3' and coalesce(PL_LA, '') <> OWN_LA",
            ),
        ),
        fix="Correct the provider or the postcode.",
    ),
)
