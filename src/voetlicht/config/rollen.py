"""What each database role may do, per table. Read top-down; a test fails on a missing table.

The owner (``eigenaar``) owns everything and is used for migrations only. No other role owns a
table, may create anything, or may TRUNCATE. A table that is not listed is reachable by nobody.
"""

READ = "SELECT"
ADD = "INSERT"
APPEND = "SELECT, INSERT"
HISTORY = "SELECT, INSERT, UPDATE"
WORK = "SELECT, INSERT, UPDATE, DELETE"

Grants = dict[str, dict[str, str]]

# Who may connect to which database.
CONNECT = {
    "voetlicht": ("intern", "lader", "statistiek", "spoor"),
    "voetlicht_extern": ("extern", "koppeling"),
}

_DJANGO_INTERN: Grants = {
    "django_migrations": {"intern": READ},
    "django_content_type": {"intern": READ},
    "django_session": {"intern": WORK},
    "auth_permission": {"intern": READ},
    "auth_group": {"intern": READ},
    "auth_group_permissions": {"intern": READ},
    "procrastinate_jobs": {"intern": WORK},
    "procrastinate_events": {"intern": WORK},
    "procrastinate_periodic_defers": {"intern": WORK},
    "procrastinate_workers": {"intern": WORK},
}
_DJANGO_EXTERN: Grants = {
    table: {"extern": grants["intern"]} for table, grants in _DJANGO_INTERN.items()
}

INTERN: Grants = {
    **_DJANGO_INTERN,
    "toegang_account": {"intern": HISTORY},
    "toegang_organisatie": {"intern": HISTORY, "lader": HISTORY, "statistiek": READ},
    "toegang_organisatiegemeente": {"intern": HISTORY, "lader": HISTORY, "statistiek": READ},
    "toegang_organisatieopvolging": {"intern": HISTORY, "lader": HISTORY, "statistiek": READ},
    "toegang_gebeurtenis": {"intern": APPEND, "lader": APPEND},
    # What is known of people is closed and added to, never deleted.
    "personen_persoon": {"intern": HISTORY, "lader": HISTORY},
    "personen_verblijf": {"intern": HISTORY, "lader": HISTORY},
    "doelgroepregister_grondslag": {"intern": HISTORY, "lader": HISTORY, "statistiek": READ},
    "doelgroepregister_registratie": {"intern": HISTORY, "lader": HISTORY},
    "sonar_klant": {"intern": HISTORY, "lader": HISTORY},
    "sonar_inschrijving": {"intern": HISTORY, "lader": HISTORY},
    "sonar_dienstverlening": {"intern": HISTORY, "lader": HISTORY},
    "klantprofielen_klantprofiel": {"intern": HISTORY, "lader": HISTORY},
    "klantprofielen_statusperiode": {"intern": HISTORY, "lader": HISTORY},
    "leveringen_levering": {"intern": HISTORY, "lader": HISTORY},
    "leveringen_leveringsregel": {"intern": APPEND, "lader": APPEND},
    # Views on the above without BSN, name or birth date; all that freezing may read.
    "statistiek_persoon": {"statistiek": READ},
    "statistiek_verblijf": {"statistiek": READ},
    "statistiek_grondslag": {"statistiek": READ},
    "statistiek_registratie": {"statistiek": READ},
    "statistiek_dienstverlening": {"statistiek": READ},
    "statistiek_statusperiode": {"statistiek": READ},
    "transparantie_peilbestand": {"intern": APPEND},
    "transparantie_editieversie": {"intern": APPEND},
    "koppeling_uitgaand": {"intern": HISTORY},
}

EXTERN: Grants = {
    **_DJANGO_EXTERN,
    "werkgevers_account": {"extern": HISTORY},
    # Immutable: what comes through the door is added, and read by the site.
    "publicaties_archiefeditie": {"extern": READ, "koppeling": ADD},
    "publicaties_archiefbestand": {"extern": READ, "koppeling": ADD},
}

TABLES = {"intern": INTERN, "extern": EXTERN}
DATABASE = {"intern": "voetlicht", "extern": "voetlicht_extern"}
