"""The kinds of source that can be imported, and what reads each."""

from collections.abc import Callable
from enum import StrEnum

from holdfast.record.snapshot import Snapshot


class Kinds(StrEnum):
    """The kinds of source that can be imported."""

    SSD = "ssd"
    ANNEX_A = "annex-a"
    CIN_CENSUS = "cin-census"


def importer(kind: Kinds) -> Callable[..., Snapshot]:
    """What reads a source of this kind into a store. Each is fetched when it is asked for."""
    if kind is Kinds.SSD:
        from holdfast.sources.ssd import import_ssd

        return import_ssd
    if kind is Kinds.CIN_CENSUS:
        from holdfast.sources.cin_census import import_cin_census

        return import_cin_census
    from holdfast.sources.annex_a import import_annex_a

    return import_annex_a
