"""Whether this process can answer: used by load balancers and by ``./voetlicht demo``."""

from django.db import connection
from django.http import HttpRequest, HttpResponse

from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.web.access import access, http_methods


@access(purpose=Purpose.BEHEER, everyone=True)
@http_methods()
def health(request: HttpRequest) -> HttpResponse:
    """``ok`` when the process reaches its own database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
