-- Figures of current documents with their department and period, attachments still counted beside
-- their reports. The period is the form's own where it prints one, else the report's.
-- Where a reviewer corrected a number, theirs is the value, and the printed one stands beside.
CREATE OR REPLACE VIEW placed_figures AS
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
JOIN current_documents d USING (doc_id)
LEFT JOIN tables t USING (table_id)
LEFT JOIN corrected_figures c ON c.figure_id = f.figure_id;
