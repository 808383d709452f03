-- Form II.08: one row a document and row label, each report counted once; null where the form
-- prints nothing, a dash or no number.
CREATE OR REPLACE VIEW form_ii_08 AS
SELECT report_id, doc_id, agency_id, agency_name AS department, parent_name,
       period_name(period_kind, period_to) AS period, period_kind, period_from, period_to,
       row_label, row_path, is_total,
       max(value) FILTER (column_no = 3) AS partial_assigned,
       max(value) FILTER (column_no = 4) AS partial_deployed,
       max(value) FILTER (column_no = 5) AS partial_dossiers,
       max(value) FILTER (column_no = 6) AS full_assigned,
       max(value) FILTER (column_no = 7) AS full_deployed,
       max(value) FILTER (column_no = 8) AS full_dossiers,
       max(value) FILTER (column_no = 9) AS portal_integrated,
       table_id, "row", min(page) AS page, file_name, bool_or(corrected) AS corrected
FROM current_figures
WHERE source = 'form' AND form_code = 'II.08'
GROUP BY ALL;
