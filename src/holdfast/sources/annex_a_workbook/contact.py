"""Lists 1 and 3: contacts and referrals of the last six months, each its own row."""

from collections.abc import Iterator

from holdfast.record.contact import Contacts, Referrals
from holdfast.sources.annex_a_workbook.family import WHO
from holdfast.sources.annex_a_workbook.layout import (
    ListColumn,
    ListRow,
    WorkbookList,
    about,
)
from holdfast.sources.annex_a_workbook.ofsted_words import SOURCE
from holdfast.sources.annex_a_workbook.records import Records
from holdfast.sources.annex_a_workbook.workforce import staff
from holdfast.sources.annex_a_workbook.working_out import (
    answered,
    coded,
    earlier_in_a_year,
    own,
)


def _contacts(records: Records, layout: str) -> Iterator[ListRow]:
    for row in records.every(Contacts):
        if records.is_recent(row["received"]):
            yield about(records, row, Contacts, row["received"])


def _referrals(records: Records, layout: str) -> Iterator[ListRow]:
    for row in records.every(Referrals):
        if records.is_recent(row["received"]):
            yield about(records, row, Referrals, row["received"])


CONTACTS = WorkbookList(
    1,
    "Contacts",
    _contacts,
    (
        *WHO,
        ListColumn("Date of Contact", own(Contacts.received)),
        ListColumn("Contact Source", coded(Contacts.source, SOURCE)),
    ),
)

REFERRALS = WorkbookList(
    3,
    "Referral",
    _referrals,
    (
        *WHO,
        ListColumn("Date of Referral", own(Referrals.received), in_2019="Date of referral"),
        ListColumn("Referral Source", coded(Referrals.source, SOURCE)),
        ListColumn("Referral NFA?", answered(Referrals.no_further_action)),
        ListColumn("Number of Referrals in Last 12 Months", earlier_in_a_year(Referrals.received)),
        *staff(Referrals.team, Referrals.worker),
    ),
)
