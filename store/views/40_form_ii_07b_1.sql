-- Form II.07b, part I: one row a document and row label, each report counted once; null where the form
-- prints nothing, a dash or no number.
CREATE OR REPLACE VIEW form_ii_07b_1 AS
SELECT report_id, doc_id, agency_id, agency_name AS department, parent_name,
       period_name(period_kind, period_to) AS period, period_kind, period_from, period_to,
       row_label, row_path, is_total,
       max(value) FILTER (column_no = 3) AS procedures_total,
       max(value) FILTER (column_no = 4) AS procedures_province,
       max(value) FILTER (column_no = 5) AS procedures_district,
       max(value) FILTER (column_no = 6) AS procedures_commune,
       max(value) FILTER (column_no = 7) AS one_stop_total,
       max(value) FILTER (column_no = 8) AS one_stop_province,
       max(value) FILTER (column_no = 9) AS one_stop_district,
       max(value) FILTER (column_no = 10) AS one_stop_commune,
       max(value) FILTER (column_no = 11) AS workflows_total,
       max(value) FILTER (column_no = 12) AS workflows_province,
       max(value) FILTER (column_no = 13) AS workflows_district,
       max(value) FILTER (column_no = 14) AS workflows_commune,
       table_id, "row", min(page) AS page, file_name, bool_or(corrected) AS corrected
FROM current_figures
WHERE source = 'form' AND form_code = 'II.07b' AND part = 'I'
GROUP BY ALL;
