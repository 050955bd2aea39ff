"""What an auditor grades: the domains, the four grades, and the rules of the council's form.

The shipped form (``form.toml`` beside this file) is an example. A council replaces it whole by
``case_audits.toml`` in its data folder; one that cannot be read is refused with the line. The
grades are those of Ofsted's inspections, and cannot be replaced: agreement between two people who
grade is counted over them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from importlib.resources import files
from pathlib import Path
from typing import Any

from holdfast.council_file import CouncilFile

FILE = "case_audits.toml"
MOST_DOMAINS = 20
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


class Grade(IntEnum):
    """Ofsted's four grades, the least first. What is stored is the number."""

    INADEQUATE = 1
    REQUIRES_IMPROVEMENT = 2
    GOOD = 3
    OUTSTANDING = 4

    @property
    def in_words(self) -> str:
        """As people say it."""
        return _GRADES[self]

    @property
    def shortly(self) -> str:
        """As it stands beside a button."""
        return _GRADES[self].removesuffix(" to be good")


_GRADES = {
    Grade.INADEQUATE: "inadequate",
    Grade.REQUIRES_IMPROVEMENT: "requires improvement to be good",
    Grade.GOOD: "good",
    Grade.OUTSTANDING: "outstanding",
}


@dataclass(frozen=True)
class Domain:
    """One thing that is graded. ``caps``: an inadequate one makes the whole inadequate."""

    key: str
    title: str
    asks: str
    caps: bool = False


@dataclass(frozen=True)
class AuditForm:
    """A form as it is in force. ``agreed_by`` is empty where nobody is named.

    ``graded_twice`` is the least share of a round that a second person grades;
    ``audited_again_months`` is after how many months an inadequate case is audited again.
    """

    name: str
    agreed_by: str
    domains: tuple[Domain, ...]
    graded_twice: float
    audited_again_months: int

    def domain(self, key: str) -> Domain | None:
        """The domain of that key; None for one that the form has no more."""
        return next((domain for domain in self.domains if domain.key == key), None)

    def highest_overall(self, grades: Mapping[str, Grade]) -> Grade:
        """The highest grade that the whole may have, by the grades of its domains.

        Inadequate where a domain that caps is; else outstanding, which leaves it to the auditor.
        """
        capped = any(
            domain.caps and grades.get(domain.key) == Grade.INADEQUATE for domain in self.domains
        )
        return Grade.INADEQUATE if capped else Grade.OUTSTANDING


def read_form(home: Path) -> AuditForm:
    """The form of a data folder, or the shipped one.

    Raises BadRules with the line and the reason, CannotRead.
    """
    file = CouncilFile.find(home / FILE, "form of audits")
    if file is None:
        shipped = files(__package__).joinpath("form.toml").read_text(encoding="utf-8")
        file = CouncilFile(shipped, "form.toml", "form of audits")
    held = file.parsed()
    file.known(held, ("name", "agreed_by", "domain", "rules"))
    domains = file.section(held.get("domain", {}), "domain")
    if not 1 <= len(domains) <= MOST_DOMAINS:
        file.refuse(
            f"a form has from 1 to {MOST_DOMAINS} domains",
            "Write each as a section: [domain.safety].",
            "domain",
        )
    rules = file.section(held.get("rules", {}), "rules")
    file.known(rules, ("graded_twice", "audited_again_months"), "rules")
    return AuditForm(
        name=file.words(held.get("name", "Form of audits"), "name"),
        agreed_by=file.words(held["agreed_by"], "agreed_by") if held.get("agreed_by") else "",
        domains=tuple(_domain(file, key, domains[key]) for key in domains),
        graded_twice=_share(file, rules.get("graded_twice", 0.2)),
        audited_again_months=_months(file, rules.get("audited_again_months", 3)),
    )


def _domain(file: CouncilFile, key: str, held: Any) -> Domain:
    if not _KEY.fullmatch(key):
        file.refuse(
            "the key of a domain is up to 40 small letters, digits and _",
            "Write [domain.safety], and the words under title.",
            "domain",
            key,
        )
    section = file.section(held, "domain", key)
    file.known(section, ("title", "asks", "caps"), "domain", key)
    caps = section.get("caps", False)
    if not isinstance(caps, bool):
        file.refuse("caps is true or false", "Write it without quotes.", "domain", key, "caps")
    title = file.words(section.get("title", ""), "domain", key, "title")
    if not title:
        file.refuse("the domain needs a title", "Write title under it.", "domain", key)
    asks = file.words(section["asks"], "domain", key, "asks") if "asks" in section else ""
    return Domain(key, title, asks, caps)


def _share(file: CouncilFile, number: Any) -> float:
    if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number <= 1:
        file.refuse(
            "graded_twice is a share from 0 to 1",
            "Write 0.2 for one case in five.",
            "rules",
            "graded_twice",
        )
    return float(number)


def _months(file: CouncilFile, number: Any) -> int:
    if type(number) is not int or not 1 <= number <= 24:
        file.refuse(
            "audited_again_months is a whole number of months from 1 to 24",
            "Write the number without quotation marks.",
            "rules",
            "audited_again_months",
        )
    return int(number)
