-- Form II.06a: one row a document and row label, each report counted once; null where the form
-- prints nothing, a dash or no number.
CREATE OR REPLACE VIEW form_ii_06a AS
SELECT report_id, doc_id, agency_id, agency_name AS department, parent_name,
       period_name(period_kind, period_to) AS period, period_kind, period_from, period_to,
       row_label, row_path, is_total,
       max(value) FILTER (column_no = 3) AS received_total,
       max(value) FILTER (column_no = 4) AS received_online,
       max(value) FILTER (column_no = 5) AS received_direct,
       max(value) FILTER (column_no = 6) AS carried_over,
       max(value) FILTER (column_no = 7) AS resolved_total,
       max(value) FILTER (column_no = 8) AS resolved_early,
       max(value) FILTER (column_no = 9) AS resolved_on_time,
       max(value) FILTER (column_no = 10) AS resolved_overdue,
       max(value) FILTER (column_no = 11) AS pending_total,
       max(value) FILTER (column_no = 12) AS pending_in_time,
       max(value) FILTER (column_no = 13) AS pending_overdue,
       table_id, "row", min(page) AS page, file_name, bool_or(corrected) AS corrected
FROM current_figures
WHERE source = 'form' AND form_code = 'II.06a'
GROUP BY ALL;
