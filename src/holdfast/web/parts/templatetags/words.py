"""Days, numbers and tags in the words that pages use."""

from datetime import date
from functools import lru_cache

from django.template import Library
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from holdfast.clocks.duty import Status
from holdfast.count_words import count_of
from holdfast.query.listed_duty import ListedDuty
from holdfast.web.parts.tags import look

register = Library()


@register.filter
def plain_day(day: date | None) -> str:
    """31 January 2018; "not recorded" for a day that is not in the record."""
    return f"{day.day} {day:%B %Y}" if day else "not recorded"


@register.filter
def short_day(day: date | None) -> str:
    """31 Jan 2018, for a column of days."""
    return f"{day.day} {day:%b %Y}" if day else "not recorded"


@register.filter
def thousands(number: int | float | None) -> str:
    """12,345; "not known" for no number."""
    return f"{number:,}" if number is not None else "not known"


_NO_DAYS = format_html(
    '<span aria-hidden="true">–</span><span class="govuk-visually-hidden">{}</span>',
    "cannot be determined",
)


@register.filter
def days_over(duty: ListedDuty) -> str:
    """The days past due; a dash where it cannot be determined, since 0 would say "in time"."""
    return _NO_DAYS if duty.status == Status.CANNOT_TELL else thousands(duty.days_over)


# ``{{ 2|count_of:"child,children" }}`` gives "2 children".
register.filter("count_of", count_of)


@register.filter
def share_of(part: int, whole: int) -> str:
    """81% (1,204 of 1,486): never a percentage without its counts. "None of 0" has no share."""
    if not whole:
        return "no cases"
    return f"{100 * part / whole:.0f}% ({part:,} of {whole:,})"


@register.filter
def percent(share: float | None) -> str:
    """7.5%, for a column beside one with the counts; "withheld" for what is not told."""
    return "withheld" if share is None else f"{100 * share:.1f}%"


@register.filter
def or_withheld(number: int | None) -> str:
    """12,345; "withheld" for what is not told."""
    return "withheld" if number is None else f"{number:,}"


@register.filter
def clock_and_rule(duty: ListedDuty) -> SafeString:
    """The clock of a duty as a link to it, and under it the rule and who sets it."""
    return _clock_and_rule(duty.clock, duty.title, duty.rule, duty.cites)


# A page of a child names a few clocks many times over.
@lru_cache(maxsize=1000)
def _clock_and_rule(clock: str, title: str, rule: str, cites: str) -> SafeString:
    said = f"{rule[:1].upper()}{rule[1:]}. {cites}"
    return format_html(
        '<a class="govuk-link" href="{}">{}</a><span class="holdfast-key">{}</span>',
        reverse("clock", args=[clock]),
        title,
        said,
    )


@register.simple_tag
def status_tag(status: str, detail: str = "") -> SafeString:
    """A coloured tag. The words carry the meaning; ``detail`` adds "6 working days" to them."""
    colour, words = look(str(status))
    said = f"{words} {detail}".strip()
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, said)
