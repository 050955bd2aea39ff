"""Lists 1 and 3: contacts and referrals of the last six months, each its own row."""

from collections.abc import Iterator

from holdfast.record.contact import Contacts, Referrals
from holdfast.sources.made_up.annex_a_workbook.family import WHO
from holdfast.sources.made_up.annex_a_workbook.layout import AnnexList, Column, Entry, about
from holdfast.sources.made_up.annex_a_workbook.ofsted_words import SOURCE
from holdfast.sources.made_up.annex_a_workbook.records import Records
from holdfast.sources.made_up.annex_a_workbook.workforce import staff
from holdfast.sources.made_up.annex_a_workbook.working_out import (
    answered,
    coded,
    earlier_in_a_year,
    own,
)


def _contacts(records: Records, layout: str) -> Iterator[Entry]:
    for row in records.every(Contacts):
        if records.is_recent(row["received"]):
            yield about(records, row, Contacts, row["received"])


def _referrals(records: Records, layout: str) -> Iterator[Entry]:
    for row in records.every(Referrals):
        if records.is_recent(row["received"]):
            yield about(records, row, Referrals, row["received"])


CONTACTS = AnnexList(
    1,
    "Contacts",
    _contacts,
    (
        *WHO,
        Column("Date of Contact", own(Contacts.received)),
        Column("Contact Source", coded(Contacts.source, SOURCE)),
    ),
)

REFERRALS = AnnexList(
    3,
    "Referral",
    _referrals,
    (
        *WHO,
        Column("Date of Referral", own(Referrals.received), in_2019="Date of referral"),
        Column("Referral Source", coded(Referrals.source, SOURCE)),
        Column("Referral NFA?", answered(Referrals.no_further_action)),
        Column("Number of Referrals in Last 12 Months", earlier_in_a_year(Referrals.received)),
        *staff(Referrals.team, Referrals.worker),
    ),
)
