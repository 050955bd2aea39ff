"""Where a placement lies, as its postcode says."""

from holdfast.returns.ssda903.worked_out.columns import DAY, FLAG, NUMBER, TEXT, WorkedOut, derived

_OUTSIDE = (
    "case when p.LA like 'W0%' then 'WAL' when p.LA like 'S1%' then 'SCO' "
    "when p.LA like 'N0%' then 'NIR' else p.LA end"
)
_PLACED_AT = ("Episodes.PL_POST", "Postcodes.POSTCODE", "Postcodes.LA")

GEO = derived(
    "Geo",
    "Where the placement of an episode lies, and how far from home in miles.",
    f"select e.row, {_OUTSIDE} as PL_LA, h.POSTCODE is not null as HOME_FOUND, "
    "p.POSTCODE is not null as PLACE_FOUND, "
    "case when p.LA is null then null when bool_or(p.LA = c.AUTHORITY) over "
    "(partition by e.row) then 'IN' else 'OUT' end as PL_LOCATION, c.AUTHORITY as OWN_LA, "
    "round(sqrt((p.EAST - h.EAST) * (p.EAST - h.EAST) + (p.NORTH - h.NORTH) * "
    "(p.NORTH - h.NORTH)) / 1609.344, 1) as PL_DISTANCE "
    "from Episodes as e "
    "left join Postcodes as p on p.POSTCODE = upper(replace(e.PL_POST, ' ', '')) "
    "left join Postcodes as h on h.POSTCODE = upper(replace(e.HOME_POST, ' ', '')) "
    "left join Council as c on true",
    (
        WorkedOut("PL_LA", TEXT, "The council in whose area it lies.", _PLACED_AT),
        WorkedOut(
            "HOME_FOUND", FLAG, "The home is known.", ("Episodes.HOME_POST", "Postcodes.POSTCODE")
        ),
        WorkedOut("PLACE_FOUND", FLAG, "The placement is known.", _PLACED_AT[:2]),
        WorkedOut(
            "PL_LOCATION", TEXT, "Inside (IN) or outside (OUT).", (*_PLACED_AT, "Council.AUTHORITY")
        ),
        WorkedOut("OWN_LA", TEXT, "The council of the return.", ("Council.AUTHORITY",)),
        WorkedOut(
            "PL_DISTANCE",
            NUMBER,
            "Miles between home and placement.",
            ("Episodes.HOME_POST", "Episodes.PL_POST", "Postcodes.EAST", "Postcodes.NORTH"),
        ),
    ),
)
PROVIDER_LA = derived(
    "ProviderLa",
    "The council in whose area a provider lies, by its postcode, else as Ofsted's list has it.",
    "select distinct o.URN as OFSTED_URN, coalesce(p.LA, o.LA) as OFSTED_LA from Providers as o "
    "left join Postcodes as p on p.POSTCODE = o.POSTCODE",
    (
        WorkedOut("OFSTED_URN", TEXT, "Ofsted's number.", ("Providers.URN",)),
        WorkedOut("OFSTED_LA", TEXT, "The council.", ("Providers.LA", "Postcodes.LA")),
    ),
)
ORDER_DAY = derived(
    "OrderDay",
    "The latest day that an order of permanence may be of.",
    "select p.row, d.LATEST as ORDER_LATEST, p.DATE_PERM is not null and d.LATEST is null "
    "as ORDER_INVALID from PrevPerm as p left join OrderDays as d on d.WRITTEN = p.DATE_PERM",
    (
        WorkedOut("ORDER_LATEST", DAY, "The latest day it may be.", ("PrevPerm.DATE_PERM",)),
        WorkedOut("ORDER_INVALID", FLAG, "It is no day.", ("PrevPerm.DATE_PERM",)),
    ),
)
