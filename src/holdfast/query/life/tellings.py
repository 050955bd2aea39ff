"""Every telling, by the column of its day."""

from collections.abc import Mapping

from holdfast.query.life.telling import EventTelling
from holdfast.query.life.tellings_before_care import BEFORE_CARE
from holdfast.query.life.tellings_of_care import OF_CARE
from holdfast.query.life.tellings_of_oversight import OF_OVERSIGHT
from holdfast.record.schema.table import Column

TELLINGS = (*BEFORE_CARE, *OF_CARE, *OF_OVERSIGHT)

BY_COLUMN: Mapping[Column, tuple[EventTelling, ...]] = {
    column: tuple(telling for telling in TELLINGS if telling.at is column)
    for column in dict.fromkeys(telling.at for telling in TELLINGS)
}
