-- Figures, each report counted once: a form that the report itself holds is not counted again in
-- its attachments, nor a row that an earlier attachment holds.
CREATE OR REPLACE VIEW current_figures AS
WITH attached AS (
    SELECT figure_id, precedence, report_id, form_code, part,
           fold(coalesce(row_label, '')) AS label, coalesce(row_path, []) AS path
    FROM placed_figures
    WHERE source = 'form' AND form_code IS NOT NULL
      AND report_id IN (SELECT report_id FROM current_documents WHERE precedence > 0)
), counted AS (
    SELECT figure_id FROM attached
    QUALIFY min(precedence) OVER (PARTITION BY report_id, form_code, part) > 0
        AND precedence = min(precedence) OVER (PARTITION BY report_id, form_code, part, label, path)
)
SELECT * EXCLUDE (precedence) FROM placed_figures WHERE precedence = 0
UNION ALL
SELECT * EXCLUDE (precedence) FROM placed_figures
WHERE precedence > 0 AND (
    source <> 'form' OR form_code IS NULL OR figure_id IN (SELECT figure_id FROM counted)
);
