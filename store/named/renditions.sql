-- vi: Các tệp của cùng một báo cáo: bản đang dùng, bản khác định dạng, phụ lục, bản cũ
-- en: The files of one report: the one in use, other formats, annexes, older versions
SELECT r.agency_name AS department, period_name(r.period_kind, r.period_to) AS period,
       d.file_name, d.role, d.is_current, d.media_type, d.superseded_by, d.doc_id
FROM documents d JOIN documents r ON r.doc_id = d.report_id
WHERE d.status <> 'failed'
  AND is_department(r.agency_id, r.agency_name, r.symbol, $department)
  AND ($period IS NULL OR starts_with(period_name(r.period_kind, r.period_to), $period))
ORDER BY department, r.period_to, d.report_id, d.precedence, NOT d.is_current, d.file_name;
