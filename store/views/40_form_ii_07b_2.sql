-- Form II.07b, part II: one row a document and row label, each report counted once; null where the form
-- prints nothing, a dash or no number.
CREATE OR REPLACE VIEW form_ii_07b_2 AS
SELECT report_id, doc_id, agency_id, agency_name AS department, parent_name,
       period_name(period_kind, period_to) AS period, period_kind, period_from, period_to,
       row_label, row_path, is_total,
       max(value) FILTER (column_no = 3) AS four_in_place_province,
       max(value) FILTER (column_no = 4) AS four_in_place_province_rate,
       max(value) FILTER (column_no = 5) AS four_in_place_district,
       max(value) FILTER (column_no = 6) AS four_in_place_district_rate,
       table_id, "row", min(page) AS page, file_name, bool_or(corrected) AS corrected
FROM current_figures
WHERE source = 'form' AND form_code = 'II.07b' AND part = 'II'
GROUP BY ALL;
