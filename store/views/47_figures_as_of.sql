-- Figures as `current_figures` had them at a moment (UTC), each report counted once.
CREATE OR REPLACE MACRO figures_as_of(moment) AS TABLE
WITH chosen AS (
    SELECT * FROM current_documents_as_of(moment)
), held AS (
    SELECT k.figure_id, c.value
    FROM corrections_as_of(moment) c
    JOIN figure_keys((SELECT list(DISTINCT doc_id) FROM corrections WHERE target = 'figure')) k
      USING (correction_key)
    WHERE c.target = 'figure'
), placed AS (
    SELECT f.* EXCLUDE (period_from, period_to)
               REPLACE (
                   CASE WHEN c.figure_id IS NULL THEN f.value ELSE c.value END AS value,
                   CASE WHEN c.figure_id IS NULL THEN f.nil WHEN c.value IS NULL THEN 'dash'
                        WHEN c.value = 0 THEN 'zero' END AS nil
               ),
           c.figure_id IS NOT NULL AS corrected, f.value AS printed_value, t.title AS form_title,
           d.report_id, d.precedence, d.agency_id, d.agency_name, d.parent_name,
           coalesce(t.period_kind, d.period_kind) AS period_kind,
           coalesce(f.period_from, t.period_from, d.period_from) AS period_from,
           coalesce(f.period_to, t.period_to, d.period_to) AS period_to,
           d.file_name
    FROM figures f
    JOIN chosen d USING (doc_id)
    LEFT JOIN tables t USING (table_id)
    LEFT JOIN held c ON c.figure_id = f.figure_id
), counted AS (
    SELECT figure_id FROM placed
    WHERE source = 'form' AND form_code IS NOT NULL
    QUALIFY min(precedence) OVER (PARTITION BY report_id, form_code, part) > 0
        AND precedence = min(precedence) OVER (
            PARTITION BY report_id, form_code, part, fold(coalesce(row_label, '')),
                         coalesce(row_path, [])
        )
)
SELECT * EXCLUDE (precedence) FROM placed
WHERE precedence = 0 OR source <> 'form' OR form_code IS NULL
   OR figure_id IN (SELECT figure_id FROM counted);
