-- Form II.03b: one row a document and row label, each report counted once; null where the form
-- prints nothing, a dash or no number.
CREATE OR REPLACE VIEW form_ii_03b AS
SELECT report_id, doc_id, agency_id, agency_name AS department, parent_name,
       period_name(period_kind, period_to) AS period, period_kind, period_from, period_to,
       row_label, row_path, is_total,
       max(value) FILTER (column_no = 3) AS announcing_decisions,
       max(value) FILTER (column_no = 4) AS normative_documents,
       max(value) FILTER (column_no = 5) AS procedures_announced,
       max(value) FILTER (column_no = 6) AS procedures_new,
       max(value) FILTER (column_no = 7) AS procedures_amended,
       max(value) FILTER (column_no = 8) AS procedures_repealed,
       max(value) FILTER (column_no = 9) AS procedures_published,
       max(value) FILTER (column_no = 10) AS procedures_unpublished,
       max(value) FILTER (column_no = 11) AS procedures_in_authority,
       table_id, "row", min(page) AS page, file_name, bool_or(corrected) AS corrected
FROM current_figures
WHERE source = 'form' AND form_code = 'II.03b'
GROUP BY ALL;
