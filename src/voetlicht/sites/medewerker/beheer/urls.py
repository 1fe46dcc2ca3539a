"""URLs of the beheerder's pages; an account, a form, a role and a team are known by their uuid."""

from django.urls import path

from voetlicht.sites.medewerker.beheer import (
    aanvragen,
    accounts,
    hercertificering,
    organisaties,
    start,
)

app_name = "beheer"

urlpatterns = [
    path("", start.start, name="start"),
    path("aanvragen/", aanvragen.aanvragen, name="aanvragen"),
    path("aanvragen/nieuw/", aanvragen.choose, name="nieuw"),
    path("aanvragen/nieuw/<str:code>/", aanvragen.new, name="nieuw_bij"),
    path("aanvragen/<uuid:uuid>/", aanvragen.aanvraag, name="aanvraag"),
    path("aanvragen/<uuid:uuid>/afwijzen/", aanvragen.reject, name="afwijzen"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/<uuid:uuid>/", accounts.account, name="account"),
    path("accounts/<uuid:uuid>/sluiten/", accounts.close, name="sluiten"),
    path("accounts/<uuid:uuid>/heropenen/", accounts.reopen, name="heropenen"),
    path("aanstellingen/<uuid:uuid>/beeindigen/", accounts.end, name="beeindigen"),
    path("hercertificering/", hercertificering.questions, name="hercertificering"),
    path("hercertificering/<uuid:uuid>/", hercertificering.answer, name="vraag"),
    path("organisaties/", organisaties.organisaties, name="organisaties"),
    path("organisaties/nieuw/", organisaties.new_organisatie, name="organisatie_nieuw"),
    path("organisaties/<str:code>/", organisaties.organisatie, name="organisatie"),
    path("organisaties/<str:code>/naam/", organisaties.rename, name="organisatie_naam"),
    path("organisaties/<str:code>/teams/nieuw/", organisaties.new_team, name="team_nieuw"),
    path("teams/<uuid:uuid>/", organisaties.team, name="team"),
    path("teams/<uuid:uuid>/opheffen/", organisaties.dissolve, name="team_opheffen"),
    path("rollen/", organisaties.roles, name="rollen"),
]
