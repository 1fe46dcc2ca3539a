"""P12 Messages: no personal data in a URL, a header, a title, a log line, a mail or a job.

Every role, and somebody who has not signed in, tries every page and form, and types names, BSNs
and birth dates wherever that can be done. All that leaves the site beside the body of an answer is
then searched for the people in it.
"""

import io
import json
import logging  # noqa: TID251 - Django, axes and procrastinate log with it
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from uuid import UUID

import pytest
import structlog
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import Client
from django.urls import path
from gunicorn.config import Config
from gunicorn.glogging import Logger
from lxml import html as parser

from crawler import Crawler, Exchange, view_of
from medewerkers import actor, in_role, medewerker, organisatie, sign_in, team, toewijzing
from population import Known, Population, populate
from voetlicht.config import urls_intern
from voetlicht.intern.personen.actions import ask_noodtoegang
from voetlicht.intern.personen.models import Persoon
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Aanstelling, Gebeurtenis
from voetlicht.intern.toegang.rollen import WITH_BEREIK
from voetlicht.intern.toegang.systeemactoren import GENERATOR
from voetlicht.intern.toegang.transaction import acting
from voetlicht.opdrachten import processes

pytestmark = pytest.mark.django_db(databases=["default", "lader", "spoor", "toezicht"])

# Where a page says something to a browser, to a passer-by or to a list of choices.
LOUD = (
    *("//title//text()", "//@href", "//@action", "//@src", "//@id", "//@name", "//option//text()"),
    "//@*[starts-with(name(), 'hx-') or starts-with(name(), 'data-')]",
    "//*[@role='status' or @role='alert' or contains(@class, 'toast')]//text()",
)

RENAMING = "beheer:organisatie_naam"
"""After it the title is the name that was typed: here, the surname of a klant."""


@dataclass(slots=True)
class Heard:
    """All that was said beside the bodies of answers, by where it was said."""

    said: set[tuple[str, str]] = field(default_factory=set)

    def hear(self, where: str, text: object) -> None:
        self.said.add((where, str(text)))

    def hear_exchange(self, one: Exchange) -> None:
        where = f"{one.view or one.url}"
        self.hear(f"access log of {where}", access_line(one))
        self.hear(f"headers of {where}", json.dumps(one.headers))
        if one.media_type == "text/html" and one.content.strip():
            tree = parser.fromstring(one.content)
            for query in LOUD:
                self.hear(f"{query} on {where}", "\n".join(map(str, tree.xpath(query))))

    def hear_mail(self, message: EmailMessage) -> None:
        self.hear("mail", message.message().as_string())
        self.hear("mail", f"{message.subject}\n{message.body}")
        assert len(message.recipients()) == 1, "een bericht heeft één ontvanger"
        assert message.attachments == [], "een bericht heeft geen bijlage"

    def hear_database(self) -> None:
        """The arguments of jobs, and the audit trail."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT args FROM procrastinate_jobs")
            for (arguments,) in cursor.fetchall():
                self.hear(
                    "job", json.dumps(arguments) if isinstance(arguments, dict) else arguments
                )
        for event in Gebeurtenis.objects.values("what", "about", "details"):
            self.hear("gebeurtenis", json.dumps(event, default=str))

    def leaks(self, population: Population) -> list[str]:
        """Where somebody is identified; of whom is not repeated."""
        return sorted({where for where, text in self.said if population.marks_in(text)})


USUAL = Config()


def access_line(one: Exchange) -> str:
    """What a usual server writes of a request: more than our own, as one in front of it may."""
    atoms = Logger(USUAL).atoms(
        SimpleNamespace(status=str(one.status), sent=len(one.content), headers=one.headers),
        SimpleNamespace(headers=[("REFERER", one.referer)]),
        {
            "REQUEST_METHOD": one.method,
            "RAW_URI": one.url,
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_REFERER": one.referer,
        },
        SimpleNamespace(days=0, seconds=0, microseconds=0),
    )
    return USUAL.access_log_format % atoms


@pytest.fixture
def population(db) -> Population:
    return populate(4)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[Heard]:
    """Listens to the logs, which write what a process writes and more: INFO of every library."""
    [handler] = [
        handler
        for handler in logging.getLogger().handlers
        if isinstance(handler.formatter, structlog.stdlib.ProcessorFormatter)
    ]
    lines, ear = io.StringIO(), Heard()
    stderr = handler.setStream(lines)
    level = logging.getLogger().level
    logging.getLogger().setLevel(logging.INFO)
    yield ear
    logging.getLogger().setLevel(level)
    handler.setStream(stderr)


@pytest.fixture
def listening(heard: Heard, capfd: pytest.CaptureFixture[str]) -> Callable[[], Heard]:
    """Call it when all was tried: then logs, output and mails are heard too."""

    def listen() -> Heard:
        [handler] = [
            handler
            for handler in logging.getLogger().handlers
            if isinstance(handler.formatter, structlog.stdlib.ProcessorFormatter)
        ]
        shown = capfd.readouterr()
        heard.hear("log", handler.stream.getvalue())
        heard.hear("output", shown.out + shown.err)
        for message in mail.outbox:
            heard.hear_mail(message)
        heard.hear_database()
        return heard

    return listen


def at_work(rol: Rol, population: Population) -> Aanstelling:
    """A medewerker who serves all but the first of them."""
    of = organisatie("GM0599")
    her = medewerker(rol, of, team(of), naam="Mevrouw Collega")
    for known in population.people[1:]:
        toewijzing(known.klant, her)
        toewijzing(known.klant, her.team)
    emergency(medewerker(Rol.KLANTMANAGER, of, her.team), population.people[1])
    if actor(her).may("toegang.noodtoegang_vragen"):
        emergency(her, population.people[0])
    return her


def emergency(who: Aanstelling, known: Known) -> None:
    """She asked for somebody's dossier just now, and named her in the reason."""
    with acting(actor(who)):
        ask_noodtoegang(
            by=actor(who),
            bsn=known.bsn,
            geboortedatum=known.geboortedatum,
            reden=f"{known.voornaam} van {known.achternaam} belt in paniek",
        )


def crawler(client: Client, population: Population, about: Known, heard: Heard) -> Crawler:
    """Types somebody's data wherever it can, also where it does not belong."""
    stranger = population.people[0]
    uuids = [
        str(uuid)
        for known in (stranger, about)
        for uuid in (known.klant.uuid, known.klant.persoon.uuid)
    ]
    told = f"{about.voornaam} van {about.achternaam} uit {about.postcode} belt en huilt"

    def after_post() -> None:
        for _, callback, _ in connection.run_on_commit:
            callback()
        heard.hear_database()

    return Crawler(
        client=client,
        slots={"uuid": uuids, "int": ["1"], "str": ["zoek"], "slug": ["zoek"], "path": ["zoek"]},
        typed={
            "bsn": about.bsn,
            "geboorte": about.geboortedatum.strftime("%d-%m-%Y"),
            "postcode": about.postcode,
            "login": "medewerker@voorbeeld.test",
            "username": "medewerker@voorbeeld.test",
            "email": "medewerker@voorbeeld.test",
            "password": "onbekend",
            "reden": told,
            "toelichting": told,
            "": about.achternaam,
        },
        after_post=after_post,
    )


def failing(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A page that breaks on the data of the very persoon whom it is about."""
    with in_role("verwerking"):
        persoon = Persoon.objects.get(klant__uuid=uuid)
        try:
            with transaction.atomic():
                Persoon.objects.filter(pk=persoon.pk).update(overlijdensdatum="1800-01-01")
        except Exception as error:
            raise RuntimeError("dit ging mis") from error
    return HttpResponse()


class BrokenToo:
    """All pages of the site, and one of which the database refuses a row."""

    urlpatterns = [path("mis/<uuid:uuid>/", failing, name="mis"), *urls_intern.urlpatterns]
    handler400 = urls_intern.handler400
    handler403 = urls_intern.handler403
    handler404 = urls_intern.handler404
    handler405 = urls_intern.handler405
    handler500 = urls_intern.handler500


@pytest.mark.parametrize(
    ("rol", "about"),
    [
        *(pytest.param(rol, 0, id=f"{rol}, buiten bereik") for rol in (*Rol, None)),
        *(pytest.param(rol, -1, id=f"{rol}, binnen bereik") for rol in sorted(WITH_BEREIK)),
    ],
)
def test_nobody_is_named_beside_the_body_of_an_answer(
    rol: Rol | None, about: int, population: Population, heard: Heard, listening, settings
) -> None:
    settings.ROOT_URLCONF = BrokenToo
    client = Client(raise_request_exception=False)
    if rol:
        sign_in(client, at_work(rol, population))
    exchanges = crawler(client, population, population.people[about], heard).crawl()
    for one in exchanges:
        if view_of(one.referer) != RENAMING:
            heard.hear_exchange(one)
    assert {200, 302 if rol is None else 403, 404, 405, 500} - {405} <= {
        one.status for one in exchanges
    }
    assert listening().leaks(population) == []


def test_gunicorn_writes_no_more_than_moment_path_and_outcome(installation) -> None:
    for program in processes.programs(installation, intern_port=1, extern_port=2):
        assert "--log-level" not in program.command
        if "gunicorn" in program.command:
            place = program.command.index("--access-logformat")
            atoms = re.findall(r"%\((\w+)\)s", program.command[place + 1])
            assert atoms == ["t", "m", "U", "s", "b", "M"]


# What follows breaks the promise in one way each, and must be noticed.


def in_a_redirect(request: HttpRequest, known: Known) -> HttpResponse:
    return HttpResponseRedirect(f"/klanten/?q={known.achternaam}")


def in_a_header(request: HttpRequest, known: Known) -> HttpResponse:
    return HttpResponse(headers={"HX-Trigger": json.dumps({"toast": known.achternaam})})


def in_a_title(request: HttpRequest, known: Known) -> HttpResponse:
    return HttpResponse(f"<html><title>Dossier van {known.achternaam}</title></html>")


def in_a_link(request: HttpRequest, known: Known) -> HttpResponse:
    return HttpResponse(f'<html><a href="?pagina=2&amp;bsn={known.bsn}">Verder</a></html>')


def in_an_attribute(request: HttpRequest, known: Known) -> HttpResponse:
    born = known.geboortedatum.strftime("%d-%m-%Y")
    return HttpResponse(f'<html><p hx-vals=\'{{"geboren": "{born}"}}\'></p></html>')


def in_a_toast(request: HttpRequest, known: Known) -> HttpResponse:
    return HttpResponse(f'<html><p role="status">{known.voornaam} is toegewezen</p></html>')


def in_a_choice(request: HttpRequest, known: Known) -> HttpResponse:
    return HttpResponse(f"<html><select><option>{known.achternaam}</option></select></html>")


def in_a_form_that_shows_in_the_address(request: HttpRequest, known: Known) -> HttpResponse:
    return HttpResponse('<html><form method="get"><input name="bsn"></form></html>')


def in_a_log_line(request: HttpRequest, known: Known) -> HttpResponse:
    structlog.get_logger("voetlicht.proef").info("gezocht", bsn=known.bsn)
    return HttpResponse()


def in_a_traceback(request: HttpRequest, known: Known) -> HttpResponse:
    raise LookupError(f"geen dossier van {known.bsn}")


def in_a_mail(request: HttpRequest, known: Known) -> HttpResponse:
    EmailMessage(
        f"Nieuwe klant {known.achternaam}", "Zie de site.", to=["een@voorbeeld.test"]
    ).send()
    return HttpResponse()


def in_a_job(request: HttpRequest, known: Known) -> HttpResponse:
    from procrastinate.contrib.django import app

    app.configure_task("proef", allow_unknown=True).defer(postcode=known.postcode)
    return HttpResponse()


def in_the_audit_trail(request: HttpRequest, known: Known) -> HttpResponse:
    record_event(by=GENERATOR, what="proef", details={"naam": known.achternaam})
    return HttpResponse()


@pytest.mark.parametrize(
    ("view", "told"),
    [
        (in_a_redirect, "headers"),
        (in_a_header, "headers"),
        (in_a_title, "//title"),
        (in_a_link, "//@href"),
        (in_an_attribute, "hx-"),
        (in_a_toast, "status"),
        (in_a_choice, "option"),
        (in_a_form_that_shows_in_the_address, "access log"),
        (in_a_log_line, "log"),
        (in_a_traceback, "log"),
        (in_a_mail, "mail"),
        (in_a_job, "job"),
        (in_the_audit_trail, "gebeurtenis"),
    ],
    ids=lambda part: getattr(part, "__name__", None),
)
def test_a_page_that_names_somebody_is_noticed(
    view, told: str, population: Population, heard: Heard, listening, settings
) -> None:
    about = population.people[-1]

    class Urls(BrokenToo):
        urlpatterns = [path("lek", lambda request: view(request, about))]

    settings.ROOT_URLCONF = Urls
    visitor = crawler(Client(raise_request_exception=False), population, about, heard)
    for one in visitor.crawl():
        heard.hear_exchange(one)
    leaks: Iterable[str] = listening().leaks(population)
    assert [where for where in leaks if told in where]
    others = [where for where in leaks if told not in where and where != "output"]
    assert not others or view in (in_a_link, in_a_redirect)
