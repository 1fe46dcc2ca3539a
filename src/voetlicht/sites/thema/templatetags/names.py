"""How names are shown."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def breakable(name: str) -> SafeString:
    """Let a line end after a slash: ``Zaanstreek/<wbr>Waterland``."""
    return format_html_join(mark_safe("/<wbr>"), "{}", ((part,) for part in name.split("/")))
