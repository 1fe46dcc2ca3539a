"""The inzagelog: a table partitioned by month, and the function that makes its months.

No role of the application may read it but ``toezicht``, which answers questions about it; role
``spoor`` may add. Row-level security says the same a second time. A month is one in Amsterdam, so
that a chain, which lasts a day there, never stands in two. What falls in no month is kept in
``toegang_inzageregel_rest``, and reported when the log is checked.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models

TABLE = """
CREATE TABLE toegang_inzageregel (
    keten_id uuid NOT NULL,
    volgnummer bigint NOT NULL CHECK (volgnummer > 0),
    moment timestamptz NOT NULL,
    actor_kind varchar(12) NOT NULL,
    actor_id uuid NOT NULL,
    rol varchar(30) NOT NULL,
    organisatie varchar(40) NOT NULL,
    aanstelling bigint NOT NULL,
    persoon_id bigint NOT NULL,
    doel varchar(20) NOT NULL,
    veldklasse varchar(12) NOT NULL,
    kanaal varchar(10) NOT NULL,
    trace_id uuid NOT NULL,
    mac bytea NOT NULL CHECK (octet_length(mac) = 32),
    PRIMARY KEY (keten_id, volgnummer, moment)
) PARTITION BY RANGE (moment)
"""
INDEXES = [
    "CREATE INDEX inzageregel_van_persoon ON toegang_inzageregel (persoon_id, moment)",
    "CREATE INDEX inzageregel_van_actor ON toegang_inzageregel (actor_id, moment)",
    # Lines come in order of time, so this tiny index finds a day.
    "CREATE INDEX inzageregel_van_dag ON toegang_inzageregel USING brin (moment)",
]
REST = "CREATE TABLE toegang_inzageregel_rest PARTITION OF toegang_inzageregel DEFAULT"
GUARD = [
    statement
    for table in ("toegang_inzageketen", "toegang_inzageregel")
    for statement in (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY schrijven ON {table} FOR INSERT TO spoor WITH CHECK (true)",
    )
]
UNGUARD = [
    statement
    for table in ("toegang_inzageketen", "toegang_inzageregel")
    for statement in (
        f"DROP POLICY schrijven ON {table}",
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    )
]
# Lines of a month that was not there in time are taken out of the rest.
MONTHS = """
CREATE FUNCTION toegang_inzage_maanden(van date, tot date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    maand date := date_trunc('month', van);
    eerste timestamptz;
    na timestamptz;
    naam text;
    gemaakt integer := 0;
BEGIN
    IF tot > van + 3700 THEN
        RAISE EXCEPTION 'te veel maanden ineens';
    END IF;
    WHILE maand <= tot LOOP
        naam := 'toegang_inzageregel_' || to_char(maand, 'YYYY_MM');
        IF to_regclass('public.' || naam) IS NULL THEN
            eerste := maand::timestamp AT TIME ZONE 'Europe/Amsterdam';
            na := (maand + interval '1 month')::timestamp AT TIME ZONE 'Europe/Amsterdam';
            EXECUTE format('CREATE TABLE %I (LIKE toegang_inzageregel INCLUDING ALL)', naam);
            EXECUTE format(
                'WITH late AS ('
                'DELETE FROM toegang_inzageregel_rest WHERE moment >= %L AND moment < %L'
                ' RETURNING *) INSERT INTO %I SELECT * FROM late',
                eerste, na, naam
            );
            EXECUTE format(
                'ALTER TABLE toegang_inzageregel ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                naam, eerste, na
            );
            gemaakt := gemaakt + 1;
        END IF;
        maand := maand + interval '1 month';
    END LOOP;
    RETURN gemaakt;
END
$$
"""
NAME = "toegang_inzage_maanden(date, date)"


class Migration(migrations.Migration):
    dependencies = [("toegang", "0005_close_toewijzingen")]

    operations = [
        migrations.CreateModel(
            name="Inzageketen",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("dag", models.DateField(db_index=True)),
                ("begonnen_op", models.DateTimeField()),
                ("sleutel", models.BinaryField(max_length=4)),
            ],
            options={"verbose_name": "inzageketen", "verbose_name_plural": "inzageketens"},
        ),
        migrations.CreateModel(
            name="Inzageregel",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "keten",
                        "volgnummer",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("volgnummer", models.BigIntegerField()),
                ("moment", models.DateTimeField()),
                ("actor_kind", models.CharField(max_length=12)),
                ("actor_id", models.UUIDField()),
                ("rol", models.CharField(max_length=30)),
                ("organisatie", models.CharField(max_length=40)),
                ("aanstelling", models.BigIntegerField()),
                ("persoon_id", models.BigIntegerField()),
                ("doel", models.CharField(max_length=20)),
                ("veldklasse", models.CharField(max_length=12)),
                (
                    "kanaal",
                    models.CharField(
                        choices=[("site", "site"), ("opdracht", "opdracht")], max_length=10
                    ),
                ),
                ("trace_id", models.UUIDField()),
                ("mac", models.BinaryField(max_length=32)),
                (
                    "keten",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="regels",
                        to="toegang.inzageketen",
                    ),
                ),
            ],
            options={
                "verbose_name": "inzageregel",
                "verbose_name_plural": "inzageregels",
                "db_table": "toegang_inzageregel",
                "managed": False,
            },
        ),
        migrations.RunSQL([TABLE, *INDEXES, REST], "DROP TABLE toegang_inzageregel"),
        migrations.RunSQL(GUARD, UNGUARD),
        migrations.RunSQL(
            [
                MONTHS,
                f"REVOKE ALL ON FUNCTION {NAME} FROM PUBLIC",
                f"GRANT EXECUTE ON FUNCTION {NAME} TO intern",
                "SELECT toegang_inzage_maanden(current_date, current_date + 62)",
            ],
            f"DROP FUNCTION {NAME}",
        ),
    ]
