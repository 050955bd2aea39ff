"""Names that nobody bears: made-up people must never be mistaken for real ones."""

from holdfast.simulation.chance import Chance


def _words(text: str) -> list[str]:
    return text.split()


_FORENAMES = _words(
    "Almond Amber Anemone Arrow Ash Aster Bay Beech Bracken Bramble Breeze Brook Burdock Clover "
    "Cobble Comfrey Coral Cowrie Cricket Dune Ember Fathom Finch Flint Foam Frost Furze Gale "
    "Glimmer Harebell Heron Isle Juniper Lagoon Larch Lichen Limpet Linnet Marram Meadow Mist "
    "Moss Nettle Oriole Otter Pebble Petrel Pip Plover Quill Quince Rain Reed Rill River Rowan "
    "Rush Sandpiper Shell Skerry Sorrel Spindle Spray Starling Tansy Teal Tern Thistle Tide "
    "Vetch Wave Willow Wren Yarrow"
)

_SURNAMES = _words(
    "Badderlock Barnacle Bladderwrack Brightweed Brittlestar Burnet Butterwort Carrageen "
    "Channelwrack Cockle Cordgrass Cuttle Dabberlock Dogwhelk Driftwood Dulse Eelgrass "
    "Eyebright Featherstar Fennel Figwort Fleabane Foxtail Gillyflower Glasswort Goldenrod "
    "Gutweed Hartstongue Horsetail Kelp Knotweed Kingcup Limpetstone Loosestrife Lovage Lugworm "
    "Mallow Marshwort Meadowsweet Milkwort Mugwort Oarweed Orache Oysterplant Pearlwort "
    "Pennywort Pepperwort Periwinkle Ragworm Redrattle Rockrose Saltwort Samphire Sandwort "
    "Scurvygrass Seablite Seakale Sealettuce Seaholly Seapink Spikerush Spiralwrack Spleenwort "
    "Spurrey Squill Starwort Stonecrop Sundew Tanglewrack Teasel Thongweed Thrift Toadflax "
    "Tormentil Toothwrack Urchin Waterwort Whelk Winkle Woundwort"
)

_PLACES = _words(
    "Saltmarsh Shingle Headland Estuary Lighthouse Cove Skerry Sandbar Causeway Breakwater "
    "Lagoon Tidepool Harbour Dunes Reef Inlet Mudflat Spit Groyne Strand"
)


def forename(chance: Chance) -> str:
    """A first name from the shore or the hedge."""
    return chance.one(_FORENAMES)


def surname(chance: Chance) -> str:
    """A family name from the shore or the hedge."""
    return chance.one(_SURNAMES)


def place(number: int) -> str:
    """The place after which a council's ``number``-th team of a kind is called."""
    lap, which = divmod(number, len(_PLACES))
    return f"{_PLACES[which]} {lap + 1}" if lap else _PLACES[which]


def postcode(chance: Chance) -> str:
    """A postcode of no place: no post town begins with ZZ."""
    outward = f"ZZ{chance.between(1, 99)}"
    return f"{outward} {chance.between(1, 9)}{chance.one('ABDEFGH')}{chance.one('JLNPQ')}"
