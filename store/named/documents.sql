-- vi: Tài liệu đã lưu: mỗi tệp một dòng, kèm vai trò, kỳ báo cáo và số phát hiện
-- en: The stored documents: one row a file, with its role, period and findings
WITH open_findings AS (
    SELECT doc_id, count(*) FILTER (level = 'error') AS errors,
           count(*) FILTER (level = 'warning') AS warnings
    FROM findings WHERE status = 'open' GROUP BY doc_id
)
SELECT d.doc_id, d.file_name, d.agency_name AS department,
       period_name(d.period_kind, d.period_to) AS period,
       d.kind, d.number, d.symbol, d.issued_on, d.title, d.role, d.is_current, d.status,
       coalesce(errors, 0) AS errors, coalesce(warnings, 0) AS warnings,
       d.media_type, d.page_count, d.error, d.error_en
FROM documents d LEFT JOIN open_findings USING (doc_id)
WHERE is_department(d.agency_id, d.agency_name, d.symbol, $department)
  AND ($period IS NULL OR starts_with(period_name(d.period_kind, d.period_to), $period))
  AND ($status IS NULL OR d.status = $status)
ORDER BY d.agency_name NULLS LAST, d.period_to, d.report_id, d.precedence, NOT d.is_current,
         d.file_name, d.doc_id;
