"""The child and the family: who they are, and how they are joined."""

from holdfast.areas import Area
from holdfast.record.codes import child as codes
from holdfast.record.schema.table import (
    Column,
    ColumnKind,
    Table,
    code,
    day,
    flag,
    identifier,
    key,
    reference,
    text,
)
from holdfast.record.schema.table import child as the_child


class Persons(Table, area=Area.FAMILY, ssd="ssd_person"):
    """A child known to the council: one row for each."""

    child = Column(
        ColumnKind.ID,
        "The child.",
        "pers_person_id",
        required=True,
        subject=True,
        key=True,
        of="persons",
    )
    system_number = identifier("The child's number in the case system.", "pers_legacy_id", True)
    health_number = identifier("The NHS number.", "pers_single_unique_id", True)
    upn = identifier("The unique pupil number.", "pers_upn", True)
    upn_unknown = code(
        codes.PUPIL_NUMBER_UNKNOWN, "Why there is no pupil number.", "pers_upn_unknown"
    )
    forename = text("The child's first name.", "pers_forename", personal=True)
    surname = text("The child's family name.", "pers_surname", personal=True)
    sex = code(codes.SEX, "The child's sex.", "pers_sex")
    gender = code(codes.GENDER, "The child's gender.", "pers_gender")
    ethnicity = code(codes.ETHNICITY, "The child's ethnicity.", "pers_ethnicity")
    born = day("The day of birth; empty when unborn or only estimated.", "pers_dob")
    # A date here does not prove that the child is unborn: some systems put every estimated
    # birth date here, and the children it misjudges are most often unaccompanied ones.
    expected = day(
        "The day birth is expected, or the estimated day of birth.", "pers_expected_dob", ahead=True
    )
    died = day("The day of death.", "pers_death_date")
    is_mother = flag("The child is a mother.", "pers_is_mother")
    nationality = text("Country of origin, kept for unaccompanied children.", "pers_nationality")
    has_plan_for_special_needs = flag(
        "The child has an education, health and care plan.", "pers_send_flag"
    )


class FamilyLinks(Table, area=Area.FAMILY, ssd="ssd_family"):
    """A child belongs to a family: children who share a family number are taken together."""

    link = key("The link.", "fami_table_id")
    family = identifier("The family's number.", "fami_family_id")
    child = the_child("fami_person_id")


class Mothers(Table, area=Area.FAMILY, ssd="ssd_mother"):
    """The mother of a child, where she is known to the council herself."""

    link = key("The link.", "moth_table_id")
    child = the_child("moth_childs_person_id")
    mother = reference("persons", "The child's mother.", "moth_person_id", required=True)
    child_born = day("The child's day of birth.", "moth_childs_dob")


class Addresses(Table, area=Area.FAMILY, ssd="ssd_address"):
    """Where a child has lived. Most sources give only the latest address."""

    address = key("The address of the child.", "addr_table_id")
    child = the_child("addr_person_id")
    kind = text("What kind of address, in the council's words.", "addr_address_type")
    started = day("The day the child began to live there.", "addr_address_start_date")
    ended = day("The day the child left; empty while there.", "addr_address_end_date")
    postcode = text("The postcode.", "addr_address_postcode", personal=True)


class Disabilities(Table, area=Area.FAMILY, ssd="ssd_disability"):
    """A disability of a child: one row for each kind."""

    disability = key("The child's disability.", "disa_table_id")
    child = the_child("disa_person_id")
    kind = code(
        codes.DISABILITY, "The kind, or that there is none.", "disa_disability_code", required=True
    )


class ImmigrationStatuses(Table, area=Area.FAMILY, ssd="ssd_immigration_status"):
    """A child's immigration status over a time."""

    status = key("The status.", "immi_immigration_status_id")
    child = the_child("immi_person_id")
    started = day("The day it began.", "immi_immigration_status_start_date")
    ended = day("The day it ended.", "immi_immigration_status_end_date", ahead=True)
    kind = text(
        "The status, in the council's words; UASC is an unaccompanied asylum seeking child.",
        "immi_immigration_status",
    )


class LinkedIdentifiers(Table, area=Area.FAMILY, ssd="ssd_linked_identifiers"):
    """A number by which another service knows a child."""

    link = key("The link.", "link_table_id")
    child = the_child("link_person_id")
    kind = text("Whose number it is, in the council's words.", "link_identifier_type")
    value = identifier("The number.", "link_identifier_value", True)
    started = day("The day from which it is valid.", "link_valid_from_date")
    ended = day("The day on which it ceased to be valid.", "link_valid_to_date", ahead=True)
