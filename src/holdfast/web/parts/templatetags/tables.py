"""The frame of a table that may be wider than the screen."""

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

register = Library()


@register.simple_block_tag
def wide_table(
    content: str, caption: str, hide_caption: bool = False, kind: str = ""
) -> SafeString:
    """A table that scrolls sideways by itself, by touch and by keyboard, under its caption.

    Put ``<thead>`` and ``<tbody>`` inside. The caption names the region, so no two tables of a
    page may share one. ``kind`` is a class of the style sheet for the table.
    """
    look = "govuk-visually-hidden" if hide_caption else "govuk-table__caption--m"
    return format_html(
        '<div class="holdfast-table" role="region" aria-labelledby="{0}" tabindex="0">'
        '<table class="govuk-table govuk-table--small-text-until-tablet{4}">'
        '<caption class="govuk-table__caption {1}" id="{0}"><span>{2}</span></caption>'
        "{3}</table></div>",
        f"table-{slugify(caption)}",
        look,
        caption,
        content,
        f" {kind}" if kind else "",
    )
