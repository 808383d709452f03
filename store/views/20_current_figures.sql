-- Figures, each report counted once: a form that the report itself holds is not counted again in
-- its attachments, nor a row that an earlier attachment holds. The period is the form's own where
-- it prints one, else the report's.
CREATE OR REPLACE VIEW current_figures AS
SELECT f.* EXCLUDE (period_from, period_to), t.title AS form_title,
       d.report_id, d.agency_id, d.agency_name, d.parent_name,
       coalesce(t.period_kind, d.period_kind) AS period_kind,
       coalesce(f.period_from, t.period_from, d.period_from) AS period_from,
       coalesce(f.period_to, t.period_to, d.period_to) AS period_to,
       d.file_name
FROM figures f
JOIN current_documents d USING (doc_id)
LEFT JOIN tables t USING (table_id)
QUALIFY f.source <> 'form' OR f.form_code IS NULL OR (
    d.precedence = min(d.precedence) OVER (
        PARTITION BY d.report_id, f.source, f.form_code, f.part,
                     fold(coalesce(f.row_label, '')), coalesce(f.row_path, [])
    )
    AND (
        d.precedence = 0
        OR min(d.precedence) OVER (PARTITION BY d.report_id, f.source, f.form_code, f.part) > 0
    )
);
