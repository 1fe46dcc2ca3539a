-- One row per person who is in the register or served on the peildatum, as known at a moment.
-- PostgreSQL. The pieces in braces are the rules in rules.py (Telregels).
WITH registered AS (
    SELECT {each_person_once} persoon_id
    FROM statistiek_registratie
    WHERE {registered} AND {as_known}
        AND code_grondslag IN (
            SELECT code FROM statistiek_grondslag
            WHERE {ground_counts} AND valid @> %(peildatum)s::date
        )
),

-- Whoever is served by two is served by one of them. A werkgeversservicepunt serves employers.
served AS (
    SELECT DISTINCT ON (persoon_id)
        persoon_id,
        CASE WHEN soort = 'uwv' THEN 'uwv' ELSE 'gemeente' END AS bediend_door
    FROM statistiek_dienstverlening
    WHERE {service_is_open} AND {as_known}
        AND soort IN ('uwv', 'gemeente', 'samenwerkingsverband')
    ORDER BY persoon_id, {served_by_latest}, {uwv_on_tie}
),

profiled AS (
    SELECT DISTINCT persoon_id
    FROM statistiek_statusperiode
    WHERE {profile_counts} AND valid @> %(peildatum)s::date AND {as_known}
),

resident AS (
    SELECT DISTINCT ON (persoon_id) persoon_id, gemeente_code
    FROM statistiek_verblijf
    WHERE {resides} AND {as_known}
    ORDER BY persoon_id, lower(valid) DESC
)

SELECT
    peilsleutel AS sleutel,
    coalesce(gemeente_code, 'onbekend') AS gemeente_code,
    registered.persoon_id IS NOT NULL AS in_register,
    bediend_door,
    profiled.persoon_id IS NOT NULL AS met_profiel
FROM registered
FULL JOIN served USING (persoon_id)
JOIN statistiek_persoon USING (persoon_id)
LEFT JOIN resident USING (persoon_id)
LEFT JOIN profiled USING (persoon_id)
ORDER BY sleutel
