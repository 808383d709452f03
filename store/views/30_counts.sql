-- Figures with their department and period, each report counted once.
CREATE OR REPLACE VIEW counts AS
SELECT figure_id, doc_id, report_id, agency_id, agency_name AS department, parent_name,
       period_name(period_kind, period_to) AS period, period_kind,
       period_from, period_to, source, form_code, part, form_title,
       column_no, indicator, row_label, row_path, is_total, level, value, nil, unit, raw_text,
       table_id, block_id, "row", col, page, bbox, file_name, corrected, printed_value
FROM current_figures;
