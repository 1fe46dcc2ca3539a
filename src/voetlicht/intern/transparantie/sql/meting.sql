-- Persons per gemeente of the peildatum. Standard SQL: runs on DuckDB, and unchanged on Spark.
-- peilbestand: one row per person; indeling: stored code -> code of the peildatum.
-- Codes that the indeling cannot follow keep their own row, so that nobody is lost.
SELECT
    indeling.gemeente_code,
    CASE WHEN indeling.gemeente_code IS NULL THEN peilbestand.gemeente_code END AS buiten_indeling,
    SUM(CASE WHEN in_register THEN 1 ELSE 0 END) AS doelgroepregister,
    SUM(CASE WHEN bediend_door = 'gemeente' AND met_profiel THEN 1 ELSE 0 END)
        AS gemeente_met_profiel,
    SUM(CASE WHEN bediend_door = 'gemeente' AND NOT met_profiel THEN 1 ELSE 0 END)
        AS gemeente_zonder_profiel,
    SUM(CASE WHEN bediend_door = 'uwv' AND met_profiel THEN 1 ELSE 0 END) AS uwv_met_profiel,
    SUM(CASE WHEN bediend_door = 'uwv' AND NOT met_profiel THEN 1 ELSE 0 END) AS uwv_zonder_profiel
FROM peilbestand
LEFT JOIN indeling ON indeling.opgeslagen_code = peilbestand.gemeente_code
WHERE {only_registered}
GROUP BY
    indeling.gemeente_code,
    CASE WHEN indeling.gemeente_code IS NULL THEN peilbestand.gemeente_code END
