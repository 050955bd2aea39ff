"""Assessments, reckoned apart from the measures of them.

Sources: Department for Education, *Children in need census: guide* (45 working days from the
assessment's own start, authorised by a manager) and *Characteristics of children in need*.
"""

from collections.abc import Iterator

from tests.measures_apart.record import Dated, Record, Row, Thing, working_days_before

LIMIT = 45


def _authorised(record: Record) -> Iterator[Row]:
    return (row for row in record.rows("assessments") if row["authorised"])


def assessments(record: Record) -> Iterator[Thing]:
    """Each assessment, on the day a manager authorised it (the DfE's)."""
    for row in _authorised(record):
        yield Thing(row["child"], row["authorised"], 1)


def _took(row: Row) -> int | None:
    """The working days over, after that of its start, when it was authorised.

    None where no start is recorded, or one after its end. What is done on a day off after the
    forty-fifth is done after forty-five are over, as the statistical clock takes it.
    """
    started, ended = row["started"], row["authorised"]
    return working_days_before(started, ended) if started and started <= ended else None


def assessments_45_days(record: Record) -> Iterator[Thing]:
    """Of those, the ones authorised within 45 working days of their own start (the DfE's)."""
    for row in _authorised(record):
        took = _took(row)
        yield Thing(row["child"], row["authorised"], None if took is None else took < LIMIT)


def assessed_not_in_need(record: Record) -> Iterator[Thing]:
    """Referrals whose child was assessed after them and found not in need (the DfE's).

    Two referrals of one child on one day are one.
    """
    found: dict[tuple[str, object], bool] = {}
    for row in record.rows("referrals"):
        if row["received"]:
            closed = any(
                one["referral"] == row["referral"]
                and one["no_further_action"] is True
                and one["authorised"] is not None
                and one["authorised"] <= record.last
                for one in record.own("assessments", row["child"])
            )
            key = row["child"], row["received"]
            found[key] = found.get(key, False) or closed
    for (child, day), closed in found.items():
        yield Thing(child, day, closed)  # type: ignore[arg-type]


def assessments_child_seen(record: Record) -> Iterator[Thing]:
    """Of assessments, those that say that the child was seen (ours)."""
    for row in _authorised(record):
        yield Thing(row["child"], row["authorised"], row["child_seen"])


def assessments_late_explained(record: Record) -> Iterator[Thing]:
    """Of assessments that took more than 45 working days, those with any reason in words (ours)."""
    for row in _authorised(record):
        took = _took(row)
        if took is not None and took >= LIMIT:
            yield Thing(row["child"], row["authorised"], row["late_reason"] is not None)


def _found(codes: tuple[str, ...]) -> Dated:
    """Of assessments that say what they found, those that found one of some factors (ours)."""

    def found(record: Record) -> Iterator[Thing]:
        for row in _authorised(record):
            rows = record.own("assessment_factors", row["child"])
            number = row["assessment"]
            own = [one["factor"] for one in rows if number and one["assessment"] == number]
            said = [factor for factor in own if factor is not None]
            so = any(factor in codes for factor in said) if said else None
            yield Thing(row["child"], row["authorised"], so)

    return found


DATED: dict[str, Dated] = {
    "assessments": assessments,
    "assessments_45_days": assessments_45_days,
    "assessed_not_in_need": assessed_not_in_need,
    "assessments_child_seen": assessments_child_seen,
    "assessments_late_explained": assessments_late_explained,
    "assessments_neglect": _found(("16A",)),
    # Child sexual exploitation, and child criminal exploitation.
    "assessments_exploitation": _found(("11A", "24A")),
}
