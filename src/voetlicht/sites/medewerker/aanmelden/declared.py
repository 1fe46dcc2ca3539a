"""What all pages of signing in share: open to everybody, in our frame, in one transaction."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.web.access import READING, View, access, http_methods
from voetlicht.sites.medewerker.frame import show
from voetlicht.sites.thema.page import Page


def declared(
    view: View, *, read: tuple[str, ...] = READING, write: tuple[str, ...] = ("POST",)
) -> View:
    """A view that nobody needs to be signed in for, or that looks after that itself."""
    return access(purpose=Purpose.AANMELDEN, everyone=True)(
        http_methods(read=read, write=write)(view)
    )


class InFrame:
    """For a view of allauth: our page around it, with only the named parts of its context."""

    request: HttpRequest
    template_name: str
    title: ClassVar[str | Promise]
    parts: ClassVar[tuple[str, ...]] = ("form",)

    def render_to_response(self, context: dict[str, Any], **_kwargs: Any) -> HttpResponse:
        """The page, rendered at once: within the transaction of its request."""
        content: dict[str, Any] = {part: context.get(part) for part in self.parts}
        return show(self.request, self.template_name, Page(str(self.title)), **content)
