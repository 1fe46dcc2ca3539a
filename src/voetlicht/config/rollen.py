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
    "voetlicht": ("intern", "verwerking", "lader", "statistiek", "spoor", "toezicht"),
    "voetlicht_extern": ("extern", "koppeling"),
}

_DJANGO_INTERN: Grants = {
    "django_migrations": {"intern": READ},
    "django_content_type": {"intern": READ},
    "auth_permission": {"intern": READ},
    "auth_group": {"intern": READ},
    "auth_group_permissions": {"intern": READ},
    "procrastinate_jobs": {"intern": WORK},
    "procrastinate_events": {"intern": WORK},
    "procrastinate_periodic_defers": {"intern": WORK},
    "procrastinate_workers": {"intern": WORK},
}
# Commands defer jobs too, and look up what Django keeps about itself.
_DJANGO_COMMANDS: Grants = {
    table: {**grants, "verwerking": grants["intern"]} for table, grants in _DJANGO_INTERN.items()
}
_DJANGO_EXTERN: Grants = {
    "django_session": {"extern": WORK},
    **{table: {"extern": grants["intern"]} for table, grants in _DJANGO_INTERN.items()},
}

# Read by the site where within reach; added to and closed by what processes deliveries.
_KNOWN_OF_PEOPLE = {"intern": READ, "verwerking": HISTORY, "lader": HISTORY}

# Signing in. What must outlive a request that fails is written over ``spoor``; tables of the
# libraries that are not used are open to nobody.
_SIGNING_IN: Grants = {
    "toegang_aanmeldvoorziening": {"intern": HISTORY},
    "toegang_sessie": {"spoor": WORK},
    "toegang_geheugen": {"spoor": WORK},
    "axes_accessattempt": {"spoor": WORK},
    "axes_accessattemptexpiration": {"spoor": WORK},
    "axes_accesslog": {},
    "axes_accessfailurelog": {},
    "mfa_authenticator": {"intern": WORK},
    "socialaccount_socialaccount": {"intern": WORK},
    "socialaccount_socialapp": {},
    "socialaccount_socialtoken": {},
    "account_emailaddress": {"intern": READ},
    "account_emailconfirmation": {},
    "django_session": {},
}

INTERN: Grants = {
    **_DJANGO_INTERN,
    **_DJANGO_COMMANDS,
    **_SIGNING_IN,
    "toegang_account": {"intern": HISTORY, "lader": APPEND},
    "toegang_organisatie": {
        "intern": HISTORY,
        "verwerking": HISTORY,
        "lader": HISTORY,
        "statistiek": READ,
        "toezicht": READ,
    },
    "toegang_organisatiegemeente": {
        "intern": HISTORY,
        "verwerking": HISTORY,
        "lader": HISTORY,
        "statistiek": READ,
    },
    "toegang_organisatieopvolging": {
        "intern": HISTORY,
        "verwerking": HISTORY,
        "lader": HISTORY,
        "statistiek": READ,
    },
    "toegang_team": {"intern": HISTORY, "verwerking": READ, "lader": HISTORY},
    "toegang_aanstelling": {
        "intern": HISTORY,
        "verwerking": READ,
        "lader": HISTORY,
        "toezicht": READ,
    },
    # Who may be what, asked on a form and asked again every half year.
    "toegang_accountaanvraag": {"intern": HISTORY, "lader": HISTORY},
    "toegang_aanvraagregel": {"intern": APPEND, "lader": HISTORY},
    "toegang_hercertificering": {"intern": HISTORY, "lader": HISTORY},
    "toegang_toewijzing": {
        "intern": HISTORY,
        "verwerking": HISTORY,
        "lader": HISTORY,
        "toezicht": READ,
    },
    "toegang_noodtoegang": {"intern": READ, "toezicht": READ},
    # Need to know: who acts in this transaction, and whom that may reach.
    "toegang_zitting": {"intern": READ},
    "toegang_bereik": {"intern": READ},
    "toegang_relatie": {"intern": READ},
    "sonar_eigenklant": {"intern": READ},
    "toegang_beoordeelbaar": {"intern": READ},
    # Every showing of personal data: written apart, read under supervision, changed by nobody.
    "toegang_inzageketen": {"spoor": ADD, "toezicht": READ},
    "toegang_inzageregel": {"spoor": ADD, "toezicht": READ},
    "toezicht_persoon": {"toezicht": READ},
    "toezicht_inzagerest": {"toezicht": READ},
    "toegang_gebeurtenis": {"intern": APPEND, "verwerking": APPEND, "lader": APPEND},
    # What is known of people is closed and added to, never deleted. ``intern`` sees the rows of
    # who is within reach (row-level security); deliveries are processed by ``verwerking``.
    "personen_persoon": _KNOWN_OF_PEOPLE,
    "personen_adres": _KNOWN_OF_PEOPLE,
    "personen_verblijf": _KNOWN_OF_PEOPLE,
    "doelgroepregister_grondslag": {**_KNOWN_OF_PEOPLE, "statistiek": READ},
    "doelgroepregister_registratie": _KNOWN_OF_PEOPLE,
    "sonar_klant": _KNOWN_OF_PEOPLE,
    "sonar_inschrijving": _KNOWN_OF_PEOPLE,
    "sonar_dienstverlening": _KNOWN_OF_PEOPLE,
    "klantprofielen_klantprofiel": _KNOWN_OF_PEOPLE,
    "klantprofielen_statusperiode": _KNOWN_OF_PEOPLE,
    "leveringen_levering": {"verwerking": HISTORY, "lader": HISTORY},
    "leveringen_leveringsregel": {"verwerking": APPEND, "lader": APPEND},
    # Views on the above without BSN, name or birth date; all that freezing may read.
    "statistiek_persoon": {"statistiek": READ},
    "statistiek_verblijf": {"statistiek": READ},
    "statistiek_grondslag": {"statistiek": READ},
    "statistiek_registratie": {"statistiek": READ},
    "statistiek_dienstverlening": {"statistiek": READ},
    "statistiek_statusperiode": {"statistiek": READ},
    # Counts of the whole chain, for who may see no klanten.
    "transparantie_ketenstand": {"intern": READ},
    "transparantie_peilbestand": {"intern": READ, "verwerking": APPEND},
    "transparantie_editieversie": {"intern": READ, "verwerking": APPEND},
    "koppeling_uitgaand": {"intern": HISTORY, "verwerking": HISTORY},
}

EXTERN: Grants = {
    **_DJANGO_EXTERN,
    "werkgevers_account": {"extern": HISTORY},
    # Immutable: what comes through the door is added, and read by the site.
    "publicaties_archiefeditie": {"extern": READ, "koppeling": ADD},
    "publicaties_archiefbestand": {"extern": READ, "koppeling": ADD},
}

TABLES = {"intern": INTERN, "extern": EXTERN}

# Functions of the owner that do one thing which no role could do by itself; nobody else's.
FUNCTIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "intern": {
        "toegang_reikt(bigint)": ("intern",),
        "sonar_zoek_in_bereik(text[], date, bytea)": ("intern",),
        "toegang_vraag_noodtoegang(bytea, date, text)": ("intern",),
        "toegang_beeindig_noodtoegang(uuid)": ("intern",),
        "toegang_beoordeel_noodtoegang(uuid, boolean, text)": ("intern",),
        "toegang_sluit_toewijzingen(bigint, bigint, date)": ("intern",),
        "toegang_team_bedient(bigint, date)": ("intern",),
        "toegang_inzage_maanden(date, date)": ("intern",),
        "toezicht_verwanten(text, timestamp with time zone, timestamp with time zone)": (
            "toezicht",
        ),
    },
    "extern": {},
}
DATABASE = {"intern": "voetlicht", "extern": "voetlicht_extern"}
