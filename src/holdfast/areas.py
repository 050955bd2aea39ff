"""The areas of care: the columns of the house. A file's name says which one it is about."""

from enum import StrEnum


class Area(StrEnum):
    """An area of care. GLOSSARY.md says what each covers."""

    FAMILY = "family"
    CONTACT = "contact"
    EARLY_HELP = "early_help"
    ASSESSMENT = "assessment"
    NEED = "need"
    PROTECTION = "protection"
    CARE = "care"
    MISSING = "missing"
    PERMANENCE = "permanence"
    LEAVING_CARE = "leaving_care"
    WORKFORCE = "workforce"
    OVERSIGHT = "oversight"

    @property
    def title(self) -> str:  # type: ignore[override]  # hides str.title(), which no area needs
        """The area in plain words, for a page or a table."""
        return _TITLES[self]


_TITLES = {
    Area.FAMILY: "Child and family",
    Area.CONTACT: "Contact and referral",
    Area.EARLY_HELP: "Early help",
    Area.ASSESSMENT: "Assessment",
    Area.NEED: "Children in need",
    Area.PROTECTION: "Child protection",
    Area.CARE: "Children in care",
    Area.MISSING: "Missing and exploitation",
    Area.PERMANENCE: "Permanence",
    Area.LEAVING_CARE: "Leaving care",
    Area.WORKFORCE: "Workforce",
    Area.OVERSIGHT: "Management oversight",
}
