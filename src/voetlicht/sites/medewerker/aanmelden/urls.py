"""Addresses of signing in. Names without a namespace, where allauth asks for them by name."""

from django.conf import settings
from django.urls import path

from voetlicht.sites.medewerker.aanmelden import (
    beheer,
    sessies,
    tweede_stap,
    views,
    voorbeeld,
)

urlpatterns = [
    path("", views.sign_in, name="account_login"),
    path("uit", views.sign_out, name="account_logout"),
    path("rol", views.choose_role, name="aanmelden_rol"),
    path("onbekend", views.unknown, name="aanmelden_onbekend"),
    path("mislukt", views.provider_failed, name="aanmelden_mislukt"),
    path("bij/<slug:provider_id>/", views.to_provider, name="openid_connect_login"),
    path("bij/<slug:provider_id>/terug", views.from_provider, name="openid_connect_callback"),
    path("tweede-stap", tweede_stap.second_step, name="mfa_authenticate"),
    path("beveiliging", tweede_stap.overview, name="mfa_index"),
    path("beveiliging/code", tweede_stap.code_again, name="mfa_reauthenticate"),
    path("beveiliging/app", tweede_stap.new_app, name="mfa_activate_totp"),
    path("beveiliging/app/stoppen", tweede_stap.no_app, name="mfa_deactivate_totp"),
    path("beveiliging/sleutel", tweede_stap.new_key, name="mfa_add_webauthn"),
    path("beveiliging/sleutel/<int:pk>", tweede_stap.no_key, name="mfa_remove_webauthn"),
    path("beveiliging/codes", tweede_stap.backup_codes, name="mfa_view_recovery_codes"),
    path(
        "beveiliging/codes/nieuw",
        tweede_stap.new_backup_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("apparaten", sessies.devices, name="aanmelden_apparaten"),
    path("wachtwoord/<uuid:uuid>", sessies.password, name="aanmelden_wachtwoord"),
    path("voorziening", beheer.provider, name="aanmelden_voorziening"),
    path("hulp/<uuid:uuid>", beheer.help_account, name="aanmelden_hulp"),
]
if settings.SOORT == "voorbeeld":
    urlpatterns.append(path("voorbeeld", voorbeeld.choose, name="aanmelden_voorbeeld"))
