"""Files over HTTP: their kind, their name, and how long they may be kept."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.utils.translation import gettext as _

from voetlicht.basis.edities.editie import Editie
from voetlicht.basis.edities.enums import Formaat
from voetlicht.basis.kern.clock import end_of_day
from voetlicht.basis.kern.errors import NotFound
from voetlicht.extern.publicaties.values import Bestandsinhoud, Publicatie
from voetlicht.sites.publiek.addresses import Address

YEAR = 31_536_000
CSV_METADATA_EXTENSION = "csv-metadata.json"
EXTENSIONS: dict[str, str] = {
    **{formaat.value: formaat.value for formaat in Formaat},
    CSV_METADATA_EXTENSION: "csv-metadata",
}
"""What a URL ends in, and what the archive calls that format."""


def formaat_of(extension: str) -> str:
    """The archive's name of a format, from the end of a URL; NotFound names those there are."""
    try:
        return EXTENSIONS[extension]
    except KeyError:
        raise NotFound(
            _("Deze editie is er niet als .%(asked)s-bestand; kies uit: %(kinds)s.")
            % {"asked": extension, "kinds": ", ".join(EXTENSIONS)}
        ) from None


def file_response(
    request: HttpRequest, address: Address, publicatie: Publicatie, found: Bestandsinhoud
) -> HttpResponse:
    """The file, or 304 when the reader has it; a permanent address may be kept for ever."""
    bestand = found.bestand
    modified = last_modified(publicatie.editie)
    response = HttpResponse(found.content, content_type=bestand.media_type)
    response["Content-Disposition"] = f'attachment; filename="{bestand.file_name}"'
    response["ETag"] = f'"{bestand.sha256}"'
    response["Last-Modified"] = http_date(modified)
    if bestand.formaat == Formaat.CSV:
        described = address.url(CSV_METADATA_EXTENSION)
        response["Link"] = f'<{described}>; rel="describedby"; type="application/csvm+json"'
    if address.is_permanent:
        patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    else:
        patch_cache_control(response, public=True, no_cache=True)
    return get_conditional_response(request, response["ETag"], modified, response) or response


def last_modified(editie: Editie) -> int:
    """When the figures were what they are, in seconds since 1970: never the clock's time.

    Computed: the moment up to which facts count. Read: the end of the peildatum, because nothing
    later is known of the document.
    """
    moment = editie.bekend_op or end_of_day(editie.peildatum)
    return int(moment.timestamp())
